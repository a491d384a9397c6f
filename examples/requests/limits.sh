#!/usr/bin/env bash
# Limits, ceilings, and what is used.
# ends: "limits"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/limits" -H "$key"
