//! The commands that the small store is made of.

use madang_fixtures::{Programme, approval, english, in_days};
use madang_programme::Command;
use madang_programme::bodies::{
    AppointMember, BodyEstablished, BodyKind, MemberAppointed, MemberClass, Person,
};
use madang_programme::institutions::InstitutionNamed;
use madang_programme::programmes::{
    AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText,
};
use madang_programme::votes::BallotRule;
use madang_record::entry::Visibility;
use madang_selection::{Decimal, SelectionRule};
use madang_words::{Language, Text};

use super::{EMPTY, FINISHED, OPEN, VOTE};

/// Asks for a programme in which nothing has happened.
pub fn nothing_yet(currency: &str) -> Command {
    let words = ProgrammeText {
        title: english("Nothing yet"),
        summary: english("Just begun."),
    };
    Command::worded(programme(EMPTY, currency, false), words)
}

pub fn commitments() -> Vec<Command> {
    let steps = madang_example::commitments().steps().into_iter();
    steps.map(|step| step.command).collect()
}

fn programme(id: &str, currency: &str, example: bool) -> ProgrammeCreated {
    ProgrammeCreated {
        target: example.then_some(50),
        currency: currency.to_owned(),
        example,
        ..Programme(id).facts()
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
    commands.extend(voices());
    commands.extend(bodies());
    commands.extend(proposals());
    commands.extend(answers());
    commands.extend(vote(FINISHED, 20_000_000_000));
    commands
}

/// Its institutions, the voices of the example and the needs that group them.
fn voices() -> Vec<Command> {
    let mut commands = Vec::new();
    for institution in &madang_example::programme().institutions {
        commands.push(Command::plain(InstitutionNamed {
            programme: FINISHED.to_owned(),
            id: institution.id.clone(),
            name: institution.name.clone(),
        }));
    }
    let steps = madang_example::voices(FINISHED, "test.example/log");
    commands.extend(steps.into_iter().map(|step| step.command));
    let needs = madang_example::needs(FINISHED);
    commands.extend(needs.into_iter().map(|step| step.command));
    commands
}

/// Its answers: some voices and most proposals are left to answer.
fn answers() -> Vec<Command> {
    let steps = madang_example::answers(FINISHED, &planned());
    steps.into_iter().map(|step| step.command).collect()
}

/// The day by which they plan what they adopt.
pub fn planned() -> String {
    in_days(400)
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
    let finished = Programme(FINISHED);
    commands.push(finished.propose("withdrawn", 1, english("Taken back")));
    commands.push(finished.withdraw("withdrawn"));
    commands
}

/// A rule with this budget, and a vote under it.
pub fn vote(programme: &str, budget: u64) -> [Command; 2] {
    let mut rule = SelectionRule::wieliczka_2023();
    rule.budget = Some(Decimal::from(budget));
    if let Some(madang_selection::Completion::AddOne { step, .. }) = rule.completion.first_mut() {
        *step = Decimal::from(budget / 2_000);
    }
    let ballots = BallotRule {
        min_choices: Some(1),
        max_choices: Some(8),
        ..approval()
    };
    let programme = Programme(programme);
    [
        programme.fix_rule("rule-1", rule, None),
        programme.open_vote(VOTE, "rule-1", ballots),
    ]
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
        commands.push(Programme(OPEN).propose(id, cost, Text::new(Language::Pl, title)));
    }
    commands.extend(vote(OPEN, 100_000));
    commands
}
