#!/usr/bin/env bash
# Register a service.
# ends: ENROLLED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/billers" -H "$key" -H "$(once)" -H "$json" -d '{
  "billerId": 102, "reference": "1234567", "account": "4200000017"
}' | confirm
