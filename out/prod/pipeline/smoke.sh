#!/bin/bash
# Asks a coordinator one query, as a client does, and prints what it answers. Needs bash, curl, grep and sed: Trino's image has them.
# SERVER: http://10.0.0.1:8080. SMOKE_USER, SMOKE_QUERY: who asks what. SMOKE_SECONDS: how long the answer may take.
# LOGIN: "yes" where the cluster asks who its users are: then the query has to be turned away.
set -uo pipefail
: "${SERVER:?}" "${SMOKE_USER:?}" "${SMOKE_QUERY:?}"
end=$((SECONDS + ${SMOKE_SECONDS:-360}))
die() { echo "smoke: $*" >&2; exit 1; }
late() { [ "$SECONDS" -ge "$end" ]; }

ask() { # a call, until the server has an answer; the answer's last line is its status
  local answer
  while answer=$(curl -s -m 60 -w '\n%{http_code}' -H "X-Trino-User: $SMOKE_USER" -H 'X-Trino-Source: weir' "$@"); do
    case ${answer##*$'\n'} in
      502 | 503 | 504) late && die "the coordinator is busy: $answer"; sleep 1 ;; # Trino's protocol: ask again
      *) printf '%s' "$answer"; return ;;
    esac
  done
  die "$SERVER does not answer"
}

started() { case $(curl -sf -m 10 "$SERVER/v1/info") in *'"starting":false'*) ;; *) return 1 ;; esac; }
until started; do
  late && die "the coordinator of $SERVER has not started"
  sleep 2
done

answer=$(ask --data-binary "$SMOKE_QUERY" "$SERVER/v1/statement") || exit 1
status=${answer##*$'\n'}
if [ "${LOGIN:-no}" = yes ]; then
  case $status in
    401 | 403) echo "smoke: the coordinator has started, and turns away who does not log in ($status)"; exit 0 ;;
    *) die "nobody logged in, and the coordinator answers $status" ;;
  esac
fi
while :; do
  [ "$status" = 200 ] || die "the coordinator answers $status: ${answer%$'\n'*}"
  rows=$(grep -o '"data":\[\[.*\]\]' <<<"$answer") && echo "smoke: ${rows#'"data":'}"
  if grep -q '"error":{' <<<"$answer"; then
    die "the query failed: $(sed -n 's/.*"error":{[^}]*"message":"\([^"]*\)".*/\1/p' <<<"$answer")"
  fi
  next=$(grep -o '"nextUri":"[^"]*"' <<<"$answer" | sed 's/^"nextUri":"//; s/"$//') || true
  [ -n "$next" ] || break
  late && die "the query takes longer than ${SMOKE_SECONDS:-360} s"
  answer=$(ask "$next") || exit 1
  status=${answer##*$'\n'}
done
echo "smoke: $SMOKE_QUERY: finished"
