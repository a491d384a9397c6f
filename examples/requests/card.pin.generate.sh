#!/usr/bin/env bash
# A new PIN, made by the processor and sent to the member.
# ends: GENERATED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/cards/4000001/pin/generate" -H "$key" -H "$(once)" -H "$json" -d '{
  "memberId": "1", "account": "4200000017"
}' | confirm
