//! A vote is opened: looked at with its candidates and rules, then opened for good by who has shown their passkey just now.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::votes::{OpenVote, over_all};
use madang_programme::{Actor, State};
use madang_words::Text;
use maud::{Markup, html};

use super::office::At;
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::{once, recorded, status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP, look, released};
use crate::frame::warned::warned;
use crate::model::ProgrammeDetail;
use crate::programmes::links::set_up;
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::labels::{planned_time, vote_name};
use crate::votes::links::{self, Act};
use crate::votes::office::{self, Form};
use crate::votes::opening::{self, Opening, PLACES, Shown};

/// How many candidates are named before a vote opens.
const MOST_NAMED: usize = 200;

/// What is opened, and by whom.
struct Of<'a> {
    caller: &'a Caller,
    programme: &'a ProgrammeDetail,
    /// The vote, where it was announced: its identifier and title, its name, and until when it takes ballots.
    announced: Option<Announcement>,
    action: String,
}

struct Announcement {
    vote: String,
    title: Text,
    name: Markup,
    closes: Markup,
}

impl<'a> Of<'a> {
    fn new(caller: &'a Caller, programme: &'a ProgrammeDetail) -> Of<'a> {
        Of {
            caller,
            programme,
            announced: None,
            action: links::open(&programme.summary.facts.id),
        }
    }

    fn at(at: &'a At) -> Of<'a> {
        let ui = &at.caller.visit.ui;
        let zone = &at.programme.summary.facts.zone;
        let announced = at.announced.get(&at.vote).map(|plan| Announcement {
            vote: at.vote.clone(),
            title: plan.facts.title.clone(),
            name: vote_name(ui, &at.announced, &at.vote),
            closes: planned_time(ui, &plan.facts.closes_at, zone),
        });
        Of {
            caller: &at.caller,
            programme: &at.programme,
            announced,
            action: at.address(Act::Open),
        }
    }

    fn page(&self, errors: &[FieldError], content: Markup) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let form = Form {
            programme: self.programme,
            title: ui.t("vote-set-open"),
            of: self.announced.as_ref().map(|of| of.name.clone()),
            lead: "vote-set-open-lead",
            errors,
            content,
        };
        self.caller.page(status(errors), &office::form(ui, form))
    }

    fn form(
        &self,
        (sending, typed): (&Sending, &Opening),
        errors: &[FieldError],
    ) -> Response<Body> {
        let (ui, id) = (&self.caller.visit.ui, &self.programme.summary.facts.id);
        let fields = opening::fields(ui, self.programme, typed, self.announced.is_some(), errors);
        let content = html! {
            @if self.programme.rules.is_empty() {
                p.notice { (ui.t("vote-set-rule-first")) " " a href=(ui.href(&set_up(id, "rule"))) { (ui.t("programme-set-step-rule")) } }
            } @else {
                form.stacked method="post" action=(ui.href(&self.action)) {
                    (sending.fields())
                    (fields)
                    (look(ui, false))
                }
            }
        };
        self.page(errors, content)
    }

    /// The candidates that the vote would have, with their titles.
    async fn candidates(&self) -> Result<Vec<(String, Option<Text>, u64)>, Failure> {
        let (visit, id) = (&self.caller.visit, &self.programme.summary.facts.id);
        let failed = |error| visit.store_failed(&error);
        let costs = visit.store.with_state(|state: &State| {
            let found = state.candidates_to_be(id).ok()?;
            let costs = found.map(|(id, one)| (id.clone(), one.cost.unwrap_or_default()));
            Some(costs.collect::<Vec<(String, u64)>>())
        });
        let costs = costs.await.map_err(failed)?.unwrap_or_default();
        let named: BTreeSet<&str> = costs
            .iter()
            .take(MOST_NAMED)
            .map(|(id, _)| id.as_str())
            .collect();
        let named = visit
            .store
            .proposals_named(id, &named)
            .await
            .map_err(failed)?;
        let costs = costs.into_iter().map(|(id, cost)| {
            let text = named.get(&id).and_then(|one| one.text.as_ref());
            let title = text.map(|text| text.title.clone());
            (id, title, cost)
        });
        Ok(costs.collect())
    }

    /// The vote as it would open, with the button that opens it.
    async fn preview(
        &self,
        open: &OpenVote,
        sending: &Sending,
        query: &Query,
    ) -> Result<Response<Body>, Failure> {
        let ui = &self.caller.visit.ui;
        let candidates = self.candidates().await?;
        let mut rules = self.programme.rules.iter();
        let rule = rules.find(|rule| rule.facts.id == open.rule);
        let costs = candidates.iter().map(|(.., cost)| *cost);
        let over = rule.and_then(|rule| over_all(&rule.facts.rule, costs));
        let shown = Shown {
            programme: self.programme,
            open,
            closes: self.announced.as_ref().map(|of| of.closes.clone()),
            candidates: &candidates,
            named: MOST_NAMED,
            over,
        };
        let titles = ["title", "title-other"].map(|name| query.all(name).collect::<String>());
        let content = html! {
            (warned(ui, &titles))
            (opening::shown(ui, &shown))
            p.prose { (ui.t("vote-set-open-for-good")) }
            (released(ui, &self.action, sending, &steps::typed(query), &ui.t("vote-set-open")))
        };
        Ok(self.page(&[], content))
    }

    async fn sent(&self, actor: Actor, body: &str) -> Answer {
        let visit = &self.caller.visit;
        let mut query = Query::parse(body);
        let sending = Sending::sent(&mut query);
        let step = query.text(STEP);
        let typed = Opening::read(&mut query);
        if step == steps::CHANGE {
            return Ok(self.form((&sending, &typed), &[]));
        }
        let announced = self.announced.as_ref();
        let announced = announced.map(|of| (of.vote.as_str(), &of.title));
        let open = typed.open(&mut query, self.programme, announced, visit.ui.lang);
        let Some(open) = open.filter(|_| query.errors.is_empty()) else {
            return Ok(self.form((&sending, &typed), &query.errors));
        };
        if step != steps::RELEASE {
            return match tried(visit, &mut query, PLACES, &actor, open.clone().into()).await? {
                true => self.preview(&open, &sending, &query).await,
                false => Ok(self.form((&sending, &typed), &query.errors)),
            };
        }
        signed!(self.caller.confirmed(&self.action));
        let asked = once(&actor, &sending.key, open.into());
        match recorded(visit, &mut query, PLACES, asked).await {
            Some(entry) => {
                let id = &self.programme.summary.facts.id;
                Ok(self.caller.to(&links::office_done(id, entry)))
            }
            None => Ok(self.form((&sending, &typed), &query.errors)),
        }
    }
}

/// The form of a vote that was not announced.
pub async fn new(caller: Caller, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    signed!(official_of(&caller, &programme));
    let of = Of::new(&caller, &programme);
    Ok(of.form((&Sending::new(None), &Opening::usual()), &[]))
}

/// Such a vote is looked at, or opened.
pub async fn new_sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let actor = signed!(official_of(&caller, &programme));
    Of::new(&caller, &programme).sent(actor, &body).await
}

/// The form of a vote that was announced.
pub async fn asked(at: &At) -> Answer {
    Ok(Of::at(at).form((&Sending::new(None), &Opening::usual()), &[]))
}

/// Such a vote is looked at, or opened.
pub async fn sent(at: At, actor: Actor, body: &str) -> Answer {
    Of::at(&at).sent(actor, body).await
}
