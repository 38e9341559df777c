//! What officials and facilitators who group voices have before them.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use madang_programme::{Actor, Role};

use crate::accounts::caller::Caller;
use crate::frame::app::{Answer, Failure};
use crate::frame::picking::{self, One, PER_PAGE, Picking, to_pick};
use crate::frame::query::Query;
use crate::model::{InstitutionDetail, NeedDetail, ProgrammeDetail, VoiceDetail, VoiceFilter};
use crate::needs::acts::{self, Place};
use crate::programmes::routes::programme_of;
use crate::voices::labels::{PICKED, tick};
use crate::voices::list::{self, Known, Narrows};
use crate::voices::routes::known;

/// Somebody who groups voices, and where.
pub struct At {
    /// Who asks.
    pub caller: Caller,
    /// In whose name.
    pub actor: Actor,
    /// The programme.
    pub programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
    known: Known,
}

/// Whoever groups voices in a programme; or where somebody goes who does not.
pub async fn at(
    caller: Caller,
    programme: &str,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let detail = programme_of(&caller.visit, programme).await?;
    let mut actor = None;
    for role in [Role::Official, Role::Facilitator] {
        match caller.acting_for_all(role, Some(programme)) {
            Ok(found) => actor = actor.or(found),
            Err(elsewhere) => return Ok(Err(elsewhere)),
        }
    }
    let Some(actor) = actor else {
        let page = acts::not_yours(&caller.visit.ui);
        return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
    };
    let failed = |error| caller.visit.store_failed(&error);
    let store = &caller.visit.store;
    let institutions = store.institutions(programme).await.map_err(failed)?;
    let known = known(store, programme).await.map_err(failed)?;
    Ok(Ok(At {
        caller,
        actor,
        programme: detail,
        institutions,
        known,
    }))
}

impl At {
    /// The programme's identifier.
    pub fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// A need that there is.
    ///
    /// # Errors
    /// The page that says that there is none.
    pub async fn need(&self, id: &str) -> Result<NeedDetail, Failure> {
        let visit = &self.caller.visit;
        let need = visit.store.need(self.id(), id).await;
        let need = need.map_err(|error| visit.store_failed(&error))?;
        need.ok_or_else(|| visit.not_found())
    }

    /// The number that the next need gets.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn next_need(&self) -> Result<String, Failure> {
        let visit = &self.caller.visit;
        let next = visit.store.with_state(|state| state.next_need(self.id()));
        let next = next.await.map_err(|error| visit.store_failed(&error))?;
        // The programme is there.
        Ok(next.unwrap_or_default())
    }

    /// The number that a need has that was defined under that key already; else the next.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn need_under(&self, key: &str) -> Result<String, Failure> {
        let visit = &self.caller.visit;
        let entry = visit.store.recorded_under(&self.actor, key).await;
        let entry = entry.map_err(|error| visit.store_failed(&error))?;
        let number = visit.store.with_state(|state| {
            let mut needs = state.needs(self.id());
            let defined = needs.find(|(_, need)| Some(need.entry) == entry);
            defined.map(|(id, _)| id.to_owned())
        });
        match number.await.map_err(|error| visit.store_failed(&error))? {
            Some(number) => Ok(number),
            None => self.next_need().await,
        }
    }

    /// Every voice of a need, as far as a page can show them.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn voices_of(
        &self,
        need: &NeedDetail,
        most: usize,
    ) -> Result<Vec<VoiceDetail>, Failure> {
        let visit = &self.caller.visit;
        let mut all = Vec::new();
        while all.len() < most {
            let page = visit.store.need_voices(need.entry, all.len() as u64, 100);
            let page = page.await.map_err(|error| visit.store_failed(&error))?;
            let last = page.items.len() < 100;
            all.extend(page.items);
            if last {
                break;
            }
        }
        all.truncate(most);
        Ok(all)
    }

    /// The page on which voices are chosen: from all of the programme, or from those of `need` alone.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn pick_from(
        &self,
        place: &Place<'_>,
        need: Option<&NeedDetail>,
        (chosen, page): (&[String], u64),
        mut query: Query,
    ) -> Answer {
        let visit = &self.caller.visit;
        let ui = &visit.ui;
        let filter = list::narrowed(&mut query, &self.known);
        let offset = (page - 1) * PER_PAGE;
        let found = match need {
            Some(need) => visit.store.need_voices(need.entry, offset, PER_PAGE).await,
            None => {
                let filter = VoiceFilter {
                    offset,
                    limit: PER_PAGE,
                    ..filter.clone()
                };
                visit.store.voices(self.id(), &filter).await
            }
        };
        let found = found.map_err(|error| visit.store_failed(&error))?;
        let narrows = Narrows {
            programme: &self.programme,
            institutions: &self.institutions,
            known: &self.known,
            filter: &filter,
            errors: &query.errors,
        };
        let found = to_pick(found, |voice| One {
            ticked: tick(ui, &voice, chosen.contains(&voice.facts.id)),
            id: voice.facts.id,
        });
        let picking = Picking {
            things: &PICKED,
            narrow: need.is_none().then(|| narrows.fields(ui)),
            found: &found,
            page,
            chosen,
            pick: ui.t("need-pick"),
            all: None,
        };
        let form = picking::form(ui, &ui.href(&place.action()), &picking);
        let page = acts::picking(ui, place, form, &query.errors);
        Ok(self.caller.form(&query.errors, &page))
    }

    /// The same from all of the programme.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn pick(
        &self,
        place: &Place<'_>,
        chosen: &[String],
        page: u64,
        query: Query,
    ) -> Answer {
        self.pick_from(place, None, (chosen, page), query).await
    }
}
