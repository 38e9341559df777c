//! Lists of consultations, and what was published of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use madang_fixtures::{INSTITUTION, announcement, registrant, workshop, written};
use madang_programme::consultations::{PERSON, Plan, RegisteredPerson, Registration, Standing};
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::{Actor, Command, Role};
use madang_record::time::parse_at;
use madang_store::model::{ConsultationStanding, ConsultationWhen};
use madang_store::{Store, Submission};

use crate::support::*;

on_both_databases!(
    consultations_are_listed_by_when_they_are,
    what_was_published_of_one_is_read_as_it_stands,
    who_registered_is_read_by_those_who_lead_and_by_themselves,
);

pub const ANNOUNCED: &str = "2026-10-05T08:00:00.000Z";
pub const OPENS: &str = "2026-10-26T05:00:00.000Z";
pub const CLOSES: &str = "2026-10-26T09:00:00.000Z";

/// A store with a clock that stands until it is set.
pub struct Clocked {
    pub store: Store,
    clock: Arc<AtomicU64>,
    fixture: Fixture,
}

impl Clocked {
    pub async fn begin(fixture: Fixture) -> Clocked {
        let clock = Arc::new(AtomicU64::new(parse_at(ANNOUNCED).unwrap()));
        let store = Clocked::open(&fixture, &clock).await;
        store.submit_all(programme(0)).await.unwrap();
        let clocked = Clocked {
            store,
            clock,
            fixture,
        };
        clocked.ask(P.institution(INSTITUTION, "Interior")).await;
        clocked
    }

    /// Opens it again on another day: a clock that jumps while it is open is not believed.
    pub async fn at(self, at: &str) -> Clocked {
        let Clocked {
            store,
            clock,
            fixture,
        } = self;
        store.close().await;
        clock.store(parse_at(at).unwrap(), Ordering::SeqCst);
        let store = Clocked::open(&fixture, &clock).await;
        Clocked {
            store,
            clock,
            fixture,
        }
    }

    async fn open(fixture: &Fixture, clock: &Arc<AtomicU64>) -> Store {
        let now = Arc::clone(clock);
        let clocked = Arc::new(move || now.load(Ordering::SeqCst));
        let store = Store::open_with_clock(fixture.options(), clocked).await;
        store.expect("the store opens")
    }

    pub async fn ask(&self, command: Command) -> u64 {
        self.submit(by(official(), command)).await
    }

    pub async fn lead(&self, command: Command) -> u64 {
        let leads = Actor::new(Role::Facilitator, "yard").unwrap();
        self.submit(by(leads, command)).await
    }

    pub async fn submit(&self, submission: Submission) -> u64 {
        let done = self.store.submit(submission).await.unwrap();
        done.proof.index
    }

    async fn listed(&self, when: ConsultationWhen, now: &str) -> Vec<String> {
        let page = self.store.consultations(PROGRAMME, (when, now), (0, 100));
        let page = page.await.unwrap();
        assert_eq!(page.total, page.items.len() as u64);
        page.items.into_iter().map(|one| one.id).collect()
    }
}

async fn consultations_are_listed_by_when_they_are(fixture: Fixture) {
    let yard = Clocked::begin(fixture).await;
    let later = "2026-11-09T05:00:00.000Z";
    yard.ask(P.announce("", written(OPENS, later))).await;
    yard.ask(P.announce(
        "",
        workshop("2026-10-20T05:00:00.000Z", "2026-10-20T09:00:00.000Z"),
    ))
    .await;
    yard.ask(P.announce("", workshop(OPENS, CLOSES))).await;
    use ConsultationWhen::{All, Coming, Past};
    assert_eq!(yard.listed(Coming, ANNOUNCED).await, ["2", "1", "3"]);
    assert_eq!(yard.listed(Past, ANNOUNCED).await, [""; 0]);
    assert_eq!(yard.listed(Coming, CLOSES).await, ["1"]);
    assert_eq!(yard.listed(Past, CLOSES).await, ["3", "2"]);
    assert_eq!(yard.listed(All, CLOSES).await, ["3", "1", "2"]);
    let page = yard.store.consultations(PROGRAMME, (All, CLOSES), (1, 1));
    let page = page.await.unwrap();
    assert_eq!((page.total, page.items[0].id.as_str()), (3, "1"));
    assert_eq!(page.items[0].text, Some(announcement()));
    let none = yard
        .store
        .consultations("elsewhere", (All, CLOSES), (0, 10));
    assert_eq!(none.await.unwrap().total, 0);
}

async fn what_was_published_of_one_is_read_as_it_stands(fixture: Fixture) {
    let yard = Clocked::begin(fixture).await;
    let first = yard.ask(P.announce("w", workshop(OPENS, CLOSES))).await;
    let other = Plan {
        question: text("How do people get to work?"),
        ..workshop(OPENS, CLOSES)
    };
    let changed = yard
        .ask(P.announce_otherwise("w", first, other.clone()))
        .await;
    let gone = yard
        .ask(P.announce("gone", written(OPENS, "2026-11-20T05:00:00.000Z")))
        .await;
    let called_off = yard.ask(P.call_off("gone")).await;
    let yard = yard.at("2026-10-20T08:00:00.000Z").await;
    let agenda = yard.lead(P.publish_agenda("w", None)).await;
    let newer = yard.lead(P.publish_agenda("w", Some(agenda))).await;
    let yard = yard.at("2026-10-27T08:00:00.000Z").await;
    let said = VoiceReceived {
        channel: Channel::Consultation,
        consultation: Some("w".to_owned()),
        ..P.said("")
    };
    yard.ask(P.receive(said, text("Later buses"))).await;
    yard.lead(P.hold("w", "2026-10-26T05:05:00.000Z", "2026-10-26T08:50:00.000Z"))
        .await;
    let counted = P.count_attendance("w", None, &[("a", 17), ("b", 8), ("c", 4)]);
    let there = yard.lead(counted.into()).await;

    let outcome = yard.lead(P.record_outcome("w", 1, "1")).await;
    let summary = yard.ask(P.sum_up(&["w"])).await;

    // Rebuilt tables say the same as those that followed step by step.
    for rebuilt in [false, true] {
        if rebuilt {
            yard.store.rebuild(&|_, _| ()).await.unwrap();
        }
        let one = yard.store.consultation(PROGRAMME, "w").await.unwrap();
        let one = one.expect("it is there");
        assert_eq!((one.entry, one.announced, one.changes), (first, changed, 1));
        assert_eq!(
            (one.plan, one.standing),
            (other.clone(), ConsultationStanding::Held)
        );
        let papers = yard.store.consultation_papers(first).await.unwrap();
        assert_eq!(papers.voices, 1);
        let entries = |moment: &madang_store::model::Moment| moment.entry;
        assert_eq!(
            papers.agenda.as_ref().map(|(moment, _)| entries(moment)),
            Some(newer)
        );
        let (moment, facts, named) = papers.attendance.expect("published");
        assert_eq!((moment.entry, facts.total, named), (there, 29, None));
        assert!(facts.tables[0].together.is_some());
        let (moment, facts, said) = &papers.outcomes[0];
        assert_eq!((moment.entry, facts.no), (outcome, 1));
        assert!(said.is_some());
        assert_eq!(
            papers.summary.as_ref().map(|(moment, ..)| moment.entry),
            Some(summary)
        );
        let earlier: Vec<u64> = papers.earlier.iter().map(entries).collect();
        assert_eq!(earlier, [first, agenda]);
        let one = yard.store.consultation(PROGRAMME, "gone").await.unwrap();
        let one = one.expect("it is there");
        assert_eq!(one.standing, ConsultationStanding::Cancelled);
        let papers = yard.store.consultation_papers(gone).await.unwrap();
        let (moment, reason) = papers.cancelled.expect("called off");
        let reason = reason.expect("readable").reason;
        assert_eq!(
            (moment.entry, reason),
            (called_off, text("The hall is closed."))
        );
    }
    let unknown = yard.store.consultation(PROGRAMME, "x").await.unwrap();
    assert!(unknown.is_none());
}

async fn who_registered_is_read_by_those_who_lead_and_by_themselves(fixture: Fixture) {
    let yard = Clocked::begin(fixture).await;
    let plan = Plan {
        registration: Some(Registration {
            from: ANNOUNCED.to_owned(),
            to: "2026-10-20T00:00:00.000Z".to_owned(),
            capacity: Some(1),
        }),
        ..workshop(OPENS, CLOSES)
    };
    yard.ask(P.announce("w", plan)).await;
    let name = |number| Actor::new(Role::Participant, &registrant(number)).unwrap();
    let mut made = Vec::new();
    for number in 1..=3 {
        let own = P.register("w", number, ORIGIN);
        made.push(yard.submit(by(name(number), own.into())).await);
    }
    let leads = Actor::new(Role::Facilitator, "yard").unwrap();
    let read = |actor: Actor| {
        let (store, made) = (yard.store.clone(), made.clone());
        async move {
            let read = store.restricted_of::<RegisteredPerson>(&made, PERSON, &actor);
            read.await.unwrap()
        }
    };
    let all = read(leads.clone()).await;
    let names: Vec<&str> = all.values().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Person 1", "Person 2", "Person 3"]);
    assert!(read(name(1)).await.is_empty(), "nobody reads others");
    let operator = Actor::new(Role::Operator, "server").unwrap();
    assert!(read(operator).await.is_empty());
    let own = |entry, actor: Actor| {
        let store = yard.store.clone();
        async move {
            let own = store.own_content::<RegisteredPerson>(entry, PERSON, &actor);
            own.await.unwrap().map(|one| one.name)
        }
    };
    assert_eq!(own(made[0], name(1)).await.as_deref(), Some("Person 1"));
    assert_eq!(own(made[0], name(2)).await, None, "not another's");
    assert_eq!(own(made[0], leads).await, None);
    // Nothing is free yet; then whoever waited longest gets the place, once, however often it is asked.
    assert_eq!(
        yard.store.promote_waiting(PROGRAMME, "w").await.unwrap(),
        [0u64; 0]
    );
    yard.submit(by(name(1), P.unregister("w", 1))).await;
    let (first, second) = tokio::join!(
        yard.store.promote_waiting(PROGRAMME, "w"),
        yard.store.promote_waiting(PROGRAMME, "w"),
    );
    let promoted = [first.unwrap(), second.unwrap()].concat();
    assert_eq!(promoted.len(), 1, "{promoted:?}");
    let standing = yard.store.with_state(|state| {
        let known = state.consultation(PROGRAMME, "w").unwrap();
        let of = |number| known.registrations.get(&registrant(number)).unwrap();
        (of(2).promoted, of(2).standing, of(3).standing)
    });
    assert_eq!(
        standing.await.unwrap(),
        (Some(promoted[0]), Standing::Confirmed, Standing::Waiting)
    );
}
