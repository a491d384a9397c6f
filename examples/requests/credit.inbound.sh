#!/usr/bin/env bash
# Another institution (DE32) sends money to José (DE103): 0200, DE3 21.
# ends: DE39=00
set -euo pipefail
. "$(dirname "$0")/iso.sh"

iso "${AYNI_CREDITS:-8585}" 0200 3=210000 4=000000004000 7="$now" 11="$(printf %06d $stan)" 32=0036 \
  37="$(printf %012d $stan)" 41=BANK0001 49=840 103=4200000025
answer
