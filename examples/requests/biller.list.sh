#!/usr/bin/env bash
# Who can be paid.
# ends: "billers"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/billers" -H "$key"
