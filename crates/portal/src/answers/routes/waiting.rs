//! The lists from which many are chosen to be answered at once: voices that wait for one institution, proposals that nobody answered.

use madang_store::{Store, StoreError};
use maud::{Markup, html};

use crate::answers::links::Many;
use crate::answers::thing::Thing;
use crate::frame::app::{Failure, Visit};
use crate::frame::form::{self, Choice, SEARCH, search_field, select};
use crate::frame::picking::Things;
use crate::frame::query::{self, FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{
    InstitutionDetail, Page as ListPage, ProgrammeDetail, ProposalFilter, ProposalState,
    VoiceFacet, VoiceFilter, VoiceStanding,
};
use crate::programmes::labels::{AUDIENCE, GROUP};
use crate::proposals::labels::{self as proposals, STATE};
use crate::voices::labels as voices;
use crate::voices::list::{self, Known, Narrows};
use crate::voices::routes::{chosen_voices, known};

/// The states of proposals that can be answered.
const STATES: [ProposalState; 4] = [
    ProposalState::Submitted,
    ProposalState::Candidate,
    ProposalState::Selected,
    ProposalState::NotSelected,
];

/// A list of what waits, as it is narrowed.
pub enum Waiting {
    /// Voices.
    Voices {
        /// The values that they have of each facet.
        known: Known,
        /// What narrows them.
        filter: VoiceFilter,
    },
    /// Proposals.
    Proposals {
        /// What narrows them.
        filter: ProposalFilter,
    },
}

impl Waiting {
    /// The voices that wait for one of the institutions, with the institution: the first, where none is asked for.
    ///
    /// # Errors
    /// What the store says.
    pub async fn voices(
        store: &Store,
        programme: &str,
        deciders: &[String],
        query: &mut Query,
    ) -> Result<(Waiting, String), StoreError> {
        let known = known(store, programme).await?;
        let mut filter = list::narrowed(query, &known);
        let wanted = filter.facets.iter();
        let mut wanted = wanted.filter(|(facet, _)| *facet == VoiceFacet::Institution);
        let wanted = wanted.next().map(|(_, value)| value.clone());
        let wanted = wanted.filter(|wanted| deciders.contains(wanted));
        let decider = wanted.unwrap_or_else(|| deciders[0].clone());
        filter
            .facets
            .retain(|(facet, _)| *facet != VoiceFacet::Institution);
        filter
            .facets
            .push((VoiceFacet::Institution, decider.clone()));
        // What is answered is answered anew one by one.
        filter.standing = match filter.standing {
            Some(VoiceStanding::Answered | VoiceStanding::Withdrawn) | None => None,
            Some(VoiceStanding::Asked) => Some(VoiceStanding::Asked),
            Some(VoiceStanding::Waiting) => Some(VoiceStanding::Waiting),
        };
        // Whoever was asked for more and said nothing is answered too.
        filter.unanswered = true;
        Ok((Waiting::Voices { known, filter }, decider))
    }

    /// The proposals that nobody answered.
    pub fn proposals(programme: &ProgrammeDetail, query: &mut Query) -> Waiting {
        let groups = programme.groups.iter().map(|group| &group.facts.id);
        let audiences = programme.groups.iter().flat_map(|group| &group.audiences);
        let audiences = audiences.map(|audience| &audience.id);
        let filter = ProposalFilter {
            search: query.search(SEARCH),
            group: query
                .one_of(GROUP, groups.map(|id| (id.as_str(), id)))
                .cloned(),
            audience: query
                .one_of(AUDIENCE, audiences.map(|id| (id.as_str(), id)))
                .cloned(),
            state: query.one_of(STATE, STATES.map(|state| (state.name(), state))),
            unanswered: true,
            ..ProposalFilter::default()
        };
        Waiting::Proposals { filter }
    }

    /// What it lists.
    pub fn of(&self) -> Many {
        match self {
            Waiting::Voices { .. } => Many::Voices,
            Waiting::Proposals { .. } => Many::Proposals,
        }
    }

    /// How it is chosen from.
    pub fn things(&self) -> &'static Things {
        match self {
            Waiting::Voices { .. } => &voices::PICKED,
            Waiting::Proposals { .. } => &proposals::PICKED,
        }
    }

    /// The query that narrows the list so.
    pub fn narrowed(&self) -> String {
        match self {
            Waiting::Voices { filter, .. } => list::written(filter, filter.standing, &[]),
            Waiting::Proposals { filter } => {
                let text = |value: &Option<String>| value.clone().unwrap_or_default();
                query::write(&[
                    (SEARCH.name, &filter.search),
                    (GROUP.name, &text(&filter.group)),
                    (AUDIENCE.name, &text(&filter.audience)),
                    (STATE.name, filter.state.map_or("", ProposalState::name)),
                ])
            }
        }
    }

    /// The fields that narrow it.
    pub fn fields(
        &self,
        ui: &Ui,
        programme: &ProgrammeDetail,
        institutions: &[InstitutionDetail],
        errors: &[FieldError],
    ) -> Markup {
        match self {
            Waiting::Voices { known, filter } => Narrows {
                programme,
                institutions,
                known,
                filter,
                errors,
            }
            .fields(ui),
            Waiting::Proposals { filter } => proposal_fields(ui, programme, filter, errors),
        }
    }

    /// A part of the list.
    ///
    /// # Errors
    /// What the store says.
    pub async fn page(
        &self,
        store: &Store,
        programme: &str,
        (offset, limit): (u64, u64),
    ) -> Result<ListPage<Thing>, StoreError> {
        Ok(match self {
            Waiting::Voices { filter, .. } => {
                let filter = VoiceFilter {
                    offset,
                    limit,
                    ..filter.clone()
                };
                let found = store.voices(programme, &filter).await?;
                of(found, |voice| Thing::Voice(Box::new(voice)))
            }
            Waiting::Proposals { filter } => {
                let filter = ProposalFilter {
                    offset,
                    limit,
                    ..filter.clone()
                };
                let found = store.proposals(programme, &filter).await?;
                of(found, |proposal| Thing::Proposal(Box::new(proposal)))
            }
        })
    }

    /// Those that were chosen, as they stand; what is none of the programme is noted.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn chosen(
        &self,
        visit: &Visit,
        programme: &str,
        chosen: &[String],
        query: &mut Query,
    ) -> Result<Vec<Thing>, Failure> {
        match self {
            Waiting::Voices { .. } => {
                let voices = chosen_voices(visit, programme, chosen, query).await?;
                let voices = voices.into_iter().map(Box::new);
                Ok(voices.map(Thing::Voice).collect())
            }
            Waiting::Proposals { .. } => {
                let ids = chosen.iter().map(String::as_str).collect();
                let found = visit.store.proposals_named(programme, &ids).await;
                let mut found = found.map_err(|error| visit.store_failed(&error))?;
                let mut things = Vec::with_capacity(chosen.len());
                for id in chosen {
                    let things_of = self.things();
                    match found.remove(id) {
                        Some(proposal) => things.push(Thing::Proposal(Box::new(proposal))),
                        None => query.refuse(things_of.tick, things_of.unknown, id, ""),
                    }
                }
                Ok(things)
            }
        }
    }
}

fn of<T>(found: ListPage<T>, thing: impl Fn(T) -> Thing) -> ListPage<Thing> {
    ListPage {
        items: found.items.into_iter().map(thing).collect(),
        total: found.total,
        more_than_total: found.more_than_total,
    }
}

fn proposal_fields(
    ui: &Ui,
    programme: &ProgrammeDetail,
    filter: &ProposalFilter,
    errors: &[FieldError],
) -> Markup {
    let all = ui.t("filter-all");
    let groups = programme.groups.iter();
    let groups: Vec<Choice> = groups
        .map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)))
        .collect();
    let audiences = programme.groups.iter().flat_map(|group| &group.audiences);
    let audiences: Vec<Choice> = audiences
        .map(|audience| (audience.id.clone(), ui.plain(&audience.name)))
        .collect();
    let states = STATES.map(|state| {
        let name = proposals::proposal_state(ui, state);
        (state.name().to_owned(), name)
    });
    let chosen = |value: &Option<String>| value.clone().unwrap_or_default();
    let narrowed = filter.group.is_some() || filter.audience.is_some() || filter.state.is_some();
    html! {
        (search_field(ui, errors, SEARCH, &filter.search))
        (form::more(ui, narrowed || !errors.is_empty(), html! {
            @if !groups.is_empty() { (select(ui, errors, GROUP, Some(&all), &groups, &chosen(&filter.group))) }
            @if !audiences.is_empty() { (select(ui, errors, AUDIENCE, Some(&all), &audiences, &chosen(&filter.audience))) }
            (select(ui, errors, STATE, Some(&all), &states, filter.state.map_or("", ProposalState::name)))
        }))
    }
}
