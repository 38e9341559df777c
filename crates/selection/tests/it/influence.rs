//! Influence and representation tell voters apart in the same way, name what they leave out, and
//! count a row of several voters as so many.

use std::collections::BTreeSet;

use madang_selection::audit::{Check, Limits, Representation, audit};
use madang_selection::influence::{Influence, Voice, influence};
use madang_selection::pabulib::{ReadOptions, read, write};
use madang_selection::tabular::{CsvOptions, read_csv, read_json};
use madang_selection::{Decimal, Election, Fit, MOST_VALUES, Rule, SelectionRule, Utility, select};

fn rule() -> SelectionRule {
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    SelectionRule::new(greedy, Utility::Cost {})
}

fn explained(election: &Election) -> (Influence, Representation) {
    let outcome = select(election, &rule()).expect("an outcome");
    let checks = BTreeSet::from([Check::WithinLimits]);
    let found = audit(election, &outcome.selected, &Limits::default(), &checks).expect("an audit");
    let influence = influence(election, &rule(), &mut |_, _| {}).expect("influence");
    (influence, found.representation)
}

fn csv(ballots: &str) -> Election {
    let options = CsvOptions {
        vote_type: None,
        budget: Some(Decimal::from(10)),
        number: None,
        source_names: ["projects.csv".to_owned(), "ballots.csv".to_owned()],
        ..CsvOptions::default()
    };
    read_csv("project_id,cost\na,10\nb,10\n", ballots, &options).expect("an election")
}

fn of_voters(found: &Influence, wanted: &str) -> Vec<(String, u64)> {
    let voices = found
        .without
        .iter()
        .filter_map(|without| match &without.voice {
            Voice::Voters { column, value } if column == wanted => {
                Some((value.clone(), without.left_out))
            }
            _ => None,
        });
    voices.collect()
}

#[test]
fn both_tell_voters_apart_in_the_same_way() {
    // Seventy ages in seven bands, forty-four districts, and more streets than anyone can look at.
    let mut ballots = "voter_id,vote,age,district,street\n".to_owned();
    for voter in 0..140 {
        ballots.push_str(&format!(
            "{voter},{},{},{},s{voter}\n",
            ["a", "b", "a"][voter % 3],
            20 + voter % 70,
            voter % 44
        ));
    }
    // A number that is no age must not be too much.
    ballots.push_str("x,a,4294967295,1,s1\n");
    let (influence, representation) = explained(&csv(&ballots));
    for column in ["age", "district"] {
        let own = of_voters(&influence, column);
        let other = representation.voters.iter().find(|c| c.column == column);
        let other = other.expect("a column").values.iter();
        let other: Vec<(String, u64)> = other
            .map(|(value, who)| (value.clone(), who.voters))
            .collect();
        assert_eq!(own, other);
    }
    let bands = of_voters(&influence, "age");
    assert_eq!(bands.len(), 8);
    assert!(bands.contains(&("20–29".to_owned(), 20)), "{bands:?}");
    assert_eq!(of_voters(&influence, "district").len(), 44);
    assert!(of_voters(&influence, "street").is_empty());
    for left_out in [
        &influence.columns_left_out,
        &representation.columns_left_out,
    ] {
        assert_eq!(left_out.len(), 1);
        assert_eq!(left_out[0].column, "street");
        assert_eq!(left_out[0].more_than, MOST_VALUES);
    }
}

#[test]
fn a_row_of_several_voters_keeps_what_they_told() {
    let weighted = csv("vote,weight,district\na,3,East\nb,4,West\n\"a,b\",1,West\n");
    let mut single = "vote,district\n".to_owned();
    single.push_str(&"a,East\n".repeat(3));
    single.push_str(&"b,West\n".repeat(4));
    single.push_str("\"a,b\",West\n");
    let single = csv(&single);
    assert_eq!(weighted.input_digest(), single.input_digest());
    assert_eq!(explained(&weighted), explained(&single));
    let (influence, _) = explained(&weighted);
    let districts = of_voters(&influence, "district");
    assert_eq!(districts, [("East".to_owned(), 3), ("West".to_owned(), 5)]);

    let json = r#"{"vote_type": "approval", "budget": 10,
        "projects": [{"id": "a", "cost": 10}, {"id": "b", "cost": 10}],
        "ballots": [{"projects": ["a"], "weight": 3, "voter": {"district": "East"}},
            {"projects": ["b"], "weight": 4, "voter": {"district": "West"}},
            {"projects": ["a", "b"], "voter": {"district": "West"}}]}"#;
    let json = read_json(json, "vote.json").expect("json");
    assert_eq!(explained(&json), explained(&single));

    // Written as Pabulib, where each voter has a row, nothing is lost.
    let mut bytes = Vec::new();
    write(&weighted, &mut bytes).expect("written");
    let again = read(bytes.as_slice(), &ReadOptions::strict()).expect("read again");
    assert_eq!(again.input_digest(), weighted.input_digest());
    assert_eq!(explained(&again), explained(&weighted));
}
