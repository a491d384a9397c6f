#!/usr/bin/env bash
# To a saved beneficiary, by its id: the type says what kind it is (transfer.internal, transfer.interbank, card.payment,
# card.payment.external). One that was deleted, or is another member's, is declined 14.
# ends: POSTED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

made=$(curl -sS "$url/v1/members/1/beneficiaries" -H "$key" -H "$(once)" -H "$json" -d '{
  "kind": "interbank", "creditAccount": "'"$RANDOM$RANDOM"'", "institution": "0036", "alias": "Ana"
}')
curl -sS "$url/v1/authorizations" -H "$key" -H "$(once)" -H "$json" -d '{
  "type": "transfer.interbank", "amountMinor": 1500, "currency": "USD",
  "debitAccount": "4200000017", "beneficiaryId": "'"$(value id <<<"$made")"'"
}' | confirm
