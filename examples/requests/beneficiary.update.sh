#!/usr/bin/env bash
# Another alias.
# ends: UPDATED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

made=$(curl -sS "$url/v1/members/1/beneficiaries" -H "$key" -H "$(once)" -H "$json" -d '{
  "kind": "interbank", "creditAccount": "'"$RANDOM$RANDOM"'", "institution": "0036", "alias": "Ana", "email": "ana@example.com"
}')
id=$(value id <<<"$made")
curl -sS "$url/v1/members/1/beneficiaries/$id" -H "$key" -H "$(once)" -H "$json" -X PUT -d '{
  "alias": "Ana María", "account": "4200000017"
}' | confirm
