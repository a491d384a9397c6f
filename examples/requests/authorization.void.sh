#!/usr/bin/env bash
# A hold taken back.
# ends: REVERSED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

held=$(curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "transfer.internal", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "4200000025", "capture": false
}' | confirm | tail -1)
id=$(value id <<<"$held")
curl -sS "$url/v1/authorizations/$id/void" -H "$key" -H "$(once)" -X POST
