//! Makes a record to be kept of a workshop for which people register: who has a place and who waits, a registration that is cancelled
//! and the place that somebody gets by that, and attendees who are checked in by code, by the list and without registration. It runs on
//! 5, 6 and 20 October 2026 by a clock of its own. `crates/verify/tests/records/2026-11-registering/make.sh` runs it; the folder gets
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
use madang_fixtures::{INSTITUTION, code_of, person, registrant, workshop};
use madang_programme::consultations::{Comes, Plan, Register, Registration};
use madang_programme::people::Granted;
use support::*;

const OPENS: &str = "2026-10-20T05:00:00.000Z";
const CLOSES: &str = "2026-10-20T09:00:00.000Z";

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(14);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-06").await;
    kept.register().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-20").await;
    kept.come().await;
    kept.0.close().await;
}

impl Kept {
    /// A programme with an institution, who holds a role, and a workshop with room for two.
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
        let plan = Plan {
            registration: Some(Registration {
                from: "2026-10-06T00:00:00.000Z".to_owned(),
                to: "2026-10-19T00:00:00.000Z".to_owned(),
                capacity: Some(2),
            }),
            ..workshop(OPENS, CLOSES)
        };
        self.ask(of_interior(), P.announce("", plan)).await;
    }

    /// Four register, of whom one by telephone; one cancels, and whoever waited longest gets the place; another is taken out.
    async fn register(&self) {
        for number in 1..=3 {
            let own = P.register("1", number, ORIGIN);
            self.ask(participant(&registrant(number)), own.into()).await;
        }
        let by_telephone = Register {
            own: false,
            ..P.register("1", 4, ORIGIN)
        };
        self.ask(hears(), by_telephone.into()).await;
        self.ask(participant(&registrant(1)), P.unregister("1", 1))
            .await;
        self.0.promote_waiting(PROGRAMME, "1").await.unwrap();
        self.ask(of_interior(), P.unregister("1", 4)).await;
    }

    /// One shows their code, one stands on the list, one had not registered, and one of those does not say who they are.
    async fn come(&self) {
        let code = code_of(2).receipt(ORIGIN, PROGRAMME);
        let named = Some(Box::new(person("Walks in")));
        for comes in [
            Comes::Code(code),
            Comes::Listed(registrant(3)),
            Comes::WalkIn(registrant(31), named),
            Comes::WalkIn(registrant(32), None),
        ] {
            self.ask(hears(), P.check_in("1", comes)).await;
        }
    }
}
