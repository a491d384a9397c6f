#!/usr/bin/env bash
# Limits of my own; null: none, the ceiling of the institution rules.
# ends: APPLIED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/limits" -H "$key" -H "$(once)" -H "$json" -X PUT -d '{
  "internalDailyMinor": 500000, "internalWeeklyMinor": 1000000, "internalMonthlyMinor": null,
  "externalDailyMinor": 400000, "externalWeeklyMinor": 1000000, "externalMonthlyMinor": 1e24, "account": "4200000017"
}' | confirm
