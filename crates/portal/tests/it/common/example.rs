//! The commands that the small store is made of.

use madang_programme::Command;
use madang_programme::bodies::{
    AppointMember, BodyEstablished, BodyKind, MemberAppointed, MemberClass, Person,
};
use madang_programme::programmes::{
    AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText,
};
use madang_programme::proposals::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use madang_programme::votes::{
    BallotRule, BallotType, OpenVote, RepeatedVoter, RuleFixed, UnknownProject,
};
use madang_record::entry::Visibility;
use madang_selection::{Decimal, SelectionRule};
use madang_words::{Language, Text};

use super::{FINISHED, OPEN, VOTE};

fn english(words: &str) -> Text {
    Text::new(Language::En, words)
}

pub fn programme_words(title: &str, summary: &str) -> ProgrammeText {
    ProgrammeText {
        title: english(title),
        summary: english(summary),
    }
}

pub fn commitments() -> Vec<Command> {
    let steps = madang_example::commitments().steps().into_iter();
    steps.map(|step| step.command).collect()
}

pub fn programme(id: &str, currency: &str, example: bool) -> ProgrammeCreated {
    ProgrammeCreated {
        id: id.to_owned(),
        commitment: "KR0018".to_owned(),
        target: example.then_some(50),
        zone: "Asia/Seoul".to_owned(),
        currency: currency.to_owned(),
        example,
    }
}

pub fn finished_programme() -> Vec<Command> {
    let file = madang_example::programme();
    let words = ProgrammeText {
        title: file.title.clone(),
        summary: file.summary.clone(),
    };
    let mut commands = vec![Command::worded(programme(FINISHED, "KRW", true), words)];
    commands.extend(groups());
    commands.extend(bodies());
    commands.extend(proposals());
    commands.extend(vote(FINISHED, 20_000_000_000));
    commands
}

/// Its groups with their audiences.
fn groups() -> Vec<Command> {
    let file = madang_example::programme();
    let mut commands = Vec::new();
    for group in &file.groups {
        commands.push(Command::plain(GroupDefined {
            programme: FINISHED.to_owned(),
            id: group.id.clone(),
            name: group.name.clone(),
            description: group.description.clone(),
        }));
        for audience in &group.audiences {
            commands.push(Command::plain(AudienceDefined {
                programme: FINISHED.to_owned(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: audience.name.clone(),
            }));
        }
    }
    commands
}

/// Its bodies; of each the first member is public, the others are for officials.
fn bodies() -> Vec<Command> {
    let file = madang_example::programme();
    let mut commands = Vec::new();
    for (place, body) in file.bodies.iter().enumerate() {
        let kinds = [
            BodyKind::AdvisoryCommittee,
            BodyKind::ExpertPanel,
            BodyKind::TaskForce,
        ];
        commands.push(Command::plain(BodyEstablished {
            programme: FINISHED.to_owned(),
            id: body.id.clone(),
            kind: kinds[place % 3],
            name: body.name.clone(),
            mandate: body.mandate.clone(),
        }));
        for (place, member) in body.members.iter().enumerate() {
            let person = Person {
                post: member.post.clone(),
                name: None,
                interests: Some(english("None declared.")),
            };
            let visibility = match place {
                0 => Visibility::Public,
                _ => Visibility::Restricted {
                    roles: vec!["official".to_owned()],
                },
            };
            commands.push(Command::from(AppointMember {
                facts: MemberAppointed {
                    programme: FINISHED.to_owned(),
                    body: body.id.clone(),
                    member: member.id.clone(),
                    class: MemberClass::Citizen,
                },
                person: Some((Box::new(person), visibility)),
            }));
        }
    }
    commands
}

/// Its proposals, and one that was withdrawn.
fn proposals() -> Vec<Command> {
    let mut commands = Vec::new();
    for proposal in madang_example::proposals() {
        let on_record = proposal.on_record(FINISHED, "KRW");
        let (facts, words) = on_record.expect("costs are in won");
        commands.push(Command::worded(facts, words));
    }
    let gone = ProposalSubmitted {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
        cost: 1,
        group: None,
        audiences: vec![],
        proposer: None,
    };
    let words = ProposalText {
        title: english("Taken back"),
        summary: None,
        proposer: None,
    };
    commands.push(Command::worded(gone, words));
    let withdrawn = ProposalWithdrawn {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
    };
    commands.push(Command::plain(withdrawn));
    commands
}

/// A rule with this budget, and a vote under it.
pub fn vote(programme: &str, budget: u64) -> [Command; 2] {
    let mut rule = SelectionRule::wieliczka_2023();
    rule.budget = Some(Decimal::from(budget));
    if let Some(madang_selection::Completion::AddOne { step, .. }) = rule.completion.first_mut() {
        *step = Decimal::from(budget / 2_000);
    }
    let fixed = RuleFixed {
        programme: programme.to_owned(),
        id: "rule-1".to_owned(),
        rule,
        lot: None,
    };
    let ballots = BallotRule {
        ballot_type: BallotType::Approval,
        min_choices: Some(1),
        max_choices: Some(8),
        max_cost: None,
        max_points: None,
        unknown_project: UnknownProject::DropChoice,
        repeated_voter: RepeatedVoter::CountLast,
    };
    let open = OpenVote {
        programme: programme.to_owned(),
        id: VOTE.to_owned(),
        rule: "rule-1".to_owned(),
        ballots,
    };
    [Command::plain(fixed), open.into()]
}

/// A programme with an open vote, whose words try to be markup and whose titles are Polish.
pub fn open_programme() -> Vec<Command> {
    let words = ProgrammeText {
        title: english("<script>alert('title')</script> & co"),
        summary: Text::new(Language::Pl, "Zielony budżet <b>miasta</b>"),
    };
    let mut commands = vec![Command::worded(programme(OPEN, "PLN", false), words)];
    for (id, title, cost) in [
        ("1", "Zielony skwer", 123_456),
        ("가-1", "\"><img src=x onerror=alert(1)>", 5),
    ] {
        commands.push(Command::worded(
            ProposalSubmitted {
                programme: OPEN.to_owned(),
                id: id.to_owned(),
                cost,
                group: None,
                audiences: vec![],
                proposer: None,
            },
            ProposalText {
                title: Text::new(Language::Pl, title),
                summary: None,
                proposer: None,
            },
        ));
    }
    commands.extend(vote(OPEN, 100_000));
    commands
}
