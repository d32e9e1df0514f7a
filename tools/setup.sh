#!/usr/bin/env bash
# Makes what the other commands run in: .venv/ (Python 3.13 or newer, packages of requirements/dev.txt) and node_modules/.
# Nothing is installed outside the project's folder. Done in a moment when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION_FILE=requirements/uv.txt

fail() { echo "$1" >&2; exit 1; }

# Whether the file $1 is younger than all the others named.
fresh() { local made=$1; shift; for source in "$@"; do [ "$made" -nt "$source" ] || return 1; done; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 13) or sys.implementation.name != "cpython")' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in python3.14 python3.13 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[3-9]*/bin/python3; do
    new_enough "$candidate" && { command -v "$candidate"; return; }
  done
  "$1" python find --no-project --managed-python '>=3.13' 2>/dev/null && return
  "$1" python install --no-bin 3.14 >&2 && "$1" python find --no-project --managed-python 3.14
}

find_uv() {
  command -v uv && return
  if ! fresh .uv/stamp "$UV_VERSION_FILE"; then
    python3 -m venv .uv >&2 && .uv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$UV_VERSION_FILE" >&2 ||
      fail "uv could not be installed into .uv/: python3 with venv and pip is needed (Debian: apt-get install python3-venv)."
    touch .uv/stamp
  fi
  echo "$PWD/.uv/bin/uv"
}

python_packages() {
  fresh .venv/stamp requirements/dev.txt && return
  local uv python
  uv=$(find_uv)
  if ! { [ -x .venv/bin/python ] && new_enough .venv/bin/python; }; then
    python=$(find_python "$uv") ||
      fail "CodeViz needs CPython 3.13 or newer, and none was found: not on PATH, not in pyenv, and uv could not fetch one. Install it, then try again."
    "$uv" venv --quiet --clear --python "$python" .venv
  fi
  "$uv" pip sync --quiet --require-hashes --python .venv/bin/python requirements/dev.txt
  touch .venv/stamp
}

node_packages() {
  fresh node_modules/.stamp package.json package-lock.json && return
  command -v npm >/dev/null || fail "CodeViz is built with Node 20 or newer and its npm, and none was found on PATH. Install it, then try again."
  npm ci --loglevel=error >/dev/null
  touch node_modules/.stamp
}

python_packages
node_packages
