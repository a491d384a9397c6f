#!/usr/bin/env bash
# A credit card of the cooperative.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "card.payment", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "cardToken": "4000001"
}'
