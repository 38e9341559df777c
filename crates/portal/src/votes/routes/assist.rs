//! Somebody who stands before an official is helped to vote, or votes on paper there: they are on the roll, and go once.

use axum::extract::Path;
use madang_accounts::OnRoll;
use madang_programme::votes::roll::leaf;
use madang_programme::{Actor, Role};
use maud::{Markup, html};

use super::announced_of;
use super::casting::{Casting, scope};
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::status;
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::{receipts, recorded, recorded_as};
use crate::frame::fault::Fault;
use crate::frame::fields::{line_field, radios};
use crate::frame::form::{Field, Sending, carried, sent as form_sent};
use crate::frame::query::Query;
use crate::frame::steps::STEP;
use crate::model::ProgrammeDetail;
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::casting::mine::Mine;
use crate::votes::casting::page::AT;
use crate::votes::labels::plain_vote_name;
use crate::votes::links;
use crate::votes::office::{self, Form};

/// What identifies them.
const IDENTIFIER: Field = Field::new("identifier", "voting-assist-identifier");

/// How they vote.
const HOW: Field = Field::new("how", "voting-assist-how");

/// Under which name the portal hands in what somebody is helped with.
const ASSISTED: &str = "assisted";

/// How somebody votes who stands before an official.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Helped,
    OnPaper,
}

const HOWS: [(&str, How, &str); 2] = [
    ("helped", How::Helped, "voting-assist-helped"),
    ("paper", How::OnPaper, "voting-assist-on-paper"),
];

type Named = Path<(String, String)>;

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    vote: String,
    name: String,
    action: String,
    /// The root of the roll, where the vote is open and has one.
    root: Option<String>,
}

/// What is shown beside the form.
#[derive(Default)]
struct Shown {
    identifier: String,
    how: &'static str,
    says: Option<&'static str>,
    done: Vec<u64>,
    went: u64,
}

impl At {
    async fn of(caller: Caller, id: &str, vote: String) -> Result<At, Failure> {
        let visit = &caller.visit;
        let programme = programme_of(visit, id).await?;
        let announced = announced_of(visit, id).await?;
        let root = visit.store.with_state(|state| {
            let roll = state.vote(id, &vote).ok()?.roll.as_ref()?;
            Some(roll.root.clone())
        });
        let root = root.await.map_err(|error| visit.store_failed(&error))?;
        Ok(At {
            name: plain_vote_name(&visit.ui, &announced, &vote),
            action: links::assist(id, &vote),
            programme,
            root,
            vote,
            caller,
        })
    }

    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    async fn page(&self, mut shown: Shown, query: &Query) -> Answer {
        let ui = &self.caller.visit.ui;
        if let Some(root) = &self.root {
            let went = self.caller.accounts.went(root).await;
            shown.went = went.map_err(|error| self.caller.failed(&error))?;
        }
        let errors = &query.errors;
        let hows = HOWS.map(|(name, _, key)| (name.to_owned(), ui.t(key)));
        let fields = html! {
            (line_field(ui, errors, IDENTIFIER, Some("voting-assist-identifier-hint"), &shown.identifier))
            (radios(ui, errors, HOW, &hows, shown.how))
        };
        let content = html! {
            @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), &shown.done)) }
            @if let Some(says) = shown.says { p.notice role="status" { (ui.t(says)) } }
            @if self.root.is_some() {
                p { (ui.count("voting-assist-went", shown.went)) }
                (form_sent(&ui.href(&self.action), false, &Sending::new(None), fields, &ui.t("voting-assist-go")))
            } @else { p.notice { (ui.t("voting-own-no-roll")) } }
        };
        let form = Form {
            programme: &self.programme,
            title: ui.t("voting-assist-title"),
            of: Some(html! { (self.name) }),
            lead: "voting-assist-lead",
            errors,
            content,
        };
        let page = office::form(ui, form);
        Ok(self.caller.page(status(errors), &page))
    }

    fn casting(&self, along: Markup) -> Casting<'_> {
        Casting {
            caller: &self.caller,
            programme: &self.programme,
            vote: &self.vote,
            name: &self.name,
            action: &self.action,
            assisted: true,
            along,
        }
    }

    /// The form of their ballot, or what it sends.
    async fn helped(&self, voter: &str, identifier: &str, query: &mut Query) -> Answer {
        let along = html! { (carried(IDENTIFIER, identifier)) (carried(HOW, "helped")) };
        let casting = self.casting(along);
        if !query.has(STEP) && !query.has(AT) {
            let mine = Mine::default();
            let paper = casting.paper_of(&mine).await?;
            let sending = Sending::new(None);
            let shown = (&sending, &[][..]);
            return casting.page((&paper, &mine), shown, query, false).await;
        }
        let actor = Actor::new(Role::Registrar, ASSISTED);
        let actor = actor.map_err(|_| self.caller.visit.fault(Fault::Internal))?;
        Ok(match casting.sent((&actor, voter), query).await? {
            Ok(entry) => {
                let done = [self.action.as_str(), &recorded_as(&[entry])].join("?");
                self.caller.to(&done)
            }
            Err(page) => page,
        })
    }
}

/// The form.
pub async fn asked(caller: Caller, Path((id, vote)): Named) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    signed!(official_of(&at.caller, &at.programme));
    let mut query = Query::parse(&at.caller.visit.ui.query);
    let shown = Shown {
        done: recorded(&mut query),
        ..Shown::default()
    };
    at.page(shown, &query).await
}

/// What the form sends, and that of the ballot behind it.
pub async fn sent(caller: Caller, Path((id, vote)): Named, body: String) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    signed!(official_of(&at.caller, &at.programme));
    let mut query = Query::parse(&body);
    let identifier = query.text(IDENTIFIER);
    if identifier.is_empty() {
        query.refuse(IDENTIFIER, "error-empty", "", "");
    }
    let how = query.chosen(HOW, HOWS.map(|(name, how, _)| (name, how)));
    let mut shown = Shown {
        identifier: identifier.clone(),
        ..Shown::default()
    };
    let (Some(root), Some(how), true) = (&at.root, how, query.errors.is_empty()) else {
        return at.page(shown, &query).await;
    };
    let scope = scope(at.id(), &at.vote);
    let accounts = &at.caller.accounts;
    let stands = match how {
        How::Helped => {
            let of = (root.as_str(), &scope);
            accounts.identified_on_roll(of, &identifier, leaf).await
        }
        How::OnPaper => accounts.goes_on_paper(root, &identifier, leaf).await,
    };
    shown.how = if how == How::Helped {
        "helped"
    } else {
        "paper"
    };
    match stands.map_err(|error| at.caller.failed(&error))? {
        OnRoll::Stranger => query.refuse(IDENTIFIER, "voting-assist-stranger", "", ""),
        OnRoll::Spent => query.refuse(IDENTIFIER, "voting-assist-spent", "", ""),
        OnRoll::Voter(voter) if how == How::Helped => {
            return at.helped(&voter, &identifier, &mut query).await;
        }
        OnRoll::Voter(_) => {
            shown.identifier.clear();
            shown.says = Some("voting-assist-paper-given");
        }
    }
    at.page(shown, &query).await
}
