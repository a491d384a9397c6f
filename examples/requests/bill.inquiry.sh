#!/usr/bin/env bash
# What is owed.
# ends: "owedMinor":2001
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/billers/101/bills/0400123456" -H "$key"
