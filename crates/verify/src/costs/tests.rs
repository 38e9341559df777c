use madang_programme::{content, proposals};

use super::*;

#[test]
fn proposals_that_officials_took_back_are_told_by_entry() {
    let (programme, id) = ("p".to_owned(), "7".to_owned());
    let with: Event = proposals::ProposalTakenBack {
        programme: programme.clone(),
        id: id.clone(),
    }
    .into();
    let without: Event = proposals::ProposalWithdrawn { programme, id }.into();
    let (mut state, mut report) = (State::default(), Report::new());
    let mut costs = Costs::default();
    for (index, by, event) in [
        (3, "official/a", &with),
        (4, "participant/b", &with),
        (5, "official/a", &without),
        (6, "official/c", &with),
        (7, "participant/b", &without),
    ] {
        by.clone_into(&mut state.last_by);
        costs.entry(index, event, &state, &mut report);
    }
    costs.finish(&state, None, &mut report);
    let told = report.costs.iter();
    let told: Vec<(&str, String)> = told
        .map(|cost| (cost.entries.as_str(), cost.what.to_string()))
        .collect();
    let [(with, with_words), (without, without_words)] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!((*with, *without), ("3, 6", "5"));
    assert!(
        with_words.contains("2 proposals were taken back"),
        "{with_words}"
    );
    assert!(
        without_words.contains("1 proposal was taken back by officials without"),
        "{without_words}"
    );
}

#[test]
fn what_is_told_one_by_one_is_counted_where_it_is_too_much() {
    let (state, mut report) = (State::default(), Report::new());
    let mut costs = Costs::default();
    report.size = 1_000;
    let accepted: Event = log::DatabaseAccepted {
        signed_size: 9,
        signed_root: String::new(),
        database_size: 6,
        reason: "fire".repeat(100),
    }
    .into();
    for index in 0..500 {
        costs.entry(index, &accepted, &state, &mut report);
    }
    assert_eq!(report.costs.len(), LISTED);
    costs.finish(&state, None, &mut report);
    let more = report.costs.iter().find(|cost| cost.entries == "20–499");
    let more = more.map(|cost| cost.what.to_string()).unwrap_or_default();
    assert!(more.contains("480"), "{:?}", report.costs);
}

#[test]
fn every_message_of_what_is_alike_has_its_place() {
    let (state, mut report) = (State::default(), Report::new());
    let mut costs = Costs::default();
    let all = [
        Cost::KeyRotated,
        Cost::GrantedByNobody,
        Cost::PeriodsLonger,
        Cost::DaysOff,
        Cost::RestsLong,
        Cost::InstitutionRenamed,
        Cost::VoiceWithdrawn,
        Cost::SlipWithdrawn,
        Cost::SpokenFor,
        Cost::CodeRenewed,
        Cost::PromiseTakenBack,
        Cost::PromiseDropped,
        Cost::PromiseDelayed,
        Cost::DutyWaived,
        Cost::MinutesCorrected,
        Cost::MilestoneLater,
        Cost::ServiceNeverRan,
        Cost::ProposalAmended,
        Cost::ProposalsJoined,
        Cost::ScoredLate,
    ];
    for (index, cost) in (0..).zip(all) {
        costs.cost(index, cost, &state, &mut report);
    }
    for says_why in [true, false] {
        let cost = Cost::ProposalTakenBack {
            by_official: true,
            says_why,
            left_others: true,
        };
        costs.cost(90, cost, &state, &mut report);
    }
    costs.alike(91, PERSONAL);
    let told: Vec<&str> = costs.alike.keys().copied().collect();
    let mut must = ALIKE;
    must.sort_unstable();
    assert_eq!(told, must);
}

#[test]
fn erasures_are_told_by_ground_and_accepted_databases_one_by_one() {
    let erased = |ground| -> Event {
        content::ContentErased {
            entry: 1,
            name: "text".to_owned(),
            ground,
        }
        .into()
    };
    let accepted: Event = log::DatabaseAccepted {
        signed_size: 9,
        signed_root: String::new(),
        database_size: 6,
        reason: "fire".to_owned(),
    }
    .into();
    let (state, mut report) = (State::default(), Report::new());
    report.size = 8;
    let mut costs = Costs::default();
    costs.entry(4, &erased(Ground::Order), &state, &mut report);
    costs.entry(5, &erased(Ground::Order), &state, &mut report);
    costs.entry(6, &accepted, &state, &mut report);
    costs.entry(7, &erased(Ground::Unlawful), &state, &mut report);
    for (index, name) in [(8, "ballot"), (9, "ballot"), (10, "scores")] {
        let excluded: Event = votes::BallotExcluded {
            programme: "p".to_owned(),
            vote: "spring".to_owned(),
            entry: 1,
            name: name.to_owned(),
            ground: Ground::Order,
        }
        .into();
        costs.entry(index, &excluded, &state, &mut report);
    }
    costs.finish(&state, None, &mut report);
    let told: Vec<(&str, String)> = report
        .costs
        .iter()
        .map(|cost| (cost.entries.as_str(), cost.what.to_string()))
        .collect();
    let entries: Vec<&str> = told.iter().map(|(entries, _)| *entries).collect();
    // A state without a word of its rules is one of the first.
    assert_eq!(entries, ["6", "0–7", "7", "4–5", "8–9", "10"], "{told:?}");
    for (place, words) in [(4, "2 ballots"), (5, "1 score sheet")] {
        let what = &told[place].1;
        assert!(what.contains(words) && what.contains("spring"), "{what}");
    }
    assert!(told[1].1.contains("rules"), "{told:?}");
    assert!(
        told[0].1.contains("fire") && told[0].1.contains('3'),
        "{told:?}"
    );
}
