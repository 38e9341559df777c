#!/bin/sh
# Cuts Pretendard GOV to the letters of the interface, and writes the files beside this script.
# Needs python3 and npm; fetches the font and fontTools into a temporary directory.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent pretendard-gov@1.3.9 >/dev/null
tar xzf pretendard-gov-1.3.9.tgz
python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1
venv/bin/python "$here/cut.py" "$here" "$work/package/dist"
