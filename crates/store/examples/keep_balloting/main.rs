//! Makes a record to be kept of a vote in the portal: its roll is closed, and closed anew; people on it vote, one thinks again, one is helped,
//! three come on paper; the server closes it at the end that was announced, a day late. It runs on 16, 17 and 19 November 2026 by a clock of its own.
//! `crates/verify/tests/records/2026-12-balloting/make.sh` runs it; the folder gets `data` and `keys`.
#![allow(clippy::unwrap_used, reason = "run by hand, by who can read the panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../../tests/it/support.rs"]
mod support;

#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../keeping/mod.rs"]
mod keeping;

use keeping::asked::*;
use keeping::{Keeping, Kept};
use madang_programme::votes::roll::{leaf, root};
use madang_programme::votes::{OpenVote, PaperCounted, RollClosed, RollSource, VoteScheduled};
use madang_programme::{Actor, Command, Role};
use support::*;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(19);
    let kept = keeping.on("2026-11-16").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-17").await;
    kept.vote().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-19").await;
    kept.decide().await;
    kept.0.close().await;
}

/// A roll of so many.
fn roll(people: u8, replaces: Option<u64>) -> Command {
    let leaves: Vec<[u8; 32]> = (0..people)
        .map(|person| leaf(&[41; 32], &format!("person-{person}")).unwrap())
        .collect();
    Command::plain(RollClosed {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        size: leaves.len() as u64,
        root: root(&leaves),
        source: RollSource::Imported,
        replaces,
    })
}

fn registrar_of(channel: &str) -> Actor {
    Actor::new(Role::Registrar, channel).unwrap()
}

impl Kept {
    /// A programme with three proposals, a rule, a vote that is announced, and its roll.
    async fn begin(&self) {
        self.0.submit_all(programme(3)).await.unwrap();
        let rule = vote().remove(0);
        self.0.submit(rule).await.unwrap();
        let scheduled = VoteScheduled {
            programme: PROGRAMME.to_owned(),
            vote: VOTE.to_owned(),
            title: both("가을 투표", "Vote of autumn"),
            opens_at: "2026-11-17T00:00:00.000Z".to_owned(),
            closes_at: "2026-11-18T00:00:00.000Z".to_owned(),
        };
        self.ask(official(), Command::plain(scheduled)).await;
        let first = self.ask(official(), roll(7, None)).await;
        self.ask(official(), roll(8, Some(first))).await;
    }

    /// It opens; people vote, and one votes again.
    async fn vote(&self) {
        let open = OpenVote {
            programme: PROGRAMME.to_owned(),
            id: VOTE.to_owned(),
            title: None,
            rule: "rule".to_owned(),
            ballots: madang_fixtures::approval(),
            grain_minutes: None,
        };
        self.ask(official(), open.into()).await;
        for (voter, choices) in [
            (1, &["1", "2"][..]),
            (2, &["2"]),
            (3, &["3"]),
            (1, &["2", "3"]),
        ] {
            let name = madang_fixtures::voter(mix(voter));
            let cast = P.cast(VOTE, mix(voter), choices);
            self.ask(participant(&name), cast).await;
        }
        let helped = P.cast(VOTE, mix(4), &["1"]);
        self.ask(registrar_of("assisted"), helped).await;
        for voter in [5, 6] {
            let paper = P.cast(VOTE, mix(voter), &["1", "3"]);
            self.ask(registrar_of("paper"), paper).await;
        }
        let counted = PaperCounted {
            programme: PROGRAMME.to_owned(),
            vote: VOTE.to_owned(),
            place: both("주민센터", "Town hall"),
            ballots: 2,
            blank: 1,
        };
        self.ask(official(), Command::plain(counted)).await;
    }

    /// The server closes it, who was down; its ballots are opened and it is decided.
    async fn decide(&self) {
        assert_eq!(self.0.close_due_votes().await.unwrap().len(), 1);
        self.0.submit(open_ballots()).await.unwrap();
        let selection = computed(&self.0).await;
        self.ask(official(), selection.into()).await;
    }
}
