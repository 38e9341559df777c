//! A proposal is split: into parts that are written after it, and into others that there are.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::Command;
use madang_programme::proposals::{
    Derivation, DerivedFrom, HandInProposal, MergeReason, ProposalHandedIn, ProposalSplit,
    ProposedBy, REASON as WHY,
};
use maud::{Markup, html};

use super::others::{
    At, FIND, OTHERS, Others, PLACES, REASON, begin, derived, handed_in, listed, reason, released,
    ticks,
};
use super::together::{new_one, whose};
use super::words::{amount, check_named, worded};
use super::{by, under_proposal};
use crate::accounts::caller::Caller;
use crate::frame::act::{status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::fields::{InBoth, Words, words_area, words_line};
use crate::frame::form::{self, Choice, Field, SEARCH, Sending, error_summary};
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::frame::ui::Ui;
use crate::frame::warned::warned;
use crate::model::{NeedStanding, ProposalDetail};
use crate::proposals::links;

type Named = Path<(String, String)>;

const TITLE: &str = "proposal-form-split";

/// The fields of a part.
struct Part {
    title: InBoth,
    summary: InBoth,
    cost: Field,
}

static PARTS: [Part; 4] = [
    Part {
        title: InBoth::new(
            ("part-1", "proposal-form-part-1"),
            ("part-1-other", "proposal-title-other"),
        ),
        summary: InBoth::new(
            ("about-1", "proposal-about"),
            ("about-1-other", "proposal-about-other"),
        ),
        cost: Field::new("cost-1", "proposal-cost"),
    },
    Part {
        title: InBoth::new(
            ("part-2", "proposal-form-part-2"),
            ("part-2-other", "proposal-title-other"),
        ),
        summary: InBoth::new(
            ("about-2", "proposal-about"),
            ("about-2-other", "proposal-about-other"),
        ),
        cost: Field::new("cost-2", "proposal-cost"),
    },
    Part {
        title: InBoth::new(
            ("part-3", "proposal-form-part-3"),
            ("part-3-other", "proposal-title-other"),
        ),
        summary: InBoth::new(
            ("about-3", "proposal-about"),
            ("about-3-other", "proposal-about-other"),
        ),
        cost: Field::new("cost-3", "proposal-cost"),
    },
    Part {
        title: InBoth::new(
            ("part-4", "proposal-form-part-4"),
            ("part-4-other", "proposal-title-other"),
        ),
        summary: InBoth::new(
            ("about-4", "proposal-about"),
            ("about-4-other", "proposal-about-other"),
        ),
        cost: Field::new("cost-4", "proposal-cost"),
    },
];

/// What was typed of a part.
#[derive(Default, PartialEq, Eq)]
struct Typed {
    title: Words,
    summary: Words,
    cost: String,
}

/// What was typed.
struct Splitting {
    parts: Vec<Typed>,
    others: Vec<String>,
    by: String,
    reason: Words,
}

impl Splitting {
    fn read(query: &mut Query) -> Splitting {
        let parts = PARTS.iter().map(|part| Typed {
            title: Words::read(query, part.title),
            summary: Words::read(query, part.summary),
            cost: query.text(part.cost),
        });
        Splitting {
            parts: parts.collect(),
            others: query.ticked(OTHERS),
            by: query.text(by::BY),
            reason: Words::read(query, REASON),
        }
    }

    /// The parts that anything was typed of, with their fields.
    fn written(&self) -> impl Iterator<Item = (&Part, &Typed)> {
        let all = PARTS.iter().zip(&self.parts);
        all.filter(|(_, typed)| **typed != Typed::default())
    }
}

/// What a release asks for.
struct Asked {
    new: Vec<HandInProposal>,
    numbers: Vec<String>,
    derived: Vec<DerivedFrom>,
    into: Vec<String>,
    reason: MergeReason,
}

impl Asked {
    fn handed_in(&self) -> Vec<Command> {
        let new = self.new.iter().cloned().zip(&self.numbers);
        new.map(|(new, id)| Command::from(handed_in(new, id, &self.derived)))
            .collect()
    }

    fn commands(&self, at: &At) -> Vec<Command> {
        let facts = ProposalSplit {
            programme: at.of().to_owned(),
            proposal: at.id().to_owned(),
            into: self.into.clone(),
        };
        let mut all = self.handed_in();
        all.push(Command::said(WHY, facts, self.reason.clone()));
        all
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
    let splitting = Splitting {
        parts: Vec::new(),
        others: Vec::new(),
        by: whose(&at.proposal, &names(&at).await?),
        reason: Words::default(),
    };
    show(&at, String::new(), (&splitting, &Sending::new(None)), &[]).await
}

/// In whose names parts can be handed in.
async fn names(at: &At) -> Result<Vec<Choice>, Failure> {
    let visit = &at.caller.visit;
    let institutions = visit.store.institutions(at.of()).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    Ok(by::choices(&at.caller, &at.programme, &institutions))
}

async fn show(
    at: &At,
    search: String,
    (splitting, sending): (&Splitting, &Sending),
    errors: &[FieldError],
) -> Answer {
    let others = at.others(search, &splitting.others).await?;
    let names = names(at).await?;
    Ok(written(at, (&names, &others), (splitting, sending), errors))
}

fn written(
    at: &At,
    (names, others): (&[Choice], &Others),
    (splitting, sending): (&Splitting, &Sending),
    errors: &[FieldError],
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let action = ui.href(&links::act(at.of(), at.id(), "split"));
    let ticked = !splitting.others.is_empty()
        || !at.writes()
        || errors.iter().any(|error| error.field == OTHERS);
    let content = html! {
        (error_summary(ui, errors))
        p.prose { (ui.t("proposal-form-split-text")) }
        form.stacked method="post" action=(action) {
            (sending.fields())
            @if at.writes() {
                (parts(ui, splitting, errors))
                (form::select(ui, errors, by::BY, None, names, &splitting.by))
            }
            details open[ticked] {
                summary { (ui.t("proposal-form-split-others")) }
                (ticks(ui, errors, others, &splitting.others))
            }
            (words_area(ui, errors, REASON, &splitting.reason))
            (steps::look(ui, false))
        }
    };
    let page = under_proposal(ui, &at.programme, &at.proposal, &ui.t(TITLE), content);
    at.caller.page(status(errors), &page)
}

/// The fields of two parts, and folded those of two more.
fn parts(ui: &Ui, splitting: &Splitting, errors: &[FieldError]) -> Markup {
    let blank = Typed::default();
    let typed = |place: usize| splitting.parts.get(place).unwrap_or(&blank);
    let more = (2..PARTS.len()).any(|place| *typed(place) != blank);
    let part = |place: usize| {
        let (part, typed) = (&PARTS[place], typed(place));
        html! {
            (words_line(ui, errors, part.title, &typed.title))
            (words_area(ui, errors, part.summary, &typed.summary))
            (form::text_field(ui, errors, part.cost, &typed.cost, 30))
        }
    };
    html! {
        (part(0))
        (part(1))
        details open[more] {
            summary { (ui.t("proposal-form-parts-more")) }
            (part(2))
            (part(3))
        }
    }
}

/// What was sent: others are looked for, or it is looked at, changed or released.
pub async fn send(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = match begin(caller, named, TITLE).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let (sending, step) = (Sending::sent(&mut query), query.text(STEP));
    let splitting = Splitting::read(&mut query);
    let typed = (&splitting, &sending);
    if [FIND, steps::CHANGE].contains(&step.as_str()) {
        return show(&at, query.text(SEARCH), typed, &query.errors).await;
    }
    let asked = asked(&at, &splitting, &mut query).await?;
    if !query.errors.is_empty() {
        return show(&at, String::new(), typed, &query.errors).await;
    }
    if step == steps::RELEASE {
        let commands = asked.commands(&at);
        return match at.record(commands, (&sending, &mut query), at.id()).await {
            Some(done) => Ok(done),
            None => show(&at, String::new(), typed, &query.errors).await,
        };
    }
    if let Some(elsewhere) = at.elsewhere() {
        return Ok(elsewhere);
    }
    for command in asked.handed_in() {
        tried(&at.caller.visit, &mut query, PLACES, &at.actor, command).await?;
    }
    if !query.errors.is_empty() {
        return show(&at, String::new(), typed, &query.errors).await;
    }
    let ticked = at.ticked(&splitting.others).await?;
    Ok(preview(&at, &asked, &ticked, &sending, &query))
}

/// What is asked for; what is wrong with the form is noted.
async fn asked(at: &At, splitting: &Splitting, query: &mut Query) -> Result<Asked, Failure> {
    let (visit, ui) = (&at.caller.visit, &at.caller.visit.ui);
    let facts = &at.proposal.facts;
    // Needs that were split or merged since take no more.
    let mut live = Vec::new();
    for id in &facts.needs {
        let need = visit.store.need(at.of(), id).await;
        let need = need.map_err(|error| visit.store_failed(&error))?;
        let goes_on = need.is_some_and(|need| need.standing == NeedStanding::Live);
        live.extend(goes_on.then(|| id.clone()));
    }
    let by = by::read(&splitting.by).filter(|by| at.writes() && *by != ProposedBy::Participant);
    let currency = &at.programme.summary.facts.currency;
    let mut new = Vec::new();
    for (part, typed) in splitting.written() {
        check_named(
            query,
            (part.title, &typed.title),
            (part.summary, &typed.summary),
        );
        let cost = amount(query, part.cost, &typed.cost, currency);
        let Some(by) = by.clone() else {
            query.refuse(by::BY, "proposal-form-not-yours", "", "");
            break;
        };
        let facts = ProposalHandedIn {
            programme: at.of().to_owned(),
            id: String::new(),
            cost,
            group: facts.group.clone(),
            audiences: facts.audiences.clone(),
            needs: live.clone(),
            by,
            derived_from: Vec::new(),
        };
        let text = worded(ui, &typed.title, &typed.summary);
        new.push(HandInProposal { facts, text });
    }
    if new.len() + splitting.others.len() < 2 {
        let field = match at.writes() {
            true => PARTS[0].title.here,
            false => OTHERS,
        };
        query.refuse(field, "proposal-form-parts-two", "", "");
    }
    let numbers = at.numbers(query, new.len()).await?;
    Ok(Asked {
        derived: derived(query, &[&at.proposal], Derivation::Split),
        into: numbers.iter().chain(&splitting.others).cloned().collect(),
        reason: reason(query, &splitting.reason, ui),
        numbers,
        new,
    })
}

fn preview(
    at: &At,
    asked: &Asked,
    ticked: &[ProposalDetail],
    sending: &Sending,
    query: &Query,
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let ids = asked.numbers.join(",");
    let new = Some((ids.as_str(), asked.derived.as_slice()));
    let texts: Vec<_> = asked.new.iter().map(|new| &new.text).collect();
    let ticked: Vec<&ProposalDetail> = ticked.iter().collect();
    let content = html! {
        p.lead { (ui.t("proposal-form-preview")) }
        (warned(ui, &(texts, &asked.reason)))
        h2 { (ui.t("proposal-form-preview-parts")) }
        @for (new, id) in asked.new.iter().zip(&asked.numbers) {
            div.preview { (new_one(ui, &at.programme, id, new)) }
        }
        @if !ticked.is_empty() { (listed(ui, &ticked)) }
        (released((at, "split"), new, &asked.reason, (sending, query)))
    };
    let page = under_proposal(ui, &at.programme, &at.proposal, &ui.t(TITLE), content);
    at.caller.page(StatusCode::OK, &page)
}
