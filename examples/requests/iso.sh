# Sourced by the examples beside it that speak ISO 8583:1987, in bash alone: ASCII, a length of two bytes in front.
# AYNI_ISO, AYNI_CARDS and AYNI_CREDITS are the ports of the listeners for channels, for the network of the debit cards
# and for interbank credits, on this machine.

# How long a field is: digits, or LL for a field that begins with its length in two digits, LLL in three.
declare -A length=([2]=LL [3]=6 [4]=12 [7]=10 [11]=6 [12]=6 [13]=4 [32]=LL [37]=12 [38]=6 [39]=2 [41]=8 [44]=LL
                   [49]=3 [54]=LLL [90]=42 [100]=LL [102]=LL [103]=LL [124]=LLL [125]=LLL)
stan=$((RANDOM % 900000 + 1000))        # DE11: another one for each request
now=$(date -u +%m%d%H%M%S)              # DE7

# iso PORT MTI FIELD=VALUE…: sends the message; field[N] is then field N of the answer. Fields in ascending order.
iso() {
  local port=$1 mti=$2 body='' bits=() i n value size hex at=0
  shift 2
  for i in {0..127}; do bits[i]=0; done
  for i in "$@"; do
    n=${i%%=*} value=${i#*=}
    bits[n - 1]=1
    if ((n > 64)); then bits[0]=1; fi
    case ${length[$n]} in
      LL) body+=$(printf '%02d%s' ${#value} "$value") ;;
      LLL) body+=$(printf '%03d%s' ${#value} "$value") ;;
      *) body+=$value ;;
    esac
  done
  local bitmap='' bytes=$((bits[0] ? 16 : 8))
  for ((i = 0; i < bytes; i++)); do
    bitmap+=$(printf '\\x%02x' $((2#$(printf %s "${bits[@]:i * 8:8}"))))
  done
  size=$((4 + bytes + ${#body}))
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf "$(printf '\\x%02x\\x%02x' $((size >> 8)) $((size & 255)))$mti$bitmap$body" >&3

  # The answer, as hexadecimal: first its length, then the message.
  hex=$(head -c 2 <&3 | od -An -v -tx1 | tr -d ' \n')
  hex=$(head -c $((16#$hex)) <&3 | od -An -v -tx1 | tr -d ' \n')
  exec 3<&-
  take() { printf "$(sed 's/../\\x&/g' <<<"${hex:at * 2:$1 * 2}")"; }
  declare -gA field=([0]=$(take 4))
  bytes=$((16#${hex:8:1} >= 8 ? 16 : 8))
  bitmap=${hex:8:bytes * 2}
  at=$((4 + bytes))
  for ((n = 2; n <= bytes * 8; n++)); do
    if ((16#${bitmap:(n - 1) / 4:1} >> (3 - (n - 1) % 4) & 1)); then
      size=${length[$n]}
      case $size in
        LL) size=$((10#$(take 2))); at=$((at + 2)) ;;
        LLL) size=$((10#$(take 3))); at=$((at + 3)) ;;
      esac
      field[$n]=$(take "$size")
      at=$((at + size))
    fi
  done
}

# Prints the answer on one line.
answer() {
  local n
  printf '%s' "${field[0]}"
  for n in {2..128}; do
    if [ -n "${field[$n]+there}" ]; then printf ' DE%d=%s' "$n" "${field[$n]}"; fi
  done
  echo
}

card=4507990000000002                   # María's debit card
cards=${AYNI_CARDS:-8584}
