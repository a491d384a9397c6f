# Sourced by the examples beside it: where the switch is, and what a member does with a one-time password.
# AYNI_URL and AYNI_KEY point elsewhere than at port 8080 of this machine. The members are those of examples/members.

url=${AYNI_URL:-http://127.0.0.1:8080}
key="X-API-Key: ${AYNI_KEY:-demo-key}"
json='Content-Type: application/json'
maria=4200000017                      # savings of member 1, who asks in all examples

# A fresh key: sent again with the same body it gets the first answer again.
once() { printf 'Idempotency-Key: %s' "$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"; }

# The value of a member of the JSON on standard input.
value() { sed -E "s/.*\"$1\":\"?([^\",}]+).*/\1/"; }

# The code that the demo inbox has for the request whose answer is on standard input; typed in; the answer to that.
confirm() {
  local answer id code
  answer=$(cat)
  echo "$answer"
  if [ "$(value state <<<"$answer")" != CHALLENGED ]; then return; fi   # declined: there is nothing to confirm
  id=$(value id <<<"$answer")
  code=$(curl -sS "$url/demo/inbox?member=1" -H "$key" | sed -E "s/.*\"paymentId\":\"$id\",\"text\":\"[^\"]*es ([0-9]{6}) .*/\1/")
  curl -sS "$url/v1/authorizations/$id/otp" -H "$key" -H "$(once)" -H "$json" -d "{\"code\":\"$code\"}"
  echo
}
