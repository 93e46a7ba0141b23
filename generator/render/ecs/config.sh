#!/bin/sh
# Writes one release of the configuration from Parameter Store into $TARGET: all of it, or nothing.
# RELEASE: the release's parameter, pinned as <name>:<version>. ROLE: coordinator or worker. OWNER: uid:gid that reads the files.
# SECRET_FILES: "<variable> <path>" a line: the variable's text, a secret, becomes the file.
set -eu; umask 027
: "${TARGET:?}" "${RELEASE:?}" "${ROLE:?}"
export AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=12 AWS_PAGER='' LC_ALL=C.UTF-8 PYTHONIOENCODING=UTF-8
new=$TARGET/.new; mark='#@weir'
die() { echo "weir-config: $*" >&2; exit 1; }
trap 'rm -rf "$new"' EXIT; trap 'exit 143' TERM INT HUP # a shell that is process 1 ignores what it does not trap
fetch() { # stdin: "<name>:<version> <cksum> <path>" a line; ten a call; a path that comes again is appended to
  while :; do
    set --; plan=$new/plan; : >"$plan"
    while [ $# -lt 10 ] && read -r ref sum path; do
      case "$path" in ''|/*|*/.*|*..*|*' '*) die "bad path '$path'";; list|files/?*) ;; *) die "bad path '$path'";; esac
      set -- "$@" "$ref"; printf '%s\n' "$ref $sum $path" >>"$plan"
    done
    [ $# -gt 0 ] || return 0
    aws ssm get-parameters --with-decryption --names "$@" --output text </dev/null >"$new/answer" --query \
      'Parameters[].[join(`""`, [`"#@weir "`, Name, `":"`, to_string(Version), `"\n"`, Value])]' || die "cannot read $1 ..."
    rm -rf "$new/value"; out=$new/value/none; mkdir "$new/value"
    while IFS= read -r line; do
      case "$line" in
        "$mark "*) out=$new/value${line#"$mark "}; mkdir -p "${out%/*}"; : >"$out";;
        *) printf '%s\n' "$line" >>"$out";;
      esac
    done <"$new/answer"
    while read -r ref sum path; do
      [ -f "$new/value$ref" ] || die "$ref is missing"
      set -- $(cksum <"$new/value$ref"); [ "$1" = "$sum" ] || die "$ref differs from the release"
      mkdir -p "$new/$path.d"; rmdir "$new/$path.d"; cat "$new/value$ref" >>"$new/$path"
    done <"$plan"
  done
}
rm -rf "$new"; mkdir -p "$new"
aws ssm get-parameter --name "$RELEASE" --output text --query Parameter.Value </dev/null >"$new/release" || die "no release $RELEASE"
while read -r ref sum role; do
  case "$role" in "$ROLE") printf '%s\n' "$ref $sum list";; esac
done <"$new/release" >"$new/lists"
fetch <"$new/lists"
[ -s "$new/list" ] || die "$RELEASE lists nothing for a $ROLE"
fetch <"$new/list"
printf '%s\n' "${SECRET_FILES:-}" >"$new/secrets"
while read -r name path; do
  [ -n "$path" ] || continue
  text=$(printenv "$name") || die "no variable $name"
  mkdir -p "$new/files/${path%/*}"; printf '%s\n' "$text" >"$new/files/$path"
done <"$new/secrets"
[ "$(id -u)" != 0 ] || chown -R "${OWNER:-1000:1000}" "$new/files"
for f in "$TARGET"/* "$TARGET"/.[!.]* "$TARGET"/..?*; do case "$f" in "$new") ;; *) rm -rf "$f";; esac; done # what another release or the image left
mv "$new"/files/* "$TARGET/"
echo "weir-config: $(($(wc -l <"$new/list"))) parameters of $RELEASE in $TARGET"
