//! Services in lists, and what happened to each.

use madang_fixtures::{INSTITUTION, in_days, resting_on, resting_on_nothing};
use madang_programme::Command;
use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::proposals::Standing;
use madang_programme::trace::{How, Way};
use madang_programme::voices::{Channel, SpokenOf, VoiceReceived};
use madang_store::Store;
use madang_store::model::ServiceStanding;

use crate::support::*;

on_both_databases!(
    a_service_is_listed_with_how_far_it_is,
    what_happened_to_one_is_read_as_it_stands,
    a_voice_leads_to_the_version_that_rests_on_it_and_the_version_to_what_is_said_of_it,
);

/// When a milestone is due first, and when after it was moved.
fn days() -> (String, String) {
    (in_days(120), in_days(180))
}

async fn ask(store: &Store, command: Command) -> u64 {
    let done = store.submit(by(official(), command)).await.unwrap();
    done.proof.index
}

/// A store with a decided vote, a voice, and the identifier of a selected proposal.
async fn decided(fixture: &Fixture) -> (Store, String) {
    let store = fixture.voting().await;
    for step in [ballot(1), close_vote(), open_ballots()] {
        store.submit(step).await.unwrap();
    }
    let selection = computed(&store).await;
    ask(&store, selection.into()).await;
    ask(&store, P.institution(INSTITUTION, "Interior")).await;
    ask(&store, P.receive(P.said("1"), text("Later buses"))).await;
    let selected = store.with_state(|state| {
        let all = state.proposals(PROGRAMME).unwrap().iter();
        let mut selected = all.filter(|(_, of)| matches!(of.standing, Standing::Selected(_)));
        selected.next().unwrap().0.clone()
    });
    let selected = selected.await.unwrap();
    (store, selected)
}

fn feedback(version: Option<u32>) -> Command {
    let facts = VoiceReceived {
        channel: Channel::ServiceFeedback,
        service: Some(SpokenOf {
            id: "s".to_owned(),
            version,
        }),
        ..P.said("")
    };
    P.receive(facts, text("It is late."))
}

async fn a_service_is_listed_with_how_far_it_is(fixture: Fixture) {
    let (due, later) = days();
    let (store, proposal) = decided(&fixture).await;
    let none = store.services(PROGRAMME, (0, 10)).await.unwrap();
    assert_eq!((none.total, none.items.len()), (0, 0));
    let entry = ask(&store, P.start_service("s", &proposal)).await;
    ask(&store, P.set_milestone("s", 1, &later)).await;
    ask(&store, P.set_milestone("s", 2, &due)).await;
    for rebuilt in [false, true] {
        if rebuilt {
            store.rebuild(&|_, _| ()).await.unwrap();
        }
        let page = store.services(PROGRAMME, (0, 10)).await.unwrap();
        let one = &page.items[0];
        assert_eq!((page.total, one.id.as_str(), one.entry), (1, "s", entry));
        assert_eq!((one.milestones, one.reached, one.versions), (2, 0, 0));
        assert_eq!(
            one.due.as_deref(),
            Some(due.as_str()),
            "the earlier day comes first"
        );
        assert_eq!(one.standing, ServiceStanding::Developed);
        assert_eq!((&one.proposal, one.lead.as_str()), (&proposal, INSTITUTION));
        let title = one.text.as_ref().map(|text| text.title.clone());
        assert_eq!(title, Some(text("The night bus")));
    }
    ask(&store, P.release("s", 1, vec![resting_on_nothing()])).await;
    let one = store.service(PROGRAMME, "s").await.unwrap().unwrap();
    assert_eq!((one.versions, one.standing), (1, ServiceStanding::Running));
    ask(&store, P.retire("s")).await;
    let one = store.service(PROGRAMME, "s").await.unwrap().unwrap();
    assert_eq!(one.standing, ServiceStanding::Retired);
    assert!(store.service(PROGRAMME, "x").await.unwrap().is_none());
    assert_eq!(store.services("x", (0, 10)).await.unwrap().total, 0);
}

async fn what_happened_to_one_is_read_as_it_stands(fixture: Fixture) {
    let (due, later) = days();
    let (store, proposal) = decided(&fixture).await;
    let entry = ask(&store, P.start_service("s", &proposal)).await;
    let set = ask(&store, P.set_milestone("s", 1, &due)).await;
    let moved = ask(&store, P.move_milestone("s", 1, (&due, &later))).await;
    let shown = [Pointer::Address("https://example.org/bus".to_owned())];
    let reached = ask(&store, P.reach_milestone("s", 1, &shown)).await;
    let cites = [PointsTo::Voice("1".to_owned())];
    let changes = vec![resting_on(&cites), resting_on_nothing()];
    let version = ask(&store, P.release("s", 1, changes.clone())).await;
    ask(&store, feedback(Some(1))).await;
    ask(&store, feedback(Some(1))).await;
    let ended = ask(&store, P.retire("s")).await;
    for rebuilt in [false, true] {
        if rebuilt {
            store.rebuild(&|_, _| ()).await.unwrap();
        }
        let papers = store.service_papers(entry).await.unwrap();
        let milestone = &papers.milestones[0];
        assert_eq!((milestone.no, milestone.set.entry), (1, set));
        assert_eq!(milestone.due, later);
        let title = milestone.text.as_ref().map(|text| text.title.clone());
        assert_eq!(title, Some(text("The first line runs")));
        let slip = &milestone.moves[0];
        assert_eq!(
            (slip.moment.entry, slip.old.as_str()),
            (moved, due.as_str())
        );
        let why = slip.reason.as_ref().map(|why| why.reason.clone());
        assert_eq!(why, Some(text("The buses came late.")));
        let (moment, evidence) = milestone.reached.as_ref().unwrap();
        assert_eq!((moment.entry, &evidence[..]), (reached, &shown[..]));
        let one = &papers.versions[0];
        assert_eq!(
            (one.n, one.moment.entry, &one.changes),
            (1, version, &changes)
        );
        let (moment, why) = papers.retired.as_ref().unwrap();
        assert_eq!((moment.entry, why.is_some()), (ended, true));
        assert_eq!(papers.voices, 2);
        assert_eq!(papers.newest, ["3", "2"]);
    }
}

async fn a_voice_leads_to_the_version_that_rests_on_it_and_the_version_to_what_is_said_of_it(
    fixture: Fixture,
) {
    let (store, proposal) = decided(&fixture).await;
    let service = ask(&store, P.start_service("s", &proposal)).await;
    let cites = [PointsTo::Voice("1".to_owned())];
    let version = ask(&store, P.release("s", 1, vec![resting_on(&cites)])).await;
    let said = ask(&store, feedback(Some(1))).await;
    let step = async |entry, way, how| {
        let found = store.trace_step(entry, (way, how), (0, 10)).await.unwrap();
        let things = found.unwrap().items.into_iter();
        things.map(|thing| thing.entry).collect::<Vec<u64>>()
    };
    let voice = store
        .with_state(|state| state.voice(PROGRAMME, "1").unwrap().entry)
        .await
        .unwrap();
    let of_proposal = store
        .with_state(|state| state.proposal(PROGRAMME, &proposal).unwrap().entry)
        .await
        .unwrap();
    assert_eq!(step(voice, Way::Forward, How::RestsOn).await, [version]);
    assert_eq!(step(version, Way::Back, How::RestsOn).await, [voice]);
    assert_eq!(step(version, Way::Back, How::VersionOf).await, [service]);
    assert_eq!(step(service, Way::Back, How::Develops).await, [of_proposal]);
    assert_eq!(step(version, Way::Forward, How::SpeaksOf).await, [said]);
    let walked = store.trace(voice).await.unwrap().unwrap();
    assert!(
        walked.things.contains_key(&said),
        "it is followed to the end"
    );
}
