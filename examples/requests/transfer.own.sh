#!/usr/bin/env bash
# Between accounts of one member.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "transfer.own", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "4200000066"
}' | confirm
