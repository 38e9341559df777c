//! The page of minutes.

pub mod asked;
mod forms;
mod settling;

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
pub use forms::sent;
use madang_programme::consultations::Correction;
use madang_programme::contents::TEXT;
use madang_programme::{Actor, Role};
use madang_words::Text;
pub use settling::settled;

use crate::accounts::caller::Caller;
use crate::consultations::links::{self, MinutesAct};
use crate::consultations::minutes::page;
use crate::consultations::routes::register::scope;
use crate::consultations::routes::{found, papers};
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::query::Query;
use crate::model::{ConsultationDetail, ConsultationPapers};
use crate::programmes::routes::programme_of;

type Named = Path<(String, String)>;

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::MINUTES, get(read)),
        (links::MINUTES_ACT, get(forms::asked).post(forms::sent)),
        (links::SETTLE, get(settling::settle).post(settling::settled)),
    ]
}

/// Who does something with minutes, but for those who ask for corrections.
fn roles(act: MinutesAct) -> &'static [Role] {
    match act {
        MinutesAct::Draft => &[Role::Facilitator],
        MinutesAct::Ask => &[],
        MinutesAct::Approve | MinutesAct::Correct => &[Role::Official],
    }
}

/// How far minutes have come.
struct Standing {
    draft: Option<u64>,
    stands: Option<u64>,
    /// The last day for corrections of the draft, and whether it is past.
    last: Option<(String, bool)>,
    /// Whether the consultation was held, so that there can be minutes of it.
    held: bool,
}

async fn standing(visit: &Visit, of: &ConsultationDetail) -> Result<Standing, Failure> {
    let now = visit.store.now();
    let found = visit.store.with_state(|state| {
        let programme = state.programme(&of.programme).ok()?;
        let known = state.consultation(&of.programme, &of.id).ok()?;
        let today = madang_programme::days::day_in(&programme.zone, &now).ok()?;
        let last = known.minutes.window(programme).ok()?;
        Some(Standing {
            draft: known.minutes.draft(),
            stands: known.minutes.stands(),
            last: last.map(|last| (last.to_string(), today > last)),
            held: known.held.is_some() && !known.plan.is_written(),
        })
    });
    let found = found.await.map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

impl Standing {
    fn base(&self, act: MinutesAct) -> Option<u64> {
        match act {
            MinutesAct::Correct => self.stands,
            MinutesAct::Draft | MinutesAct::Ask | MinutesAct::Approve => self.draft,
        }
    }

    /// What can be done now.
    fn is_open(&self, act: MinutesAct) -> bool {
        let is_past = self.last.as_ref().map(|(_, is_past)| *is_past);
        match act {
            MinutesAct::Draft => self.held && self.stands.is_none(),
            MinutesAct::Ask => self.stands.is_none() && is_past == Some(false),
            MinutesAct::Approve => self.stands.is_none() && is_past == Some(true),
            MinutesAct::Correct => self.stands.is_some(),
        }
    }
}

/// As whom somebody reads: in a role, or under the name that they have in the consultation, where they were there.
async fn reader(
    caller: &Caller,
    of: &ConsultationDetail,
) -> Result<(Option<Actor>, Option<Actor>), Failure> {
    let held = [Role::Facilitator, Role::Official]
        .into_iter()
        .find_map(|role| {
            let acting = caller.acting(role, Some(&of.programme), None);
            acting.ok().flatten()
        });
    let attendee = match &caller.signed {
        Some(signed) => {
            let scope = scope(&of.programme, &of.id);
            caller.known_participant(signed, &scope).await?
        }
        None => None,
    };
    let came = match &attendee {
        Some(name) => {
            let store = &caller.visit.store;
            let came = store.with_state(|state| {
                let known = state.consultation(&of.programme, &of.id).ok()?;
                known.registrations.get(&name.pseudonym)?.came
            });
            let came = came
                .await
                .map_err(|error| caller.visit.store_failed(&error))?;
            came.is_some()
        }
        None => false,
    };
    Ok((held, attendee.filter(|_| came)))
}

/// The words of corrections that somebody may read.
async fn words(
    visit: &Visit,
    papers: &ConsultationPapers,
    (held, attendee): (Option<&Actor>, Option<&Actor>),
) -> Result<BTreeMap<u64, Text>, Failure> {
    let failed = |error| visit.store_failed(&error);
    let all = papers.minutes.corrections.iter();
    let entries: Vec<u64> = all.map(|one| one.asked.entry).collect();
    let mut found: BTreeMap<u64, Correction> = BTreeMap::new();
    if let (Some(actor), false) = (held, entries.is_empty()) {
        found = visit
            .store
            .restricted_of(&entries, TEXT, actor)
            .await
            .map_err(failed)?;
    } else if let Some(own) = attendee {
        for entry in entries {
            let said = visit.store.own_content::<Correction>(entry, TEXT, own);
            found.extend(said.await.map_err(failed)?.map(|said| (entry, said)));
        }
    }
    let found = found.into_iter();
    Ok(found.map(|(entry, said)| (entry, said.text)).collect())
}

/// The page.
async fn read(visit: Visit, caller: Option<Caller>, Path((programme, id)): Named) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let one = found(&visit, &programme, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let papers = papers(&visit, &one).await?;
    let approved = papers.minutes.approved.iter().map(|one| one.moment.entry);
    let settled = papers.minutes.corrections.iter();
    let settled = settled.filter_map(|one| one.settled.as_ref().map(|(moment, ..)| moment.entry));
    let entries: Vec<u64> = approved.chain(settled).collect();
    visit.tell_hidden(entries).await.map_err(failed)?;
    let standing = standing(&visit, &one).await?;
    let (held, attendee) = match &caller {
        Some(caller) => reader(caller, &one).await?,
        None => (None, None),
    };
    let draft = match held.as_ref().or(attendee.as_ref()) {
        Some(reader) if standing.stands.is_none() => {
            let draft = visit.store.drafted_minutes(&programme, &id, reader);
            draft.await.map_err(failed)?
        }
        _ => None,
    };
    let words = words(&visit, &papers, (held.as_ref(), attendee.as_ref())).await?;
    let may = |role: &Role| {
        let acting = caller.as_ref();
        let acting = acting.map(|caller| caller.acting(*role, Some(&programme), None));
        matches!(acting, Some(Ok(Some(_))))
    };
    let acts = MinutesAct::ALL.into_iter().filter(|act| {
        let theirs = match act {
            MinutesAct::Ask => attendee.is_some(),
            act => roles(*act).iter().any(may),
        };
        theirs && standing.is_open(*act)
    });
    let acts: Vec<MinutesAct> = acts.collect();
    let mut query = Query::parse(&visit.ui.query);
    let done = recorded(&mut query);
    let shown = page::Shown {
        programme: &detail,
        consultation: &one,
        minutes: &papers.minutes,
        draft: draft.as_ref().map(|(_, minutes)| minutes),
        last: standing.last.as_ref().map(|(last, _)| last.as_str()),
        acts: &acts,
        settles: may(&Role::Facilitator),
        words: &words,
        done: &done,
    };
    let page = page::view(&visit.ui, &shown);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}
