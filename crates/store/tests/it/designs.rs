//! Designs in lists, and what happened to each.

use madang_fixtures::{INSTITUTION, TASK_FORCE, TOGETHER};
use madang_programme::Command;
use madang_programme::days::day_in;
use madang_programme::design::{DesignPhase, DesignProcess, DesignVerdict, OutputKind};
use madang_store::Store;
use madang_store::model::DesignStanding;

use crate::support::*;

on_both_databases!(
    a_design_is_listed_with_how_far_it_is,
    what_came_of_each_phase_is_read_with_its_words,
);

const UNDERSTAND: DesignPhase = DesignPhase::Understand;

async fn ask(store: &Store, command: Command) -> u64 {
    let done = store.submit(by(official(), command)).await.unwrap();
    done.proof.index
}

/// A store with a task force.
async fn begun(fixture: &Fixture) -> Store {
    let store = fixture.voting().await;
    ask(&store, P.institution(INSTITUTION, "Interior")).await;
    for command in P.task_force() {
        ask(&store, command).await;
    }
    store
}

async fn a_design_is_listed_with_how_far_it_is(fixture: Fixture) {
    let store = begun(&fixture).await;
    assert_eq!(store.designs(PROGRAMME, (0, 10)).await.unwrap().total, 0);
    let entry = ask(&store, P.fix_process("d", DesignProcess::Dd4, None)).await;
    let one = store.design(PROGRAMME, "d").await.unwrap().unwrap();
    assert_eq!(
        (one.standing, one.phase),
        (DesignStanding::Waits, Some(DesignPhase::Discover))
    );
    ask(&store, P.start_phase("d", DesignPhase::Discover)).await;
    let output = P.output("d", 1, (DesignPhase::Discover, OutputKind::Other));
    ask(&store, P.add_output(output)).await;
    for rebuilt in [false, true] {
        if rebuilt {
            store.rebuild(&|_, _| ()).await.unwrap();
        }
        let page = store.designs(PROGRAMME, (0, 10)).await.unwrap();
        let one = &page.items[0];
        assert_eq!((page.total, one.id.as_str(), one.entry), (1, "d", entry));
        assert_eq!((one.outputs, one.sessions), (1, 0));
        assert_eq!(
            (one.standing, one.phase),
            (DesignStanding::Open, Some(DesignPhase::Discover))
        );
        assert_eq!(
            (one.body.as_str(), one.lead.as_str()),
            (TASK_FORCE, INSTITUTION)
        );
        let title = one.text.as_ref().map(|text| text.title.clone());
        assert_eq!(title, Some(text("A way home at night")));
    }
    let stop = P.close_phase("d", DesignPhase::Discover, DesignVerdict::Stop, None);
    ask(&store, stop).await;
    let one = store.design(PROGRAMME, "d").await.unwrap().unwrap();
    assert_eq!((one.standing, one.phase), (DesignStanding::Stopped, None));
    assert!(store.design(PROGRAMME, "x").await.unwrap().is_none());
    assert_eq!(store.designs("x", (0, 10)).await.unwrap().total, 0);
}

async fn what_came_of_each_phase_is_read_with_its_words(fixture: Fixture) {
    let store = begun(&fixture).await;
    let entry = ask(&store, P.fix_process("d", DesignProcess::Kr5, None)).await;
    let started = ask(&store, P.start_phase("d", UNDERSTAND)).await;
    let output = P.output("d", 1, (UNDERSTAND, OutputKind::FieldStudy));
    let added = ask(&store, P.add_output(output.clone())).await;
    let day = day_in("Asia/Seoul", &store.now()).unwrap().to_string();
    let held = P.hold_session("d", (1, UNDERSTAND), &day, &TOGETHER);
    let held = ask(&store, held).await;
    let back = P.close_phase("d", UNDERSTAND, DesignVerdict::Back, Some(UNDERSTAND));
    let closed = ask(&store, back).await;
    ask(&store, P.start_phase("d", UNDERSTAND)).await;
    for rebuilt in [false, true] {
        if rebuilt {
            store.rebuild(&|_, _| ()).await.unwrap();
        }
        let rounds = store.design_rounds(entry).await.unwrap();
        assert_eq!(rounds.len(), 2);
        let round = &rounds[0];
        assert_eq!((round.phase, round.started.entry), (UNDERSTAND, started));
        let one = &round.outputs[0];
        assert_eq!(
            (one.no, one.moment.entry, one.kind),
            (1, added, output.kind)
        );
        assert_eq!(one.figures, output.figures);
        let title = one.text.as_ref().map(|text| text.title.clone());
        assert_eq!(title, Some(text("What we saw")));
        let one = &round.sessions[0];
        assert_eq!((one.no, one.moment.entry), (1, held));
        assert_eq!((one.day.as_str(), &one.present[..]), (&*day, &TOGETHER[..]));
        assert!(one.text.is_some());
        let end = round.closed.as_ref().unwrap();
        assert_eq!((end.moment.entry, end.back_to), (closed, Some(UNDERSTAND)));
        let why = end.reason.as_ref().map(|why| why.reason.clone());
        assert_eq!(why, Some(text("So it was decided together.")));
        assert!(rounds[1].closed.is_none());
    }
}
