#!/usr/bin/env bash
# A new PIN as a block under the channel's zone key; or "pin" in clear, over TLS.
# ends: CHANGED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/cards/4000001/pin" -H "$key" -H "$(once)" -H "$json" -d '{
  "memberId": "1", "pinBlock": "0412AC89ABCDEF67", "account": "4200000017"
}' | confirm
