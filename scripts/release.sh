#!/usr/bin/env bash
# The program as it ships: `madang`, and `madang.debug` with its symbols and line tables, which gdb and whoever reads a backtrace
# finds through the link in the program (put both into one folder). `madang.cdx.json` beside them lists every crate that the program was
# built of, with version, licence and hash (CycloneDX). Needs objcopy (Debian: binutils).
#
#   scripts/release.sh [FOLDER]    builds and puts them into FOLDER; target/dist without it
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-$PWD/target}
folder=${1:-$target/dist}
command -v objcopy >/dev/null || { echo "objcopy is missing: apt-get install binutils" >&2; exit 1; }

# What others may take is built as they will have it.
scripts/package.sh

# Optimised as a whole (profile `shipped`), functions that are alike to the byte kept once (rustc links with lld), and with the table of relocations
# packed: that wants glibc 2.36, which Debian 12 has.
mkdir -p "$folder"
messages=$(mktemp)
trap 'rm -f "$messages"' EXIT
cargo rustc --profile shipped --locked -p madang --bin madang --message-format=json-render-diagnostics \
    --config 'profile.shipped.debug="line-tables-only"' --config 'profile.shipped.strip="none"' \
    --config 'profile.shipped.package.madang.strip="none"' -- -Clink-arg=-Wl,-z,pack-relative-relocs -Clink-arg=-Wl,--icf=all >"$messages"
# Refused where the list is not what the compiler was given.
cargo run --quiet --locked -p madang-xtask -- sbom "$messages" >"$folder/madang.cdx.json.new"
mv "$folder/madang.cdx.json.new" "$folder/madang.cdx.json"
objcopy --only-keep-debug --compress-debug-sections "$target/shipped/madang" "$folder/madang.debug"
chmod 644 "$folder/madang.debug"
objcopy --strip-debug --strip-unneeded --add-gnu-debuglink="$folder/madang.debug" "$target/shipped/madang" "$folder/madang"

most=35000000
size=$(stat -c %s "$folder/madang")
ls -l "$folder/madang" "$folder/madang.debug" "$folder/madang.cdx.json"
[ "$size" -le "$most" ] || { echo "madang has $size bytes; at most $most are to ship" >&2; exit 1; }
