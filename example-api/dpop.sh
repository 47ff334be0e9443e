#!/bin/sh
# DPoP with a shell, OpenSSL 3 and nothing else: makes a key, tells its thumbprint, and makes a proof for one request.
#
#   sh example-api/dpop.sh thumbprint KEY_FILE
#   sh example-api/dpop.sh proof KEY_FILE METHOD URI TOKEN
#
# The key is RSA, because its signature needs no conversion. It stays in the file, which is made if it is not there.
set -eu

base64url() {
  openssl base64 -A | tr '+/' '-_' | tr -d '='
}

# the file and what is in it are for its owner only
key=$2
if [ ! -f "$key" ]; then
  (umask 077 && openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key")
fi

# the modulus: of a key of 2048 bits, 256 bytes behind 9 of DER; the exponent is 65537
n=$(openssl rsa -in "$key" -RSAPublicKey_out -outform DER 2> /dev/null | tail -c +10 | head -c 256 | base64url)
jwk="{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"$n\"}"

case $1 in
  thumbprint)
    printf '%s' "$jwk" | openssl dgst -sha256 -binary | base64url
    echo
    ;;
  proof)
    ath=$(printf '%s' "$5" | openssl dgst -sha256 -binary | base64url)
    header=$(printf '{"typ":"dpop+jwt","alg":"RS256","jwk":%s}' "$jwk" | base64url)
    claims=$(printf '{"jti":"%s","htm":"%s","htu":"%s","iat":%s,"ath":"%s"}' \
      "$(openssl rand -hex 16)" "$3" "$4" "$(date +%s)" "$ath" | base64url)
    signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$key" -binary | base64url)
    echo "$header.$claims.$signature"
    ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
