#!/usr/bin/env bash
# A purchase with a debit card: 0200, DE3 00. The network has looked at the PIN.
# ends: DE39=00
set -euo pipefail
. "$(dirname "$0")/iso.sh"

iso "$cards" 0200 2=$card 3=000000 4=000000001250 7="$now" 11="$(printf %06d $stan)" 32=300042 \
  37="$(printf %012d $stan)" 41=SHOP0001 49=840
answer
