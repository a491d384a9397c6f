#!/usr/bin/env bash
# Pay a bill whenever there is one, up to a maximum; without an end date.
# ends: CREATED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/schedules" -H "$key" -H "$(once)" -H "$json" -d '{
  "account": "4200000017", "billerId": 101, "reference": "0400123456", "maxAmountMinor": 2000, "currency": "USD",
  "startDate": "2030-01-01", "termsAccepted": true, "alias": "Luz"
}' | confirm
