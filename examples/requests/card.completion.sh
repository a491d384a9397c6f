#!/usr/bin/env bash
# A hold (0100), and what it came to (0220, an advice): the rest is given back. DE90 names the hold: MTI, DE11, DE7, DE32.
# ends: 0230
set -euo pipefail
. "$(dirname "$0")/iso.sh"

rrn=$(printf %012d $stan)
iso "$cards" 0100 2=$card 3=000000 4=000000005000 7="$now" 11="$(printf %06d $stan)" 32=300042 37="$rrn" 41=HOTEL001 49=840
answer
iso "$cards" 0220 2=$card 3=000000 4=000000004200 7="$now" 11="$(printf %06d $((stan + 1)))" 32=300042 37="$rrn" 41=HOTEL001 \
  49=840 90="0100$(printf %06d $stan)${now}0000030004200000000000"
answer
