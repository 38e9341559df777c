#!/usr/bin/env bash
# Packs the crates that others may take, those with `publish = true`, as `cargo publish` would, and builds each from what was packed.
# Nothing is sent anywhere.
#
#   scripts/package.sh              packs and builds
#   scripts/package.sh --no-verify  packs only, of what is on this machine: for every change (scripts/lint.sh)
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t manifests < <(grep -lx 'publish = true' crates/*/Cargo.toml)
# The first name in a manifest is the package's, those after it are of its tests and benches.
mapfile -t crates < <(for one in "${manifests[@]}"; do sed -n '/^name = "/{s/^name = "\(.*\)"$/\1/p;q}' "$one"; done)
if [ "${#crates[@]}" -eq 0 ] || [ "${#crates[@]}" -ne "${#manifests[@]}" ]; then
    echo "${#manifests[@]} manifests say publish = true, ${#crates[@]} say their name" >&2
    exit 1
fi
cargo package --quiet --allow-dirty "$@" "${crates[@]/#/-p}"
for crate in "${crates[@]}"; do
    packed=("${CARGO_TARGET_DIR:-target}"/package/"$crate"-[0-9]*.crate)
    files=$(tar tzf "${packed[-1]}")
    for file in Cargo.toml README.md src/lib.rs; do
        grep -q "/$file$" <<<"$files" || { echo "$crate: $file is not in the package" >&2; exit 1; }
    done
done
echo "packed: ${crates[*]}"
