#!/usr/bin/env bash
# An OpenID Connect provider that others wrote, for the tests: PyPI's oidc-provider-mock, in a virtual environment of its own. Installs it
# where it is not there yet, and prints the program. Needs python3-venv.
#
#   scripts/openid-provider.sh [FOLDER]    target/openid-provider without it
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${CARGO_TARGET_DIR:-$PWD/target}/openid-provider}
pinned=$PWD/scripts/openid-provider.txt
mkdir -p "$folder"
# Tests begin at once, and one of them installs it.
exec 9>"$folder/lock"
flock 9
if ! cmp -s "$pinned" "$folder/installed"; then
    # Python of the system: whoever develops may have another first.
    /usr/bin/python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$pinned" >&2
    cp "$pinned" "$folder/installed"
fi
echo "$folder/venv/bin/oidc-provider-mock"
