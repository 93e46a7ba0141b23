#!/bin/bash
# Runs a worker, "$@", and lets it finish its tasks when it is asked to stop. By itself Trino drops them on SIGTERM.
# DRAIN_URL: where this worker answers. DRAIN_USER: who may ask it to finish. DRAIN_SECONDS: how long that may take at most.
say() { echo "weir-drain: $*" >&2; }
ask() {
  curl -s -m 5 -o /dev/null -w '%{http_code}' -X PUT -H "X-Trino-User: $DRAIN_USER" -H 'Content-Type: application/json' -d '"DRAINING"' "$DRAIN_URL/v1/info/state"
}
state() { curl -sf -m 5 -H "X-Trino-User: $DRAIN_USER" "$DRAIN_URL/v1/info/state"; }
drain() {
  trap : TERM INT
  asked=1; trino=${trino:-$!}; began=$SECONDS; end=$((SECONDS + DRAIN_SECONDS))
  for _ in 1 2 3; do
    answer=$(ask)
    case "$answer" in 000|5*) sleep 1;; *) break;; esac
  done
  if [ "$answer" = 200 ]; then
    while now=$(state); [ "$now" != '"DRAINED"' ] && [ "$SECONDS" -lt "$end" ] && kill -0 "$trino" 2>/dev/null; do sleep 1; done
    say "state ${now:-unknown} after $((SECONDS - began)) s, at most $DRAIN_SECONDS s"
  else
    say "answer $answer to $DRAIN_USER, who asked it to drain: its running tasks are lost"
  fi
  kill -TERM "$trino" 2>/dev/null
}
asked=; trino=
trap drain TERM INT
"$@" & trino=$!
[ -z "$asked" ] || kill -TERM "$trino" # it was asked before there was anything to drain
wait "$trino"; code=$?
while kill -0 "$trino" 2>/dev/null; do wait "$trino"; code=$?; done
[ -z "$asked" ] || code=0
exit "$code"
