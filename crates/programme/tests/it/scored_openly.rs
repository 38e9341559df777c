//! What the checks find of bodies that score: who declared in time, and by which criteria.

use madang_fixtures::approval;
use madang_programme::finding::{Check, Status};
use madang_programme::openness::Task;
use madang_programme::{Command, State};

use crate::scoring::{
    ADMIN, MEMBERS, OFFICIAL, OPENS, by, criteria, declare, ok, opened, panelled, wait,
};
use crate::support::*;

fn found(state: &State, check: Check, day: &str) -> Vec<Status> {
    let all = state.findings(&[], &format!("{day}T08:00:00.000Z"));
    let all = all.expect("findings").into_iter();
    let all = all.filter(|finding| finding.check == check);
    all.map(|finding| finding.status).collect()
}

#[test]
fn who_never_declares_breaks_the_check_for_good() {
    let mut early = panelled();
    ok(&mut early, ADMIN, Command::plain(criteria()));
    assert_eq!(
        found(&early, Check::C21, "2026-11-23"),
        [Status::NotYetDue; 3]
    );
    assert_eq!(found(&early, Check::C22, "2026-11-23"), [Status::Held]);
    let work = early
        .work("p", &[], "2026-11-23T08:00:00.000Z")
        .expect("work");
    let asked = work.iter().filter(|one| one.task == Task::Declarations);
    assert_eq!(asked.count(), 3);
    let held = opened();
    assert_eq!(found(&held, Check::C21, "2026-11-24"), [Status::Held; 3]);
    let work = held
        .work("p", &[], "2026-11-30T08:00:00.000Z")
        .expect("work");
    assert!(work.iter().any(|one| one.task == Task::Scores), "{work:?}");
    let mut never = early;
    wait(&mut never, OPENS);
    ok(&mut never, &by(MEMBERS[0]), declare(MEMBERS[0], &[], None));
    let open = P.open_vote_titled("v", "scores", english("The vote"), approval());
    ok(&mut never, OFFICIAL, open);
    ok(&mut never, &by(MEMBERS[1]), declare(MEMBERS[1], &[], None));
    let mut all = found(&never, Check::C21, "2026-11-24");
    all.sort_unstable();
    assert_eq!(all, [Status::Held, Status::Broken, Status::Broken]);
    let mut late = held;
    let found_out = declare(MEMBERS[0], &["b"], Some("2026-11-09"));
    ok(&mut late, &by(MEMBERS[0]), found_out);
    assert_eq!(
        found(&late, Check::C21, "2026-11-24"),
        [Status::Held; 3],
        "on the last day"
    );
    let found_out = declare(MEMBERS[0], &["c"], Some("2026-11-08"));
    ok(&mut late, &by(MEMBERS[0]), found_out);
    let mut all = found(&late, Check::C21, "2026-11-24");
    all.sort_unstable();
    assert_eq!(all, [Status::Held, Status::Held, Status::Broken]);
}
