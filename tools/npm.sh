#!/usr/bin/env bash
# Make sure that npm is there to fetch Python for the browser; apt brings it if not. Running the app needs neither.
set -euo pipefail
if command -v npm >/dev/null && command -v node >/dev/null; then exit 0; fi
echo "npm: none found, so apt-get installs it (with Node) to build the phone edition."
sudo=
if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
if ! { $sudo apt-get -qq update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends npm nodejs; } </dev/null >/dev/null 2>&1; then
  echo "npm: apt-get could not install it. Install Node and npm by hand; until then the phone edition cannot be built." >&2
fi
