//! A participant hands a proposal in; an official may do so for the institution that they act for.

use axum::extract::Path;
use axum::http::StatusCode;
use madang_accounts::Limit;
use madang_programme::proposals::{HandInProposal, ProposalHandedIn, ProposedBy};
use madang_programme::{Actor, Command, Role, State};
use madang_store::StoreError;
use maud::{Markup, html};

use super::others::PLACES;
use super::words::{COST, SUMMARY, TITLE, amount, check_words, worded};
use super::{by, of_programme, under_list};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::app::{Answer, Failure};
use crate::frame::fields::{Words, words_area, words_line};
use crate::frame::form::{self, Choice, Field, Sending, error_summary};
use crate::frame::format::partial_date;
use crate::frame::layout::Page;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::similar::Similar;
use crate::frame::ui::Ui;
use crate::model::{NeedFilter, NeedOrder, ProgrammeDetail, ProposalDetail};
use crate::needs::labels::plain_title as need_title;
use crate::programmes::labels::plain_group;
use crate::programmes::routes::programme_of;
use crate::proposals::labels::{proposal_state, proposal_title};
use crate::proposals::links;

/// The service group.
pub const GROUP: Field = Field {
    name: "group",
    label: "programme-group",
};
/// Whom it is for.
pub const AUDIENCES: Field = Field {
    name: "audiences",
    label: "programme-audiences",
};
/// The needs that it is to meet.
pub const NEEDS: Field = Field {
    name: "needs",
    label: "proposal-needs",
};
const NEED: Field = Field::for_programs("need");
/// That similar ones were looked at.
pub const LOOKED: Field = Field::for_programs("looked");

/// Needs that are offered to be ticked.
const MOST_OFFERED: u64 = 40;

/// What was typed.
#[derive(Default)]
pub struct Typed {
    /// The title.
    pub title: Words,
    /// What it would do.
    pub summary: Words,
    /// What it costs.
    pub cost: String,
    /// The service group.
    pub group: String,
    /// Whom it is for.
    pub audiences: Vec<String>,
    /// The needs that it is to meet.
    pub needs: Vec<String>,
    /// In whose name.
    pub by: String,
}

/// What the form offers.
pub struct Offered {
    /// Needs, the ones with the most voices first.
    pub needs: Vec<Choice>,
    /// In whose name somebody hands it in, beside their own.
    pub by: Vec<Choice>,
    /// The last call: its first day, its last, and whether it is running.
    call: Option<(String, String, bool)>,
    /// Proposals that are like what was typed.
    similar: Vec<ProposalDetail>,
}

/// What the form offers to whoever is signed in.
///
/// # Errors
/// What the store says.
pub async fn offered(caller: &Caller, programme: &ProgrammeDetail) -> Result<Offered, StoreError> {
    let (store, ui) = (&caller.visit.store, &caller.visit.ui);
    let id = &programme.summary.facts.id;
    let filter = NeedFilter {
        order: NeedOrder::Voices,
        limit: MOST_OFFERED,
        ..NeedFilter::default()
    };
    let needs = store.needs(id, &filter).await?.items;
    let needs = needs
        .iter()
        .map(|need| (need.facts.id.clone(), need_title(ui, need)));
    let known = store.institutions(id).await?;
    let now = store.now();
    let call = store.with_state(|state: &State| {
        let calls = state.calls(id);
        let zone = &state.programme(id).ok()?.zone;
        let today = madang_programme::days::day_in(zone, &now).ok()?.to_string();
        let next = calls.iter().find(|call| call.to >= today);
        let call = next.or(calls.last())?;
        Some((call.from.clone(), call.to.clone(), call.takes(&today)))
    });
    Ok(Offered {
        needs: needs.collect(),
        by: by::choices(caller, programme, &known),
        call: call.await?,
        similar: Vec::new(),
    })
}

/// The form for a new proposal.
pub async fn form(caller: Caller, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    signed!(caller.whole());
    let mut query = Query::parse(&caller.visit.ui.query);
    let need = query.text(NEED);
    let typed = Typed {
        needs: (!need.is_empty()).then_some(need).into_iter().collect(),
        ..Typed::default()
    };
    let offered = offered(&caller, &programme).await;
    let offered = offered.map_err(|error| caller.visit.store_failed(&error))?;
    let page = view(
        &caller.visit.ui,
        &programme,
        &offered,
        &Sending::new(None),
        &typed,
        &[],
    );
    Ok(caller.page(StatusCode::OK, &page))
}

/// Hands it in.
pub async fn send(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let mut sending = Sending::read(&mut query, None);
    let typed = Typed::read(&mut query);
    let looked = !query.text(LOOKED).is_empty();
    let facts = typed.facts(&mut query, &programme);
    let actor = match facts.as_ref().map(|facts| &facts.by) {
        Some(ProposedBy::Participant) => Some(caller.participant(who, &of_programme(&id)).await?),
        Some(_) => signed!(caller.acting(Role::Official, Some(&id), None)),
        None => None,
    };
    if facts.is_some() && actor.is_none() {
        query.refuse_as(Kind::Role, (by::BY, "proposal-form-not-yours"), "");
    }
    let text = worded(&caller.visit.ui, &typed.title, &typed.summary);
    let mut similar = Vec::new();
    if let (Some(actor), true, false) = (&actor, query.errors.is_empty(), looked) {
        similar = like(&caller, who, (&id, actor), &typed, &mut query).await?;
    }
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &text);
    }
    let sends = query.errors.is_empty() && similar.is_empty();
    if let (Some(facts), Some(actor), true) = (facts, actor, sends) {
        let counted = who.account().counted_by();
        let limits = [(Limit::Proposals, vec![counted.as_str()])];
        let command = Command::from(HandInProposal { facts, text });
        let (limits, once) = ((WHOLE, limits.as_slice()), (&actor, &sending));
        let asked = (PLACES, command.clone());
        if caller.may_once(&mut query, limits, once, asked).await? {
            let once = (actor, &sending);
            let sent = caller.record_at(once, command, PLACES, &mut query);
            if let Some(receipt) = sent.await? {
                return done(&caller, &id, receipt.proof.index).await;
            }
        }
    }
    let offered = offered(&caller, &programme).await;
    let offered = Offered {
        similar,
        ..offered.map_err(|error| caller.visit.store_failed(&error))?
    };
    let ui = &caller.visit.ui;
    let page = view(ui, &programme, &offered, &sending, &typed, &query.errors);
    Ok(caller.form(&query.errors, &page))
}

/// Proposals of others that are like what was typed; that too many were asked for is noted.
async fn like(
    caller: &Caller,
    who: &Signed,
    (programme, actor): (&str, &Actor),
    typed: &Typed,
    query: &mut Query,
) -> Result<Vec<ProposalDetail>, Failure> {
    let counted = who.account().counted_by();
    let within = [(Limit::Suggestions, vec![counted.as_str()])];
    let within = caller.within(query, WHOLE, &within).await;
    if !within.map_err(|error| caller.failed(&error))? {
        return Ok(Vec::new());
    }
    // What they handed in themselves is none: a form that is sent again is recorded once.
    let own = actor.to_string();
    let Typed { title, summary, .. } = typed;
    let said = [&title.here, &title.other, &summary.here, &summary.other];
    let said = said.map(String::as_str).join("\n");
    let store = &caller.visit.store;
    let found = store.similar_proposals(programme, &said, Some(&own)).await;
    found.map_err(|error| caller.visit.store_failed(&error))
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            summary: Words::read(query, SUMMARY),
            cost: query.text(COST),
            group: query.text(GROUP),
            audiences: query.ticked(AUDIENCES),
            needs: query.ticked(NEEDS),
            by: query.text(by::BY),
        }
    }

    /// What the record is asked to hold of them, under no number yet; what is wrong with the fields is noted. `None` where it
    /// cannot be said whose it is.
    pub fn facts(
        &self,
        query: &mut Query,
        programme: &ProgrammeDetail,
    ) -> Option<ProposalHandedIn> {
        check_words(query, &self.title, &self.summary);
        let facts = &programme.summary.facts;
        let cost = amount(query, COST, &self.cost, &facts.currency);
        if self.group.is_empty() && !programme.groups.is_empty() {
            query.refuse(GROUP, "error-empty", "", "");
        }
        let by = by::read(&self.by);
        if by.is_none() {
            query.refuse(by::BY, "proposal-form-not-yours", "", "");
        }
        Some(ProposalHandedIn {
            programme: facts.id.clone(),
            id: String::new(),
            cost,
            group: (!self.group.is_empty()).then(|| self.group.clone()),
            audiences: self.audiences.clone(),
            needs: self.needs.clone(),
            by: by?,
            derived_from: Vec::new(),
        })
    }
}

/// Leads to what was handed in.
async fn done(caller: &Caller, programme: &str, entry: u64) -> Answer {
    let found = caller.visit.store.with_state(|state: &State| {
        let all = state.proposals(programme).ok()?;
        let mut all = all.iter();
        let own = all.find(|(_, proposal)| proposal.entry == entry);
        own.map(|(id, _)| id.clone())
    });
    let found = found
        .await
        .map_err(|error| caller.visit.store_failed(&error))?;
    let id = found.ok_or_else(|| caller.visit.not_found())?;
    Ok(caller.to(&links::done(programme, &id, &[entry])))
}

fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    offered: &Offered,
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Page {
    let id = &programme.summary.facts.id;
    let title = ui.t("proposal-form-title");
    let like = Similar {
        of: &[TITLE.here, TITLE.other, SUMMARY.here, SUMMARY.other],
        asked: links::similar(id),
        words: "title",
        pages: links::list(id),
        title: "proposal-form-similar-typed",
    };
    let fields = html! {
        (what(ui, typed, errors))
        (like.place(ui))
        (for_whom(ui, programme, offered, typed, errors))
        @if !offered.by.is_empty() {
            (form::select(ui, errors, by::BY, Some(&ui.t("proposal-form-by-self")), &offered.by, &typed.by))
        }
        @if !offered.similar.is_empty() { (form::carried(LOOKED, "1")) }
    };
    let submit = match offered.similar.is_empty() {
        true => "proposal-form-submit",
        false => "proposal-form-submit-anyway",
    };
    let action = ui.href(&links::hand_in(id, None));
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t("proposal-form-lead")) }
        @if let Some((from, to, takes)) = &offered.call {
            @let days = [("from", partial_date(ui.lang, from).into()), ("to", partial_date(ui.lang, to).into()), ("zone", programme.summary.facts.zone.as_str().into())];
            p.notice { (ui.tf(if *takes { "proposal-form-call" } else { "proposal-form-no-call" }, &days)) }
        }
        @if !offered.similar.is_empty() { (similar(ui, id, &offered.similar)) }
        (form::sent_or_saved(ui, &action, sending, fields, &ui.t(submit)))
        p.prose.muted { (ui.t("proposal-form-public")) }
    };
    under_list(ui, programme, &title, content)
}

/// Proposals like the one that was typed, each with the way to stand behind it instead.
fn similar(ui: &Ui, programme: &str, similar: &[ProposalDetail]) -> Markup {
    html! {
        div.notice role="status" {
            h2 #similar { (ui.t("proposal-form-similar")) }
            p { (ui.t("proposal-form-similar-text")) }
            ul {
                @for proposal in similar {
                    li {
                        a href=(ui.href(&links::proposal(programme, &proposal.facts.id))) { (proposal_title(ui, proposal)) }
                        " · " (proposal_state(ui, proposal.state))
                    }
                }
            }
        }
    }
}

/// The fields of a proposal, but in whose name it is handed in.
pub fn fields(
    ui: &Ui,
    programme: &ProgrammeDetail,
    offered: &Offered,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    html! {
        (what(ui, typed, errors))
        (for_whom(ui, programme, offered, typed, errors))
    }
}

fn what(ui: &Ui, typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        (words_line(ui, errors, TITLE, &typed.title))
        (words_area(ui, errors, SUMMARY, &typed.summary))
    }
}

fn for_whom(
    ui: &Ui,
    programme: &ProgrammeDetail,
    offered: &Offered,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let groups = programme.groups.iter().map(|group| &group.facts.id);
    let groups: Vec<Choice> = groups
        .map(|id| (id.clone(), plain_group(ui, programme, id)))
        .collect();
    let audiences = programme.groups.iter().flat_map(|group| {
        let of = plain_group(ui, programme, &group.facts.id);
        let audiences = group.audiences.iter();
        audiences.map(move |audience| {
            let name = format!("{of}: {}", ui.plain(&audience.name));
            (audience.id.clone(), name)
        })
    });
    let audiences: Vec<Choice> = audiences.collect();
    html! {
        @if !groups.is_empty() { (form::select(ui, errors, GROUP, Some(&ui.t("proposal-form-choose")), &groups, &typed.group)) }
        @if !audiences.is_empty() { (form::boxes(ui, errors, AUDIENCES, &audiences, &typed.audiences)) }
        @if !offered.needs.is_empty() { (form::boxes(ui, errors, NEEDS, &offered.needs, &typed.needs)) }
        (form::text_field(ui, errors, COST, &typed.cost, 30))
        p.muted { (ui.tf("proposal-form-cost-help", &[("currency", programme.summary.facts.currency.as_str().into())])) }
    }
}
