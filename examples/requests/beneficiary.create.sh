#!/usr/bin/env bash
# Another institution; kind internal, card and own_card are the others.
# ends: ACTIVE
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/beneficiaries" -H "$key" -H "$(once)" -H "$json" -d '{
  "kind": "interbank", "creditAccount": "'"$RANDOM$RANDOM"'", "institution": "0036", "alias": "Ana", "email": "ana@example.com"
}'
