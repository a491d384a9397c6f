#!/usr/bin/env bash
# The balance of an account, from a teller or another channel: 0100, DE3 31, DE102, answered in DE54.
# ends: DE54=0001840C
set -euo pipefail
. "$(dirname "$0")/iso.sh"

iso "${AYNI_ISO:-8583}" 0100 3=310000 7="$now" 11="$(printf %06d $stan)" 37="$(printf %012d $stan)" 41=TELLER01 49=840 \
  102=4200000017
answer
