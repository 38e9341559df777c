//! A programme with its groups, audiences and bodies, and its proposals, from files like those under
//! `examples/kr0018`.

use anyhow::{Context, Result};
use madang_example as file;
use madang_programme::Command;
use madang_programme::event::{organisation, programme as event, proposal};
use madang_record::Visibility;
use madang_store::Submission;

use super::{official, once, text};

/// The commands that set up a programme. `currency` and `example` are the file's own unless the caller knows better.
///
/// # Errors
/// A text in a language that is not known.
pub fn submissions(
    file: &file::Programme,
    currency: &str,
    example: bool,
) -> Result<Vec<Submission>> {
    let actor = official()?;
    let id = &file.id;
    let facts = event::ProgrammeCreated {
        id: id.clone(),
        commitment: file.commitment.clone(),
        target: Some(file.target),
        zone: file.zone.clone(),
        currency: currency.to_owned(),
        example,
    };
    let words = event::ProgrammeText {
        title: text(&file.title)?,
        summary: text(&file.summary)?,
    };
    let mut submissions = vec![once(
        &actor,
        format!("programme/{id}"),
        Command::CreateProgramme(facts, Box::new(words)),
    )];
    for group in &file.groups {
        let facts = event::GroupDefined {
            programme: id.clone(),
            id: group.id.clone(),
            name: text(&group.name)?,
            description: Some(text(&group.description)?),
        };
        submissions.push(once(
            &actor,
            format!("group/{id}/{}", group.id),
            Command::DefineGroup(facts),
        ));
        for audience in &group.audiences {
            let facts = event::AudienceDefined {
                programme: id.clone(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: text(&audience.name)?,
            };
            let key = format!("audience/{id}/{}", audience.id);
            submissions.push(once(&actor, key, Command::DefineAudience(facts)));
        }
    }
    for body in &file.bodies {
        let facts = organisation::BodyEstablished {
            programme: id.clone(),
            id: body.id.clone(),
            kind: match body.kind {
                file::BodyKind::AdvisoryCommittee => organisation::BodyKind::AdvisoryCommittee,
                file::BodyKind::ExpertPanel => organisation::BodyKind::ExpertPanel,
                file::BodyKind::TaskForce => organisation::BodyKind::TaskForce,
            },
            name: text(&body.name)?,
            mandate: text(&body.mandate)?,
        };
        submissions.push(once(
            &actor,
            format!("body/{id}/{}", body.id),
            Command::EstablishBody(facts),
        ));
        for member in &body.members {
            let facts = organisation::MemberAppointed {
                programme: id.clone(),
                body: body.id.clone(),
                member: member.id.clone(),
                class: match member.class {
                    file::MemberClass::Official => organisation::MemberClass::Official,
                    file::MemberClass::Expert => organisation::MemberClass::Expert,
                    file::MemberClass::Designer => organisation::MemberClass::Designer,
                    file::MemberClass::Citizen => organisation::MemberClass::Citizen,
                },
            };
            let person = organisation::Person {
                post: text(&member.post)?,
                name: None,
                interests: None,
            };
            let command =
                Command::AppointMember(facts, Some((Box::new(person), Visibility::Public)));
            submissions.push(once(
                &actor,
                format!("member/{id}/{}/{}", body.id, member.id),
                command,
            ));
        }
    }
    Ok(submissions)
}

/// The commands that hand in proposals to `programme`.
///
/// # Errors
/// A text in a language that is not known; names the proposal.
pub fn proposals(programme: &str, proposals: &[file::Proposal]) -> Result<Vec<Submission>> {
    let actor = official()?;
    proposals
        .iter()
        .map(|proposal| {
            let facts = proposal::ProposalSubmitted {
                programme: programme.to_owned(),
                id: proposal.id.clone(),
                cost: proposal.cost,
                group: Some(proposal.group.clone()),
                audiences: proposal.audiences.clone(),
            };
            let words = proposal::ProposalText {
                title: text(&proposal.title)?,
                summary: Some(text(&proposal.summary)?),
                proposer: Some(text(&proposal.proposer.name)?),
            };
            let command = Command::SubmitProposal(facts, Box::new(words));
            Ok(once(
                &actor,
                format!("proposal/{programme}/{}", proposal.id),
                command,
            ))
        })
        .collect::<Result<_>>()
        .with_context(|| format!("proposals of {programme}"))
}
