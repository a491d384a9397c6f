#!/usr/bin/env bash
# A mobile phone.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "topup", "amountMinor": 500, "currency": "USD",
  "debitAccount": "4200000017", "billerId": 201, "reference": "0991234567"
}' | confirm
