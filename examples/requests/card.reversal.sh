#!/usr/bin/env bash
# A withdrawal whose cash did not come out is taken back (0420): asked again as 0421, it gets the same answer.
# ends: 0430
set -euo pipefail
. "$(dirname "$0")/iso.sh"

rrn=$(printf %012d $stan)
back=(2=$card 3=010000 4=000000002000 7="$now" 11="$(printf %06d $((stan + 1)))" 32=300042 37="$rrn" 41=ATM00001 49=840
      90="0200$(printf %06d $stan)${now}0000030004200000000000")
iso "$cards" 0200 2=$card 3=010000 4=000000002000 7="$now" 11="$(printf %06d $stan)" 32=300042 37="$rrn" 41=ATM00001 49=840
answer
iso "$cards" 0420 "${back[@]}"
answer
iso "$cards" 0421 "${back[@]}"
answer
