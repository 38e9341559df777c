//! Whoever is on the roll casts their ballot: chosen, looked at, cast; and gets its receipt, with what it says, to keep.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use madang_accounts::{Limit, OnRoll, Scope};
use madang_programme::votes::roll::leaf;
use madang_programme::votes::{BallotCast, BallotType, CastBallot};
use madang_programme::{Actor, Command, Event, Fact, Role};
use madang_record::EntryRef;
use madang_store::{Submission, SubmitError, Terms, VoterIn};
use maud::{Markup, html};

use super::announced_of;
use crate::accounts::caller::{Caller, Signed, signed, unkept};
use crate::accounts::links::again;
use crate::frame::act::not_recorded;
use crate::frame::app::{Answer, Failure, Visit};
use crate::frame::entries::{recorded, recorded_as};
use crate::frame::fault::Fault;
use crate::frame::form::{SEARCH, Sending};
use crate::frame::problem::Kind;
use crate::frame::query::{MOST_EXACT, Query, WHOLE};
use crate::frame::steps::STEP;
use crate::model::{ProgrammeDetail, ProposalFilter, ProposalOrder, ProposalState};
use crate::programmes::routes::programme_of;
use crate::votes::casting::mine::{MINE, Mine};
use crate::votes::casting::page::{AT, CAST, For, Form, GROUP, Listed, REVIEW, cannot, view};
use crate::votes::casting::{Paper, review};
use crate::votes::labels::plain_vote_name;
use crate::votes::links;

/// Candidates on a page of the form.
const LISTED: u64 = 25;

/// The last page that is asked for.
const LAST: u64 = 10_000;

/// The scope of the names under which people vote: another in each vote.
pub fn scope(programme: &str, vote: &str) -> Scope {
    Scope::Vote([programme, vote].join("/"))
}

/// A ballot that is being made, by whoever it is for.
pub struct Casting<'a> {
    pub caller: &'a Caller,
    pub programme: &'a ProgrammeDetail,
    pub vote: &'a str,
    pub name: &'a str,
    pub action: &'a str,
    pub assisted: bool,
    pub along: Markup,
}

impl Casting<'_> {
    pub fn of(&self) -> For<'_> {
        For {
            programme: self.programme,
            vote: self.vote,
            name: self.name,
            action: self.action,
            assisted: self.assisted,
        }
    }

    fn visit(&self) -> &Visit {
        &self.caller.visit
    }

    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// What kind of ballot it is; the page that there is no such vote.
    async fn ballot_type(&self) -> Result<BallotType, Failure> {
        let visit = self.visit();
        let known = visit.store.with_state(|state| {
            let vote = state.vote(self.id(), self.vote).ok()?;
            Some(vote.ballots.ballot_type)
        });
        let known = known.await.map_err(|error| visit.store_failed(&error))?;
        known.ok_or_else(|| visit.not_found())
    }

    /// The vote as its form needs it.
    pub async fn paper_of(&self, mine: &Mine) -> Result<Paper, Failure> {
        let visit = self.visit();
        let now = visit.store.now();
        let of = (self.id(), self.vote);
        let paper = visit
            .store
            .with_state(|state| Paper::read(state, of, mine, &now).ok());
        let paper = paper.await.map_err(|error| visit.store_failed(&error))?;
        paper.ok_or_else(|| visit.not_found())
    }

    /// Notes why the ballot would not count.
    async fn judge(&self, paper: &Paper, mine: &Mine, query: &mut Query) -> Result<(), Failure> {
        let visit = self.visit();
        let ballot = mine.ballot(paper.ballots.ballot_type);
        let judged = visit
            .store
            .with_state(|state| state.judge_ballot(self.id(), self.vote, &ballot));
        let judged = judged.await.map_err(|error| visit.store_failed(&error))?;
        let why = match judged {
            Ok(Ok(dropped)) => match dropped.into_iter().next() {
                Some(id) => madang_programme::votes::NotCounted::UnknownProject(id).said(),
                None => return Ok(()),
            },
            Ok(Err(reason)) => reason.said(),
            Err(violation) => violation.said(),
        };
        let why = why.in_language(visit.ui.lang);
        query.refuse_as(Kind::NotCounted, (MINE, "voting-own-not-counted"), why);
        Ok(())
    }

    /// The page of the form, or of the whole ballot before it is cast.
    pub async fn page(
        &self,
        (paper, mine): (&Paper, &Mine),
        (sending, done): (&Sending, &[u64]),
        query: &mut Query,
        reviewed: bool,
    ) -> Answer {
        let visit = self.visit();
        let failed = |error| visit.store_failed(&error);
        let (search, group) = (query.search(SEARCH), query.text(GROUP));
        let page = query.number(AT, 1..=LAST, 1);
        let filter = ProposalFilter {
            search: search.clone(),
            group: Some(group.clone()).filter(|group| !group.is_empty()),
            audience: None,
            state: Some(ProposalState::Candidate),
            unanswered: false,
            order: ProposalOrder::usual(&search),
            offset: (page - 1) * LISTED,
            limit: LISTED,
        };
        let found = visit.store.proposals(self.id(), &filter);
        let found = found.await.map_err(failed)?;
        let chosen = mine.choices.iter().map(|(id, _)| id.as_str()).collect();
        let named = visit.store.proposals_named(self.id(), &chosen);
        let named = named.await.map_err(failed)?;
        let listed = Listed {
            search: &search,
            group: &group,
            page,
            followed: found.is_followed(filter.offset, LISTED),
            total: found.total,
            candidates: &found.items,
        };
        let of = self.of();
        let form = Form {
            of: &of,
            paper,
            mine,
            named: &named,
            listed: &listed,
            sending,
            done,
            along: &self.along,
            errors: &query.errors,
        };
        let page = match reviewed {
            true => review::view(&visit.ui, &form),
            false => view(&visit.ui, &form),
        };
        Ok(self.caller.form(&query.errors, &page))
    }

    /// What a page of the form sends: shown again, looked at as a whole, or cast by `actor` for `voter`. Gives the entry of what was cast.
    pub async fn sent(
        &self,
        (actor, voter): (&Actor, &str),
        query: &mut Query,
    ) -> Result<Result<u64, Response<Body>>, Failure> {
        let sending = Sending::sent(query);
        let step = query.text(STEP);
        let mine = Mine::read(query, self.ballot_type().await?);
        let paper = self.paper_of(&mine).await?;
        let Some(root) = paper.root.clone().filter(|_| paper.takes) else {
            let page = cannot(&self.visit().ui, &self.of(), "voting-own-over-now");
            return Ok(Err(self.caller.page(StatusCode::CONFLICT, &page)));
        };
        if query.errors.is_empty() && (step == REVIEW || step == CAST) {
            self.judge(&paper, &mine, query).await?;
        }
        if step == CAST && query.errors.is_empty() {
            let cast = self.cast((actor, voter, &root), (&paper, &mine), &sending, query);
            if let Some(entry) = cast.await? {
                return Ok(Ok(entry));
            }
        }
        let reviewed = step == REVIEW && query.errors.is_empty();
        let shown = (&sending, &[][..]);
        let page = self.page((&paper, &mine), shown, query, reviewed);
        Ok(Err(page.await?))
    }

    async fn cast(
        &self,
        (actor, voter, root): (&Actor, &str, &str),
        (paper, mine): (&Paper, &Mine),
        sending: &Sending,
        query: &mut Query,
    ) -> Result<Option<u64>, Failure> {
        let (caller, visit) = (self.caller, self.visit());
        let limits = [(Limit::Ballots, vec![voter])];
        let once = (Some(actor), sending);
        if !caller.within_once(query, WHOLE, &limits, once).await? {
            return Ok(None);
        }
        let goes = caller.accounts.goes(root, voter).await;
        if !goes.map_err(|error| caller.failed(&error))? {
            query.refuse_as(Kind::NotCounted, (WHOLE, "voting-own-spent"), "");
            return Ok(None);
        }
        let (programme, vote) = (self.id().to_owned(), self.vote.to_owned());
        let only_ballot_of = VoterIn {
            programme: programme.clone(),
            vote: vote.clone(),
            voter: voter.to_owned(),
        };
        let command = Command::from(CastBallot {
            facts: BallotCast {
                programme,
                vote,
                voter: voter.to_owned(),
            },
            ballot: mine.ballot(paper.ballots.ballot_type),
        });
        let submission = Submission {
            actor: actor.clone(),
            idempotency_key: Some(sending.key.clone()),
            command,
            terms: Terms {
                only_ballot_of: Some(only_ballot_of),
                ..Terms::default()
            },
        };
        match visit.store.submit(submission).await {
            Ok(receipt) => Ok(Some(receipt.proof.index)),
            Err(error @ SubmitError::SecondBallot { .. }) => {
                let why = error.said().in_language(visit.ui.lang);
                query.refuse_as(Kind::NotCounted, (WHOLE, "voting-own-not-counted"), why);
                Ok(None)
            }
            Err(error) => {
                not_recorded(visit, query, &[], &error);
                Ok(None)
            }
        }
    }
}

type Named = Path<(String, String)>;

/// Whoever asks, as they stand on the roll.
struct Own {
    caller: Caller,
    programme: ProgrammeDetail,
    vote: String,
    name: String,
    action: String,
}

impl Own {
    async fn at(caller: Caller, programme: &str, vote: String) -> Result<Own, Failure> {
        let visit = &caller.visit;
        let detail = programme_of(visit, programme).await?;
        let announced = announced_of(visit, programme).await?;
        let name = plain_vote_name(&visit.ui, &announced, &vote);
        Ok(Own {
            action: links::own(programme, &vote),
            programme: detail,
            vote,
            name,
            caller,
        })
    }

    fn casting(&self) -> Casting<'_> {
        Casting {
            caller: &self.caller,
            programme: &self.programme,
            vote: &self.vote,
            name: &self.name,
            action: &self.action,
            assisted: false,
            along: html! {},
        }
    }

    fn cannot(&self, status: StatusCode, key: &str) -> Box<Response<Body>> {
        let page = cannot(&self.caller.visit.ui, &self.casting().of(), key);
        Box::new(self.caller.page(status, &page))
    }

    /// The name under which somebody votes, or the page that says why they do not.
    async fn voter(
        &self,
        who: &Signed,
        paper: &Paper,
    ) -> Result<Result<String, Box<Response<Body>>>, Failure> {
        let Some(root) = &paper.root else {
            return Ok(Err(self.cannot(StatusCode::NOT_FOUND, "voting-own-no-roll")));
        };
        if !paper.takes {
            return Ok(Err(self.cannot(StatusCode::OK, "voting-own-over-now")));
        }
        let scope = scope(&self.programme.summary.facts.id, &self.vote);
        let accounts = &self.caller.accounts;
        let stands = accounts.on_roll((root, &scope), who.account(), leaf).await;
        Ok(match stands.map_err(|error| self.caller.failed(&error))? {
            OnRoll::Voter(voter) => Ok(voter),
            OnRoll::Spent => Err(self.cannot(StatusCode::FORBIDDEN, "voting-own-spent")),
            OnRoll::Stranger => Err(self.cannot(StatusCode::FORBIDDEN, "voting-own-stranger")),
        })
    }
}

/// The form, or what was cast, or its receipt.
pub async fn asked(caller: Caller, Path((programme, vote)): Named) -> Answer {
    let own = Own::at(caller, &programme, vote).await?;
    let casting = own.casting();
    let mut query = Query::parse(&own.caller.visit.ui.query);
    let done = recorded(&mut query);
    let mine = Mine::default();
    let paper = casting.paper_of(&mine).await?;
    if own.caller.signed.is_none() {
        return Ok(own.caller.to(&again(&own.action)));
    }
    let who = signed!(own.caller.whole());
    if let Some(entry) = query.optional_number(links::RECEIPT, 0..=MOST_EXACT) {
        return receipt(&own, who, entry).await;
    }
    signed!(own.voter(who, &paper).await?);
    let sending = Sending::new(None);
    let shown = (&sending, done.as_slice());
    casting
        .page((&paper, &mine), shown, &mut query, false)
        .await
}

/// What the form sends.
pub async fn sent(caller: Caller, Path((programme, vote)): Named, body: String) -> Answer {
    let own = Own::at(caller, &programme, vote).await?;
    let casting = own.casting();
    let who = signed!(own.caller.whole());
    let paper = casting.paper_of(&Mine::default()).await?;
    let voter = signed!(own.voter(who, &paper).await?);
    let actor = Actor::new(Role::Participant, &voter);
    let actor = actor.map_err(|_| own.caller.visit.fault(Fault::Unavailable))?;
    let mut query = Query::parse(&body);
    match casting.sent((&actor, &voter), &mut query).await? {
        Ok(entry) => {
            let done = [own.action.as_str(), &recorded_as(&[entry])].join("?");
            Ok(own.caller.to(&done))
        }
        Err(page) => Ok(page),
    }
}

/// The receipt of somebody's own ballot, with what it says: for them alone.
async fn receipt(own: &Own, who: &Signed, entry: u64) -> Answer {
    let (caller, visit) = (&own.caller, &own.caller.visit);
    let failed = |error| visit.store_failed(&error);
    let programme = &own.programme.summary.facts.id;
    let of = scope(programme, &own.vote);
    let name = caller.known_participant(who, &of).await?;
    let name = name.map(|name| name.pseudonym);
    let detail = visit.store.entry(entry).await.map_err(failed)?;
    let voter = detail.and_then(|detail| voter_of(&detail.bytes, programme, &own.vote));
    if voter.is_none() || voter != name {
        return Err(visit.not_found());
    }
    let receipt = visit.store.receipt(entry).await.map_err(failed)?;
    let json = receipt.and_then(|receipt| receipt.to_json().ok());
    let json = json.ok_or_else(|| visit.fault(Fault::Internal))?;
    let mut response = Response::new(Body::from(json));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(unkept(response))
}

/// Whose ballot an entry is, where it is one in this vote.
fn voter_of(bytes: &[u8], programme: &str, vote: &str) -> Option<String> {
    let entry = EntryRef::parse(bytes).ok()?;
    if entry.kind != BallotCast::KIND {
        return None;
    }
    let event = Event::parse(entry.kind, entry.facts).ok()?;
    match event {
        Event::Votes(madang_programme::votes::Event::BallotCast(ballot))
            if ballot.programme == programme && ballot.vote == vote =>
        {
            Some(ballot.voter)
        }
        _ => None,
    }
}
