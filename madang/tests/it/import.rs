//! What files state, and what of it stands on the record: said before it is recorded, and refused where something is lost.

use crate::own::{Own, PROGRAMME};

/// A vote in which a ballot gives all three projects a score, listed or not.
const SCORED: &str = "META\nkey;value\nbudget;100\nvote_type;scoring\ncurrency;KRW\ndefault_score;5\nmin_points;2\nPROJECTS\n\
                      project_id;cost;name\nOGM/1;60,0;One\n2;40;Two\nVOTES\nvoter_id;vote;points\n010-1234-5678;2;3.0\n";

#[test]
fn a_vote_of_which_not_all_is_kept_is_refused_unless_that_is_accepted() {
    let own = Own::new();
    let file = own.file("scored.pb", SCORED.as_bytes());
    own.templates();
    let programme = own.path("files/programme.json");
    let says = [
        "META: min_points: `2`",
        "META: default_score: `5`",
        "nothing was recorded",
        "--accept meaning",
    ];
    let import = ["import", &programme, &file];
    for arguments in [
        &import[..],
        &[&import[..], &["--dry-run"]].concat(),
        &["demo", "--no-serve", "--vote", &file],
        // What is wrong with single ballots is another matter.
        &[&import[..], &["--accept", "unknown-projects"]].concat(),
    ] {
        own.refused(arguments, &says);
        assert!(!own.has_data(), "{arguments:?}");
    }
    let accepted = [&import[..], &["--accept", "meaning"]].concat();
    for arguments in [&[&accepted[..], &["--dry-run"]].concat(), &accepted] {
        let said = own.act(arguments);
        for words in [
            "a comma in a number: read as the decimal sign (1 time",
            "OGM/1 is OGM~2f1",
            "1 voter is called by a telephone or resident registration number",
            "1 can count, 0 cannot",
        ] {
            assert!(said.contains(words), "{words:?} is not in: {said}");
        }
    }
    let other = Own::new();
    let demo = ["demo", "--no-serve", "--vote", &file, "--accept", "meaning"];
    other.act(&demo);
}

/// The budget of the file that `madang new` writes is as many of the smallest unit, whatever the currency.
#[test]
fn the_money_of_a_vote_is_said_in_the_main_unit_before_it_stands() {
    for (currency, says) in [("KRW", "KRW 200,000,000"), ("PLN", "PLN 2,000,000")] {
        let own = Own::new();
        own.templates();
        let programme = own.read("files/programme.json");
        let programme = programme.replace("\"KRW\"", &format!("{currency:?}"));
        let programme = own.file("programme.json", programme.as_bytes());
        let proposals = own.path("files/proposals.csv");
        let members = own.path("files/members.csv");
        let vote = own.path("files/vote.json");
        let said = own.act(&["import", &programme, &proposals, &members, &vote]);
        let says = format!("rule.budget is {says}");
        assert!(said.contains(&says), "{says:?} is not in: {said}");
        let fixed = own.record();
        let rule = fixed.first_of("selection_rule.fixed/1").expect("a rule");
        let entry = fixed.entry(rule).expect("an entry");
        assert_eq!(entry["facts"]["rule"]["budget"], "200000000");
        let half = own
            .read("files/vote.json")
            .replace("200000000", "2000000.50");
        let half = own.file("half.json", half.as_bytes());
        let half = ["import", &half, "--programme", PROGRAMME];
        own.refused(
            &half,
            &["line", "\"rule.budget\" (budget): 2000000.5 is not whole"],
        );
    }
}

/// The files of a programme up to its ballots, one of them with something else in it.
fn changed(own: &Own, name: &str, from: &str, to: &str) -> Vec<String> {
    own.templates();
    let text = own.read(&format!("files/{name}"));
    assert!(text.contains(from), "{from}");
    own.file(&format!("files/{name}"), text.replace(from, to).as_bytes());
    let names = [
        "programme.json",
        "proposals.csv",
        "members.csv",
        "vote.json",
        "ballots.csv",
    ];
    let files = names.map(|name| own.path(&format!("files/{name}")));
    [&["import".to_owned()], &files[..]].concat()
}

/// A file, what stands in it, what a mistake makes of that, and what is said.
const MISTAKES: [(&str, &str, &str, &str); 11] = [
    (
        "programme.json",
        "Asia/Seoul",
        "Asia/Soul",
        "programme.json: line 11, column 11, \"zone\" (time zone): \"Asia/Soul\" is not an IANA time zone",
    ),
    (
        "programme.json",
        "// \"commitment\"",
        "\"commitment\"",
        "programme.json: line 7, column 17, \"commitment\": programme \"youth-2026\": there is no commitment \"KR0018\"",
    ),
    (
        "programme.json",
        "\"id\": \"general\"",
        "\"id\": \"gen eral\"",
        "programme.json: line 18, column 13, \"id\" (identifier): \"gen eral\" must be",
    ),
    (
        "programme.json",
        "\"id\": \"general\",",
        "\"id\": \"general\"",
        "programme.json: line 18, column 22, expected `,` or `}` here",
    ),
    (
        "programme.json",
        "\"target\": 3",
        "\"target\": 3명",
        "programme.json: line 14, column 13, `3명` is no number: write 3",
    ),
    (
        "proposals.csv",
        "95000000,general",
        "95000000,nowhere",
        "proposals.csv: line 4, column E \"group\" (service group): proposal \"1\": there is no group \"nowhere\"",
    ),
    (
        "proposals.csv",
        "95000000",
        "95,000,000원",
        "line 4, column D \"cost\": `95,000,000원` stands in several fields, for its commas part them: write 95000000",
    ),
    (
        "proposals.csv",
        "95000000",
        "9500만원",
        "\"cost\": \"9500만원\" is not an amount (without signs between thousands and without a unit it is 95000000)",
    ),
    (
        "vote.json",
        "\"budget\": \"200000000\"",
        "\"budget\": 200,000,000원",
        "vote.json: line 19, column 15, `200,000,000원` is no number: write 200000000",
    ),
    (
        "vote.json",
        "\"min_choices\": 1",
        "\"min_choices\": 3",
        "vote.json: line 25, column 20, \"ballots.min_choices\" (least choices): vote \"vote-1\": least choices is 3",
    ),
    (
        "vote.json",
        "{ \"kind\": \"equal-shares\" }",
        "{ \"kind\":\n\"equal-share\"\n }",
        "vote.json: line 13, column 1, \"rule\" (selection rule): unknown variant `equal-share`",
    ),
];

/// What rests on what was refused is not told as mistakes of its own, and each mistake has the line that says it.
#[test]
fn one_mistake_is_one_message_with_its_line() {
    for (name, from, to, says) in MISTAKES {
        let own = Own::new();
        let import = changed(&own, name, from, to);
        let import: Vec<&str> = import.iter().map(String::as_str).collect();
        let errors = own.refused(&import, &[says]);
        let mut lines: Vec<&str> = errors.lines().collect();
        lines.retain(|line| !line.starts_with("madang: nothing was recorded"));
        assert_eq!(lines.len(), 1, "{to}: {errors}");
        assert!(!own.has_data());
    }
}

#[test]
fn independent_mistakes_of_a_file_come_at_once() {
    let own = Own::new();
    let import = changed(&own, "programme.json", "\"KRW\"", "\"WON\"");
    let text = own.read("files/programme.json");
    let text = text
        .replace("Asia/Seoul", "Seoul")
        .replace("\"id\": \"older\"", "\"id\": \"\"");
    own.file("files/programme.json", text.as_bytes());
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let says = [
        "line 11, column 11, \"zone\" (time zone): \"Seoul\"",
        "line 12, column 15, \"currency\": \"WON\"",
        "line 26, column 29, \"id\" (identifier): \"\"",
    ];
    let errors = own.refused(&import, &says);
    // And that nothing was recorded.
    assert_eq!(errors.lines().count(), 4, "{errors}");
}

#[test]
fn ballots_go_into_the_only_vote_that_is_open() {
    let own = Own::voting();
    own.act(&[
        "vote",
        "cancel",
        PROGRAMME,
        "vote-1",
        "--reason",
        "en=Wrong rule",
    ]);
    let ballots = own.path("files/ballots.csv");
    let import = ["import", &ballots, "--programme", PROGRAMME];
    let says = [
        "no vote of programme \"youth-2026\" is open",
        "vote \"vote-1\" is cancelled",
    ];
    own.refused(&import, &says);
    own.refused(
        &[&import[..], &["--vote", "vote-1"]].concat(),
        &["vote \"vote-1\" is cancelled: it takes no more"],
    );
    let second = own.read("files/vote.json").replace("vote-1", "vote-2");
    let second = own.file("second.json", second.as_bytes());
    own.act(&["import", &second, "--programme", PROGRAMME]);
    let said = own.act(&import);
    assert!(said.contains("3 entries recorded"), "{said}");
    let record = own.record();
    let ballot = record.first_of("ballot.cast/1").expect("a ballot");
    assert_eq!(
        record.entry(ballot).expect("an entry")["facts"]["vote"],
        "vote-2"
    );
    // So is it with the selection.
    let said = own.act(&["select", "--programme", PROGRAMME]);
    for words in [
        "3 of 3 ballots counted",
        "/en/programmes/youth-2026/votes/vote-2",
        "entry: /en/record/entries/",
    ] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
    let address = "https://city.example";
    let said = own.act(&["select", "--programme", PROGRAMME, "--base-url", address]);
    assert!(
        said.contains("result: https://city.example/en/programmes/youth-2026/votes/vote-2"),
        "{said}"
    );
}

/// A file that was changed after it was imported is another file: its voters have ballots on the record.
#[test]
fn voters_who_have_a_ballot_on_the_record_are_named_by_line() {
    for (rule, refused) in [
        ("count_last", false),
        ("count_first", true),
        ("count_none", true),
    ] {
        let own = Own::new();
        own.templates();
        let vote = own.read("files/vote.json");
        let repeated = format!("\"type\": \"approval\", \"repeated_voter\": \"{rule}\"");
        let vote = vote.replace("\"type\": \"approval\"", &repeated);
        own.file("files/vote.json", vote.as_bytes());
        let path = |name: &str| own.path(&format!("files/{name}"));
        let files = [
            path("programme.json"),
            path("proposals.csv"),
            path("vote.json"),
        ];
        own.act(&["import", &files[0], &files[1], &files[2]]);
        let ballots = own.file("ballots.csv", b"voter_id,vote\nkim,1\nlee,2\n");
        let import = ["import", &ballots, "--programme", PROGRAMME];
        own.act(&import);
        let again = own.act(&import);
        assert!(again.contains("2 on record already"), "{again}");
        assert!(!again.contains("by voters who have one"), "{again}");
        own.file("ballots.csv", b"voter_id,vote\nkim,1\nlee,3\nhan,1\n");
        let dry = [&import[..], &["--dry-run"]].concat();
        if refused {
            let says = [
                "line 2, the ballot would not count",
                "line 3",
                "duplicate-voters",
            ];
            let errors = own.refused(&dry, &says);
            assert!(!errors.contains("line 4"), "{errors}");
            own.refused(&import, &says);
        } else {
            let said = own.act(&dry);
            let says = "2 ballots by voters who have one on the record already (lines 2, 3)";
            assert!(said.contains(says), "{said}");
        }
    }
}

#[test]
fn ids_are_named_as_the_file_writes_them() {
    let own = Own::voting();
    let ballots = "voter_id,vote\na,1;3\nb,a/b\nc,\"2;9,1\"\n";
    let ballots = own.file("semicolons.csv", ballots.as_bytes());
    let says = [
        "line 2, the ballot would not count: \"1;3\" is not a candidate of this vote; between projects stands a comma: \"1,3\"",
        "line 3, the ballot would not count: \"a/b\" is not a candidate of this vote",
        "line 4, the ballot would not count: \"2;9\" is not a candidate of this vote",
    ];
    let errors = own.refused(&["import", &ballots, "--programme", PROGRAMME], &says);
    assert!(!errors.contains('~'), "{errors}");
    let proposals = own.file("p.csv", b"id,title_en,cost,group\n2;3,One,5,nowhere\n");
    let import = ["import", &proposals, "--programme", PROGRAMME];
    own.refused(
        &import,
        &["line 2, column D \"group\" (service group): proposal \"2;3\": there is no group"],
    );
}

#[test]
fn a_file_is_recorded_once_in_whosever_name_it_comes() {
    let own = Own::new();
    own.templates();
    let path = |name: &str| own.path(&format!("files/{name}"));
    let files = [
        "programme.json",
        "proposals.csv",
        "members.csv",
        "vote.json",
    ]
    .map(path);
    let programme = files[0].as_str();
    own.act(&["import", programme, "--actor", "one"]);
    let begun = own.record().entries.len();
    // The rest of the programme comes from another post, who gives the whole of it.
    let mut import = vec!["import"];
    import.extend(files.iter().map(String::as_str));
    let said = own.act(&[&import[..], &["--actor", "other"]].concat());
    assert!(
        said.contains("programme.json: 0 entries recorded"),
        "{said}"
    );
    let record = own.record();
    let after = record.entries.len();
    assert!(after > begun);
    let actors = (begun..after).map(|index| record.entry(index).expect("an entry"));
    assert!(
        actors
            .into_iter()
            .all(|entry| entry["actor"] == "official/other")
    );
    own.act(&[&import[..], &["--actor", "third"]].concat());
    assert_eq!(own.record().entries.len(), after);
}

#[test]
fn a_vote_can_be_tried_before_it_opens() {
    let own = Own::new();
    own.templates();
    let path = |name: &str| own.path(&format!("files/{name}"));
    own.act(&["import", &path("programme.json"), &path("proposals.csv")]);
    let schedule = format!(
        "vote schedule {PROGRAMME} vote-1 --title en=Youth --opens 2099-12-01T09:00 --closes 2099-12-08T18:00"
    );
    own.act(&schedule.split(' ').collect::<Vec<_>>());
    let vote = path("vote.json");
    let import = ["import", &vote, "--programme", PROGRAMME];
    let before = own.record().entries.len();
    let said = own.act(&[&import[..], &["--dry-run"]].concat());
    assert!(said.contains("2 entries would be recorded"), "{said}");
    assert!(said.contains("2099-12-01 09:00 (Asia/Seoul)"), "{said}");
    own.refused(&import, &["from 2099-12-01 09:00 (Asia/Seoul)"]);
    assert_eq!(own.record().entries.len(), before);
}

/// What cannot be read, what breaks a rule and what does not fit the record are told in one run.
#[test]
fn mistakes_of_every_layer_come_in_one_run() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    let proposals =
        "id,title_en,cost,group\n1,One,much,general\n2,Two,5,nowhere\n3,Three,5,general\n";
    let proposals = own.file("p.csv", proposals.as_bytes());
    let vote = own
        .read("files/vote.json")
        .replace("\"approval\"", "\"approvals\"");
    let vote = own.file("v.json", vote.as_bytes());
    let members = own.file(
        "m.csv",
        b"body,member,class,post_en\nno-panel,a,expert,Nurse\n",
    );
    let ballots = own.file("b.csv", b"voter_id,vote\na,1\n");
    let import = [
        "import",
        &programme,
        &proposals,
        &vote,
        &members,
        &ballots,
        "--dry-run",
    ];
    let says = [
        "p.csv: line 2, column C \"cost\"",
        "p.csv: line 3",
        "nowhere",
        "v.json: line",
        "approvals",
        "no-panel",
    ];
    let errors = own.refused(&import, &says);
    // What only follows is not told: there is no vote for the ballots, since its file cannot be read.
    assert!(!errors.contains("b.csv"), "{errors}");
    assert_eq!(errors.lines().count(), 5, "{errors}");
    assert!(!own.has_data());
}
