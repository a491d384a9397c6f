#!/usr/bin/env bash
# To another member of the cooperative.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "transfer.internal", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "4200000025", "note": "Arriendo"
}' | confirm
