#!/usr/bin/env bash
# Contributions, plans of the cooperative: an account of the member, or a billerId with a reference.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "internal.payment", "amountMinor": 2500, "currency": "USD",
  "debitAccount": "4200000017", "creditAccount": "4200000041"
}' | confirm
