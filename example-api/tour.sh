#!/bin/sh
# What the API of the examples answers, by curl. A running example prints the command that starts this.
# It ends with an error if an answer has another status than is said here.
set -eu

# the access token of a user, from the authorization server, which knows the users as clients
token() {
  user=$1; shift
  curl -sS -u "$user:secret-of-$user" -d grant_type=client_credentials "$@" "$TOKENS" |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}
if [ -n "${TOKENS:-}" ]; then
  PROFILE=$(token alice -d scope=profile)
  EMAIL=$(token alice -d scope=email)
  PROFILE_EMAIL=$(token alice -d 'scope=profile email')
  POST=$(token alice -d scope=post)
  USER_SCOPE=$(token bob -d scope=user)
  NO_SCOPE=$(token bob)
  FOREIGN=$(token alice -d scope=profile -d resource=https://other-api.example.com)
fi

# shows a request and its answer: the status to expect, why, the path, and options of curl
try() {
  status=$1 reason=$2 path=$3; shift 3
  printf '\n# %s: %s\ncurl -i' "$status" "$reason"
  for option; do
    case $option in -*) printf ' %s' "$option" ;; *) printf " '%s'" "$option" ;; esac
  done
  printf " '%s'\n" "$API$path"
  answer=$(curl -sS -i --max-time 30 "$@" "$API$path")
  printf '%s\n' "$answer"
  case $answer in
    "HTTP/1.1 $status "*) ;;
    *) echo "expected $status" >&2; exit 1 ;;
  esac
}

# the same with a token, which comes behind the path
with() {
  status=$1 reason=$2 path=$3 bearer=$4; shift 4
  try "$status" "$reason" "$path" -H "Authorization: Bearer $bearer" "$@"
}

with 200 'a token with the scope profile' user "$PROFILE"
try 401 'no token' user
with 400 'something that cannot be a token' user ''
with 401 'a token that nobody issued' user Nobody-issued-this
[ -z "${EXPIRED:-}" ] || with 401 'an expired token' user "$EXPIRED"
[ -z "${REVOKED:-}" ] || with 401 'a revoked token' user "$REVOKED"
[ -z "${FOREIGN:-}" ] || with 401 'a token for another API' user "$FOREIGN"
with 200 'any token will do' user/anything "$NO_SCOPE"
with 403 'profile AND email are needed' profile "$PROFILE"
with 200 'both are there' profile "$PROFILE_EMAIL"
with 200 'profile OR email' contact "$EMAIL"
with 200 'profile AND email, OR user' mixed "$USER_SCOPE"
try 200 'the token is optional: without it, what everybody may see' timeline
with 200 'with it, what the user wrote' timeline "$PROFILE"
with 401 'optional, but a bad token' timeline Nobody-issued-this
try 200 'an @Unprotected method of a protected class' posts/1
with 403 'that class protects the other methods' posts "$PROFILE" -d 'text=Hi&shared=true'
with 201 'with the scope post; the post stays' posts "$POST" -d 'text=Hi&shared=true'
with 200 'acquire() with the scope profile' export "$PROFILE"
with 403 'acquire() with the scopes profile email' 'export?email=true' "$PROFILE"
with 403 'the data of the console need its own scope' console/state "$PROFILE"
[ -z "${CONSOLE:-}" ] || with 200 'with it, what protects each endpoint' console/endpoints "$CONSOLE"

# 503: all that need the database, while it cannot be asked. To see that, start the example with
# JDBC_URL, JDBC_USER and JDBC_PASSWORD of a PostgreSQL, and stop the PostgreSQL.
