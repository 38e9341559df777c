//! Tells the day of the build: a record that would begin long after it is asked about. `SOURCE_DATE_EPOCH`, where it is set, stands
//! for it, so that whoever builds the same source again gets the same bytes.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 24 * 3600;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok();
    let stated = stated.and_then(|seconds| seconds.parse::<u64>().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = stated.unwrap_or_else(|| now.map_or(0, |now| now.as_secs()));
    println!("cargo:rustc-env=MADANG_BUILT={}", seconds / DAY * DAY);
}
