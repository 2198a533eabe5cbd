# What the scripts share. Sourced, never run: it goes to the top of the tree and stops at the first error.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# The comment at the head of the calling script.
usage() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "scripts/${0##*/}"
}

# step NAME WHAT COMMAND...: says WHAT, runs COMMAND with its output in build/log/NAME.log; shows that if it fails.
step() {
  local log=build/log/$1.log what=$2 begin=$SECONDS
  shift 2
  require_writable build
  mkdir -p build/log
  printf '%s (%s)\n' "$what" "$log"
  "$@" </dev/null >"$log" 2>&1 || {
    cat "$log" >&2
    die "\"$*\" failed after $((SECONDS - begin)) s: $what"
  }
}

# make_from TARGET INPUTS NAME WHAT COMMAND...: a step that is left out while TARGET stands and was made from the same
# INPUTS, a text (a checksum, a version). The stamp beside TARGET is written last, so a broken-off step is made again.
make_from() {
  local target=$1 inputs=$2
  shift 2
  if [[ -e $target && -f $target.stamp && $(<"$target.stamp") == "$inputs" ]]; then return; fi
  rm -f "$target.stamp"
  step "$@"
  printf '%s\n' "$inputs" >"$target.stamp"
}

# One checksum of all files named, and of those in the folders named.
checksum() {
  find "$@" -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
}

require_writable() {
  [[ ! -e $1 || -w $1 ]] || die "$1 belongs to $(stat -c %U "$1"); give the tree back to yourself: sudo chown -R $(id -un) ."
}

# "sudo scripts/run" needs root for the packages only. From here on, go on as the user whose tree this is, so that a
# later "scripts/run" without sudo may write to it. Starts the script again, so hand it the script's arguments.
as_owner() {
  if [[ $EUID -ne 0 || -z ${SUDO_USER:-} || $(stat -c %U .) != "$SUDO_USER" ]]; then return; fi
  find build web/node_modules data/node_modules -user root -exec chown "$SUDO_UID:$SUDO_GID" {} + 2>/dev/null || true
  HOME=$(getent passwd "$SUDO_USER" | cut -d: -f6) USER=$SUDO_USER LOGNAME=$SUDO_USER \
    exec setpriv --reuid "$SUDO_UID" --regid "$SUDO_GID" --init-groups "scripts/${0##*/}" "$@"
}
