//! Papers are keyed, each by two people; when both say the same of all of a place they are brought to the record, or none is.

use axum::extract::Path;
use madang_accounts::{Keyed, KeyedPaper, Scope};
use madang_programme::votes::{BallotCast, BallotType, CastBallot, PaperCounted};
use madang_programme::{Actor, Command, Role};
use madang_store::{Submission, Terms};
use madang_words::Text;
use maud::html;

use super::announced_of;
use super::casting::scope;
use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::language::of_words;
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE};
use crate::frame::steps::{RELEASE, STEP};
use crate::model::ProgrammeDetail;
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::casting::mine::gives_points;
use crate::votes::labels::plain_vote_name;
use crate::votes::links;
use crate::votes::office::{self, Form};
use crate::votes::papers::{
    MOST_PAPERS, MOST_PLACE, NUMBER, PLACE, SAYS, Shown, ballot, spelled, view,
};

/// Under which name the portal hands in what was on paper.
const PAPER: &str = "paper";

type Named = Path<(String, String)>;

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    vote: String,
    name: String,
    action: String,
    ballot_type: BallotType,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    place: String,
    number: String,
    says: String,
}

impl At {
    async fn of(caller: Caller, id: &str, vote: String) -> Result<At, Failure> {
        let visit = &caller.visit;
        let programme = programme_of(visit, id).await?;
        let announced = announced_of(visit, id).await?;
        let known = visit.store.with_state(|state| {
            let vote = state.vote(id, &vote).ok()?;
            Some(vote.ballots.ballot_type)
        });
        let known = known.await.map_err(|error| visit.store_failed(&error))?;
        let ballot_type = known.ok_or_else(|| visit.not_found())?;
        Ok(At {
            name: plain_vote_name(&visit.ui, &announced, &vote),
            action: links::papers(id, &vote),
            programme,
            ballot_type,
            vote,
            caller,
        })
    }

    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    fn scope(&self) -> Scope {
        scope(self.id(), &self.vote)
    }

    async fn papers(&self, who: &Signed, place: &str) -> Result<Vec<KeyedPaper>, Failure> {
        let scope = self.scope();
        let papers = self.caller.accounts.papers((&scope, place), who.account());
        papers.await.map_err(|error| self.caller.failed(&error))
    }

    async fn page(
        &self,
        who: &Signed,
        (typed, says): (&Typed, Option<&'static str>),
        (sending, query): (&Sending, &Query),
    ) -> Answer {
        let ui = &self.caller.visit.ui;
        let places = self.caller.accounts.paper_places(&self.scope()).await;
        let places = places.map_err(|error| self.caller.failed(&error))?;
        let papers = self.papers(who, &typed.place).await?;
        let shown = Shown {
            action: &self.action,
            places: &places,
            place: &typed.place,
            typed: (&typed.number, &typed.says),
            points: gives_points(self.ballot_type),
            papers: &papers,
            says,
            sending,
            errors: &query.errors,
        };
        let form = Form {
            programme: &self.programme,
            title: ui.t("voting-paper-title"),
            of: Some(html! { (self.name) }),
            lead: "voting-paper-lead",
            errors: &query.errors,
            content: view(ui, &shown),
        };
        let page = office::form(ui, form);
        Ok(self.caller.page(status(&query.errors), &page))
    }

    /// What a paper says in its one spelling; one that could not count is noted.
    async fn spelled(&self, typed: &Typed, query: &mut Query) -> Result<Option<String>, Failure> {
        let visit = &self.caller.visit;
        let Some(says) = spelled(&typed.says, self.ballot_type) else {
            query.refuse(SAYS, "voting-paper-unreadable", &typed.says, "");
            return Ok(None);
        };
        let Some(content) = ballot(&says, self.ballot_type) else {
            return Ok(Some(says));
        };
        let judged = visit
            .store
            .with_state(|state| state.judge_ballot(self.id(), &self.vote, &content));
        let judged = judged.await.map_err(|error| visit.store_failed(&error))?;
        let why = match judged {
            Ok(Ok(dropped)) if dropped.is_empty() => return Ok(Some(says)),
            Ok(Ok(dropped)) => {
                let first = dropped.into_iter().next().unwrap_or_default();
                madang_programme::votes::NotCounted::UnknownProject(first).said()
            }
            Ok(Err(reason)) => reason.said(),
            Err(violation) => violation.said(),
        };
        let why = why.in_language(visit.ui.lang);
        query.refuse(SAYS, "voting-paper-not-counted", "", why);
        Ok(None)
    }

    /// Keys a paper; gives what became of it.
    async fn key(
        &self,
        who: &Signed,
        typed: &Typed,
        query: &mut Query,
    ) -> Result<Option<Keyed>, Failure> {
        let number = query.optional_number(NUMBER, 1..=MOST_PAPERS);
        if number.is_none() && query.errors.is_empty() {
            query.refuse(NUMBER, "error-empty", "", "");
        }
        let says = self.spelled(typed, query).await?;
        let (Some(number), Some(says), true) = (number, says, query.errors.is_empty()) else {
            return Ok(None);
        };
        let scope = self.scope();
        let accounts = &self.caller.accounts;
        let keyed = accounts.key_paper((&scope, &typed.place), number, who.account(), &says);
        let keyed = keyed.await.map_err(|error| self.caller.failed(&error))?;
        Ok(Some(keyed))
    }

    /// Brings all papers of a place to the record, or none; gives the entry that counts them.
    async fn release(
        &self,
        (who, actor): (&Signed, &Actor),
        place: &str,
        (sending, query): (&Sending, &mut Query),
    ) -> Result<Option<u64>, Failure> {
        let visit = &self.caller.visit;
        // What was brought in is thrown away here: a form that is sent twice finds it on the record.
        let known = visit.store.recorded_under(actor, &sending.key).await;
        let known = known.map_err(|error| visit.store_failed(&error))?;
        if known.is_some() {
            return Ok(known);
        }
        let papers = self.papers(who, place).await?;
        if papers.is_empty() || !papers.iter().all(KeyedPaper::settled) {
            query.refuse_as(Kind::OutOfTurn, (WHOLE, "voting-paper-not-settled"), "");
            return Ok(None);
        }
        let mut asked = Vec::new();
        let registrar = Actor::new(Role::Registrar, PAPER);
        let registrar = registrar.map_err(|_| visit.fault(Fault::Internal))?;
        let filled = papers.iter().filter_map(|paper| {
            let content = ballot(&paper.first, self.ballot_type)?;
            Some((paper.number, content))
        });
        for (number, content) in filled {
            // The same each time that the form is sent, and known to nobody: so the order of the ballots says nothing either.
            let key = [sending.key.as_str(), &number.to_string()].join("-");
            let salt = self.caller.accounts.roll_salt(&key).await;
            let salt = salt.map_err(|error| self.caller.failed(&error))?;
            let voter: String = salt[..16].iter().flat_map(digits).collect();
            let facts = BallotCast {
                programme: self.id().to_owned(),
                vote: self.vote.clone(),
                voter,
            };
            asked.push((facts, content, key));
        }
        asked.sort_by(|(one, ..), (other, ..)| one.voter.cmp(&other.voter));
        let ballots = asked.len() as u64;
        let mut submissions: Vec<Submission> = asked
            .into_iter()
            .map(|(facts, ballot, key)| Submission {
                actor: registrar.clone(),
                idempotency_key: Some(key),
                command: Command::from(CastBallot { facts, ballot }),
                terms: Terms::default(),
            })
            .collect();
        let counted = PaperCounted {
            programme: self.id().to_owned(),
            vote: self.vote.clone(),
            place: Text::new(of_words(place, visit.ui.lang), place),
            ballots,
            blank: papers.len() as u64 - ballots,
        };
        submissions.push(once(actor, &sending.key, Command::plain(counted)));
        match visit.store.submit_all(submissions).await {
            Ok(done) => {
                let scope = self.scope();
                let gone = self.caller.accounts.papers_are_done(&scope, place).await;
                gone.map_err(|error| self.caller.failed(&error))?;
                Ok(done.last().map(|done| done.index))
            }
            Err(error) => {
                not_recorded(visit, query, &[("place", PLACE)], &error);
                Ok(None)
            }
        }
    }
}

/// A byte as two digits.
fn digits(byte: &u8) -> impl Iterator<Item = char> {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    [digit(byte >> 4), digit(byte & 15)].into_iter()
}

/// The form.
pub async fn asked(caller: Caller, Path((id, vote)): Named) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    signed!(official_of(&at.caller, &at.programme));
    let who = signed!(at.caller.whole());
    let mut query = Query::parse(&at.caller.visit.ui.query);
    let typed = Typed {
        place: query.text(PLACE),
        ..Typed::default()
    };
    let sending = Sending::new(None);
    at.page(who, (&typed, None), (&sending, &query)).await
}

/// A paper is keyed, or all of a place are brought to the record.
pub async fn sent(caller: Caller, Path((id, vote)): Named, body: String) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    let actor = signed!(official_of(&at.caller, &at.programme));
    let who = signed!(at.caller.whole());
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let mut typed = Typed {
        place: query.text(PLACE),
        number: query.text(NUMBER),
        says: query.text(SAYS),
    };
    if typed.place.is_empty() {
        query.refuse(PLACE, "error-empty", "", "");
    }
    if typed.place.chars().count() > MOST_PLACE {
        query.refuse(PLACE, "error-long", "", MOST_PLACE.to_string());
    }
    if !query.errors.is_empty() {
        return at.page(who, (&typed, None), (&sending, &query)).await;
    }
    if step == RELEASE {
        signed!(at.caller.confirmed(&at.action));
        let with = (&sending, &mut query);
        let released = at.release((who, &actor), &typed.place, with).await?;
        return match released {
            Some(entry) => Ok(at.caller.to(&links::office_done(at.id(), entry))),
            None => at.page(who, (&typed, None), (&sending, &query)).await,
        };
    }
    let keyed = at.key(who, &typed, &mut query).await?;
    let says = keyed.map(|keyed| match keyed {
        Keyed::First => "voting-paper-keyed",
        Keyed::Same => "voting-paper-same",
        Keyed::Differs => "voting-paper-differ",
        Keyed::Settled => "voting-paper-settled",
    });
    if keyed.is_some() {
        // The next one.
        typed.number.clear();
        typed.says.clear();
    }
    let sending = Sending::new(None);
    at.page(who, (&typed, says), (&sending, &query)).await
}
