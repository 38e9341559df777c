//! Action plans, commitments, milestones and reviews.

mod file;

pub use file::{Commitment, Commitments, PlanProcess, Review};
use madang_programme::Command;
use madang_programme::commitments as event;
use madang_words::quoted;

use crate::step::Step;
use crate::words::said;

impl Commitments {
    /// The steps that put the file on the record, in order.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for plan in &self.action_plans {
            let mut of_plan = self.process.iter();
            let process = of_plan.find(|process| process.action_plan == plan.id);
            let mut facts = plan.value.clone();
            facts.process = process
                .map(|process| process.value.on_record())
                .or(facts.process);
            let key = format!("action_plan/{}", plan.id);
            let command = Command::plain(facts);
            let made = ("action plan", plan.id.as_str());
            steps.push(Step::making(plan.line, made, key, command));
        }
        for commitment in &self.commitments {
            let key = format!("commitment/{}", commitment.id);
            let command = record(&commitment.value, self.attribution.as_deref());
            let made = ("commitment", commitment.id.as_str());
            steps.push(Step::making(commitment.line, made, key, command));
        }
        for milestone in &self.milestones {
            let key = format!("milestone/{}/{}", milestone.commitment, milestone.code);
            let command = Command::plain(milestone.value.clone());
            let made = ("milestone", milestone.code.as_str());
            steps.push(Step::making(milestone.line, made, key, command));
        }
        for review in &self.reviews {
            let key = format!("review/{}/{}", review.commitment, review.report);
            let what = said!("step-review", id = quoted(&review.report));
            let command = record_review(&review.value);
            steps.push(Step::official(review.line, what, key, command));
        }
        steps
    }
}

impl PlanProcess {
    fn on_record(&self) -> event::PlanProcess {
        event::PlanProcess {
            steps_followed: self.steps_followed,
            steps_of: self.steps_of,
            regular_forum: self.regular_forum,
            self_assessment_published: self.self_assessment_published,
            two_week_comment_period: self.two_week_comment_period,
            source: self.source.clone(),
        }
    }
}

fn record(commitment: &Commitment, attribution: Option<&str>) -> Command {
    let commitment = commitment.clone();
    let facts = event::CommitmentRecorded {
        id: commitment.id,
        country: commitment.country,
        action_plan: commitment.action_plan,
        cycle: commitment.cycle,
        number: commitment.number,
        number_elsewhere: commitment.number_elsewhere,
        status: commitment.status,
        start_date: commitment.start_date,
        end_date: commitment.end_date,
        policy_areas: commitment.policy_areas,
        policy_areas_source: commitment.policy_areas_source,
        policy_areas_newer: commitment.policy_areas_newer,
        policy_areas_newer_source: commitment.policy_areas_newer_source,
        url: commitment.url,
    };
    let words = event::CommitmentText {
        title: commitment.title,
        title_elsewhere: commitment.title_elsewhere,
        country_name_newer: commitment.country_name_newer,
        theme: commitment.theme,
        lead_institution: commitment.lead_institution,
        responsible_institution: commitment.responsible_institution,
        supporting_institutions: commitment.supporting_institutions,
        description: commitment.description_as_published,
        description_corrected: commitment.description_corrected,
        aims: commitment.aims,
        instruments: commitment.instruments,
        targets: commitment.targets,
        service_groups: commitment.service_groups,
        attribution: attribution.map(str::to_owned),
    };
    Command::worded(facts, words)
}

fn record_review(review: &Review) -> Command {
    let review = review.clone();
    let facts = event::ReviewRecorded {
        commitment: review.commitment,
        report: review.report,
        report_title: review.report_title,
        stage: review.stage,
        values: review.values,
    };
    let words = event::ReviewText {
        findings: review.findings,
        evidence_gaps: review.evidence_gaps,
        recommendations: review.recommendations,
        events: review.events,
        notes: review.notes,
    };
    Command::worded(facts, words)
}
