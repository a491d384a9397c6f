#!/usr/bin/env bash
# The whole revolving balance.
# ends: DEFERRED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/cards/4000001/deferrals/balance" -H "$key" -H "$(once)" -H "$json" -d '{
  "memberId": "1", "currency": "USD", "instalments": 6, "account": "4200000017"
}' | confirm
