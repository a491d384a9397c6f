#!/usr/bin/env bash
# The balance at a machine, by card: 0100, DE3 31 (30: available funds), answered in DE54.
# ends: DE54=0001840C
set -euo pipefail
. "$(dirname "$0")/iso.sh"

iso "$cards" 0100 2=$card 3=310000 7="$now" 11="$(printf %06d $stan)" 32=300042 37="$(printf %012d $stan)" \
  41=ATM00001 49=840
answer
