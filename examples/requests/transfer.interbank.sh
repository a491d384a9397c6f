#!/usr/bin/env bash
# To an account at another institution; fee and tax are added.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "transfer.interbank", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "2200118", "institution": "0036"
}' | confirm
