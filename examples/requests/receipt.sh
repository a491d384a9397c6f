#!/usr/bin/env bash
# The receipt of a payment as text; format=json and format=pdf too.
# ends: EXITOSA
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

paid=$(curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "card.payment", "amountMinor": 100, "currency": "USD",
  "debitAccount": "4200000017", "cardToken": "4000001", "note": "Cuota"
}')
curl -sS "$url/v1/authorizations/$(value id <<<"$paid")/receipt?format=text" -H "$key"
