#!/usr/bin/env bash
# Do it.
# ends: DEFERRED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/cards/4000001/deferrals" -H "$key" -H "$(once)" -H "$json" -d '{
  "memberId": "1", "amountMinor": 1000, "currency": "USD", "instalments": 3, "account": "4200000017"
}' | confirm
