#!/usr/bin/env bash
# A registered service is forgotten; a schedule that pays it stays.
# ends: DELETED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

made=$(curl -sS "$url/v1/members/1/favorites" -H "$key" -H "$(once)" -H "$json" -d '{
  "billerId": 101, "reference": "0400'"$((100000 + RANDOM))"'", "alias": "Luz de la playa"
}')
id=$(value targetId <<<"$made")
curl -sS "$url/v1/members/1/billers/$id" -H "$key" -H "$(once)" -H "$json" -X DELETE -d '{
  "account": "4200000017"
}' | confirm
