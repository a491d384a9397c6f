#!/usr/bin/env bash
# Accounts, loans, term deposits and cards in one call.
# ends: "accounts"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/position" -H "$key"
