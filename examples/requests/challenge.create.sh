#!/usr/bin/env bash
# A code for something the channel does itself, here a new device.
# ends: VERIFIED
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/challenges" -H "$key" -H "$(once)" -H "$json" -d '{
  "memberId": "1", "purpose": "device.enrol", "account": "4200000017"
}' | confirm
