# Sets up .venv beside this project: sourced by ./run and ./check, quiet and quick the second time.
# Leaves $python set to the interpreter of the environment.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python="$root/.venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

# Debian packages that Qt's wheel expects from the system (docs/measured.md), by the library that shows each is there.
qt_packages() {
  local known missing=()
  known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null)
  while read -r library package; do
    case "$known" in *"$library"*) ;; *) missing+=("$package") ;; esac
  done <<'LIST'
libglib-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libX11.so.6 libx11-6
LIST
  printf '%s' "${missing[*]-}"
}

apt_install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing system packages: $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"; } >/dev/null 2>&1 ||
      { apt-get install -y "$@" >&2 || return 1; }
  else
    say "Sổ Bản needs these system packages: $*"
    say "Install them first, for example: sudo apt-get install $*"
    return 1
  fi
}

newest_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      command -v "$name"
      return
    fi
  done
  say "Sổ Bản needs Python 3.11 or newer, with its venv module; none was found."
  return 1
}

make_environment() {
  local base wanted log
  base=$(newest_python) || return 1
  wanted="$("$base" -V) $(cksum <"$root/requirements.lock") $root"
  [ -x "$python" ] && [ "$(cat "$root/.venv/stamp" 2>/dev/null)" = "$wanted" ] && return 0
  say "Setting up Sổ Bản in .venv (once; a few minutes on a slow line) …"
  local missing
  missing=$(qt_packages)
  # shellcheck disable=SC2086  # a list of words
  [ -z "$missing" ] || apt_install $missing || return 1
  rm -rf "$root/.venv"
  if ! "$base" -m venv "$root/.venv" >/dev/null 2>&1; then
    rm -rf "$root/.venv"
    apt_install python3-venv && "$base" -m venv "$root/.venv" || return 1
  fi
  log="$root/.venv/set-up.log"
  if ! "$python" -m pip --disable-pip-version-check install --require-hashes -r "$root/requirements.lock" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    say "Setting up failed; the whole story is in $log. Check the network, then try again."
    return 1
  fi
  printf '%s\n' "$root" >"$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/soban.pth"
  printf '%s\n' "$wanted" >"$root/.venv/stamp"
}

make_environment || exit 1
