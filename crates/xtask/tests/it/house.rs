use madang_xtask::{picture, repository, tidy};

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let wrong = tidy::check(&repository()).expect("the sources are read");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    let glossary = repository().join("docs/glossary.md");
    assert!(
        glossary.exists(),
        "without the glossary no word is asked for"
    );
}

#[test]
fn the_picture_of_imports_is_true() {
    let page = std::fs::read_to_string(repository().join(picture::PAGE)).expect("the page");
    let now = picture::page(&repository()).expect("the sources are read");
    let differs = page
        .lines()
        .zip(now.lines())
        .find(|(kept, now)| kept != now);
    assert!(
        page == now,
        "{} shows other imports than there are ({differs:?}): cargo xtask picture --write",
        picture::PAGE
    );
}
