#!/usr/bin/env bash
# The schedules of a member.
# ends: "schedules"
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

curl -sS "$url/v1/members/1/schedules" -H "$key"
