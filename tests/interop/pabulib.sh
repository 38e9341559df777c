#!/bin/sh
# Holds .pb files against Pabulib's own checker, which nobody here wrote.
#
#   tests/interop/pabulib.sh FILE.pb …
#
# Prints what is wrong with each file. Exit status: 0 all are valid, 1 one is not, 2 the check could not be run.
#
# The checker comes from PyPI into target/interop; its version is fixed here.
set -eu

VERSION=1.0.8
here=$(cd "$(dirname "$0")" && pwd)
work=$(cd "$here/../.." && pwd)/target/interop
python=$work/pabulib-$VERSION/bin/python

fail() {
	echo "pabulib: $*" >&2
	exit 2
}

[ $# -ge 1 ] || fail "usage: pabulib.sh FILE.pb …"
mkdir -p "$work"
if [ ! -x "$python" ]; then
	# Several tests may start at once; one installs, the others wait.
	exec 9>"$work/pabulib.lock"
	flock 9 || fail "the lock $work/pabulib.lock cannot be taken"
	if [ ! -x "$python" ]; then
		rm -rf "$work/pabulib.new"
		python3 -m venv --copies "$work/pabulib.new" >&2 ||
			fail "python3 with its venv module is needed (Debian: apt-get install python3-venv)"
		"$work/pabulib.new/bin/python" -m pip install --quiet --disable-pip-version-check "pabulib-checker==$VERSION" >&2 ||
			fail "pabulib-checker $VERSION could not be had from PyPI"
		rm -rf "$work/pabulib-$VERSION"
		mv "$work/pabulib.new" "$work/pabulib-$VERSION"
	fi
	exec 9>&-
fi

exec "$python" - "$@" <<'PYTHON'
import contextlib, io, json, sys
from pabulib.checker import Checker

wrong = False
for file in sys.argv[1:]:
    # The checker tells what it does on standard output.
    with contextlib.redirect_stdout(io.StringIO()):
        found = Checker().process_files([file])
    counts = found.pop("metadata")
    found.pop("summary")
    errors = {name: one["results"].get("errors", {}) if isinstance(one["results"], dict) else {} for name, one in found.items()}
    print(json.dumps(errors, ensure_ascii=False))
    wrong = wrong or counts["valid"] != 1 or any(errors.values())
sys.exit(1 if wrong else 0)
PYTHON
