#!/usr/bin/env bash
# A card of another bank.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "card.payment.external", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "cardNumber": "4111111111111111"
}'
