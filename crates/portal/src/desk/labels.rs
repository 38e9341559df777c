//! What is to be done, in words, and the form that does it.

use madang_programme::answers::Subject;
use madang_programme::openness::{Task, Work};
use madang_programme::subject::SubjectKind;

use crate::answers::links::{self as answers, Way};
use crate::bodies::links as bodies;
use crate::consultations::links as consultations;
use crate::frame::entries::entry;
use crate::frame::ui::Ui;
use crate::record::links::review;
use crate::services::links as services;
use crate::votes::links::{self as votes, Act};

/// What a task is called.
pub fn task(ui: &Ui, task: Task) -> String {
    match task {
        Task::Answer => ui.t("desk-task-answer"),
        Task::AnswerAgain => ui.t("desk-task-answer-again"),
        Task::SupplementOver => ui.t("desk-task-supplement-over"),
        Task::ExpertiseOver => ui.t("desk-task-expertise-over"),
        Task::Progress => ui.t("desk-task-progress"),
        Task::Review => ui.t("desk-task-review"),
        Task::PersonalData => ui.t("desk-task-personal-data"),
        Task::Agenda => ui.t("consultation-way-agenda"),
        Task::Attendance => ui.t("consultation-way-attendance"),
        Task::DraftMinutes => ui.t("minutes-act-draft"),
        Task::SettleCorrections => ui.t("minutes-settle-open"),
        Task::ApproveMinutes => ui.t("minutes-act-approve"),
        Task::Outcomes => ui.t("consultation-way-outcome"),
        Task::Cards => ui.t("consultation-cards-account"),
        Task::Declarations => ui.t("desk-task-declarations"),
        Task::Scores => ui.t("desk-task-scores"),
        Task::Forum => ui.t("desk-task-forum"),
        Task::CloseConsultation => ui.t("ending-act-close"),
        Task::Milestone => ui.t("desk-task-milestone"),
        Task::OpenVote => ui.t("vote-set-open"),
        Task::CloseVote => ui.t("vote-set-close"),
        Task::OpenBallots => ui.t("vote-set-ballots"),
        Task::PublishSelection => ui.t("vote-set-select"),
    }
}

/// The form that does a task, of a review where whoever reads decides about that entry; the entry that it is about, where the portal has
/// no form for it.
pub fn way(work: &Work, reviews: bool) -> Option<String> {
    let id = work.subject.rsplit('/').next().unwrap_or_default();
    let subject = || Subject::of_record(&work.subject);
    let vote = |act| votes::act(&work.programme, id, act);
    Some(match work.task {
        Task::Answer | Task::AnswerAgain | Task::SupplementOver | Task::ExpertiseOver => {
            answers::act(&work.programme, &subject()?, Way::Answer)
        }
        Task::Progress => answers::act(&work.programme, &subject()?, Way::Progress),
        Task::Review if reviews => review(work.entry),
        Task::Review | Task::PersonalData => entry(work.entry),
        Task::Agenda => consultations::act(&work.programme, id, consultations::Way::Agenda),
        Task::CloseConsultation => {
            let act = consultations::EndingAct::Close;
            consultations::ending(&work.programme, id, act)
        }
        // Before who was there can be told, it is said that it was held: its page leads to both.
        Task::Outcomes => consultations::act(&work.programme, id, consultations::Way::Outcome),
        // Its minutes lead on: to say first that it was held, and to each correction.
        Task::DraftMinutes | Task::SettleCorrections => consultations::minutes(&work.programme, id),
        Task::ApproveMinutes => {
            let act = consultations::MinutesAct::Approve;
            consultations::minutes_act(&work.programme, id, act)
        }
        Task::Attendance => consultations::one(&work.programme, id),
        Task::Cards => consultations::account(&work.programme, id),
        // Members do it themselves: these pages say which of them have not.
        Task::Declarations => {
            let (_, seat) = SubjectKind::Member.split(&work.subject)?;
            bodies::one(&work.programme, seat.split('/').next()?)
        }
        Task::Scores => votes::vote(&work.programme, id),
        Task::Forum => consultations::new(&work.programme),
        // Its page leads to both forms: to say that it is reached, and to move it.
        Task::Milestone => services::one(&work.programme, id),
        Task::OpenVote => vote(Act::Open),
        Task::CloseVote => vote(Act::Close),
        Task::OpenBallots => vote(Act::Ballots),
        Task::PublishSelection => vote(Act::Select),
    })
}
