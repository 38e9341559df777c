//! Action plans, commitments, milestones and reviews from a file like `examples/kr0018/commitments.json`.

use anyhow::{Context, Result};
use madang_example as file;
use madang_programme::Command;
use madang_programme::event::commitment as event;
use madang_programme::text::Text;
use madang_store::Submission;

use super::{official, once, text};

fn optional(map: Option<&file::LanguageMap>) -> Result<Option<Text>> {
    map.map(text).transpose()
}

fn all(maps: &[file::LanguageMap]) -> Result<Vec<Text>> {
    maps.iter().map(text).collect()
}

/// The commands that put a file of commitments on the record, in order.
///
/// # Errors
/// A text in a language that is not known; names the commitment.
pub fn submissions(file: &file::Commitments) -> Result<Vec<Submission>> {
    let actor = official()?;
    let mut submissions = Vec::new();
    for plan in &file.action_plans {
        let process = file
            .process
            .iter()
            .find(|process| process.action_plan == plan.id);
        let facts = event::ActionPlanRecorded {
            id: plan.id.clone(),
            country: plan.country.clone(),
            number: plan.number,
            cycle: plan.cycle,
            title: text(&plan.title)?,
            process: process.map(|process| event::PlanProcess {
                steps_followed: process.steps_followed,
                steps_of: process.steps_of,
                regular_forum: process.regular_forum,
                self_assessment_published: process.self_assessment_published,
                two_week_comment_period: process.two_week_comment_period,
                source: process.source.clone(),
            }),
        };
        submissions.push(once(
            &actor,
            format!("action_plan/{}", plan.id),
            Command::RecordActionPlan(facts),
        ));
    }
    for commitment in &file.commitments {
        let command = record(commitment, &file.attribution)
            .with_context(|| format!("commitment {}", commitment.id))?;
        submissions.push(once(
            &actor,
            format!("commitment/{}", commitment.id),
            command,
        ));
    }
    for milestone in &file.milestones {
        let facts = event::MilestoneRecorded {
            commitment: milestone.commitment.clone(),
            code: milestone.code.clone(),
            title: text(&milestone.title)?,
            due: milestone.due,
            start_date: milestone.start_date.clone(),
            end_date: milestone.end_date.clone(),
            derived_by_reviewer: milestone.derived_by_reviewer,
        };
        let key = format!("milestone/{}/{}", milestone.commitment, milestone.code);
        submissions.push(once(&actor, key, Command::RecordMilestone(facts)));
    }
    for review in &file.reviews {
        let command = record_review(review)
            .with_context(|| format!("review {} of {}", review.report, review.commitment))?;
        submissions.push(once(
            &actor,
            format!("review/{}/{}", review.commitment, review.report),
            command,
        ));
    }
    Ok(submissions)
}

fn record(commitment: &file::Commitment, attribution: &str) -> Result<Command> {
    let facts = event::CommitmentRecorded {
        id: commitment.id.clone(),
        country: commitment.country.clone(),
        action_plan: commitment.action_plan.clone(),
        cycle: Some(commitment.cycle),
        number: commitment.number.clone(),
        number_elsewhere: commitment.number_elsewhere.as_ref().map(|elsewhere| {
            event::NumberElsewhere {
                number: elsewhere.number.clone(),
                source: elsewhere.source.clone(),
            }
        }),
        status: commitment.status.clone(),
        start_date: commitment.start_date.clone(),
        end_date: commitment.end_date.clone(),
        policy_areas: commitment.policy_areas.clone(),
        policy_areas_source: commitment.policy_areas_source.clone(),
        policy_areas_newer: commitment.policy_areas_newer.clone(),
        policy_areas_newer_source: commitment.policy_areas_newer_source.clone(),
        url: Some(commitment.url.clone()),
    };
    let target = |target: &file::Target| -> Result<event::Target> {
        Ok(event::Target {
            what: text(&target.what)?,
            value: target.value,
            by: target.by,
        })
    };
    let group = |group: &file::ServiceGroup| -> Result<event::NamedGroup> {
        Ok(event::NamedGroup {
            group: text(&group.group)?,
            examples: all(&group.examples)?,
        })
    };
    let elsewhere = |elsewhere: &file::TitleElsewhere| -> Result<event::TitleElsewhere> {
        Ok(event::TitleElsewhere {
            title: text(&elsewhere.title)?,
            source: elsewhere.source.clone(),
        })
    };
    let words = event::CommitmentText {
        title: optional(commitment.title.as_ref())?,
        title_elsewhere: commitment
            .title_elsewhere
            .as_ref()
            .map(elsewhere)
            .transpose()?,
        country_name_newer: optional(commitment.country_name_newer.as_ref())?,
        theme: optional(commitment.theme.as_ref())?,
        lead_institution: optional(commitment.lead_institution.as_ref())?,
        responsible_institution: optional(commitment.responsible_institution.as_ref())?,
        supporting_institutions: optional(commitment.supporting_institutions.as_ref())?,
        description: optional(commitment.description_as_published.as_ref())?,
        description_corrected: optional(commitment.description_corrected.as_ref())?,
        aims: all(&commitment.aims)?,
        instruments: all(&commitment.instruments)?,
        targets: commitment
            .targets
            .iter()
            .map(target)
            .collect::<Result<_>>()?,
        service_groups: commitment
            .service_groups
            .iter()
            .map(group)
            .collect::<Result<_>>()?,
        attribution: Some(attribution.to_owned()),
    };
    Ok(Command::RecordCommitment(facts, Box::new(words)))
}

fn record_review(review: &file::Review) -> Result<Command> {
    let value = |value: &file::CodedValue| -> Result<event::CodedValue> {
        Ok(event::CodedValue {
            field: value.field.clone(),
            milestone: value.milestone.clone(),
            value: value.value.clone(),
            code_list: value.code_list.clone(),
            source: value.source.clone(),
            fact: optional(value.fact.as_ref())?,
        })
    };
    let named = |named: &file::Event| -> Result<event::NamedEvent> {
        Ok(event::NamedEvent {
            date: named.date.clone(),
            what: text(&named.what)?,
            who: text(&named.who)?,
        })
    };
    let note = |note: &file::Note| -> Result<event::Note> {
        Ok(event::Note {
            number: note.number,
            text: text(&note.text)?,
            url: note.url.clone(),
        })
    };
    let facts = event::ReviewRecorded {
        commitment: review.commitment.clone(),
        report: review.report.clone(),
        report_title: review.report_title.clone(),
        stage: match review.stage {
            file::ReviewStage::Midterm => event::ReviewStage::Midterm,
            file::ReviewStage::EndOfTerm => event::ReviewStage::EndOfTerm,
            file::ReviewStage::Other => event::ReviewStage::Other,
        },
        values: review.values.iter().map(value).collect::<Result<_>>()?,
    };
    let words = event::ReviewText {
        findings: all(&review.findings)?,
        evidence_gaps: all(&review.evidence_gaps)?,
        recommendations: all(&review.recommendations)?,
        events: review.events.iter().map(named).collect::<Result<_>>()?,
        notes: review.notes.iter().map(note).collect::<Result<_>>()?,
    };
    Ok(Command::RecordReview(facts, Box::new(words)))
}
