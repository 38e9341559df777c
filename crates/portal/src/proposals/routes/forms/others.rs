//! Proposals beside one that is merged or split: ticked on its form, and looked at before it is released.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Response;
use madang_programme::proposals::{
    Derivation, DerivedFrom, HandInProposal, MOST_MERGE_REASON, MergeReason,
};
use madang_programme::{Actor, Command, Role, State};
use madang_store::{StoreError, Submission};
use maud::{Markup, html};

use super::hand_in::{AUDIENCES, GROUP, NEEDS};
use super::office::acting;
use super::words::{COST, SUMMARY, TITLE};
use super::{by, not_yours, proposal_of};
use crate::accounts::caller::Caller;
use crate::frame::act::{Places, not_recorded, once};
use crate::frame::app::Failure;
use crate::frame::fields::{InBoth, Words, boxes};
use crate::frame::form::{Choice, Field, SEARCH, Sending, search_field};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalFilter, ProposalOrder, ProposalState};
use crate::programmes::routes::programme_of;
use crate::proposals::amendments::meanwhile;
use crate::proposals::labels::{plain_title, proposal_title};
use crate::proposals::links;

/// The proposals that are ticked.
pub const OTHERS: Field = Field::new("others", "proposal-form-others");
/// Why.
pub const REASON: InBoth = InBoth::new(
    ("reason", "proposal-form-why"),
    ("reason-other", "proposal-form-why-other"),
);
/// What the button says that looks for others.
pub const FIND: &str = "find";
/// The numbers under which new ones were looked at.
const IDS: Field = Field::for_programs("ids");
/// The versions after which new ones were written: `3.1,4.2`.
const SEEN: Field = Field::for_programs("seen");

/// The versions in which proposals were looked at before they are merged: `3.1,4.2`.
const VERSIONS: Field = Field::for_programs("versions");

/// Where on these forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("from", OTHERS),
    ("into", OTHERS),
    ("title", TITLE.here),
    ("summary", SUMMARY.here),
    ("cost", COST),
    ("group", GROUP),
    ("audiences", AUDIENCES),
    ("needs", NEEDS),
    ("by", by::BY),
    ("reason", REASON.here),
];

/// Others that are offered at once.
const MOST_OFFERED: usize = 50;

/// Who merges or splits a proposal.
pub struct At {
    /// Who asks.
    pub caller: Caller,
    /// In whose name.
    pub actor: Actor,
    /// The programme.
    pub programme: ProgrammeDetail,
    /// The proposal.
    pub proposal: ProposalDetail,
}

/// Proposals that are offered.
pub struct Others {
    /// What they were looked for by.
    search: String,
    /// Those that are ticked first.
    pub items: Vec<ProposalDetail>,
    /// Whether there are more.
    more: bool,
}

/// Whether a proposal can go on in others, and others in it.
fn is_free(proposal: &ProposalDetail) -> bool {
    matches!(
        proposal.state,
        ProposalState::Submitted | ProposalState::NotSelected
    )
}

/// Reads the proposal of an address for whoever may merge or split it; or where somebody goes who may not.
pub async fn begin(
    caller: Caller,
    (programme, id): (String, String),
    title: &str,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let detail = programme_of(&caller.visit, &programme).await?;
    let proposal = proposal_of(&caller, &programme, &id).await?;
    let actor = match acting(&caller, &programme) {
        Ok(Some(actor)) => actor,
        Ok(None) => {
            let title = caller.visit.ui.t(title);
            return Ok(Err(Box::new(not_yours(&caller, &detail, &title))));
        }
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    Ok(Ok(At {
        caller,
        actor,
        programme: detail,
        proposal,
    }))
}

impl At {
    /// The programme's identifier.
    pub fn of(&self) -> &str {
        &self.proposal.facts.programme
    }

    /// The proposal's.
    pub fn id(&self) -> &str {
        &self.proposal.facts.id
    }

    /// The way to what became of it, where it can be merged and split no more.
    pub fn elsewhere(&self) -> Option<Response<Body>> {
        let page = links::proposal(self.of(), self.id());
        (!is_free(&self.proposal)).then(|| self.caller.to(&page))
    }

    /// Those that are ticked, in that order, as far as there are such.
    ///
    /// # Errors
    /// The page that says what the store says.
    pub async fn ticked(&self, ticked: &[String]) -> Result<Vec<ProposalDetail>, Failure> {
        let visit = &self.caller.visit;
        let named: BTreeSet<&str> = ticked.iter().map(String::as_str).collect();
        let named = visit.store.proposals_named(self.of(), &named).await;
        let mut named = named.map_err(|error| visit.store_failed(&error))?;
        Ok(ticked.iter().filter_map(|id| named.remove(id)).collect())
    }

    /// Whether they hand new ones in as well: that is for officials.
    pub fn writes(&self) -> bool {
        self.actor.role == Role::Official
    }

    /// The proposals that are offered: those that are ticked, those that a search finds, and without one those that read alike and
    /// those handed in last.
    ///
    /// # Errors
    /// The page that says what the store says.
    pub async fn others(&self, search: String, ticked: &[String]) -> Result<Others, Failure> {
        let ticked = self.ticked(ticked).await?;
        let others = self.read_others(search, ticked).await;
        others.map_err(|error| self.caller.visit.store_failed(&error))
    }

    async fn read_others(
        &self,
        search: String,
        mut items: Vec<ProposalDetail>,
    ) -> Result<Others, StoreError> {
        let (store, of) = (&self.caller.visit.store, self.of());
        let kept = items.len();
        if search.is_empty() {
            let ui = &self.caller.visit.ui;
            let summary = self
                .proposal
                .text
                .as_ref()
                .and_then(|text| text.summary.as_ref());
            let summary = summary.map(|summary| ui.plain(summary));
            let said = [plain_title(ui, &self.proposal), summary.unwrap_or_default()];
            items.extend(store.similar_proposals(of, &said.join("\n"), None).await?);
        }
        let mut more = false;
        for state in [ProposalState::Submitted, ProposalState::NotSelected] {
            let filter = ProposalFilter {
                search: search.clone(),
                state: Some(state),
                order: ProposalOrder::Newest,
                limit: MOST_OFFERED as u64,
                ..ProposalFilter::default()
            };
            let found = store.proposals(of, &filter).await?;
            more |= found.total > MOST_OFFERED as u64;
            items.extend(found.items);
        }
        let mut seen = BTreeSet::from([self.id().to_owned()]);
        items.retain(|one| is_free(one) && seen.insert(one.facts.id.clone()));
        more |= items.len() > kept + MOST_OFFERED;
        items.truncate(kept + MOST_OFFERED);
        Ok(Others {
            search,
            items,
            more,
        })
    }

    /// The numbers that new proposals get, as they were looked at, or the next so many.
    ///
    /// # Errors
    /// The page that says what the store says.
    pub async fn numbers(&self, query: &mut Query, many: usize) -> Result<Vec<String>, Failure> {
        let sent: Vec<String> = query
            .text(IDS)
            .split(',')
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect();
        if sent.len() == many {
            return Ok(sent);
        }
        let of = self.of();
        let free = self.caller.visit.store.with_state(|state: &State| {
            let known = state.proposals(of).ok()?;
            let next = state.next_proposal(of).ok()?.parse::<u64>().ok()?;
            let free = (next..).map(|number| number.to_string());
            let free = free.filter(|id| !known.contains_key(id));
            Some(free.take(many).collect())
        });
        let free = free.await;
        let free = free.map_err(|error| self.caller.visit.store_failed(&error))?;
        free.ok_or_else(|| self.caller.visit.not_found())
    }

    /// Carries on in which versions a proposal and others are looked at.
    pub fn looked_at(&self, others: &[ProposalDetail], query: &mut Query) {
        let all = std::iter::once(&self.proposal).chain(others);
        let all = all.map(|one| format!("{}.{}", one.facts.id, one.version));
        query.set(VERSIONS, all.collect::<Vec<_>>().join(","));
    }

    /// What was revised of them since, so that nobody unites words that they have not read: it is noted, and shown. Nothing of what
    /// is released already.
    ///
    /// # Errors
    /// The page that says what the store says.
    pub async fn revised(
        &self,
        others: &[ProposalDetail],
        (sending, query): (&Sending, &mut Query),
    ) -> Result<Markup, Failure> {
        let (visit, of) = (&self.caller.visit, self.of());
        let failed = |error| visit.store_failed(&error);
        let key = format!("{}.0", sending.key);
        let done = visit.store.recorded_under(&self.actor, &key).await;
        let (seen, mut found) = (query.text(VERSIONS), Vec::new());
        if done.map_err(failed)?.is_some() {
            return Ok(html! {});
        }
        let seen = versions(&seen);
        for one in std::iter::once(&self.proposal).chain(others) {
            let id = one.facts.id.as_str();
            let looked_at = seen.iter().find(|(seen, _)| *seen == id);
            let Some((_, version)) = looked_at.filter(|(_, seen)| *seen < one.version) else {
                continue;
            };
            let all = visit
                .store
                .proposal_versions(of, id)
                .await
                .map_err(failed)?;
            let seen = (*version, "proposal-form-revised-text");
            let revised = meanwhile(&visit.ui, &self.programme, (of, id), &all, seen);
            found.push(revised);
        }
        if !found.is_empty() {
            query.refuse_as(Kind::Stale, (OTHERS, "proposal-form-revised"), "");
        }
        Ok(html! { @for one in found { (one) } })
    }

    /// Records all of it at once, and leads to a proposal with the receipts; what refuses it is noted, and nothing is given.
    pub async fn record(
        &self,
        commands: Vec<Command>,
        (sending, query): (&Sending, &mut Query),
        leads_to: &str,
    ) -> Option<Response<Body>> {
        let commands = commands.into_iter().enumerate();
        let asked = commands.map(|(number, command)| {
            let key = format!("{}.{number}", sending.key);
            once(&self.actor, &key, command)
        });
        let asked: Vec<Submission> = asked.collect();
        match self.caller.visit.store.submit_all(asked).await {
            Ok(done) => {
                let entries: Vec<u64> = done.iter().map(|done| done.index).collect();
                let done = links::done(self.of(), leads_to, &entries);
                Some(self.caller.to(&done))
            }
            Err(error) => {
                not_recorded(&self.caller.visit, query, PLACES, &error);
                None
            }
        }
    }
}

/// Reads why; that nothing was said, or too much, is noted.
pub fn reason(query: &mut Query, typed: &Words, ui: &Ui) -> MergeReason {
    if typed.here.is_empty() && typed.other.is_empty() {
        query.refuse(REASON.here, "error-empty", "", "");
    }
    for (field, typed) in [(REASON.here, &typed.here), (REASON.other, &typed.other)] {
        if typed.chars().count() > MOST_MERGE_REASON {
            query.refuse(field, "error-long", "", MOST_MERGE_REASON.to_string());
        }
    }
    MergeReason {
        reason: typed.text(ui.lang).unwrap_or_default(),
    }
}

/// Versions of proposals as a form carries them.
fn versions(carried: &str) -> Vec<(&str, u32)> {
    let each = carried.split(',').filter_map(|one| one.rsplit_once('.'));
    each.filter_map(|(id, version)| Some((id, version.parse().ok()?)))
        .collect()
}

/// After which versions of proposals others are written: as they were looked at, or as they stand.
pub fn derived(
    query: &mut Query,
    sources: &[&ProposalDetail],
    how: Derivation,
) -> Vec<DerivedFrom> {
    let seen = query.text(SEEN);
    let seen = versions(&seen);
    let sources = sources.iter();
    let derived = sources.map(|source| {
        let id = &source.facts.id;
        let known = seen.iter().find(|(seen, _)| seen == id);
        DerivedFrom {
            proposal: id.clone(),
            version: known.map_or(source.version, |(_, version)| *version),
            how,
        }
    });
    derived.collect()
}

/// The same to be carried on.
fn seen(derived: &[DerivedFrom]) -> String {
    let derived = derived.iter();
    let seen: Vec<String> = derived
        .map(|one| format!("{}.{}", one.proposal, one.version))
        .collect();
    seen.join(",")
}

/// What asks for a new one under a number.
pub fn handed_in(mut asked: HandInProposal, id: &str, derived: &[DerivedFrom]) -> HandInProposal {
    id.clone_into(&mut asked.facts.id);
    asked.facts.derived_from = derived.to_vec();
    asked
}

/// The boxes, with the field that looks for more of them.
pub fn ticks(ui: &Ui, errors: &[FieldError], others: &Others, ticked: &[String]) -> Markup {
    let choices = others.items.iter().map(|one| {
        let number = [("id", one.facts.id.as_str().into())];
        let number = ui.tf("proposal-number", &number);
        let name = match &one.text {
            Some(text) => format!("{number}: {}", ui.plain(&text.title)),
            None => plain_title(ui, one),
        };
        (one.facts.id.clone(), name)
    });
    let choices: Vec<Choice> = choices.collect();
    html! {
        div.filter {
            (search_field(ui, errors, SEARCH, &others.search))
            div { button.button-plain type="submit" name=(STEP.name) value=(FIND) { (ui.t("filter-submit")) } }
        }
        @if choices.is_empty() {
            div.empty id=(OTHERS.name) tabindex="-1" { p { (ui.t("proposal-form-no-others")) } }
        } @else { (boxes(ui, errors, OTHERS, &choices, ticked)) }
        @if others.more { p.muted { (ui.t("proposal-form-more-others")) } }
    }
}

/// Proposals as a list of links.
pub fn listed(ui: &Ui, proposals: &[&ProposalDetail]) -> Markup {
    html! {
        ul {
            @for one in proposals {
                @let (of, id) = (&one.facts.programme, &one.facts.id);
                li {
                    a href=(ui.href(&links::proposal(of, id))) { (ui.tf("proposal-number", &[("id", id.as_str().into())])) }
                    " " (proposal_title(ui, one))
                }
            }
        }
    }
}

/// What stands below a preview: why, and the buttons, with what was typed; of `new` ones under which numbers they were looked at, and
/// after which versions they were written.
pub fn released(
    (at, act): (&At, &str),
    new: Option<(&str, &[DerivedFrom])>,
    why: &MergeReason,
    (sending, query): (&Sending, &Query),
) -> Markup {
    let ui = &at.caller.visit.ui;
    let mut carried = steps::typed(query);
    carried.retain(|(name, _)| ![IDS.name, SEEN.name].contains(name));
    let after = new.map(|(ids, derived)| (ids, seen(derived)));
    if let Some((ids, seen)) = &after {
        carried.extend([(IDS.name, *ids), (SEEN.name, seen.as_str())]);
    }
    let action = links::act(at.of(), at.id(), act);
    html! {
        h2 { (ui.t("proposal-form-why")) }
        p.words.lines { (ui.words(&why.reason)) }
        (steps::released(ui, &action, sending, &carried, &ui.t("proposal-form-release")))
    }
}
