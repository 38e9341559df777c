//! What is on record is put right by acts of its own, each in the name of a post.

use crate::own::{Own, PROGRAMME};

/// Runs a command line on the record, words apart by blanks.
fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

/// The same, refused with these words.
fn refused(own: &Own, line: &str, says: &str) {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says]);
}

#[test]
fn proposals_are_amended_and_taken_back_beside_what_was_handed_in() {
    let own = Own::voting();
    let better = "id,title_en,cost,group,audiences\n\
                  1,Ten days at work,95000000,general,everyone\n\
                  2,Medicine to every door,130000000,vulnerable,older\n";
    let better = own.file("better.csv", better.as_bytes());
    let amend = format!("proposal amend {PROGRAMME} {better} --reason en=Costs");
    // While people vote on them, proposals stand.
    refused(&own, &amend, "up for a vote");
    act(
        &own,
        &format!("vote cancel {PROGRAMME} vote-1 --reason en=Costs"),
    );
    let said = act(&own, &format!("{amend} --actor innovation-division"));
    assert!(said.contains("official/innovation-division"), "{said}");
    let said = act(&own, &amend);
    assert!(said.contains("says the same already"), "{said}");
    refused(&own, &format!("{amend} --actor Jane"), "pseudonym");
    // The import of another text says what is on record and what to do.
    let other = own.file("other.csv", b"id,title_en,cost\n3,Other words,5\n");
    let import = format!("import {other} --programme {PROGRAMME}");
    let says = "line 2, proposal \"3\" is on record with other words or values (entry";
    refused(&own, &import, says);
    refused(&own, &import, "madang proposal amend");
    let unknown = own.file("unknown.csv", b"id,title_en,cost\n77,New,5\n");
    let amend = format!("proposal amend {PROGRAMME} {unknown} --reason en=Why");
    refused(&own, &amend, "line 2, proposal \"77\" is not on record");
    let withdraw = format!("proposal withdraw {PROGRAMME} 3 --reason ko=합침 --reason en=Merged");
    act(&own, &withdraw);
    refused(&own, &withdraw, "does not stand any more");
    let unknown = format!("proposal withdraw {PROGRAMME} 99 --reason en=None");
    refused(&own, &unknown, "no proposal \"99\"");
    let record = own.record();
    let amended = record.first_of("proposal.amended/1").expect("amended");
    let entry = record.entry(amended).expect("an entry");
    assert_eq!(entry["actor"], "official/innovation-division");
    assert_eq!(entry["facts"]["values"]["cost"], 130_000_000);
    let withdrawn = record.first_of("proposal.withdrawn/2").expect("withdrawn");
    let mut bodies = record.bodies.iter();
    let reason = bodies.find(|body| body.entry == withdrawn as u64);
    let reason = &reason.expect("its words").content["reason"];
    assert_eq!(*reason, serde_json::json!({ "en": "Merged", "ko": "합침" }));
}

#[test]
fn members_come_and_leave_and_the_record_keeps_its_rules() {
    let own = Own::voting();
    let member =
        |act: &str, rest: &str| format!("body member {act} {PROGRAMME} expert-panel {rest}");
    let replace = member(
        "replace",
        "member-1 --by member-9 --class expert --post en=Lawyer",
    );
    act(&own, &replace);
    refused(&own, &replace, "no member \"member-1\"");
    act(&own, &member("leave", "member-9"));
    act(
        &own,
        &member("appoint", "member-10 --class citizen --post ko=시민"),
    );
    let again = member("appoint", "member-10 --class citizen --post ko=시민");
    refused(&own, &again, "exists already");
    let unspoken = member("appoint", "member-11 --class citizen --post Lawyer");
    refused(&own, &unspoken, "names no language");
    own.record().first_of("body.member_left/1").expect("left");
    let said = act(&own, "log adopt-rules");
    let held = format!("held to rules {} already", madang_programme::log::RULES);
    assert!(said.contains(&held), "{said}");
}

#[test]
fn a_vote_is_announced_and_a_ballot_taken_out() {
    let own = Own::voting();
    let schedule = |vote: &str, closes: &str| {
        format!(
            "vote schedule {PROGRAMME} {vote} --title en=Youth --opens 2099-12-01T09:00 --closes {closes}"
        )
    };
    let said = act(&own, &schedule("vote-2", "2099-12-08T18:00"));
    let times = "from 2099-12-01 09:00 (Asia/Seoul) until 2099-12-08 18:00 (Asia/Seoul)";
    assert!(said.contains(times), "{said}");
    let again = |closes: &str| format!("{} --reason en=Hall", schedule("vote-2", closes));
    for (act, says) in [
        (schedule("vote-2", "2099-12-09T18:00"), "say why"),
        (
            again("2099-11-01T09:00"),
            "2099-11-01 09:00 (Asia/Seoul) is not after the opening",
        ),
        (again("2099-02-30T09:00"), "is not a time"),
        (schedule("vote-1", "2099-12-08T18:00"), "exists already"),
        (
            format!(
                "{} --reason en=Hall",
                schedule("vote-3", "2099-12-08T18:00")
            ),
            "is not announced",
        ),
        (
            format!("vote unschedule {PROGRAMME} vote-3 --reason en=Hall"),
            "is not announced",
        ),
        (
            format!("vote unschedule {PROGRAMME} vote-2 --reason Hall"),
            "names no language",
        ),
        (
            "vote unschedule nowhere vote-2 --reason en=Hall".to_owned(),
            "no programme",
        ),
    ] {
        refused(&own, &act, says);
    }
    let said = act(&own, &again("2099-12-09T18:00"));
    assert!(
        said.contains("until 2099-12-09 18:00 (Asia/Seoul)"),
        "{said}"
    );
    let unschedule = format!("vote unschedule {PROGRAMME} vote-2 --reason en=Hall");
    let said = act(&own, &unschedule);
    assert!(said.contains("is taken back"), "{said}");
    refused(&own, &unschedule, "is not announced");
    act(&own, &schedule("vote-2", "2099-12-08T18:00"));
    let verified = own.record();
    for kind in [
        "vote.scheduled/1",
        "vote.rescheduled/1",
        "vote.unscheduled/1",
    ] {
        verified.first_of(kind).expect(kind);
    }
    let ballots = own.path("files/ballots.csv");
    act(&own, &format!("import {ballots} --programme {PROGRAMME}"));
    let entry = own.record().first_of("ballot.cast/1").expect("a ballot");
    let exclude = format!("vote exclude {PROGRAMME} vote-1 {entry} --ground unlawful");
    act(&own, &exclude);
    refused(&own, &exclude, "was erased by entry");
    let none = format!("vote exclude {PROGRAMME} vote-1 0 --ground order");
    refused(&own, &none, "no content");
    let said = act(
        &own,
        &format!("select --programme {PROGRAMME} --vote vote-1"),
    );
    assert!(said.contains("2 of 3 ballots counted, 1 did not"), "{said}");
    assert!(said.contains("taken out before the selection"), "{said}");
}

#[test]
fn a_selection_whose_ballots_were_erased_cannot_be_computed_again_and_says_so() {
    let own = Own::voting();
    let ballots = own.path("files/ballots.csv");
    act(&own, &format!("import {ballots} --programme {PROGRAMME}"));
    let select = format!("select --programme {PROGRAMME} --vote vote-1");
    act(&own, &select);
    let said = act(&own, &select);
    assert!(
        said.contains("computed again; it was published as"),
        "{said}"
    );
    let entry = own.record().first_of("ballot.cast/1").expect("a ballot");
    act(
        &own,
        &format!("content erase {entry} ballot --ground erasure-request"),
    );
    let says = format!("cannot be computed again: 1 erased (of entry {entry})");
    refused(&own, &select, &says);
    let next = entry + 1;
    let today = jiff::Zoned::now().date();
    let review_by = today.saturating_add(jiff::ToSpan::days(300));
    act(
        &own,
        &format!("content restrict {next} ballot --ground order --review-by {review_by}"),
    );
    let says = format!("1 erased (of entry {entry}), 1 restricted (of entry {next})");
    refused(&own, &select, &says);
}

/// A vote that stays open is not said to be closed.
#[test]
fn a_vote_is_said_to_be_closed_once_it_is() {
    let own = Own::new();
    own.templates();
    let vote = own.read("files/vote.json");
    let lot = "\"ties\": { \"kind\": \"lot\" }";
    let vote = vote.replace("\"ties\": { \"kind\": \"cost-votes\" }", lot);
    let pledge = "\"vote\": \"vote-1\", \"lot\": { \"value\": { \"en\": \"The lottery of the day\" }, \
         \"form\": { \"numbers\": 6, \"least\": 1, \"most\": 45, \"ascending\": true }, \"hours_after_close\": 1 }";
    let vote = vote.replace("\"vote\": \"vote-1\"", pledge);
    own.file("files/vote.json", vote.as_bytes());
    let path = |name: &str| own.path(&format!("files/{name}"));
    let files = [
        path("programme.json"),
        path("proposals.csv"),
        path("vote.json"),
    ];
    own.act(&["import", &files[0], &files[1], &files[2]]);
    let select = ["select", "--programme", PROGRAMME, "--even-without-ballots"];
    let early = [&select[..], &["--lot-value", "3 11 15"]].concat();
    let errors = own.refused(&early, &["is still open"]);
    assert!(!errors.contains("closed with"), "{errors}");
    let said = own.in_locale("C", &select);
    for words in [
        "was closed with 0 ballots",
        "when the public value that the rule names is known",
    ] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
}

#[test]
fn an_official_with_korean_is_spoken_to_in_korean() {
    let own = Own::voting();
    let ballots = own.path("files/ballots.csv");
    let korean = |arguments: &[&str]| own.in_locale("ko_KR.UTF-8", arguments);
    let said = korean(&["import", &ballots, "--programme", PROGRAMME]);
    assert!(
        said.contains("투표지 3장, 투표자 3명: 집계 가능 3장, 불가 0장"),
        "{said}"
    );
    let said = korean(&["select", "--programme", PROGRAMME]);
    for words in [
        "마감했습니다",
        "3장 집계, 0장 미집계",
        "번으로 공표했습니다",
        "/ko/programmes/",
    ] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
    let said = korean(&["export", &own.path("out")]);
    assert!(said.contains("에 썼습니다"), "{said}");
    let help = korean(&["import", "--help"]);
    assert!(
        help.contains("사용법:") && !help.contains("Usage"),
        "{help}"
    );
    let wrong = korean(&["import", "--nope"]);
    assert!(
        wrong.starts_with("오류: 없는 옵션이나 인자입니다: --nope"),
        "{wrong}"
    );
}

/// What is published stands: nobody publishes a selection for which nobody voted by a slip.
#[test]
fn a_vote_without_ballots_stays_open_unless_that_is_asked_for() {
    let own = Own::voting();
    let before = own.record().entries.len();
    let select = format!("select --programme {PROGRAMME} --yes");
    refused(&own, &select, "has no ballot yet");
    refused(&own, &select, "--even-without-ballots");
    assert_eq!(own.record().entries.len(), before);
    let said = act(&own, &format!("{select} --even-without-ballots"));
    assert!(said.contains("0 of 0 ballots counted"), "{said}");
}

/// The totals of a published result less the ballots that are open are what the erased one said: whoever erases it is told.
#[test]
fn whoever_erases_a_counted_ballot_is_told_that_the_result_still_says_it() {
    let own = Own::voting();
    let ballots = own.path("files/ballots.csv");
    own.act(&["import", &ballots, "--programme", PROGRAMME]);
    let record = own.record();
    let ballot = record.first_of("ballot.cast/1").expect("a ballot");
    let proposal = record.first_of("proposal.submitted/1");
    let proposal = proposal.or_else(|_| record.first_of("proposal.submitted/2"));
    act(&own, &format!("select --programme {PROGRAMME}"));
    let erase =
        |entry: usize, name: &str| format!("content erase {entry} {name} --ground erasure-request");
    let said = act(&own, &erase(ballot, "ballot"));
    assert!(
        said.contains(
            "the published result still says what it said, as long as the others are open"
        ),
        "{said}"
    );
    let korean = erase(ballot + 1, "ballot");
    let korean: Vec<&str> = korean.split(' ').collect();
    let said = own.in_locale("ko_KR.UTF-8", &korean);
    assert!(
        said.contains("공개된 결과에는 그 내용이 여전히 들어 있습니다"),
        "{said}"
    );
    // Of words nothing was counted.
    let said = act(&own, &erase(proposal.expect("a proposal"), "text"));
    assert!(!said.contains("the published result"), "{said}");
}
