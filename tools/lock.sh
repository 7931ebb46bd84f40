#!/usr/bin/env bash
# Choose the pins anew and write the three lock files; none of them may name a host.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
"$uv" lock -q "$@"
export_lock() { "$uv" export -q --format requirements-txt --no-header --no-emit-project --group build "${@:2}" -o "$1"; }
export_lock requirements.lock --extra web
export_lock requirements-dev.lock --extra dev
echo "uv" | "$uv" pip compile -q --generate-hashes --no-header --no-annotate - -o requirements-uv.lock
