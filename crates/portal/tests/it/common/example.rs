//! The commands that the small store is made of.

use madang_programme::Command;
use madang_programme::event::commitment::{
    ActionPlanRecorded, CodedValue, CommitmentRecorded, CommitmentText, MilestoneRecorded,
    NamedEvent, NamedGroup, Note, NumberElsewhere, PlanProcess, ReviewRecorded, ReviewStage,
    ReviewText, Target, TitleElsewhere,
};
use madang_programme::event::organisation::{
    BodyEstablished, BodyKind, MemberAppointed, MemberClass, Person,
};
use madang_programme::event::programme::{
    AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText,
};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::{
    BallotRule, BallotType, OpenVote, RepeatedVoter, UnknownProject,
};
use madang_programme::text::{Language, Text};
use madang_record::entry::Visibility;
use madang_selection::{Decimal, SelectionRule};
use std::collections::BTreeMap;

use super::{FINISHED, OPEN, VOTE};

fn text(map: &BTreeMap<String, String>) -> Text {
    Text(
        map.iter()
            .map(|(tag, words)| (Language::from_tag(tag), words.clone()))
            .collect(),
    )
}

fn texts(maps: &[BTreeMap<String, String>]) -> Vec<Text> {
    maps.iter().map(text).collect()
}

fn english(words: &str) -> Text {
    Text::new(Language::En, words)
}

pub fn boxed_text(title: &str, summary: &str) -> Box<ProgrammeText> {
    Box::new(ProgrammeText {
        title: english(title),
        summary: english(summary),
    })
}

pub fn commitments() -> Vec<Command> {
    let file = madang_example::commitments();
    let mut commands = Vec::new();
    for plan in &file.action_plans {
        commands.push(Command::RecordActionPlan(ActionPlanRecorded {
            id: plan.id.clone(),
            country: plan.country.clone(),
            number: plan.number,
            cycle: plan.cycle,
            title: text(&plan.title),
            process: file
                .process
                .iter()
                .find(|process| process.action_plan == plan.id)
                .map(|p| PlanProcess {
                    steps_followed: p.steps_followed,
                    steps_of: p.steps_of,
                    regular_forum: p.regular_forum,
                    self_assessment_published: p.self_assessment_published,
                    two_week_comment_period: p.two_week_comment_period,
                    source: p.source.clone(),
                }),
        }));
    }
    for c in &file.commitments {
        let facts = CommitmentRecorded {
            id: c.id.clone(),
            country: c.country.clone(),
            action_plan: c.action_plan.clone(),
            cycle: Some(c.cycle),
            number: c.number.clone(),
            number_elsewhere: c.number_elsewhere.as_ref().map(|n| NumberElsewhere {
                number: n.number.clone(),
                source: n.source.clone(),
            }),
            policy_areas_source: c.policy_areas_source.clone(),
            policy_areas_newer_source: c.policy_areas_newer_source.clone(),
            status: c.status.clone(),
            start_date: c.start_date.clone(),
            end_date: c.end_date.clone(),
            policy_areas: c.policy_areas.clone(),
            policy_areas_newer: c.policy_areas_newer.clone(),
            url: Some(c.url.clone()),
        };
        let target = |t: &madang_example::Target| Target {
            what: text(&t.what),
            value: t.value,
            by: t.by,
        };
        let words = CommitmentText {
            title: c.title.as_ref().map(text),
            title_elsewhere: c.title_elsewhere.as_ref().map(|t| TitleElsewhere {
                title: text(&t.title),
                source: t.source.clone(),
            }),
            country_name_newer: c.country_name_newer.as_ref().map(text),
            service_groups: c
                .service_groups
                .iter()
                .map(|g| NamedGroup {
                    group: text(&g.group),
                    examples: texts(&g.examples),
                })
                .collect(),
            theme: c.theme.as_ref().map(text),
            lead_institution: c.lead_institution.as_ref().map(text),
            responsible_institution: c.responsible_institution.as_ref().map(text),
            supporting_institutions: c.supporting_institutions.as_ref().map(text),
            description: c.description_as_published.as_ref().map(text),
            description_corrected: c.description_corrected.as_ref().map(text),
            aims: texts(&c.aims),
            instruments: texts(&c.instruments),
            targets: c.targets.iter().map(target).collect(),
            attribution: Some(file.attribution.clone()),
        };
        commands.push(Command::RecordCommitment(facts, Box::new(words)));
    }
    for m in &file.milestones {
        commands.push(Command::RecordMilestone(MilestoneRecorded {
            commitment: m.commitment.clone(),
            code: m.code.clone(),
            title: text(&m.title),
            due: m.due,
            start_date: m.start_date.clone(),
            end_date: m.end_date.clone(),
            derived_by_reviewer: m.derived_by_reviewer,
        }));
    }
    commands.extend(
        file.reviews
            .iter()
            .filter(|review| review.commitment == "KR0018")
            .map(review),
    );
    commands
}

fn review(review: &madang_example::Review) -> Command {
    let value = |v: &madang_example::CodedValue| CodedValue {
        field: v.field.clone(),
        milestone: v.milestone.clone(),
        value: v.value.clone(),
        code_list: v.code_list.clone(),
        source: v.source.clone(),
        fact: v.fact.as_ref().map(text),
    };
    let facts = ReviewRecorded {
        commitment: review.commitment.clone(),
        report: review.report.clone(),
        report_title: review.report_title.clone(),
        stage: match review.stage {
            madang_example::ReviewStage::Midterm => ReviewStage::Midterm,
            madang_example::ReviewStage::EndOfTerm => ReviewStage::EndOfTerm,
            madang_example::ReviewStage::Other => ReviewStage::Other,
        },
        values: review.values.iter().map(value).collect(),
    };
    let event = |e: &madang_example::Event| NamedEvent {
        date: e.date.clone(),
        what: text(&e.what),
        who: text(&e.who),
    };
    let note = |n: &madang_example::Note| Note {
        number: n.number,
        text: text(&n.text),
        url: n.url.clone(),
    };
    let words = ReviewText {
        findings: texts(&review.findings),
        evidence_gaps: texts(&review.evidence_gaps),
        recommendations: texts(&review.recommendations),
        events: review.events.iter().map(event).collect(),
        notes: review.notes.iter().map(note).collect(),
    };
    Command::RecordReview(facts, Box::new(words))
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
        title: text(&file.title),
        summary: text(&file.summary),
    };
    let mut commands = vec![Command::CreateProgramme(
        programme(FINISHED, "KRW", true),
        Box::new(words),
    )];
    for group in &file.groups {
        commands.push(Command::DefineGroup(GroupDefined {
            programme: FINISHED.to_owned(),
            id: group.id.clone(),
            name: text(&group.name),
            description: Some(text(&group.description)),
        }));
        for audience in &group.audiences {
            commands.push(Command::DefineAudience(AudienceDefined {
                programme: FINISHED.to_owned(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: text(&audience.name),
            }));
        }
    }
    for (place, body) in file.bodies.iter().enumerate() {
        let kinds = [
            BodyKind::AdvisoryCommittee,
            BodyKind::ExpertPanel,
            BodyKind::TaskForce,
        ];
        commands.push(Command::EstablishBody(BodyEstablished {
            programme: FINISHED.to_owned(),
            id: body.id.clone(),
            kind: kinds[place % 3],
            name: text(&body.name),
            mandate: text(&body.mandate),
        }));
        for (place, member) in body.members.iter().enumerate() {
            let person = Person {
                post: text(&member.post),
                name: None,
                interests: Some(english("None declared.")),
            };
            let visibility = match place {
                0 => Visibility::Public,
                _ => Visibility::Restricted {
                    roles: vec!["official".to_owned()],
                },
            };
            commands.push(Command::AppointMember(
                MemberAppointed {
                    programme: FINISHED.to_owned(),
                    body: body.id.clone(),
                    member: member.id.clone(),
                    class: MemberClass::Citizen,
                },
                Some((Box::new(person), visibility)),
            ));
        }
    }
    for proposal in madang_example::proposals() {
        commands.push(Command::SubmitProposal(
            ProposalSubmitted {
                programme: FINISHED.to_owned(),
                id: proposal.id.clone(),
                cost: proposal.cost,
                group: Some(proposal.group.clone()),
                audiences: proposal.audiences.clone(),
            },
            Box::new(ProposalText {
                title: text(&proposal.title),
                summary: Some(text(&proposal.summary)),
                proposer: Some(text(&proposal.proposer.name)),
            }),
        ));
    }
    let gone = ProposalSubmitted {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
        cost: 1,
        group: None,
        audiences: vec![],
    };
    let words = ProposalText {
        title: english("Taken back"),
        summary: None,
        proposer: None,
    };
    commands.push(Command::SubmitProposal(gone, Box::new(words)));
    let withdrawn = ProposalWithdrawn {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
    };
    commands.push(Command::WithdrawProposal(withdrawn));
    commands.extend(vote(FINISHED, 20_000_000_000));
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
    [Command::FixRule(fixed), open.into()]
}

/// A programme with an open vote, whose words try to be markup and whose titles are Polish.
pub fn open_programme() -> Vec<Command> {
    let words = ProgrammeText {
        title: english("<script>alert('title')</script> & co"),
        summary: Text::new(Language::Pl, "Zielony budżet <b>miasta</b>"),
    };
    let mut commands = vec![Command::CreateProgramme(
        programme(OPEN, "PLN", false),
        Box::new(words),
    )];
    for (id, title, cost) in [
        ("1", "Zielony skwer", 123_456),
        ("가-1", "\"><img src=x onerror=alert(1)>", 5),
    ] {
        commands.push(Command::SubmitProposal(
            ProposalSubmitted {
                programme: OPEN.to_owned(),
                id: id.to_owned(),
                cost,
                group: None,
                audiences: vec![],
            },
            Box::new(ProposalText {
                title: Text::new(Language::Pl, title),
                summary: None,
                proposer: None,
            }),
        ));
    }
    commands.extend(vote(OPEN, 100_000));
    commands
}
