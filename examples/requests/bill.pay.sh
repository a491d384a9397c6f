#!/usr/bin/env bash
# A bill: the biller is asked what is owed just before; more than that is declined.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "bill.pay", "amountMinor": 2001, "currency": "USD",
  "debitAccount": "4200000017", "billerId": 101, "reference": "0400123456"
}' | confirm
