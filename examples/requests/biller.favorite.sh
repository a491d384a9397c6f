#!/usr/bin/env bash
# Save a service under an alias.
# ends: SAVED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/favorites" -H "$key" -H "$(once)" -H "$json" -d '{
  "billerId": 101, "reference": "0400123456", "alias": "Luz casa"
}'
