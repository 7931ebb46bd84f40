#!/usr/bin/env bash
# Make sure that a Chromium is there for the browser tests; apt brings it if not.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
echo "chromium: none found, so apt-get installs it for the browser tests (about 400 MB)."
sudo=
if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
if ! { $sudo apt-get -qq update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium; } </dev/null >/dev/null 2>&1; then
  echo "chromium: apt-get could not install it. Install chromium by hand; until then the browser tests are skipped." >&2
fi
