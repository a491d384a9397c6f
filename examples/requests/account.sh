#!/usr/bin/env bash
# Balances of an account.
# ends: "availableMinor"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/accounts/$maria" -H "$key"
