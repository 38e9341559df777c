//! Makes a record to be kept of minutes: of a workshop to which two came, drafted twice, two corrections asked for and settled, approved,
//! and put right afterwards; who was there and what came of it are waived, it is closed, and the say
//! that people had is assessed twice. It runs from 5 October to 4 November 2026 by a clock of its own.
//! `crates/verify/tests/records/2026-12-minutes/make.sh` runs it; the folder gets `data` and `keys`.
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
use madang_fixtures::{INSTITUTION, minutes, registrant, workshop};
use madang_programme::clock::Period;
use madang_programme::consultations::{
    Comes, Influence, Minutes, Part, Plan, Registration, Verdict,
};
use madang_programme::people::Granted;
use madang_programme::programmes::NewPeriods;
use madang_programme::{Actor, Role};
use support::*;

const OPENS: &str = "2026-10-20T05:00:00.000Z";
const CLOSES: &str = "2026-10-20T09:00:00.000Z";
const BEGAN: &str = "2026-10-20T05:05:00.000Z";
const ENDED: &str = "2026-10-20T08:50:00.000Z";

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(21);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-06").await;
    kept.register().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-21").await;
    kept.meet().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-22").await;
    let draft = kept.draft().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-27").await;
    let approved = kept.approve(draft).await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-29").await;
    kept.end(approved).await;
    kept.0.close().await;
}

/// Minutes that say when the last bus leaves.
fn later(hour: &str) -> Minutes {
    let decision = format!("The last bus leaves at {hour}.");
    Minutes {
        decisions: vec![madang_fixtures::english(&decision)],
        ..minutes(BEGAN, ENDED)
    }
}

impl Kept {
    /// A programme with an institution, who holds a role, periods of its own, and a workshop.
    async fn begin(&self) {
        self.0.submit_all(programme(0)).await.unwrap();
        self.ask(official(), P.institution(INSTITUTION, "Interior"))
            .await;
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        for (holder, role) in [
            (OF_INTERIOR, Granted::Official),
            (HEARS, Granted::Facilitator),
        ] {
            let granted = grant(holder, role, true, Some(INSTITUTION));
            self.ask(administrator(), granted).await;
        }
        let four = periods(NewPeriods {
            corrections: Some(Period::Days(4)),
            ..NewPeriods::default()
        });
        self.ask(official(), four).await;
        let plan = Plan {
            registration: Some(Registration {
                from: "2026-10-06T00:00:00.000Z".to_owned(),
                to: "2026-10-19T00:00:00.000Z".to_owned(),
                capacity: None,
            }),
            ..workshop(OPENS, CLOSES)
        };
        self.ask(of_interior(), P.announce("", plan)).await;
    }

    /// Two register, and there is an agenda.
    async fn register(&self) {
        for number in 1..=2 {
            let own = P.register("1", number, ORIGIN);
            self.ask(participant(&registrant(number)), own.into()).await;
        }
        self.ask(of_interior(), P.publish_agenda("1", None)).await;
    }

    /// Both came, and it was held.
    async fn meet(&self) {
        for number in 1..=2 {
            let comes = Comes::Listed(registrant(number));
            self.ask(hears(), P.check_in("1", comes)).await;
        }
        self.ask(hears(), P.hold("1", BEGAN, ENDED)).await;
    }

    /// Who was there and what came of it need not be told for some weeks. A draft, a correction of it, and another draft with that, of which somebody asks for one more by telephone.
    async fn draft(&self) -> u64 {
        for part in [Part::Attendance, Part::Outcomes] {
            let waiver = P.waive("1", part, "2026-12-31");
            self.ask(administrator(), waiver).await;
        }
        let first = P.draft_minutes("1", None, later("eleven"));
        let first = self.ask(hears(), first).await;
        let asked = P.ask_correction("1", first, 1);
        let asked = self.ask(participant(&registrant(1)), asked).await;
        let accepted = P.settle_correction("1", asked, Verdict::Accepted);
        self.ask(hears(), accepted).await;
        let second = P.draft_minutes("1", Some(first), later("midnight"));
        let second = self.ask(hears(), second).await;
        let asked = self.ask(hears(), P.ask_correction("1", second, 2)).await;
        let declined = P.settle_correction("1", asked, Verdict::Declined);
        self.ask(hears(), declined).await;
        second
    }

    /// The minutes are put right; what is missing was waived, so that it is closed; and a reviewer says what say people had.
    async fn end(&self, approved: u64) {
        let right = P.correct_minutes("1", approved, later("one"));
        self.ask(of_interior(), right).await;
        self.ask(of_interior(), P.close_consultation("1")).await;
        let court = Actor::new(Role::Reviewer, "court").unwrap();
        let found = P.assess("1", None, (Influence::Consult, &[approved]));
        let first = self.ask(court.clone(), found).await;
        let found = (Influence::Inform, [approved, first]);
        let found = P.assess("1", Some(first), (found.0, &found.1));
        self.ask(court, found).await;
    }

    async fn approve(&self, draft: u64) -> u64 {
        let approve = P.approve_minutes("1", draft, later("midnight"));
        self.ask(of_interior(), approve).await
    }
}
