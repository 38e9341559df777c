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
            "1 voters are called by a telephone or resident registration number",
            "1 can count, 0 cannot",
        ] {
            assert!(said.contains(words), "{words:?} is not in: {said}");
        }
    }
    let other = Own::new();
    let demo = ["demo", "--no-serve", "--vote", &file, "--accept", "meaning"];
    other.act(&demo);
}

#[test]
fn an_identifier_that_is_a_number_of_a_person_is_warned_of() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    let table =
        "id,title_en,cost\n홍길동-010-1234-5678,One,5\n900101-1234567,Two,5\nOGM-2026-11,Three,5\n";
    let table = own.file("p.csv", table.as_bytes());
    let said = own.act(&["import", &programme, &table, "--dry-run"]);
    for words in [
        "line 2, proposal \"홍길동-010-1234-5678\" is called by a telephone number",
        "line 3, proposal \"900101-1234567\" is called by a resident registration number",
    ] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
    assert!(!said.contains("line 4"), "{said}");
}

/// The budget of the file that `madang new` writes is as many of the smallest unit, whatever the currency.
#[test]
fn the_money_of_a_vote_is_said_in_the_main_unit_before_it_stands() {
    for (currency, says) in [("KRW", "KRW 200000000"), ("PLN", "PLN 2000000")] {
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
        own.refused(&half, &["line", "rule.budget: 2000000.5 is not whole"]);
    }
}
