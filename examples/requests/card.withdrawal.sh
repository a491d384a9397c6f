#!/usr/bin/env bash
# Cash at a machine: 0200, DE3 01. DE54 of the answer has the ledger (01) and the available balance (02).
# ends: DE39=00
set -euo pipefail
. "$(dirname "$0")/iso.sh"

iso "$cards" 0200 2=$card 3=010000 4=000000002000 7="$now" 11="$(printf %06d $stan)" 32=300042 \
  37="$(printf %012d $stan)" 41=ATM00001 49=840
answer
