//! Proposals are merged: others into one that there is, or that one and others into a new one that is written after them.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::Command;
use madang_programme::proposals::{
    Derivation, DerivedFrom, HandInProposal, MergeReason, ProposalHandedIn, ProposalsMerged,
    ProposedBy, ProposerKind, REASON as WHY,
};
use maud::{Markup, html};

use super::hand_in::{self, Offered, Typed, offered};
use super::others::{
    At, FIND, OTHERS, Others, PLACES, REASON, begin, derived, handed_in, listed, reason, released,
    ticks,
};
use super::words::worded;
use super::{by, under_proposal};
use crate::accounts::caller::Caller;
use crate::frame::act::{status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::fields::{Words, radios, words_area};
use crate::frame::form::{self, Choice, Field, SEARCH, Sending, error_summary};
use crate::frame::parts::row;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::frame::ui::Ui;
use crate::frame::warned::warned;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::proposals::labels::cost;
use crate::proposals::links;

type Named = Path<(String, String)>;

const TITLE: &str = "proposal-form-merge";

/// Into which they go.
const INTO: Field = Field::new("into", "proposal-form-into");
const THIS: &str = "this";
const NEW: &str = "new";

/// What was typed.
struct Merging {
    others: Vec<String>,
    into: String,
    new: Typed,
    reason: Words,
    /// What was revised since it was looked at.
    revised: Markup,
}

impl Merging {
    fn read(query: &mut Query) -> Merging {
        Merging {
            others: query.ticked(OTHERS),
            into: query.text(INTO),
            new: Typed::read(query),
            reason: Words::read(query, REASON),
            revised: html! {},
        }
    }

    /// Of a form that is shown for the first time: a new one begins with what the proposal says but its words.
    fn of(proposal: &ProposalDetail, offered: &Offered) -> Merging {
        let facts = &proposal.facts;
        let known = |id: &&String| offered.needs.iter().any(|(need, _)| need == *id);
        Merging {
            others: Vec::new(),
            into: THIS.to_owned(),
            new: Typed {
                group: facts.group.clone().unwrap_or_default(),
                audiences: facts.audiences.clone(),
                needs: facts.needs.iter().filter(known).cloned().collect(),
                by: whose(proposal, &offered.by),
                ..Typed::default()
            },
            reason: Words::default(),
            revised: html! {},
        }
    }
}

/// In whose name what is written after a proposal goes on where that may be: in its own; of a participant's in that of citizens.
pub fn whose(proposal: &ProposalDetail, offered: &[Choice]) -> String {
    let by = match &proposal.facts.by {
        None | Some(ProposedBy::Participant) => ProposedBy::Other(ProposerKind::Citizen),
        Some(by) => by.clone(),
    };
    let by = by::value(&by);
    let there = offered.iter().any(|(value, _)| *value == by);
    let first = offered.first().map(|(value, _)| value.clone());
    match there {
        true => by,
        false => first.unwrap_or_default(),
    }
}

/// What a release asks for.
struct Asked {
    /// The new one, where there is one.
    new: Option<HandInProposal>,
    /// Which it goes into.
    into: String,
    from: Vec<String>,
    derived: Vec<DerivedFrom>,
    reason: MergeReason,
}

impl Asked {
    fn merged(&self, at: &At) -> Command {
        let facts = ProposalsMerged {
            programme: at.of().to_owned(),
            from: self.from.clone(),
            into: self.into.clone(),
        };
        Command::said(WHY, facts, self.reason.clone())
    }

    fn commands(&self, at: &At) -> Vec<Command> {
        let new = self.new.iter().cloned();
        let new = new.map(|new| Command::from(handed_in(new, &self.into, &self.derived)));
        new.chain([self.merged(at)]).collect()
    }

    /// What can be asked of the rules before it is released: a new one is not there yet, so that what goes into it is tried with
    /// the one that is.
    fn tried(&self, at: &At, others: &[String]) -> Vec<Command> {
        let merged = Asked {
            new: None,
            into: at.id().to_owned(),
            from: others.to_vec(),
            derived: Vec::new(),
            reason: self.reason.clone(),
        };
        let new = self.new.iter().cloned();
        let new = new.map(|new| Command::from(handed_in(new, &self.into, &self.derived)));
        new.chain([merged.merged(at)]).collect()
    }
}

/// The form.
pub async fn form(caller: Caller, Path(named): Named) -> Answer {
    let at = match begin(caller, named, TITLE).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    if let Some(elsewhere) = at.elsewhere() {
        return Ok(elsewhere);
    }
    let offered = read_offered(&at).await?;
    let merging = Merging::of(&at.proposal, &offered);
    show(&at, String::new(), (&merging, &Sending::new(None)), &[]).await
}

async fn read_offered(at: &At) -> Result<Offered, Failure> {
    let visit = &at.caller.visit;
    let offered = offered(&at.caller, &at.programme).await;
    offered.map_err(|error| visit.store_failed(&error))
}

async fn show(
    at: &At,
    search: String,
    (merging, sending): (&Merging, &Sending),
    errors: &[FieldError],
) -> Answer {
    let offered = read_offered(at).await?;
    let others = at.others(search, &merging.others).await?;
    Ok(written(at, (&offered, &others), (merging, sending), errors))
}

fn written(
    at: &At,
    (offered, others): (&Offered, &Others),
    (merging, sending): (&Merging, &Sending),
    errors: &[FieldError],
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let into = [
        (THIS.to_owned(), ui.t("proposal-form-into-this")),
        (NEW.to_owned(), ui.t("proposal-form-into-new")),
    ];
    let action = ui.href(&links::act(at.of(), at.id(), "merge"));
    let content = html! {
        (error_summary(ui, errors))
        (merging.revised)
        p.prose { (ui.t("proposal-form-merge-text")) }
        form.stacked method="post" action=(action) {
            (sending.fields())
            (ticks(ui, errors, others, &merging.others))
            @if at.writes() {
                (radios(ui, errors, INTO, &into, &merging.into))
                div.only.only-new {
                    p.prose { (ui.t("proposal-form-new-text")) }
                    (hand_in::fields(ui, &at.programme, offered, &merging.new, errors))
                    (form::select(ui, errors, by::BY, None, &offered.by, &merging.new.by))
                }
            }
            (words_area(ui, errors, REASON, &merging.reason))
            (steps::look(ui, false))
        }
    };
    let page = under_proposal(ui, &at.programme, &at.proposal, &ui.t(TITLE), content);
    at.caller.page(status(errors), &page)
}

/// What was sent: others are looked for, or it is looked at, changed or released.
pub async fn send(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = match begin(caller, named, TITLE).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let (sending, step) = (Sending::sent(&mut query), query.text(STEP));
    let mut merging = Merging::read(&mut query);
    if [FIND, steps::CHANGE].contains(&step.as_str()) {
        let typed = (&merging, &sending);
        return show(&at, query.text(SEARCH), typed, &query.errors).await;
    }
    let ticked = at.ticked(&merging.others).await?;
    if step == steps::RELEASE {
        merging.revised = at.revised(&ticked, (&sending, &mut query)).await?;
    }
    let typed = (&merging, &sending);
    let asked = asked(&at, &merging, &ticked, &mut query).await?;
    let Some(asked) = asked.filter(|_| query.errors.is_empty()) else {
        return show(&at, String::new(), typed, &query.errors).await;
    };
    if step == steps::RELEASE {
        let (commands, into) = (asked.commands(&at), asked.into.as_str());
        return match at.record(commands, (&sending, &mut query), into).await {
            Some(done) => Ok(done),
            None => show(&at, String::new(), typed, &query.errors).await,
        };
    }
    for command in asked.tried(&at, &merging.others) {
        tried(&at.caller.visit, &mut query, PLACES, &at.actor, command).await?;
    }
    if !query.errors.is_empty() {
        return show(&at, String::new(), typed, &query.errors).await;
    }
    at.looked_at(&ticked, &mut query);
    Ok(preview(&at, &asked, &ticked, &sending, &query))
}

/// What is asked for; what is wrong with the form is noted.
async fn asked(
    at: &At,
    merging: &Merging,
    ticked: &[ProposalDetail],
    query: &mut Query,
) -> Result<Option<Asked>, Failure> {
    let ui = &at.caller.visit.ui;
    if merging.others.is_empty() {
        query.refuse(OTHERS, "proposal-form-tick", "", "");
    }
    let reason = reason(query, &merging.reason, ui);
    if merging.into != NEW {
        return Ok(Some(Asked {
            new: None,
            into: at.id().to_owned(),
            from: merging.others.clone(),
            derived: Vec::new(),
            reason,
        }));
    }
    let Some(facts) = facts(at, &merging.new, query) else {
        return Ok(None);
    };
    let text = worded(ui, &merging.new.title, &merging.new.summary);
    let sources: Vec<&ProposalDetail> = std::iter::once(&at.proposal).chain(ticked).collect();
    let derived = derived(query, &sources, Derivation::Merged);
    let into = at.numbers(query, 1).await?.pop();
    let own = std::iter::once(at.id().to_owned());
    Ok(into.map(|into| Asked {
        new: Some(HandInProposal { facts, text }),
        into,
        from: own.chain(merging.others.iter().cloned()).collect(),
        derived,
        reason,
    }))
}

/// What the record is asked to hold of a new one, where whoever asks may hand one in; what is wrong is noted.
fn facts(at: &At, typed: &Typed, query: &mut Query) -> Option<ProposalHandedIn> {
    let facts = typed.facts(query, &at.programme)?;
    if !at.writes() || facts.by == ProposedBy::Participant {
        query.refuse(by::BY, "proposal-form-not-yours", "", "");
        return None;
    }
    Some(facts)
}

fn preview(
    at: &At,
    asked: &Asked,
    ticked: &[ProposalDetail],
    sending: &Sending,
    query: &Query,
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let new = asked.new.as_ref();
    let new = new.map(|_| (asked.into.as_str(), asked.derived.as_slice()));
    let sources = std::iter::once(&at.proposal).filter(|_| asked.new.is_some());
    let sources: Vec<&ProposalDetail> = sources.chain(ticked).collect();
    let text = asked.new.as_ref().map(|new| &new.text);
    let content = html! {
        p.lead { (ui.t("proposal-form-preview")) }
        (warned(ui, &(text, &asked.reason)))
        h2 { (ui.t("proposal-form-preview-from")) }
        (listed(ui, &sources))
        h2 { (ui.t("proposal-form-preview-into")) }
        @match &asked.new {
            Some(new) => div.preview { (new_one(ui, &at.programme, &asked.into, new)) },
            None => (listed(ui, &[&at.proposal])),
        }
        p { (ui.t("proposal-endorsements-overlap")) }
        (released((at, "merge"), new, &asked.reason, (sending, query)))
    };
    let page = under_proposal(ui, &at.programme, &at.proposal, &ui.t(TITLE), content);
    at.caller.page(StatusCode::OK, &page)
}

/// A new one as everybody will read it.
pub fn new_one(ui: &Ui, programme: &ProgrammeDetail, id: &str, new: &HandInProposal) -> Markup {
    let currency = &programme.summary.facts.currency;
    html! {
        p { (ui.tf("proposal-number", &[("id", id.into())])) }
        p.words { strong { (ui.words(&new.text.title)) } }
        @if let Some(summary) = &new.text.summary { p.words.lines { (ui.words(summary)) } }
        dl.facts { (row(ui, &ui.t("proposal-cost"), Some(cost(ui, currency, new.facts.cost)))) }
    }
}
