#!/usr/bin/env bash
# The bill of a registered service, by its id.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

made=$(curl -sS "$url/v1/members/1/favorites" -H "$key" -H "$(once)" -H "$json" -d '{
  "billerId": 101, "reference": "0400123456", "alias": "Luz casa"
}')
curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "bill.pay", "amountMinor": 2001, "currency": "USD",
  "debitAccount": "4200000017", "serviceId": "'"$(value targetId <<<"$made")"'"
}' | confirm
