//! The forms of minutes: to draft, approve and put them right, and to ask for a correction.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::consultations::{
    AskCorrection, DraftMinutes, MINUTES, Minutes, MinutesApproved, MinutesCorrected,
    MinutesCorrectionAsked,
};
use madang_programme::{Actor, Command};
use maud::{Markup, html};

use super::{Standing, reader, roles, standing};
use crate::accounts::caller::Caller;
use crate::consultations::labels as of_consultations;
use crate::consultations::links::{self, MinutesAct};
use crate::consultations::minutes::draft::{self, Asked};
use crate::consultations::minutes::labels;
use crate::consultations::minutes::typed::{Known, PLACES, Typed, fields};
use crate::consultations::page::under;
use crate::consultations::routes::announce::actor;
use crate::consultations::routes::{found, papers};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::{Sending, error_summary, sent_or_saved};
use crate::frame::meanwhile::stale;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{ConsultationDetail, ConsultationPapers, ProgrammeDetail};
use crate::programmes::routes::programme_of;

type Done = Path<(String, String, String)>;

/// Minutes with which something is done.
pub(super) struct At {
    pub(super) caller: Caller,
    pub(super) actor: Actor,
    programme: ProgrammeDetail,
    pub(super) known: ConsultationDetail,
    pub(super) papers: ConsultationPapers,
    standing: Standing,
    act: MinutesAct,
}

/// What an address names, for whoever may do something there; or where they go.
pub(super) async fn at(
    caller: Caller,
    (programme, id, act): (String, String, String),
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let visit = &caller.visit;
    let act = MinutesAct::named(&act).ok_or_else(|| visit.not_found())?;
    let detail = programme_of(visit, &programme).await?;
    let known = found(visit, &programme, &id).await?;
    let actor = match act {
        MinutesAct::Ask => {
            if let Err(elsewhere) = caller.whole() {
                return Ok(Err(elsewhere));
            }
            let (_, attendee) = reader(&caller, &known).await?;
            attendee.ok_or_else(|| Box::new(not_there(&caller, (&detail, &known))))
        }
        act => actor(&caller, roles(act), &detail),
    };
    let actor = match actor {
        Ok(actor) => actor,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let papers = papers(&caller.visit, &known).await?;
    let standing = standing(&caller.visit, &known).await?;
    Ok(Ok(At {
        actor,
        programme: detail,
        papers,
        standing,
        known,
        act,
        caller,
    }))
}

/// The page that says that corrections are asked for by those who were there.
fn not_there(caller: &Caller, of: (&ProgrammeDetail, &ConsultationDetail)) -> Response<Body> {
    let ui = &caller.visit.ui;
    let title = labels::act(ui, MinutesAct::Ask);
    let content = html! {
        h1 { (title) }
        p.notice { (ui.t("minutes-not-there")) }
        p { a href=(ui.href(&links::minutes(&of.1.programme, &of.1.id))) { (ui.t("minutes-title")) } }
    };
    let page = under(ui, of, (&title, "minutes-lead"), content);
    caller.page(StatusCode::FORBIDDEN, &page)
}

impl At {
    fn zone(&self) -> &str {
        &self.programme.summary.facts.zone
    }

    /// A page with a form about minutes.
    pub(super) fn page(
        &self,
        (title, lead): (&str, &str),
        form: Markup,
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let content = html! {
            (error_summary(ui, errors))
            h1 { (title) " " span.of.words { (of_consultations::title(ui, &self.known)) } }
            p.lead { (ui.t(lead)) }
            (form)
            p { a href=(ui.href(&links::minutes(&self.known.programme, &self.known.id))) { (ui.t("minutes-title")) } }
        };
        let of = (&self.programme, &self.known);
        self.caller
            .form(errors, &under(ui, of, (title, lead), content))
    }

    /// The page that says that it is not the time for it.
    fn not_now(&self) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::act(ui, self.act);
        let form = html! {
            p.notice {
                @match (self.act, self.standing.held) {
                    (MinutesAct::Draft, false) => (ui.t("minutes-not-held")),
                    _ => (ui.t("consultation-not-now")),
                }
            }
        };
        self.page((&title, self.lead()), form, &[])
    }

    fn lead(&self) -> &'static str {
        match self.act {
            MinutesAct::Draft => "minutes-draft-lead",
            MinutesAct::Ask => "minutes-ask-lead",
            MinutesAct::Approve => "minutes-approve-lead",
            MinutesAct::Correct => "minutes-correct-lead",
        }
    }

    /// The minutes that a form begins with: the draft, or what stands.
    async fn stands(&self) -> Result<Option<Minutes>, Failure> {
        if self.act == MinutesAct::Correct {
            let stand = self.papers.minutes.stand();
            return Ok(stand.and_then(|stand| stand.minutes.clone()));
        }
        let visit = &self.caller.visit;
        let (programme, id) = (&self.known.programme, &self.known.id);
        let draft = visit.store.drafted_minutes(programme, id, &self.actor);
        let draft = draft.await.map_err(|error| visit.store_failed(&error))?;
        Ok(draft.map(|(_, minutes)| minutes))
    }

    async fn begun(&self) -> Result<Typed, Failure> {
        let visit = &self.caller.visit;
        if let Some(minutes) = self.stands().await? {
            return Ok(Typed::of(&minutes, self.zone(), visit.ui.lang));
        }
        let institutions = visit.store.institutions(&self.known.programme).await;
        let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
        let host = plain_institution(&visit.ui, &institutions, &self.known.plan.institution);
        let known = Known {
            consultation: &self.known,
            papers: &self.papers,
            host,
            name: of_consultations::plain_title(&visit.ui, &self.known),
        };
        Ok(Typed::begun(&known, self.zone(), visit.ui.lang))
    }

    /// The form of minutes.
    fn form(
        &self,
        (sending, typed, quorum): (&Sending, &Typed, &str),
        above: Markup,
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::act(ui, self.act);
        let action = links::minutes_act(&self.known.programme, &self.known.id, self.act);
        let asks_quorum = self.act == MinutesAct::Approve && self.known.plan.body.is_some();
        let fields = html! {
            (fields(ui, typed, self.zone(), errors))
            @if asks_quorum { (draft::quorum_field(ui, errors, quorum)) }
        };
        let form = html! {
            (above)
            (self.accepted(ui))
            (sent_or_saved(ui, &ui.href(&action), sending, fields, &title))
        };
        self.page((&title, self.lead()), form, errors)
    }

    /// The corrections that were accepted, above the form that says what the minutes say.
    fn accepted(&self, ui: &Ui) -> Markup {
        let all = self.papers.minutes.corrections.iter();
        let settled = all.filter_map(|one| Some((one, one.settled.as_ref()?)));
        let settled: Vec<_> = settled.collect();
        let shows = matches!(self.act, MinutesAct::Draft | MinutesAct::Approve);
        html! {
            @if shows && !settled.is_empty() {
                section.notice {
                    h2 #settled { (ui.t("minutes-corrections")) }
                    ul { @for (one, (_, facts, said)) in &settled { li {
                        (labels::settled(ui, Some(facts.verdict))) " " (labels::part(ui, one.facts.item))
                        @if let Some(said) = said { ": " span.words { (ui.words(&said.asked)) } }
                    } } }
                }
            }
        }
    }

    /// What the form asks for.
    fn command(&self, minutes: Minutes, base: Option<u64>, quorum_met: Option<bool>) -> Command {
        let (programme, consultation) = (self.known.programme.clone(), self.known.id.clone());
        match self.act {
            MinutesAct::Draft | MinutesAct::Ask => DraftMinutes {
                programme,
                consultation,
                base,
                minutes,
            }
            .into(),
            MinutesAct::Approve => {
                let facts = MinutesApproved {
                    programme,
                    consultation,
                    draft: base.unwrap_or_default(),
                    quorum_met,
                };
                Command::said(MINUTES, facts, minutes)
            }
            MinutesAct::Correct => {
                let facts = MinutesCorrected {
                    programme,
                    consultation,
                    supersedes: base.unwrap_or_default(),
                };
                Command::said(MINUTES, facts, minutes)
            }
        }
    }

    pub(super) fn done(&self, entry: u64) -> Response<Body> {
        let page = links::minutes(&self.known.programme, &self.known.id);
        self.caller.to(&links::recorded_at(&page, &[entry]))
    }

    fn ask_form(
        &self,
        (sending, typed): (&Sending, &Asked),
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::act(ui, self.act);
        let action = links::minutes_act(&self.known.programme, &self.known.id, self.act);
        let fields = typed.fields(ui, errors);
        let form = sent_or_saved(ui, &ui.href(&action), sending, fields, &title);
        self.page((&title, self.lead()), form, errors)
    }
}

/// The form of an act.
pub async fn asked(caller: Caller, Path(named): Done) -> Answer {
    let at = match at(caller, named).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    if !at.standing.is_open(at.act) {
        return Ok(at.not_now());
    }
    let sending = Sending::new(at.standing.base(at.act));
    if at.act == MinutesAct::Ask {
        return Ok(at.ask_form((&sending, &Asked::default()), &[]));
    }
    let typed = at.begun().await?;
    let sending = sending.showing(&typed.values());
    Ok(at.form((&sending, &typed, ""), html! {}, &[]))
}

/// What the form of an act sends.
pub async fn sent(caller: Caller, Path(named): Done, body: String) -> Answer {
    let at = match at(caller, named).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    if at.act == MinutesAct::Ask {
        return ask(at, query, sending).await;
    }
    let typed = Typed::read(&mut query);
    let chosen = query.text(draft::QUORUM);
    let visit = &at.caller.visit;
    let of_body = at.act == MinutesAct::Approve && at.known.plan.body.is_some();
    let quorum = draft::quorum(&mut query, of_body, &chosen);
    let minutes = typed.minutes(&mut query, at.zone(), visit.ui.lang);
    if query.errors.is_empty() && at.act != MinutesAct::Draft {
        sending.warn(&visit.ui, &mut query, &typed);
    }
    if let Some(minutes) = minutes.filter(|_| query.errors.is_empty()) {
        let command = at.command(minutes, sending.base, quorum);
        let asked = once(&at.actor, &sending.key, command);
        if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
            return Ok(at.done(entry));
        }
    }
    let theirs = at.begun().await?.values();
    let stands = standing(visit, &at.known).await?.base(at.act);
    let meanwhile = stale(&mut query, &mut sending, stands, (&theirs, &[]));
    let (typed, above) = match &meanwhile {
        Some(found) => {
            let ui = &visit.ui;
            let given = html! { @if let Some(entry) = stands { (entry_link(ui, entry)) } };
            let section = found.section(ui, given, &|_, _| None);
            (Typed::read(&mut query), section)
        }
        None => (typed, html! {}),
    };
    Ok(at.form((&sending, &typed, &chosen), above, &query.errors))
}

/// Whoever was there asks for a correction.
async fn ask(at: At, mut query: Query, sending: Sending) -> Answer {
    let typed = Asked::read(&mut query);
    let part = Asked::part(&mut query);
    let lang = at.caller.visit.ui.lang;
    let text = typed.text.needed(&mut query, draft::ASK, lang);
    if let (Some(item), Some(text), true) = (part, text, query.errors.is_empty()) {
        let facts = MinutesCorrectionAsked {
            programme: at.known.programme.clone(),
            consultation: at.known.id.clone(),
            registrant: at.actor.pseudonym.clone(),
            // A program that names no draft speaks of the one that stands.
            draft: sending.base.or(at.standing.draft).unwrap_or_default(),
            item,
        };
        let command = Command::from(AskCorrection { facts, text });
        let asked = once(&at.actor, &sending.key, command);
        let visit = &at.caller.visit;
        if let Some(entry) = recorded(visit, &mut query, draft::ASK_PLACES, asked).await {
            return Ok(at.done(entry));
        }
    }
    // Another draft is there by now: whoever sends it again has seen that.
    let sending = Sending {
        base: at.standing.draft,
        ..sending
    };
    Ok(at.ask_form((&sending, &typed), &query.errors))
}
