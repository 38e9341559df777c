//! Makes a record to be kept of services: a vote is decided, and two of what it selected are developed; one has milestones that are moved
//! and reached, versions with what people said that is behind them, and feedback; the other ends before it ran. It runs on 5, 12 and
//! 26 October and 9 November 2026 by a clock of its own. `crates/verify/tests/records/2026-11-serving/make.sh` runs it; the folder gets
//! `data` and `keys`.
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
use madang_fixtures::{INSTITUTION, resting_on, resting_on_nothing};
use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::people::Granted;
use madang_programme::services::VersionChange;
use madang_programme::voices::{Channel, SpokenOf, VoiceReceived};
use support::*;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(17);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.decide().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-12").await;
    kept.start().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-26").await;
    kept.release().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-09").await;
    kept.go_on().await;
    kept.0.close().await;
}

fn voice(id: &str) -> PointsTo {
    PointsTo::Voice(id.to_owned())
}

/// A voice about a service, and about a version of it where it has one.
fn feedback(channel: Channel, service: &str, version: Option<u32>) -> VoiceReceived {
    let id = service.to_owned();
    VoiceReceived {
        service: Some(SpokenOf { id, version }),
        ..came(channel, 3)
    }
}

impl Kept {
    /// A programme with an institution, who holds a role, and what people said.
    async fn begin(&self) {
        self.0.submit_all(programme(3)).await.unwrap();
        self.ask(official(), P.institution(INSTITUTION, "Interior"))
            .await;
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        let granted = grant(OF_INTERIOR, Granted::Official, true, Some(INSTITUTION));
        self.ask(administrator(), granted).await;
        let said = P.receive(came(Channel::Portal, 1), korean("막차를 늦춰 주십시오."));
        self.ask(participant(KIM), said).await;
        self.ask(official(), need("", true, korean("막차"), None))
            .await;
    }

    /// A vote in which two of three proposals are selected.
    async fn decide(&self) {
        self.0.submit_all(vote()).await.unwrap();
        for step in [ballot(1), ballot(2), close_vote(), open_ballots()] {
            self.0.submit(step).await.unwrap();
        }
        let selection = computed(&self.0).await;
        self.ask(official(), selection.into()).await;
    }

    /// Both are started, one with two milestones.
    async fn start(&self) {
        self.ask(of_interior(), P.start_service("", "1")).await;
        self.ask(of_interior(), P.set_milestone("1", 1, "2026-10-23"))
            .await;
        self.ask(of_interior(), P.set_milestone("1", 2, "2027-03-31"))
            .await;
        self.ask(official(), P.start_service("other", "2")).await;
    }

    /// A milestone is moved; a version is released, which shows that it is reached; people speak of it.
    async fn release(&self) {
        let later = P.move_milestone("1", 1, ("2026-10-23", "2026-10-30"));
        self.ask(of_interior(), later).await;
        let cites = [
            voice("1"),
            PointsTo::Need("1".to_owned()),
            PointsTo::Proposal("1".to_owned()),
        ];
        let changes = vec![resting_on(&cites), resting_on_nothing()];
        let version = self.ask(of_interior(), P.release("1", 1, changes)).await;
        let shown = [
            Pointer::Entry(version),
            Pointer::Address("https://example.org/night-bus".to_owned()),
        ];
        self.ask(of_interior(), P.reach_milestone("1", 1, &shown))
            .await;
        let said = feedback(Channel::ServiceFeedback, "1", Some(1));
        let said = P.receive(said, korean("정류장이 어둡습니다."));
        self.ask(participant(LEE), said).await;
        let said = feedback(Channel::Phone, "other", None);
        let said = P.receive(said, korean("언제 시작합니까?"));
        self.ask(official(), said).await;
    }

    /// Another version rests on what was said of the first; a milestone comes earlier; the other service ends before it ran.
    async fn go_on(&self) {
        let brighter = VersionChange {
            what: both("밝은 정류장", "Brighter stops"),
            ..resting_on(&[voice("2")])
        };
        self.ask(of_interior(), P.release("1", 2, vec![brighter]))
            .await;
        let earlier = P.move_milestone("1", 2, ("2027-03-31", "2027-02-26"));
        self.ask(of_interior(), earlier).await;
        self.ask(of_interior(), P.retire("other")).await;
    }
}
