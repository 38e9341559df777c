//! Where officials see to the votes of a programme: the list, and which form an address is of.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::{Role, State};
use maud::{Markup, html};

use super::{announce, announced_of, end, open, select};
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::status;
use crate::frame::app::{Answer, Failure, Visit};
use crate::frame::form::Field;
use crate::frame::query::{FieldError, MOST_EXACT, Query};
use crate::model::{ProgrammeDetail, VoteDetail};
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::labels::{Announced, vote_name};
use crate::votes::links::{self, Act};
use crate::votes::office::{self, Form, Office, Stage, act_name};

/// What was recorded just now.
const DONE: Field = Field::for_programs("done");

/// A vote that an official does something with.
pub struct At {
    /// Who asks.
    pub caller: Caller,
    /// The programme.
    pub programme: ProgrammeDetail,
    /// What was announced of its votes.
    pub announced: Announced,
    /// The vote.
    pub vote: String,
    /// How far it is.
    pub stage: Stage,
}

impl At {
    /// The programme's identifier.
    pub fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// Where the form of an act is.
    pub fn address(&self, act: Act) -> String {
        links::act(self.id(), &self.vote, act)
    }

    /// Answers with the page of a form.
    pub fn page(
        &self,
        act: Act,
        lead: &'static str,
        errors: &[FieldError],
        content: Markup,
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let form = Form {
            programme: &self.programme,
            title: act_name(ui, act, self.stage),
            of: Some(vote_name(ui, &self.announced, &self.vote)),
            lead,
            errors,
            content,
        };
        self.caller.page(status(errors), &office::form(ui, form))
    }

    /// Leads to the list, after something was recorded.
    pub fn done(&self, entry: u64) -> Response<Body> {
        self.caller.to(&links::office_done(self.id(), entry))
    }
}

/// What whoever reads can do by their role with a vote, for its page; nothing where they have none.
pub async fn ways_of(
    visit: &Visit,
    caller: Option<&Caller>,
    programme: &str,
    vote: Option<&VoteDetail>,
) -> Result<Markup, Failure> {
    let acting = caller.map(|caller| caller.acting_for_all(Role::Official, Some(programme)));
    let (Some(Ok(Some(_))), Some(vote)) = (acting, vote) else {
        return Ok(html! {});
    };
    let stage = stage(visit, programme, &vote.facts.id).await?;
    let ways = stage.map(|stage| office::ways(&visit.ui, programme, &vote.facts.id, stage));
    Ok(ways.unwrap_or_default())
}

async fn stage(visit: &Visit, programme: &str, vote: &str) -> Result<Option<Stage>, Failure> {
    let now = visit.store.now();
    let stage = |state: &State| Stage::of(state, programme, vote, &now);
    let stage = visit.store.with_state(stage).await;
    stage.map_err(|error| visit.store_failed(&error))
}

/// The list of the votes.
pub async fn office(caller: Caller, Path(id): Path<String>) -> Answer {
    let visit = &caller.visit;
    let programme = programme_of(visit, &id).await?;
    signed!(official_of(&caller, &programme));
    let announced = announced_of(visit, &id).await?;
    let now = visit.store.now();
    let votes = visit.store.with_state(|state| {
        let to_come = state.schedules(&id).map(|(vote, _)| vote);
        let to_come = to_come.filter(|vote| state.vote(&id, vote).is_err());
        let mut opened: Vec<_> = state.votes(&id).collect();
        opened.sort_unstable_by_key(|(_, vote)| std::cmp::Reverse(vote.entry));
        let all = to_come.chain(opened.into_iter().map(|(vote, _)| vote));
        let staged = all.filter_map(|vote| {
            let stage = Stage::of(state, &id, vote, &now)?;
            Some((vote.to_owned(), stage))
        });
        (staged.collect::<Vec<_>>(), state.size)
    });
    let (votes, size) = votes.await.map_err(|error| visit.store_failed(&error))?;
    let mut query = Query::parse(&visit.ui.query);
    let done = query.optional_number(DONE, 0..=MOST_EXACT);
    let office = Office {
        programme: &programme,
        announced: &announced,
        votes: &votes,
        done: done.filter(|entry| *entry < size),
    };
    Ok(caller.page(StatusCode::OK, &office::view(&visit.ui, &office)))
}

type Named = Path<(String, String, String)>;

/// The vote and the act of an address, or the page that says that there is none.
async fn at(
    caller: Caller,
    (id, vote, act): (String, String, String),
) -> Result<(At, Act), Failure> {
    let visit = &caller.visit;
    let act = Act::named(&act).ok_or_else(|| visit.not_found())?;
    let programme = programme_of(visit, &id).await?;
    let announced = announced_of(visit, &id).await?;
    let stage = stage(visit, &id, &vote).await?;
    // What was announced once has forms that say that nothing is to be done any more.
    let taken_back = || announced.title(&vote).map(|_| Stage::TakenBack);
    let stage = stage.or_else(taken_back);
    let stage = stage.ok_or_else(|| visit.not_found())?;
    let at = At {
        caller,
        programme,
        announced,
        vote,
        stage,
    };
    Ok((at, act))
}

/// The form of an act.
pub async fn act(caller: Caller, Path(named): Named) -> Answer {
    let (at, act) = at(caller, named).await?;
    signed!(official_of(&at.caller, &at.programme));
    if !at.stage.acts().contains(&act) {
        let ui = &at.caller.visit.ui;
        let content = html! { p.notice { (ui.t("vote-set-not-now")) } };
        return Ok(at.page(act, "vote-set-lead", &[], content));
    }
    match act {
        Act::Change | Act::TakeBack => announce::asked(&at, act).await,
        Act::Open => open::asked(&at).await,
        Act::Close | Act::Ballots | Act::Cancel => end::asked(&at, act).await,
        Act::Select => select::asked(&at).await,
    }
}

/// What the form of an act sends.
pub async fn act_sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let (at, act) = at(caller, named).await?;
    let actor = signed!(official_of(&at.caller, &at.programme));
    match act {
        Act::Change | Act::TakeBack => announce::sent(at, act, actor, &body).await,
        Act::Open => open::sent(at, actor, &body).await,
        Act::Close | Act::Ballots | Act::Cancel => end::sent(at, act, actor, &body).await,
        Act::Select => select::sent(at, actor, &body).await,
    }
}
