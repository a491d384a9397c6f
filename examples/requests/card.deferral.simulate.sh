#!/usr/bin/env bash
# What it would cost.
# ends: "possible":true
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/cards/4000001/deferrals/simulate" -H "$key" -H "$json" -d '{
  "memberId": "1", "amountMinor": 1000, "instalments": 3
}'
