use madang_xtask::{repository, tidy};

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let wrong = tidy::check(&repository()).expect("the sources are read");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
