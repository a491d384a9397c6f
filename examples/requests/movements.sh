#!/usr/bin/env bash
# Movements of an account; period is today, yesterday, last-month, or from and to (30 to 365 days).
# ends: "payments"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/accounts/$maria/movements?period=today&limit=10" -H "$key"
