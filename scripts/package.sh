#!/usr/bin/env bash
# Packs the crates that others may take, as `cargo publish` would, and builds each from what was packed. Nothing is sent anywhere.
#
#   scripts/package.sh              packs and builds
#   scripts/package.sh --no-verify  packs only
set -euo pipefail
cd "$(dirname "$0")/.."

crates=(record words selection selection-words survey opinion charts selection-report)
cargo package --quiet --allow-dirty "$@" "${crates[@]/#/-pmadang-}"
for crate in "${crates[@]}"; do
    packed=("${CARGO_TARGET_DIR:-target}"/package/madang-"$crate"-[0-9]*.crate)
    files=$(tar tzf "${packed[-1]}")
    for file in Cargo.toml README.md src/lib.rs; do
        grep -q "/$file$" <<<"$files" || { echo "$crate: $file is not in the package" >&2; exit 1; }
    done
done
echo "packed: ${crates[*]}"
