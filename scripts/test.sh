#!/usr/bin/env bash
# The tests, on a fresh Debian machine with Rust: installs what is missing, checks format, lints and licences, and runs
# every test against both databases, a real browser and Go's own verifier. Closes with cargo's summary lines.
#
#   scripts/test.sh            everything
#   scripts/test.sh ARGUMENTS  `cargo test ARGUMENTS` alone, in the same surroundings
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*" >&2; }

# What must be there: a command or file, and the Debian package that brings it.
needs=(
    "cc gcc"
    "/usr/include/stdio.h libc6-dev"
    "/usr/lib/postgresql/*/bin/initdb postgresql"
    "psql postgresql-client"
    "chromium chromium"
    "chromedriver chromium-driver"
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk"
    "python3 python3"
    "/usr/lib/python3/dist-packages/aiosmtpd python3-aiosmtpd"
    "/usr/lib/*/libeatmydata.so libeatmydata1"
    "/usr/lib/*/faketime/libfaketime.so.1 libfaketime"
    "mkfs.ext4 e2fsprogs"
    "mount mount"
    "runuser util-linux"
    "kill procps"
    "xmllint libxml2-utils"
)
missing=()
for need in "${needs[@]}"; do
    read -r what package <<<"$need"
    case $what in
        /*) compgen -G "$what" >/dev/null || missing+=("$package") ;;
        kill) [ -x /bin/kill ] || missing+=("$package") ;;
        *) PATH="$PATH:/usr/sbin:/sbin" command -v "$what" >/dev/null || missing+=("$package") ;;
    esac
done
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=("python3-venv")
export PATH="$PATH:/usr/sbin:/sbin"
if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "These Debian packages are missing: ${missing[*]}" >&2
        echo "Install them (apt-get install ${missing[*]}), or run this as root, which installs them itself." >&2
        exit 1
    fi
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Run this as root: the tests of power cuts and full disks mount file systems of their own." >&2
    exit 1
fi
for tool in cargo rustc; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: install Rust from https://rustup.rs" >&2; exit 1; }
done

# Everything temporary stands in one folder, which goes when this ends, with whatever is still mounted in it.
temporary=$(mktemp -d "${TMPDIR:-/tmp}/madang-test.XXXXXX")
chmod 755 "$temporary"
clean_up() {
    scripts/postgres.sh stop "$temporary/postgres" >/dev/null 2>&1 || true
    { grep -F " $temporary/" /proc/mounts | cut -d' ' -f2 | sort -r | xargs -r umount --lazy; } >/dev/null 2>&1 || true
    rm -rf "$temporary" >/dev/null 2>&1 || true
}
trap clean_up EXIT
export TMPDIR="$temporary"

# What is built once and thrown away needs nothing kept for the next build.
[ -d "${CARGO_TARGET_DIR:-target}" ] || export CARGO_INCREMENTAL=0
# Many tests wait for disks, clocks and servers rather than compute.
export RUST_TEST_THREADS=${RUST_TEST_THREADS:-$(($(nproc) + 1))}

run_tests() {
    # The program that the whole-program tests start comes with the tests of the workspace: built by itself, its
    # dependencies would have other features, and be built twice.
    case ${1-} in
        --workspace) cargo test --quiet "$@" --no-run ;;
        *) cargo build --quiet -p madang ;;
    esac
    export MADANG_BINARY="${CARGO_TARGET_DIR:-$PWD/target}/debug/madang"
    MADANG_TEST_POSTGRES=$(scripts/postgres.sh start "$temporary/postgres")
    export MADANG_TEST_POSTGRES
    cargo test "$@"
}

if [ "$#" -gt 0 ]; then
    run_tests "$@"
    exit
fi

say "format, lints, licences"
scripts/lint.sh
say "tests"
run_tests --workspace --no-fail-fast
