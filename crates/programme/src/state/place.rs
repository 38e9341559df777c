//! Where an event belongs: the programme it is in, the thing it is about, and the entries it rests on.

use madang_record::entry::Reference;

use super::State;
use crate::event::Event;
use crate::violation::Violation;

/// Where an event belongs. It follows from the event and the state, so that nobody can file an event elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The programme's identifier; empty for what concerns the whole record.
    pub space: String,
    /// The thing it is about: `proposal:kr0018-flagships/12`.
    pub subject: String,
    /// Earlier entries it rests on.
    pub refs: Vec<Reference>,
}

impl Place {
    /// The subject of a vote.
    pub fn vote(programme: &str, vote: &str) -> String {
        // Met once for each ballot: joined rather than formatted.
        ["vote:", programme, "/", vote].concat()
    }

    /// The programme and vote of a vote's subject.
    pub fn split_vote(subject: &str) -> Option<(&str, &str)> {
        subject.strip_prefix("vote:")?.split_once('/')
    }

    /// Where `event` belongs in `state`.
    ///
    /// # Errors
    /// Where a thing it rests on is not there.
    pub fn of(state: &State, event: &Event) -> Result<Place, Violation> {
        let record = |subject: String, refs: Vec<Reference>| Place {
            space: String::new(),
            subject,
            refs,
        };
        let inside = |programme: &str, subject: String, refs: Vec<Reference>| Place {
            space: programme.to_owned(),
            subject,
            refs,
        };
        Ok(match event {
            Event::LogCreated(_) | Event::KeyRotated(_) | Event::DatabaseAccepted(_) => {
                record("log".to_owned(), vec![])
            }
            Event::ContentRestricted(e) => content(e.entry, &e.name),
            Event::ContentReleased(e) => content(e.entry, &e.name),
            Event::ContentErased(e) => content(e.entry, &e.name),
            Event::ActionPlanRecorded(e) => record(format!("action_plan:{}", e.id), vec![]),
            Event::CommitmentRecorded(e) => {
                let refs = match &e.action_plan {
                    Some(plan) => vec![refer("action_plan", plan_entry(state, plan)?)],
                    None => vec![],
                };
                record(format!("commitment:{}", e.id), refs)
            }
            Event::MilestoneRecorded(e) => record(
                format!("milestone:{}/{}", e.commitment, e.code),
                vec![refer("commitment", commitment_entry(state, &e.commitment)?)],
            ),
            Event::ReviewRecorded(e) => record(
                format!("review:{}/{}", e.commitment, e.report),
                vec![refer("commitment", commitment_entry(state, &e.commitment)?)],
            ),
            Event::ProgrammeCreated(e) => inside(
                &e.id,
                format!("programme:{}", e.id),
                vec![refer("commitment", commitment_entry(state, &e.commitment)?)],
            ),
            Event::GroupDefined(e) => inside(
                &e.programme,
                format!("group:{}/{}", e.programme, e.id),
                vec![refer("programme", state.programme(&e.programme)?.entry)],
            ),
            Event::AudienceDefined(e) => {
                let group = state.programme(&e.programme)?.groups.get(&e.group);
                let group = group.ok_or_else(|| Violation::unknown("group", &e.group))?;
                inside(
                    &e.programme,
                    format!("audience:{}/{}", e.programme, e.id),
                    vec![refer("group", *group)],
                )
            }
            Event::BodyEstablished(e) => inside(
                &e.programme,
                format!("body:{}/{}", e.programme, e.id),
                vec![refer("programme", state.programme(&e.programme)?.entry)],
            ),
            Event::MemberAppointed(e) => inside(
                &e.programme,
                format!("member:{}/{}/{}", e.programme, e.body, e.member),
                vec![refer("body", body_entry(state, &e.programme, &e.body)?)],
            ),
            Event::MemberLeft(e) => inside(
                &e.programme,
                format!("member:{}/{}/{}", e.programme, e.body, e.member),
                vec![refer("body", body_entry(state, &e.programme, &e.body)?)],
            ),
            Event::ProposalSubmitted(e) => inside(
                &e.programme,
                format!("proposal:{}/{}", e.programme, e.id),
                vec![refer("programme", state.programme(&e.programme)?.entry)],
            ),
            Event::ProposalWithdrawn(e) => {
                let proposal = state.programme(&e.programme)?.proposals.get(&e.id);
                let proposal = proposal.ok_or_else(|| Violation::unknown("proposal", &e.id))?;
                inside(
                    &e.programme,
                    format!("proposal:{}/{}", e.programme, e.id),
                    vec![refer("proposal", proposal.entry)],
                )
            }
            Event::RuleFixed(e) => inside(
                &e.programme,
                format!("selection_rule:{}/{}", e.programme, e.id),
                vec![refer("programme", state.programme(&e.programme)?.entry)],
            ),
            Event::VoteOpened(e) => inside(
                &e.programme,
                Place::vote(&e.programme, &e.id),
                vec![refer("rule", rule_entry(state, &e.programme, &e.rule)?)],
            ),
            Event::BallotCast(e) => inside(
                &e.programme,
                Place::vote(&e.programme, &e.vote),
                vec![refer("vote", state.vote(&e.programme, &e.vote)?.entry)],
            ),
            Event::ScoresSubmitted(e) => {
                let vote = state.vote(&e.programme, &e.vote)?;
                let body = state.programme(&e.programme)?.bodies.get(&e.body);
                let body = body.ok_or_else(|| Violation::unknown("body", &e.body))?;
                let (_, member) = body
                    .members
                    .get(&e.member)
                    .ok_or_else(|| Violation::unknown("member", &e.member))?;
                inside(
                    &e.programme,
                    Place::vote(&e.programme, &e.vote),
                    vec![refer("vote", vote.entry), refer("member", *member)],
                )
            }
            Event::VoteClosed(e) => inside(
                &e.programme,
                Place::vote(&e.programme, &e.vote),
                vec![refer("vote", state.vote(&e.programme, &e.vote)?.entry)],
            ),
            Event::BallotsOpened(e) => inside(
                &e.programme,
                Place::vote(&e.programme, &e.vote),
                vec![refer("vote", state.vote(&e.programme, &e.vote)?.entry)],
            ),
            Event::VoteCancelled(e) => inside(
                &e.programme,
                Place::vote(&e.programme, &e.vote),
                vec![refer("vote", state.vote(&e.programme, &e.vote)?.entry)],
            ),
            Event::SelectionPublished(e) => {
                let vote = state.vote(&e.programme, &e.vote)?;
                inside(
                    &e.programme,
                    format!("selection:{}/{}", e.programme, e.vote),
                    vec![
                        refer("vote", vote.entry),
                        refer("rule", rule_entry(state, &e.programme, &e.rule)?),
                    ],
                )
            }
        })
    }
}

fn refer(rel: &str, entry: u64) -> Reference {
    Reference {
        rel: rel.to_owned(),
        entry,
    }
}

fn content(entry: u64, name: &str) -> Place {
    Place {
        space: String::new(),
        subject: format!("content:{entry}/{name}"),
        refs: vec![refer("entry", entry)],
    }
}

fn plan_entry(state: &State, id: &str) -> Result<u64, Violation> {
    state
        .action_plans
        .get(id)
        .copied()
        .ok_or_else(|| Violation::unknown("action plan", id))
}

fn commitment_entry(state: &State, id: &str) -> Result<u64, Violation> {
    state
        .commitments
        .get(id)
        .map(|c| c.entry)
        .ok_or_else(|| Violation::unknown("commitment", id))
}

fn body_entry(state: &State, programme: &str, id: &str) -> Result<u64, Violation> {
    let body = state.programme(programme)?.bodies.get(id);
    body.map(|b| b.entry)
        .ok_or_else(|| Violation::unknown("body", id))
}

fn rule_entry(state: &State, programme: &str, id: &str) -> Result<u64, Violation> {
    let rule = state.programme(programme)?.rules.get(id);
    rule.map(|r| r.entry)
        .ok_or_else(|| Violation::unknown("selection rule", id))
}
