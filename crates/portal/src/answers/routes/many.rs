//! Answering many voices or many proposals at once: all of them in one transaction, or none.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_accounts::SavedForm;
use madang_programme::Command;
use madang_programme::answers::{AnswerReason, REASON, Subject};
use madang_store::{Rehearsed, Submission, SubmitError};

use crate::accounts::caller::{Caller, signed};
use crate::answers::links::{self, Many};
use crate::answers::many::{self, One, Place, Writing};
use crate::answers::routes::chosen::Chosen;
use crate::answers::routes::reading::{Official, newest_words, official};
use crate::answers::routes::waiting::Waiting;
use crate::answers::thing::Thing;
use crate::answers::typed::{PLACES, REASON as REASON_FIELDS, Typed};
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::bounded::USUAL_FORM;
use crate::frame::form::{Field, PAGE, Sending};
use crate::frame::picking::{
    self, ALL, LAST_PAGE, MOST, One as Ticked, PER_PAGE, PICK, Picking, checked, chosen, to_pick,
};
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE, write};
use crate::frame::sending::LONG;
use crate::frame::steps::{self, STEP};
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::routes::programme_of;

/// What an official chooses from, and for whom.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
    official: Official,
    deciders: Vec<String>,
    waiting: Waiting,
}

impl At {
    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    fn place(&self) -> Place<'_> {
        Place {
            programme: &self.programme,
            institutions: &self.institutions,
            of: self.waiting.of(),
            deciders: &self.deciders,
        }
    }

    /// Where it is sent, without what narrows the list.
    fn action(&self) -> String {
        links::many(self.id(), self.waiting.of(), "")
    }

    async fn pick(&self, chosen: &[String], page: u64, query: &Query) -> Answer {
        let visit = &self.caller.visit;
        let part = ((page - 1) * PER_PAGE, PER_PAGE);
        let found = self.waiting.page(&visit.store, self.id(), part).await;
        let found = found.map_err(|error| visit.store_failed(&error))?;
        let ui = &visit.ui;
        let found = to_pick(found, |thing| Ticked {
            ticked: thing.tick(ui, chosen.iter().any(|id| id == thing.id())),
            id: thing.id().to_owned(),
        });
        let institutions = &self.institutions;
        let fields = &self.waiting;
        let fields = fields.fields(ui, &self.programme, institutions, &query.errors);
        let picking = Picking {
            things: self.waiting.things(),
            narrow: Some(fields),
            found: &found,
            page,
            chosen,
            pick: ui.t("answer-many-pick"),
            all: picking::fits(&found).then(|| ui.count("answer-many-all", found.total)),
        };
        let form = picking::form(ui, &ui.href(&self.action()), &picking);
        let saved = self.saved().await?;
        let page = many::picking(ui, &self.place(), form, saved.as_ref(), &query.errors);
        Ok(self.caller.page(status(&query.errors), &page))
    }

    /// Everything that the list has, as far as so many can be answered at once.
    async fn all(&self) -> Result<Vec<String>, Failure> {
        let visit = &self.caller.visit;
        let mut all = Vec::new();
        while all.len() <= MOST {
            let part = (all.len() as u64, 100);
            let found = self.waiting.page(&visit.store, self.id(), part).await;
            let found = found.map_err(|error| visit.store_failed(&error))?;
            let last = found.items.len() < 100;
            all.extend(found.items.iter().map(|thing| thing.id().to_owned()));
            if last {
                break;
            }
        }
        Ok(all)
    }

    /// The form. Of those in `reworded` it says that they have other words than those that were read: the words that stand now are
    /// the ones that it shows from here on.
    fn write(
        &self,
        chosen: &Chosen,
        sending: &Sending,
        typed: &Typed,
        query: &Query,
        reworded: &BTreeSet<String>,
    ) -> Response<Body> {
        let narrowed = Query::parse(&self.waiting.narrowed());
        let mut seen = chosen.newest.clone();
        if reworded.is_empty() {
            seen.extend(chosen.seen.clone());
        }
        let writing = Writing {
            place: self.place(),
            things: &chosen.things,
            tick: self.waiting.things().tick,
            own: &chosen.own,
            seen: &seen,
            reworded,
            sending,
            filter: &narrowed.carried(&[]),
            typed,
            errors: &query.errors,
        };
        let page = many::writing(&self.caller.visit.ui, &writing);
        self.caller.page(status(&query.errors), &page)
    }

    /// The entry of the newest words of each.
    async fn newest(&self, things: &[Thing]) -> Result<BTreeMap<String, u64>, Failure> {
        let visit = &self.caller.visit;
        let newest = visit.store.with_state(|state| {
            let each = things.iter().map(|thing| {
                let words = newest_words(state, self.id(), &thing.subject(), thing.entry());
                (thing.id().to_owned(), words)
            });
            each.collect()
        });
        newest.await.map_err(|error| visit.store_failed(&error))
    }

    /// Those whose words are others than the form showed; of what is released already, none.
    async fn unread(
        &self,
        chosen: &Chosen,
        sending: &Sending,
    ) -> Result<BTreeSet<String>, Failure> {
        let mut unread = chosen.reworded();
        let store = &self.caller.visit.store;
        for id in chosen.reworded() {
            let key = key_of(sending, &id);
            let done = store.recorded_under(&self.official.actor, &key).await;
            let done = done.map_err(|error| self.caller.visit.store_failed(&error))?;
            if done.is_some() {
                unread.remove(&id);
            }
        }
        Ok(unread)
    }

    /// What was kept of an answer to many.
    async fn saved(&self) -> Result<Option<SavedForm>, Failure> {
        self.caller.saved_form(&self.action()).await
    }

    /// Keeps what was sent for later.
    async fn save(&self, query: &Query) -> Result<(), Failure> {
        let fields = write(&steps::typed(query));
        self.caller.save_form(&self.action(), &fields).await
    }

    async fn forget(&self) -> Result<(), Failure> {
        self.caller.drop_form(&self.action()).await
    }
}

/// Reads where an official is, with what narrows the list.
async fn at(
    caller: Caller,
    (programme, of): (&str, Many),
    query: &mut Query,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let detail = programme_of(&caller.visit, programme).await?;
    let failed = |error| caller.visit.store_failed(&error);
    let store = &caller.visit.store;
    let institutions = store.institutions(programme).await.map_err(failed)?;
    let official = match official(&caller, programme, &institutions, None) {
        Ok(official) => official,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let (waiting, deciders) = match of {
        Many::Voices => {
            let found = Waiting::voices(store, programme, &official.deciders, query).await;
            let (waiting, decider) = found.map_err(failed)?;
            (waiting, vec![decider])
        }
        // Any institution answers them.
        Many::Proposals => {
            let waiting = Waiting::proposals(&detail, query);
            (waiting, official.deciders.clone())
        }
    };
    Ok(Ok(At {
        caller,
        programme: detail,
        institutions,
        official,
        deciders,
        waiting,
    }))
}

/// The list of voices to choose from.
pub async fn voices(caller: Caller, Path(programme): Path<String>) -> Answer {
    asked(caller, (&programme, Many::Voices)).await
}

/// The list of proposals to choose from.
pub async fn proposals(caller: Caller, Path(programme): Path<String>) -> Answer {
    asked(caller, (&programme, Many::Proposals)).await
}

async fn asked(caller: Caller, named: (&str, Many)) -> Answer {
    let mut query = Query::parse(&caller.visit.ui.query);
    let at = match at(caller, named, &mut query).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let page = query.number(PAGE, 1..=LAST_PAGE, 1);
    let chosen = chosen(&query, at.waiting.things());
    at.pick(&chosen, page, &query).await
}

/// Voices that were chosen, an answer to them that was written, or is to be released.
pub async fn voices_sent(caller: Caller, Path(programme): Path<String>, body: String) -> Answer {
    sent(caller, (&programme, Many::Voices), &body).await
}

/// The same of proposals.
pub async fn proposals_sent(caller: Caller, Path(programme): Path<String>, body: String) -> Answer {
    sent(caller, (&programme, Many::Proposals), &body).await
}

async fn sent(caller: Caller, named: (&str, Many), body: &str) -> Answer {
    let mut query = Query::parse(body);
    let at = match at(caller, named, &mut query).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let step = query.text(STEP);
    if step == steps::DROP {
        at.forget().await?;
        return Ok(at.caller.to(&at.action()));
    }
    let things = at.waiting.things();
    let picks = step == PICK || query.text(ALL) == PICK;
    let mut chosen = chosen(&query, things);
    if query.text(ALL) == PICK {
        chosen = at.all().await?;
    }
    let fits = checked(&mut query, things, &chosen);
    if !fits || (picks && !query.errors.is_empty()) {
        chosen.truncate(MOST);
        return at.pick(&chosen, 1, &query).await;
    }
    if step == steps::SAVE && body.len() <= USUAL_FORM {
        at.save(&query).await?;
        return Ok(at.caller.to(&at.action()));
    }
    let sending = match picks {
        true => Sending::new(None),
        false => Sending::sent(&mut query),
    };
    let visit = &at.caller.visit;
    let things = at.waiting.chosen(visit, at.id(), &chosen, &mut query);
    let things = things.await?;
    let newest = at.newest(&things).await?;
    let chosen = Chosen::read(things, newest, &query);
    let typed = Typed::read(&mut query);
    if picks || step == steps::CHANGE {
        return Ok(at.write(&chosen, &sending, &typed, &query, &BTreeSet::new()));
    }
    if step == steps::SAVE {
        query.refuse(WHOLE, LONG, "", "");
        return Ok(at.write(&chosen, &sending, &typed, &query, &BTreeSet::new()));
    }
    let unread = at.unread(&chosen, &sending).await?;
    if !unread.is_empty() {
        // Nobody answers words that they have not read.
        query.errors.clear();
        let tick = at.waiting.things().tick;
        for thing in chosen.things.iter().filter(|one| unread.contains(one.id())) {
            let name = thing.name(&at.caller.visit.ui);
            query.refuse_as(Kind::Stale, (tick, "answer-many-reworded"), &name);
        }
        return Ok(at.write(&chosen, &sending, &typed, &query, &unread));
    }
    released(
        &at,
        &chosen,
        (sending, typed, query),
        step == steps::RELEASE,
    )
    .await
}

/// The key under which one of many is recorded once.
fn key_of(sending: &Sending, id: &str) -> String {
    format!("{}.{id}", sending.key)
}

/// Looks at what it would be, or releases it.
async fn released(
    at: &At,
    chosen: &Chosen,
    (sending, typed, mut query): (Sending, Typed, Query),
    release: bool,
) -> Answer {
    let lang = at.caller.visit.ui.lang;
    let of_nobody = Subject::Voice(String::new());
    let common = typed.answer(&mut query, at.id(), &of_nobody, None, lang);
    let Some((facts, common)) = common else {
        return Ok(at.write(chosen, &sending, &typed, &query, &BTreeSet::new()));
    };
    let (things, own) = (&chosen.things, &chosen.own);
    let all: Vec<One<'_>> = things
        .iter()
        .map(|thing| {
            let sentence = own.get(thing.id());
            let mut facts = facts.clone();
            facts.subject = thing.subject();
            One {
                thing,
                facts,
                reason: AnswerReason {
                    reason: many::reason_of(&common.reason, sentence, lang),
                    ..common.clone()
                },
                own: sentence.is_some(),
            }
        })
        .collect();
    let submissions: Vec<Submission> = all
        .iter()
        .map(|one| {
            let command = Command::said(REASON, one.facts.clone(), one.reason.clone());
            let key = key_of(&sending, one.thing.id());
            once(&at.official.actor, &key, command)
        })
        .collect();
    if !release {
        if !rehearsed(at, &all, submissions, &mut query).await? {
            return Ok(at.write(chosen, &sending, &typed, &query, &BTreeSet::new()));
        }
        let carried = steps::typed(&query);
        let ui = &at.caller.visit.ui;
        let page = many::preview(ui, &at.place(), &all, &common, &sending, &carried);
        return Ok(at.caller.page(StatusCode::OK, &page));
    }
    let narrowed = at.waiting.narrowed();
    if all.len() > 1 {
        let back = links::many(at.id(), at.waiting.of(), &narrowed);
        signed!(at.caller.confirmed(&back));
    }
    match at.caller.visit.store.submit_all(submissions).await {
        Ok(done) => {
            at.forget().await?;
            let entries: Vec<u64> = done.iter().map(|one| one.index).collect();
            let done = links::many_done(at.id(), &entries, &narrowed);
            Ok(at.caller.to(&done))
        }
        Err(error) => {
            refused(at, &all, &mut query, &error);
            Ok(at.write(chosen, &sending, &typed, &query, &BTreeSet::new()))
        }
    }
}

/// Tries all of them on what the record is now, one after the other; what is refused is noted. Gives whether nothing is.
async fn rehearsed(
    at: &At,
    all: &[One<'_>],
    submissions: Vec<Submission>,
    query: &mut Query,
) -> Result<bool, Failure> {
    let visit = &at.caller.visit;
    let tried = async {
        let mut rehearsal = visit.store.rehearsal().await?;
        rehearsal.take(submissions).await
    };
    let tried = tried.await.map_err(|error| visit.store_failed(&error))?;
    let tick = at.waiting.things().tick;
    for (position, came_to) in tried.into_iter().enumerate() {
        if let Rehearsed::Refused(SubmitError::Refused(violation)) = came_to {
            let error = SubmitError::RefusedAt {
                position,
                of: all.len(),
                violation,
            };
            refused(at, all, query, &error);
            // What is wrong for all alike is said once.
            if query.errors.iter().any(|error| error.field != tick) {
                break;
            }
        }
    }
    Ok(query.errors.is_empty())
}

/// Notes why nothing was released: at the field that all share, or with the name of the one that it is about.
fn refused(at: &At, all: &[One<'_>], query: &mut Query, error: &SubmitError) {
    let ui = &at.caller.visit.ui;
    let before = query.errors.len();
    not_recorded(&at.caller.visit, query, PLACES, error);
    let SubmitError::RefusedAt { position, .. } = error else {
        return;
    };
    let own = all.get(*position).is_some_and(|one| one.own);
    let whole = |field: Field| field == WHOLE || (own && field == REASON_FIELDS.here);
    let about_one = query
        .errors
        .get(before)
        .is_some_and(|error| whole(error.field));
    if let (true, Some(one)) = (about_one, all.get(*position)) {
        let why = query.errors.remove(before).expected;
        let name = one.thing.name(ui);
        let tick = at.waiting.things().tick;
        query.refuse(tick, "answer-many-refused", &name, why);
    }
}
