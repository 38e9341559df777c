#!/usr/bin/env bash
# Format, lints, and the licences, bans and sources of dependencies (cargo-deny is installed where it is missing).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
cargo deny --version >/dev/null 2>&1 || cargo install --quiet --locked --debug --config profile.dev.debug=false cargo-deny
cargo deny --log-level error check licenses bans sources
