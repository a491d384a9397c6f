#!/usr/bin/env bash
# Saved beneficiaries.
# ends: "beneficiaries"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/beneficiaries" -H "$key"
