#!/usr/bin/env bash
# Payments of a member, of one type; format=csv and format=pdf too.
# ends: "payments"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/history?period=today&type=bill.pay" -H "$key"
