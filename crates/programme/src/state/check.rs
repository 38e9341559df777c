//! The rules each event must keep, asked before it changes anything.

use madang_record::{Algorithm, Note, NoteError, VerifyingKey};

use super::{ContentState, ProgrammeState, Standing, State};

use crate::event::Event;
use crate::event::log::endorsement_text;
use crate::role::Role;
use crate::selection::{ANALYSIS, OUTCOME};
use crate::text::{check_identifier, check_slug};
use crate::violation::Violation;

/// Largest amount of money: the largest integer that every JSON reader keeps exactly.
pub(crate) const MAX_AMOUNT: u64 = (1 << 53) - 1;

pub(super) type Checked = Result<(), Violation>;

impl State {
    /// Checks that `event` may happen now.
    ///
    /// # Errors
    /// The first rule it would break.
    pub fn check(&self, event: &Event) -> Checked {
        if self.log.is_none() && !matches!(event, Event::LogCreated(_)) {
            return Err(Violation::out_of_turn("a record begins with log.created"));
        }
        match event {
            Event::LogCreated(_) | Event::KeyRotated(_) | Event::DatabaseAccepted(_) => {
                self.check_log(event)
            }
            Event::ContentRestricted(_) | Event::ContentReleased(_) | Event::ContentErased(_) => {
                self.check_content(event)
            }
            Event::ActionPlanRecorded(_)
            | Event::CommitmentRecorded(_)
            | Event::MilestoneRecorded(_)
            | Event::ReviewRecorded(_) => self.check_commitment(event),
            Event::ProgrammeCreated(_)
            | Event::GroupDefined(_)
            | Event::AudienceDefined(_)
            | Event::BodyEstablished(_)
            | Event::MemberAppointed(_)
            | Event::MemberLeft(_) => self.check_programme(event),
            Event::ProposalSubmitted(_) | Event::ProposalWithdrawn(_) => self.check_proposal(event),
            Event::RuleFixed(_)
            | Event::VoteOpened(_)
            | Event::BallotCast(_)
            | Event::ScoresSubmitted(_)
            | Event::VoteClosed(_)
            | Event::BallotsOpened(_)
            | Event::VoteCancelled(_)
            | Event::SelectionPublished(_) => self.check_vote(event),
        }
    }

    fn check_log(&self, event: &Event) -> Checked {
        match (event, &self.log) {
            (Event::LogCreated(_), Some(_)) => {
                Err(Violation::out_of_turn("the record has begun already"))
            }
            (Event::LogCreated(e), None) => verifying_key("key", &e.key, &e.origin).map(drop),
            (Event::KeyRotated(e), Some(log)) => {
                let current = log.keys.last().map(|(_, key)| key.as_str());
                if current != Some(e.replaces.as_str()) {
                    return Err(Violation::field("replaces", "is not the key in force"));
                }
                if log.keys.iter().any(|(_, key)| *key == e.key) {
                    return Err(Violation::field("key", "was in use before"));
                }
                verifying_key("key", &e.key, &log.origin)?;
                let old = verifying_key("replaces", &e.replaces, &log.origin)?;
                let note = Note::parse(&e.endorsement)
                    .map_err(|error| Violation::field("endorsement", error.to_string()))?;
                let signatures = note
                    .verify(&[old])
                    .map_err(|error| Violation::field("endorsement", error.to_string()))?;
                if signatures.is_empty() || note.text != endorsement_text(&log.origin, &e.key) {
                    return Err(Violation::field(
                        "endorsement",
                        "is not the new key signed by the key it replaces",
                    ));
                }
                Ok(())
            }
            (Event::DatabaseAccepted(e), _) => {
                if e.database_size != self.size {
                    return Err(Violation::field(
                        "database_size",
                        format!("must be {}, where this entry stands", self.size),
                    ));
                }
                not_blank("reason", &e.reason, 2000)
            }
            _ => Ok(()),
        }
    }

    fn check_content(&self, event: &Event) -> Checked {
        let (entry, name) = match event {
            Event::ContentRestricted(e) => (e.entry, &e.name),
            Event::ContentReleased(e) => (e.entry, &e.name),
            Event::ContentErased(e) => (e.entry, &e.name),
            _ => return Ok(()),
        };
        if entry >= self.size {
            return Err(Violation::unknown("entry", entry.to_string()));
        }
        if [OUTCOME, ANALYSIS].contains(&name.as_str()) {
            return Err(Violation::field(
                "name",
                "the outcome of a selection holds no personal data and stays public",
            ));
        }
        let now = self.contents.get(&(entry, name.clone()));
        if let Some(ContentState::Erased { by, .. }) = now {
            return Err(Violation::out_of_turn(format!(
                "body {name:?} of entry {entry} was erased by entry {by}"
            )));
        }
        match event {
            Event::ContentRestricted(e) => {
                if e.roles.is_empty() {
                    return Err(Violation::field(
                        "roles",
                        "is empty; name who may read it, or erase it",
                    ));
                }
                for role in &e.roles {
                    if !Role::ALL.iter().any(|known| known.name() == role) {
                        let known = Role::ALL.map(Role::name).join(", ");
                        let reason = format!("{role:?} is not a role; there are {known}");
                        return Err(Violation::field("roles", reason));
                    }
                }
                check_date("review_by", &e.review_by)?;
                // Dates and times of the record begin alike and are compared as text.
                if e.review_by.as_str() < self.last_at.get(..10).unwrap_or_default() {
                    let reason = format!("{:?} is past", e.review_by);
                    return Err(Violation::field("review_by", reason));
                }
                Ok(())
            }
            Event::ContentReleased(_) => match now {
                Some(ContentState::Released { by }) => Err(Violation::out_of_turn(format!(
                    "body {name:?} of entry {entry} was released by entry {by}"
                ))),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn check_commitment(&self, event: &Event) -> Checked {
        match event {
            Event::ActionPlanRecorded(e) => {
                check_slug("id", &e.id)?;
                check_country(&e.country)?;
                e.title.check("title", 400)?;
                absent("action plan", &e.id, self.action_plans.get(&e.id).copied())
            }
            Event::CommitmentRecorded(e) => {
                check_slug("id", &e.id)?;
                check_country(&e.country)?;
                absent(
                    "commitment",
                    &e.id,
                    self.commitments.get(&e.id).map(|c| c.entry),
                )
            }
            Event::MilestoneRecorded(e) => {
                check_identifier("code", &e.code)?;
                e.title.check("title", 1000)?;
                let commitment = self.commitments.get(&e.commitment);
                let commitment =
                    commitment.ok_or_else(|| Violation::unknown("commitment", &e.commitment))?;
                absent(
                    "milestone",
                    &e.code,
                    commitment.milestones.get(&e.code).copied(),
                )
            }
            Event::ReviewRecorded(e) => {
                check_slug("report", &e.report)?;
                let commitment = self.commitments.get(&e.commitment);
                let commitment =
                    commitment.ok_or_else(|| Violation::unknown("commitment", &e.commitment))?;
                for value in &e.values {
                    not_blank("values.field", &value.field, 200)?;
                    not_blank("values.value", &value.value, 400)?;
                    if let Some(milestone) = &value.milestone
                        && !commitment.milestones.contains_key(milestone)
                    {
                        return Err(Violation::unknown("milestone", milestone));
                    }
                }
                absent(
                    "review",
                    &e.report,
                    commitment.reviews.get(&e.report).copied(),
                )
            }
            _ => Ok(()),
        }
    }

    fn check_programme(&self, event: &Event) -> Checked {
        match event {
            Event::ProgrammeCreated(e) => {
                check_slug("id", &e.id)?;
                if crate::money::decimals(&e.currency).is_none() {
                    return Err(Violation::field(
                        "currency",
                        format!("{:?} is not an ISO 4217 code", e.currency),
                    ));
                }
                if jiff::tz::TimeZone::get(&e.zone).is_err() {
                    return Err(Violation::field(
                        "zone",
                        format!("{:?} is not an IANA time zone", e.zone),
                    ));
                }
                if e.target == Some(0) {
                    return Err(Violation::field("target", "must be at least 1"));
                }
                absent(
                    "programme",
                    &e.id,
                    self.programmes.get(&e.id).map(|p| p.entry),
                )
            }
            Event::GroupDefined(e) => {
                check_slug("id", &e.id)?;
                e.name.check("name", 200)?;
                absent(
                    "group",
                    &e.id,
                    self.programme(&e.programme)?.groups.get(&e.id).copied(),
                )
            }
            Event::AudienceDefined(e) => {
                check_slug("id", &e.id)?;
                e.name.check("name", 200)?;
                let programme = self.programme(&e.programme)?;
                absent(
                    "audience",
                    &e.id,
                    programme.audiences.get(&e.id).map(|(_, entry)| *entry),
                )
            }
            Event::BodyEstablished(e) => {
                check_slug("id", &e.id)?;
                e.name.check("name", 200)?;
                e.mandate.check("mandate", 4000)?;
                absent(
                    "body",
                    &e.id,
                    self.programme(&e.programme)?
                        .bodies
                        .get(&e.id)
                        .map(|b| b.entry),
                )
            }
            Event::MemberAppointed(e) => {
                check_slug("member", &e.member)?;
                let body = self.programme(&e.programme)?.bodies.get(&e.body);
                let body = body.ok_or_else(|| Violation::unknown("body", &e.body))?;
                absent(
                    "member",
                    &e.member,
                    body.members.get(&e.member).map(|(_, entry)| *entry),
                )
            }
            Event::MemberLeft(e) => {
                let body = self.programme(&e.programme)?.bodies.get(&e.body);
                let body = body.ok_or_else(|| Violation::unknown("body", &e.body))?;
                if body.members.contains_key(&e.member) {
                    Ok(())
                } else {
                    Err(Violation::unknown("member", &e.member))
                }
            }
            _ => Ok(()),
        }
    }

    fn check_proposal(&self, event: &Event) -> Checked {
        match event {
            Event::ProposalSubmitted(e) => {
                check_identifier("id", &e.id)?;
                check_amount("cost", e.cost)?;
                let programme = self.programme(&e.programme)?;
                if let Some(group) = &e.group
                    && !programme.groups.contains_key(group)
                {
                    return Err(Violation::unknown("group", group));
                }
                for audience in &e.audiences {
                    let (group, _) = programme
                        .audiences
                        .get(audience)
                        .ok_or_else(|| Violation::unknown("audience", audience))?;
                    if e.group.as_ref() != Some(group) {
                        return Err(Violation::field(
                            "audiences",
                            format!(
                                "{audience:?} belongs to the group {group:?}, the proposal to another"
                            ),
                        ));
                    }
                }
                absent(
                    "proposal",
                    &e.id,
                    programme.proposals.get(&e.id).map(|p| p.entry),
                )
            }
            Event::ProposalWithdrawn(e) => {
                let proposal = self.programme(&e.programme)?.proposals.get(&e.id);
                let proposal = proposal.ok_or_else(|| Violation::unknown("proposal", &e.id))?;
                if proposal.standing == Standing::Submitted {
                    Ok(())
                } else {
                    Err(Violation::out_of_turn(format!(
                        "proposal {:?} cannot be withdrawn any more: it is or was up for a vote, or is withdrawn",
                        e.id
                    )))
                }
            }
            _ => Ok(()),
        }
    }
}

impl ProgrammeState {
    /// The proposals that a vote opened now would have as candidates, by identifier.
    pub fn candidates_to_be(&self) -> impl Iterator<Item = &String> {
        self.proposals
            .iter()
            .filter(|(_, proposal)| {
                matches!(
                    proposal.standing,
                    Standing::Submitted | Standing::NotSelected(_)
                )
            })
            .map(|(id, _)| id)
    }
}

/// Reads a log key and checks that it is one: Ed25519, named by the origin.
fn verifying_key(field: &'static str, key: &str, origin: &str) -> Result<VerifyingKey, Violation> {
    let parsed: VerifyingKey = key
        .parse()
        .map_err(|error: NoteError| Violation::field(field, error.to_string()))?;
    if parsed.name() != origin || parsed.algorithm() != Algorithm::Ed25519 {
        return Err(Violation::field(
            field,
            format!("must be an Ed25519 key named {origin:?}"),
        ));
    }
    Ok(parsed)
}

pub(super) fn absent(what: &'static str, id: &str, entry: Option<u64>) -> Checked {
    match entry {
        Some(entry) => Err(Violation::Exists {
            what,
            id: id.to_owned(),
            entry,
        }),
        None => Ok(()),
    }
}

pub(super) fn not_blank(field: &'static str, text: &str, max: usize) -> Checked {
    if text.trim().is_empty() {
        return Err(Violation::field(field, "is empty"));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Violation::field(
            field,
            format!("has {length} characters; at most {max} are allowed"),
        ));
    }
    Ok(())
}

pub(super) fn check_amount(field: &'static str, amount: u64) -> Checked {
    if amount > MAX_AMOUNT {
        return Err(Violation::field(
            field,
            format!("is {amount}; at most {MAX_AMOUNT} is allowed"),
        ));
    }
    Ok(())
}

fn check_country(code: &str) -> Checked {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Violation::field(
            "country",
            format!("{code:?} is not an ISO 3166-1 alpha-2 code"),
        ))
    }
}

fn check_date(field: &'static str, date: &str) -> Checked {
    match date.parse::<jiff::civil::Date>() {
        Ok(parsed) if parsed.to_string() == date => Ok(()),
        _ => Err(Violation::field(
            field,
            format!("{date:?} is not a date of the form 2026-11-23"),
        )),
    }
}
