#!/usr/bin/env bash
# One instalment, exactly.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "loan.payment", "amountMinor": 5000, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "4200000033"
}' | confirm
