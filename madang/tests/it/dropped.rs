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

/// Of `a|b` nobody can say whether it is that proposal or two others: it is not counted for `a` and `b`.
#[test]
fn a_bar_in_the_name_of_a_proposal_parts_no_ballot() {
    let own = Own::new();
    own.templates();
    let proposals = b"id,title_en,cost\na|b,One,5\na,Two,5\nb,Three,5\n";
    let proposals = own.file("p.csv", proposals);
    let [programme, members, vote] = ["programme.json", "members.csv", "vote.json"]
        .map(|name| own.path(&format!("files/{name}")));
    let said = own.act(&["import", &programme, &proposals, &members]);
    assert!(said.contains("a|b is a~7cb"), "{said}");
    own.act(&["import", &vote, "--programme", PROGRAMME]);
    let before = own.record().entries.len();
    let parted = own.file("parted.csv", b"voter_id,vote\nv1,a\nv2,b|a|b\n");
    let import = ["import", &parted, "--programme", PROGRAMME];
    own.refused(&import, &["line 3", "a|b is one candidate of this vote"]);
    assert_eq!(own.record().entries.len(), before);
    // With a row for each choice it is the proposal; where no bar can be of it, bars part as ever.
    let rows = b"voter,place,project\nv1,1,a|b\nv2,1,b\nv2,2,a\n";
    let wide = b"voter_id,vote\nv3,b|a\nv4,a~7cb|a\n";
    for (name, ballots) in [("rows.csv", &rows[..]), ("wide.csv", &wide[..])] {
        let ballots = own.file(name, ballots);
        let said = own.act(&["import", &ballots, "--programme", PROGRAMME]);
        assert!(said.contains("2 can count, 0 cannot"), "{said}");
    }
}
