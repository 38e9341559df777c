#!/usr/bin/env bash
# Format, lints, and the licences, bans and sources of dependencies (cargo-deny is installed where it is missing); what is known
# against them too, where the RustSec database can be reached.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
# The engine is of use without its readers of files.
cargo check --quiet -p madang-selection --no-default-features
# So are the crates that others may take: what they need is in their packages, and published with them.
scripts/package.sh --no-verify --offline
cargo deny --version >/dev/null 2>&1 || cargo install --quiet --locked --debug --config profile.dev.debug=false cargo-deny
cargo deny --log-level error check licenses bans sources
if timeout 120 cargo deny --log-level error fetch db >/dev/null 2>&1; then
    cargo deny --offline --log-level error check advisories
else
    echo "The RustSec advisory database cannot be reached from here: nobody was asked what is known against the dependencies." >&2
fi
