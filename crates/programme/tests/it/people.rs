//! Who holds a role, and that nobody acts in one that they do not hold.

use madang_programme::commitments::CommitmentText;
use madang_programme::people::{Granted, RoleEnded, RoleGranted};
use madang_programme::{Command, State};

use crate::support::*;

const OPERATOR: &str = "operator/console";
const KIM: &str = "account-0123456789abcdef0123456789abcdef";
const LEE: &str = "account-fedcba9876543210fedcba9876543210";

fn grant(holder: &str, role: Granted, programme: Option<&str>) -> Command {
    Command::plain(RoleGranted {
        holder: holder.to_owned(),
        role,
        programme: programme.map(str::to_owned),
        institution: None,
    })
}

fn end(holder: &str, granted: u64) -> Command {
    let holder = holder.to_owned();
    Command::plain(RoleEnded { holder, granted })
}

fn acting(role: Granted, holder: &str) -> String {
    format!("{}/{holder}", role.name())
}

fn refused(state: &State, actor: &str, command: Command, words: &str) {
    let mut state = state.clone();
    let before = state.clone();
    let error = give(&mut state, actor, command).expect_err(words);
    assert!(error.contains(words), "{error}");
    assert_eq!(state, before, "nothing changes");
}

/// A programme, and Kim as administrator.
fn administered() -> State {
    let mut state = prepared();
    give(
        &mut state,
        OPERATOR,
        grant(KIM, Granted::Administrator, None),
    )
    .expect("the first");
    state
}

#[test]
fn the_console_grants_the_first_administrator_who_grants_the_others() {
    let mut state = administered();
    let kim = acting(Granted::Administrator, KIM);
    for role in [Granted::Official, Granted::Facilitator, Granted::Reviewer] {
        let by_console = grant(LEE, role, None);
        refused(
            &state,
            OPERATOR,
            by_console,
            "from the console the role of an administrator",
        );
        give(&mut state, &kim, grant(LEE, role, Some("p"))).expect("an administrator grants");
    }
    let held: Vec<_> = state.roles_of(LEE).iter().map(|grant| grant.role).collect();
    assert_eq!(
        held,
        [Granted::Official, Granted::Facilitator, Granted::Reviewer]
    );
    let holders: Vec<_> = state.holders().map(|(holder, _)| holder).collect();
    assert_eq!(holders, [KIM, LEE]);
    refused(
        &state,
        &kim,
        grant(LEE, Granted::Official, Some("p")),
        "exists already",
    );
    for by in ["official/test", "registrar/http"] {
        refused(
            &state,
            by,
            grant(LEE, Granted::Official, None),
            "may not do this: Role granted [role.granted/1]",
        );
    }
}

#[test]
fn nobody_acts_in_a_role_that_they_do_not_hold() {
    let mut state = administered();
    let kim = acting(Granted::Administrator, KIM);
    let official = acting(Granted::Official, LEE);
    let step = |id: &str| proposal(id, 5);
    let not_held = "does not hold that role";
    refused(&state, &official, step("one"), not_held);
    refused(
        &state,
        &acting(Granted::Administrator, LEE),
        grant(LEE, Granted::Official, None),
        not_held,
    );
    refused(
        &state,
        &acting(Granted::Official, KIM),
        step("one"),
        not_held,
    );

    give(&mut state, &kim, grant(LEE, Granted::Official, Some("p"))).expect("granted");
    let granted = state.size - 1;
    give(&mut state, &official, step("one")).expect("in the programme");
    let text = CommitmentText {
        title: Some(english("Another")),
        ..CommitmentText::default()
    };
    let of_all = Command::worded(madang_fixtures::commitment("KR0019"), text);
    refused(&state, &official, of_all, "for the whole record");

    give(&mut state, &kim, end(LEE, granted)).expect("ended");
    assert!(state.roles_of(LEE).is_empty());
    assert_eq!(state.holders().count(), 1);
    refused(&state, &official, step("two"), not_held);
    refused(&state, &kim, end(LEE, granted), "there is no role of");
}

#[test]
fn a_post_that_was_granted_a_role_is_held_to_it_and_others_are_the_consoles() {
    let mut state = administered();
    let kim = acting(Granted::Administrator, KIM);
    let step = |id: &str| proposal(id, 5);
    give(&mut state, "official/test", step("one")).expect("as on every record of before");
    give(
        &mut state,
        &kim,
        grant("test", Granted::Official, Some("q")),
    )
    .expect("a post");
    refused(
        &state,
        "official/test",
        step("two"),
        "does not hold that role in p",
    );
    give(&mut state, "official/other", step("two")).expect("another post");
}

#[test]
fn an_administrator_of_a_programme_grants_in_it_alone() {
    let mut state = administered();
    let kim = acting(Granted::Administrator, KIM);
    give(
        &mut state,
        &kim,
        grant(LEE, Granted::Administrator, Some("p")),
    )
    .expect("of p");
    let lee = acting(Granted::Administrator, LEE);
    give(
        &mut state,
        &lee,
        grant("desk", Granted::Official, Some("p")),
    )
    .expect("in p");
    for elsewhere in [None, Some("q")] {
        let command = grant("desk", Granted::Official, elsewhere);
        refused(&state, &lee, command, "does not hold that role");
    }
    give(&mut state, &kim, grant("office", Granted::Official, None)).expect("everywhere");
    let of_office = state.roles_of("office")[0].entry;
    refused(
        &state,
        &lee,
        end("office", of_office),
        "does not hold that role",
    );
}

#[test]
fn the_last_administrator_goes_at_the_console_alone() {
    let mut state = administered();
    let kim = acting(Granted::Administrator, KIM);
    let of_kim = state.roles_of(KIM)[0].entry;
    refused(
        &state,
        &kim,
        end(KIM, of_kim),
        "grant another administrator first",
    );
    // One of a programme alone takes nobody's place.
    give(
        &mut state,
        &kim,
        grant(LEE, Granted::Administrator, Some("p")),
    )
    .expect("of p");
    refused(
        &state,
        &kim,
        end(KIM, of_kim),
        "grant another administrator first",
    );
    let mut other = state.clone();
    give(&mut other, OPERATOR, end(KIM, of_kim)).expect("at the console");
    give(&mut state, &kim, grant(LEE, Granted::Administrator, None)).expect("of all");
    give(&mut state, &kim, end(KIM, of_kim)).expect("another is there");
}

#[test]
fn what_is_no_pseudonym_and_no_identifier_is_refused() {
    let state = administered();
    let kim = acting(Granted::Administrator, KIM);
    for holder in [
        "",
        "Kim",
        "account-",
        "account-kim",
        &KIM[..39],
        &format!("{KIM}0"),
    ] {
        refused(
            &state,
            &kim,
            grant(holder, Granted::Official, None),
            "holder",
        );
    }
    refused(
        &state,
        &kim,
        grant(LEE, Granted::Official, Some("no slug")),
        "programme",
    );
    let command = Command::plain(RoleGranted {
        holder: LEE.to_owned(),
        role: Granted::Official,
        programme: None,
        institution: Some("행정안전부".to_owned()),
    });
    refused(&state, &kim, command, "institution");
}
