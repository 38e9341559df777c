#!/usr/bin/env bash
# The program as it ships: `madang`, and `madang.debug` with its symbols and line tables, which gdb and whoever reads a backtrace
# finds through the link in the program (put both into one folder). `madang.cdx.json` beside them lists every crate that the program was
# built of, with version, licence and hash (CycloneDX). Needs objcopy (Debian: binutils).
#
#   scripts/release.sh [FOLDER]    builds and puts them into FOLDER; target/shipped without it
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-$PWD/target}
folder=${1:-$target/shipped}
command -v objcopy >/dev/null || { echo "objcopy is missing: apt-get install binutils" >&2; exit 1; }

# The same code as `cargo build --release`, which leaves symbols and line tables out.
mkdir -p "$folder"
messages=$(mktemp)
trap 'rm -f "$messages"' EXIT
cargo build --release --locked -p madang --message-format=json-render-diagnostics --config 'profile.release.debug="line-tables-only"' \
    --config 'profile.release.strip="none"' --config 'profile.release.package.madang.strip="none"' >"$messages"
# Refused where the list is not what the compiler was given.
cargo run --quiet --locked -p madang-xtask -- sbom "$messages" >"$folder/madang.cdx.json.new"
mv "$folder/madang.cdx.json.new" "$folder/madang.cdx.json"
objcopy --only-keep-debug --compress-debug-sections "$target/release/madang" "$folder/madang.debug"
chmod 644 "$folder/madang.debug"
objcopy --strip-debug --strip-unneeded --add-gnu-debuglink="$folder/madang.debug" "$target/release/madang" "$folder/madang"

most=35000000
size=$(stat -c %s "$folder/madang")
ls -l "$folder/madang" "$folder/madang.debug" "$folder/madang.cdx.json"
[ "$size" -le "$most" ] || { echo "madang has $size bytes; at most $most are to ship" >&2; exit 1; }
