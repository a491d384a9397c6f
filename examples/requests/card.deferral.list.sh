#!/usr/bin/env bash
# What is deferred.
# ends: "deferrals"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/deferrals" -H "$key"
