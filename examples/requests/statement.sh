#!/usr/bin/env bash
# The statement of a month as PDF.
# ends: PDF
set -euo pipefail
. "$(dirname "$0")/ayni.sh"

file=$(mktemp)
curl -sS "$url/v1/accounts/$maria/statements/$(date +%Y-%m)?format=pdf" -H "$key" -o "$file"
head -c 4 "$file"; echo " in $file"
