#!/usr/bin/env bash
# Make .venv and install one hashed lock file and milium itself into it.
# Usage: tools/setup.sh requirements.lock|requirements-dev.lock
# Needs Python 3.11+ and pip; uses uv where it can be had (it is only quicker), else plain pip.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
stamp=.venv/installed-$lock

python=
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "setup: no Python 3.11 or newer was found. Install one (apt-get install python3), or say PYTHON=/path/to/python3." >&2
  exit 2
fi

# Without pip inside, so that a Debian without python3-venv will do; the pip outside fills it.
[ -x .venv/bin/python ] || "$python" -m venv --without-pip .venv

if [ -f "$stamp" ] && [ "$stamp" -nt "$lock" ] && [ "$stamp" -nt pyproject.toml ]; then
  exit 0
fi

uv=$(command -v uv || true)
[ -z "$uv" ] && [ -x .venv/bin/uv ] && uv=.venv/bin/uv
outside() { # pip of the machine, installing into .venv
  "$python" -m pip --python .venv/bin/python --disable-pip-version-check "$@"
}
if [ -z "$uv" ] && [ "${MILIUM_NO_UV:-}" != 1 ]; then
  if outside install -qq --no-deps --require-hashes -r requirements-uv.lock 2>/dev/null; then uv=.venv/bin/uv; fi
fi
if [ "${MILIUM_NO_UV:-}" != 1 ] && [ -n "$uv" ]; then
  echo "setup: installing $lock with uv"
  install() { "$uv" pip install -q --compile-bytecode --python .venv/bin/python "$@"; }
else
  echo "setup: installing $lock with pip"
  install() { outside install -qq "$@"; }
fi
# uv asks only its own registry; where a machine keeps its packages elsewhere, pip knows the way.
if ! install --require-hashes -r "$lock"; then
  echo "setup: that did not work; trying plain pip" >&2
  install() { outside install -qq "$@"; }
  install --require-hashes -r "$lock"
fi
install --no-deps --no-build-isolation -e .
touch "$stamp"
