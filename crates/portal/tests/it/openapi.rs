//! The OpenAPI document as it was promised: `openapi.json` beside this file. What changes there is seen in a change's
//! diff. Written anew with `MADANG_GOLDEN=write cargo test -p madang-portal --test it openapi`.

use std::fs;
use std::path::Path;

use crate::common;

#[tokio::test]
async fn the_document_is_the_one_kept() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/openapi.json");
    let portal = common::empty().await;
    let mut document = portal.get("/api/v1/openapi.json").await.json();
    // The version of the program says nothing of its addresses and shapes.
    document["info"]["version"] = "of the program".into();
    let mut text = serde_json::to_string_pretty(&document).expect("JSON");
    text.push('\n');
    if std::env::var("MADANG_GOLDEN").as_deref() == Ok("write") {
        fs::write(&kept, &text).expect("the file beside this one is written");
    }
    let before = fs::read_to_string(&kept).unwrap_or_default();
    let differ = before.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        before == text,
        "the document differs from {}, first in line {}: write it anew and look at the difference",
        kept.display(),
        differ.map_or(before.lines().count().min(text.lines().count()), |line| {
            line
        }) + 1
    );
}
