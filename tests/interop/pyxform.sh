#!/bin/sh
# Turns XLSForms into XForms by pyxform, the converter of ODK and KoboToolbox, which nobody here wrote.
#
#   tests/interop/pyxform.sh FORM.xlsx …
#
# Writes FORM.xml beside each. Exit status: 0 all were taken, 1 one was not, 2 it could not be run.
#
# pyxform comes from PyPI into target/interop; its version is fixed here.
set -eu

VERSION=4.5.0
here=$(cd "$(dirname "$0")" && pwd)
work=$(cd "$here/../.." && pwd)/target/interop
python=$work/pyxform-$VERSION/bin/python

fail() {
	echo "pyxform: $*" >&2
	exit 2
}

[ $# -ge 1 ] || fail "usage: pyxform.sh FORM.xlsx …"
mkdir -p "$work"
if [ ! -x "$python" ]; then
	# Several tests may start at once; one installs, the others wait.
	exec 9>"$work/pyxform.lock"
	flock 9 || fail "the lock $work/pyxform.lock cannot be taken"
	if [ ! -x "$python" ]; then
		rm -rf "$work/pyxform.new"
		python3 -m venv --copies "$work/pyxform.new" >&2 ||
			fail "python3 with its venv module is needed (Debian: apt-get install python3-venv)"
		"$work/pyxform.new/bin/python" -m pip install --quiet --disable-pip-version-check "pyxform==$VERSION" >&2 ||
			fail "pyxform $VERSION could not be had from PyPI"
		rm -rf "$work/pyxform-$VERSION"
		mv "$work/pyxform.new" "$work/pyxform-$VERSION"
	fi
	exec 9>&-
fi

for form in "$@"; do
	# Further validators are programs in Java, which are not needed.
	"$python" -m pyxform.xls2xform "$form" "${form%.xlsx}.xml" --skip_validate >&2 || exit 1
done
