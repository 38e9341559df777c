//! Choices that a vote drops are told to whoever hands ballots in.

use crate::own::{Own, PROGRAMME};

#[test]
fn an_import_names_the_lines_of_ballots_that_count_without_a_choice() {
    let own = Own::new();
    own.templates();
    let vote = own.read("files/vote.json");
    let dropping = vote.replacen(
        "\"type\":",
        "\"unknown_project\": \"drop_choice\", \"type\":",
        1,
    );
    assert_ne!(dropping, vote);
    let vote = own.file("vote.json", dropping.as_bytes());
    let files = ["programme.json", "proposals.csv", "members.csv"];
    let files = files.map(|name| own.path(&format!("files/{name}")));
    let mut first = vec!["import"];
    first.extend(files.iter().map(String::as_str));
    own.act(&first);
    own.act(&["import", &vote, "--programme", PROGRAMME]);
    let ballots = "voter_id,vote\na,\"1,9\"\nb,2\nc,\"x/y,2\"\nd,9\n";
    let ballots = own.file("ballots.csv", ballots.as_bytes());
    let import = ["import", &ballots, "--programme", PROGRAMME];
    // Nothing is left of the last one: that is for a person to accept.
    let refused = own.refused(
        &import,
        &["line 5, the ballot would not count: there is no choice"],
    );
    assert!(!refused.contains("line 2,"), "{refused}");
    let accepting = [&import[..], &["--accept", "empty-ballots"]].concat();
    let (english, korean) = (
        "2 of those that count are counted without a choice that is no candidate: \"9\", \"x/y\" (lines 2, 4)",
        "집계 가능한 투표지 중 2장은 후보가 아닌 것을 빼고 집계합니다: \"9\", \"x/y\"",
    );
    let trial = [&accepting[..], &["--dry-run"]].concat();
    let said = own.act(&trial);
    assert!(said.contains(english), "{said}");
    let said = own.in_locale("ko_KR.UTF-8", &trial);
    assert!(said.contains(korean), "{said}");
    let said = own.act(&accepting);
    assert!(said.contains(english), "{said}");
}
