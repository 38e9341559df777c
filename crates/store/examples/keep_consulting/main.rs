//! Makes a record to be kept of consultations: a workshop with its agenda, held, its attendance put right once; one in writing that is
//! asked otherwise before it opens, with what was said in it; and one that was called off. It runs on 5, 19 and 21 October 2026 by a
//! clock of its own. `crates/verify/tests/records/2026-11-consulting/make.sh` runs it; the folder gets `data` and `keys`.
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
use madang_fixtures::{INSTITUTION, workshop, written};
use madang_programme::bodies::MemberClass;
use madang_programme::consultations::{
    Attendant, CountedBy, Influence, Invitation, Mode, Plan, Registration,
};
use madang_programme::people::Granted;
use madang_programme::voices::{Channel, VoiceReceived};
use support::*;

const OPENS: &str = "2026-10-20T05:00:00.000Z";
const CLOSES: &str = "2026-10-20T09:00:00.000Z";

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(13);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    let (workshop, other) = kept.announce().await;
    kept.change(workshop, other).await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-19").await;
    kept.prepare().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-21").await;
    kept.report().await;
    kept.0.close().await;
}

impl Kept {
    /// A programme with an institution, and who holds a role.
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
    }

    /// A workshop, one in writing for those who cannot come, and a forum for those who are invited.
    async fn announce(&self) -> (u64, u64) {
        let first = workshop(OPENS, CLOSES);
        let first = self.ask(of_interior(), P.announce("", first)).await;
        let in_writing = Plan {
            twin: Some("1".to_owned()),
            decision_at: Some("2026-12-01T00:00:00.000Z".to_owned()),
            ..written("2026-10-19T00:00:00.000Z", "2026-11-09T00:00:00.000Z")
        };
        let second = self.ask(of_interior(), P.announce("", in_writing)).await;
        let forum = Plan {
            kind: madang_programme::consultations::ConsultationType::Forum,
            mode: Mode::Hybrid,
            url: Some("https://example.org/forum".to_owned()),
            promised: Influence::Collaborate,
            invitation: Invitation::Invited,
            criterion: Some(both("도내 단체", "Associations of the province")),
            registration: Some(Registration {
                from: "2026-10-06T00:00:00.000Z".to_owned(),
                to: "2026-10-29T00:00:00.000Z".to_owned(),
                capacity: Some(36),
            }),
            ..workshop("2026-10-30T01:00:00.000Z", "2026-10-30T08:00:00.000Z")
        };
        self.ask(official(), P.announce("", forum)).await;
        (first, second)
    }

    /// The workshop gets its counterpart, and the one in writing asks something else.
    async fn change(&self, workshop: u64, other: u64) {
        let with_twin = Plan {
            twin: Some("2".to_owned()),
            ..madang_fixtures::workshop(OPENS, CLOSES)
        };
        let changed = P.announce_otherwise("1", workshop, with_twin);
        self.ask(of_interior(), changed).await;
        let asks = Plan {
            twin: Some("1".to_owned()),
            question: both("밤에 무엇을 타고 갑니까?", "What do you ride at night?"),
            ..written("2026-10-19T00:00:00.000Z", "2026-11-09T00:00:00.000Z")
        };
        let changed = P.announce_otherwise("2", other, asks);
        self.ask(of_interior(), changed).await;
    }

    /// An agenda and another in its place; what is said in writing; the forum is called off.
    async fn prepare(&self) {
        let first = self.ask(hears(), P.publish_agenda("1", None)).await;
        self.ask(of_interior(), P.publish_agenda("1", Some(first)))
            .await;
        let said = VoiceReceived {
            consultation: Some("2".to_owned()),
            ..came(Channel::Consultation, 0)
        };
        self.ask(
            participant(KIM),
            P.receive(said, korean("막차를 늦춰 주십시오.")),
        )
        .await;
        self.ask(of_interior(), P.call_off("3")).await;
    }

    /// It was held; who was there, and that put right.
    async fn report(&self) {
        let held = P.hold("1", "2026-10-20T05:05:00.000Z", "2026-10-20T08:50:00.000Z");
        self.ask(hears(), held).await;
        let mut there = P.count_attendance("1", None, &[("a", 12), ("b", 10), ("c", 7), ("d", 0)]);
        there.people = vec![
            Attendant {
                class: MemberClass::Official,
                post: both("지역교통과장", "Director of Regional Transport"),
                name: None,
            },
            Attendant {
                class: MemberClass::Expert,
                post: korean("교통학 교수"),
                name: None,
            },
        ];
        there.total += 2;
        let first = self.ask(hears(), there.clone().into()).await;
        let sectors = [("business", 17), ("civil-society", 8), ("university", 4)];
        let sectors = sectors.map(|(name, number)| (name.to_owned(), number));
        there.tables.insert(CountedBy::Sector, sectors.into());
        there.base = Some(first);
        self.ask(hears(), there.into()).await;
        self.ask(hears(), P.record_outcome("1", 1, "1")).await;
        self.ask(of_interior(), P.sum_up(&["1"])).await;
    }
}
