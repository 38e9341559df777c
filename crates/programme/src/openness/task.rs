//! What there is to be done: its names, and for whom it is.

use serde::Serialize;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// To answer.
    Answer,
    /// To answer again: another look was asked for.
    AnswerAgain,
    /// To answer without what was asked to be added, which did not come.
    SupplementOver,
    /// To answer now that the time of an expert is over.
    ExpertiseOver,
    /// To tell progress on what was adopted.
    Progress,
    /// To look again at what was hidden.
    Review,
    /// To take personal data out of public words.
    PersonalData,
    /// To publish the agenda of a consultation.
    Agenda,
    /// To publish who was at one.
    Attendance,
    /// To draft the minutes of one.
    DraftMinutes,
    /// To settle corrections of minutes that were asked for.
    SettleCorrections,
    /// To approve minutes.
    ApproveMinutes,
    /// To record what came of one.
    Outcomes,
    /// To account for the cards of one that nobody entered.
    Cards,
    /// To have the members of a body declare what they have to do with the proposals of a vote.
    Declarations,
    /// To have them hand in their scores.
    Scores,
    /// To call a forum together again.
    Forum,
    /// To close one of which nothing is owed any more.
    CloseConsultation,
    /// To reach a milestone of a service, or to move it.
    Milestone,
    /// To open a vote whose time has come.
    OpenVote,
    /// To close a vote whose time is over.
    CloseVote,
    /// To open the ballots of a vote that is closed.
    OpenBallots,
    /// To publish the selection of a vote whose ballots are open.
    PublishSelection,
}

impl Task {
    /// Every one.
    pub const ALL: [Task; 23] = [
        Task::Answer,
        Task::AnswerAgain,
        Task::SupplementOver,
        Task::ExpertiseOver,
        Task::Progress,
        Task::Review,
        Task::PersonalData,
        Task::Agenda,
        Task::Attendance,
        Task::DraftMinutes,
        Task::SettleCorrections,
        Task::ApproveMinutes,
        Task::Outcomes,
        Task::Cards,
        Task::Declarations,
        Task::Scores,
        Task::Forum,
        Task::CloseConsultation,
        Task::Milestone,
        Task::OpenVote,
        Task::CloseVote,
        Task::OpenBallots,
        Task::PublishSelection,
    ];

    /// Its name in files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Task::Answer => "answer",
            Task::AnswerAgain => "answer_again",
            Task::SupplementOver => "supplement_over",
            Task::ExpertiseOver => "expertise_over",
            Task::Progress => "progress",
            Task::Review => "review",
            Task::PersonalData => "personal_data",
            Task::Agenda => "agenda",
            Task::Attendance => "attendance",
            Task::DraftMinutes => "draft_minutes",
            Task::SettleCorrections => "settle_corrections",
            Task::ApproveMinutes => "approve_minutes",
            Task::Outcomes => "outcomes",
            Task::Cards => "cards",
            Task::Declarations => "declarations",
            Task::Scores => "scores",
            Task::Forum => "forum",
            Task::CloseConsultation => "close_consultation",
            Task::Milestone => "milestone",
            Task::OpenVote => "open_vote",
            Task::CloseVote => "close_vote",
            Task::OpenBallots => "open_ballots",
            Task::PublishSelection => "publish_selection",
        }
    }

    /// Whether it is for officials of the whole programme, whatever institutions have to do.
    pub fn is_of_vote(self) -> bool {
        match self {
            Task::Declarations
            | Task::Scores
            | Task::Forum
            | Task::OpenVote
            | Task::CloseVote
            | Task::OpenBallots
            | Task::PublishSelection => true,
            Task::Answer
            | Task::AnswerAgain
            | Task::SupplementOver
            | Task::ExpertiseOver
            | Task::Progress
            | Task::Review
            | Task::PersonalData
            | Task::Agenda
            | Task::Attendance
            | Task::DraftMinutes
            | Task::SettleCorrections
            | Task::ApproveMinutes
            | Task::Outcomes
            | Task::Cards
            | Task::CloseConsultation
            | Task::Milestone => false,
        }
    }

    /// Whether nobody does it but who acts for the institution that is to answer.
    pub fn is_of_institution(self) -> bool {
        match self {
            Task::Answer
            | Task::AnswerAgain
            | Task::SupplementOver
            | Task::ExpertiseOver
            | Task::Progress => true,
            Task::Review
            | Task::PersonalData
            | Task::Agenda
            | Task::Attendance
            | Task::DraftMinutes
            | Task::SettleCorrections
            | Task::ApproveMinutes
            | Task::Outcomes
            | Task::Cards
            | Task::Declarations
            | Task::Scores
            | Task::Forum
            | Task::CloseConsultation
            | Task::Milestone
            | Task::OpenVote
            | Task::CloseVote
            | Task::OpenBallots
            | Task::PublishSelection => false,
        }
    }

    /// Whether it is for those who hide contents: what is hidden, or is to be.
    pub fn is_of_content(self) -> bool {
        match self {
            Task::Review | Task::PersonalData => true,
            Task::Answer
            | Task::AnswerAgain
            | Task::SupplementOver
            | Task::ExpertiseOver
            | Task::Progress
            | Task::Agenda
            | Task::Attendance
            | Task::DraftMinutes
            | Task::SettleCorrections
            | Task::ApproveMinutes
            | Task::Outcomes
            | Task::Cards
            | Task::Declarations
            | Task::Scores
            | Task::Forum
            | Task::CloseConsultation
            | Task::Milestone
            | Task::OpenVote
            | Task::CloseVote
            | Task::OpenBallots
            | Task::PublishSelection => false,
        }
    }
}

impl Task {
    /// Whether it is for those who lead conversations as well as for officials.
    pub fn is_of_facilitators(self) -> bool {
        self.is_of_content()
            || matches!(
                self,
                Task::Agenda
                    | Task::Cards
                    | Task::Attendance
                    | Task::DraftMinutes
                    | Task::SettleCorrections
                    | Task::Outcomes
            )
    }
}
