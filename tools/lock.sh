#!/usr/bin/env bash
# Writes the lock files anew. No address and no path of this machine gets into them: they name packages and hashes.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .uv/bin/uv)
for name in uv dev board; do
  python=3.13
  [ "$name" = board ] && python=3.14  # Pyodide's: what ships is not for the Python that builds it
  "$uv" pip compile --quiet --universal --upgrade --generate-hashes --python-version "$python" --python .venv/bin/python \
    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
    "requirements/$name.in" --output-file "requirements/$name.txt"
done
npm install --package-lock-only --loglevel=error >/dev/null
