//! What is announced of votes, what was, and under which title one opens.

use madang_programme::Command;
use madang_programme::votes::{OpenVote, VoteRescheduled, VoteScheduled, VoteUnscheduled};

use crate::support::*;

on_both_databases!(
    what_was_announced_stays_to_be_read,
    a_vote_is_known_by_the_title_it_opens_under,
);

const OPENS: &str = "9000-12-01T00:00:00.000Z";
const CLOSES: &str = "9000-12-02T00:00:00.000Z";

fn scheduled() -> VoteScheduled {
    VoteScheduled {
        programme: PROGRAMME.to_owned(),
        vote: "later".to_owned(),
        title: text("A vote"),
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
    }
}

async fn what_was_announced_stays_to_be_read(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    assert!(
        store
            .past_announcements(PROGRAMME)
            .await
            .unwrap()
            .is_empty()
    );
    let first = store.submit(by(official(), Command::plain(scheduled())));
    let first = first.await.unwrap().proof.index;
    let changed = VoteRescheduled {
        programme: PROGRAMME.to_owned(),
        vote: "later".to_owned(),
        announcement: first,
        title: text("Another vote"),
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
        reason: text("The hall"),
    };
    let second = store.submit(by(official(), Command::plain(changed)));
    let second = second.await.unwrap().proof.index;
    let announced = store.announcements(PROGRAMME).await.unwrap();
    assert_eq!((announced["later"].entry, announced.len()), (second, 1));
    assert_eq!(announced["later"].facts.title, text("Another vote"));
    let ended = VoteUnscheduled {
        programme: PROGRAMME.to_owned(),
        vote: "later".to_owned(),
        announcement: second,
        reason: text("No hall"),
    };
    let third = store.submit(by(official(), Command::plain(ended)));
    let third = third.await.unwrap().proof.index;
    assert!(store.announcements(PROGRAMME).await.unwrap().is_empty());
    let past = store.past_announcements(PROGRAMME).await.unwrap();
    let told: Vec<_> = past
        .iter()
        .map(|past| (past.announced.entry, past.ended.entry, past.taken_back))
        .collect();
    assert_eq!(told, [(first, second, false), (second, third, true)]);
    assert_eq!(past[0].facts, scheduled());
    assert_eq!(past[0].reason, Some(text("The hall")));
    assert_eq!(past[1].reason, Some(text("No hall")));
    // Anew, and not once more without a word of why, as records of before may have it.
    let again = || by(official(), Command::plain(scheduled()));
    let fourth = store.submit(again()).await.unwrap().proof.index;
    let refused = store.submit(again()).await.unwrap_err().to_string();
    assert!(
        refused.contains(&format!("announced already, in entry {fourth}")),
        "{refused}"
    );
    let past = store.past_announcements(PROGRAMME).await.unwrap();
    assert_eq!(past.len(), 2);
}

async fn a_vote_is_known_by_the_title_it_opens_under(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    let mut steps = vote();
    let open = steps.pop().expect("the opening").command;
    assert_eq!(open.name(), "open_vote");
    store.submit_all(steps).await.unwrap();
    let open = OpenVote {
        programme: PROGRAMME.to_owned(),
        id: VOTE.to_owned(),
        title: Some(text("The vote")),
        rule: "rule".to_owned(),
        ballots: madang_fixtures::approval(),
        grain_minutes: None,
    };
    store.submit(by(official(), open.into())).await.unwrap();
    store.submit(ballot(1)).await.unwrap();
    let votes = store.programme(PROGRAMME).await.unwrap().unwrap().votes;
    assert_eq!(votes.len(), 1);
    assert_eq!(
        (votes[0].title.clone(), votes[0].ballots),
        (Some(text("The vote")), 1)
    );
    assert_eq!(votes[0].facts.id, VOTE);
}
