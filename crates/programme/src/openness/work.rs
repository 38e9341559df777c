//! What is to be done next: findings of the checks that wait for somebody, and steps of work that no check asks for. Desk and mail
//! ask the same.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::task::Task;
use super::{Linted, minutes_work};
use crate::answers::Subject;
use crate::clock::days_between;
use crate::finding::{Broken, Check, Duty, Finding, Status};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;
use crate::violation::Violation;
use crate::voices::Standing;
use crate::votes::VotePhase;

/// How many days ahead something is said to be due soon.
pub const SOON: i64 = 7;

/// Something that is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What.
    pub task: Task,
    /// In which programme.
    pub programme: String,
    /// About what, as the record names it: `voice:kr0018-flagships/12`.
    pub subject: String,
    /// The institution that is to do it, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// By which day, in the programme's zone.
    pub due: String,
    /// By how many days it is late.
    pub late: u32,
    /// The entry that it is about: what began it.
    pub entry: u64,
}

impl Work {
    /// Whether it is for officials of the whole programme: about a vote, or about words that no institution answers.
    pub fn is_of_whole(&self) -> bool {
        self.task.is_of_vote() || self.task.is_of_content()
    }
}

/// By what work is put in order: what is late first, the latest first; then what is due soonest.
pub fn in_order(work: &Work) -> impl Ord + '_ {
    let latest_first = u32::MAX - work.late;
    (
        latest_first,
        &work.due,
        &work.programme,
        work.entry,
        work.task,
    )
}

/// What a finding asks somebody to do, where it does so now or soon.
fn task(finding: &Finding, soon: &str) -> Option<Task> {
    let due = finding.due.as_deref()?;
    let waits = match finding.status {
        Status::Overdue => true,
        // What is hidden for too long is looked at again, and an answer without its reason given anew.
        Status::Broken => match finding.broken() {
            Broken::ReasonGone | Broken::HiddenLong => true,
            Broken::DoneLate
            | Broken::Dropped
            | Broken::ToldLate
            | Broken::WordsGone
            | Broken::NoTwin
            | Broken::NotOpen
            | Broken::Short
            | Broken::NoAgenda
            | Broken::NoSummary
            | Broken::NotTogether
            | Broken::SeatsEmpty
            | Broken::Undeclared => false,
        },
        // What is hidden is as it should be until its day comes, and a forum until it is to meet again.
        Status::Held => matches!(finding.check, Check::C19 | Check::C24) && due <= soon,
        Status::NotYetDue => due <= soon,
    };
    let task = match finding.check {
        Check::C13 if finding.duty == Some(Duty::Cards) => Task::Cards,
        Check::C13 => Task::Answer,
        Check::C14 if finding.duty == Some(Duty::Closing) => Task::CloseConsultation,
        // It says how late what C13 asks for is.
        Check::C14 => return None,
        Check::C09 => match finding.duty? {
            Duty::Agenda => Task::Agenda,
            Duty::Attendance => Task::Attendance,
            // What is to be done next for them the work of minutes says.
            Duty::Minutes => return None,
            Duty::Outcomes => Task::Outcomes,
            Duty::Closing => Task::CloseConsultation,
            // A phase has no day by which it is closed.
            Duty::Together | Duty::Cards => return None,
        },
        // What was announced can only be announced otherwise, and nobody must.
        Check::C01
        | Check::C02
        | Check::C03
        | Check::C04
        | Check::C05
        | Check::C06
        | Check::C07
        | Check::C08
        | Check::C10
        | Check::C11
        | Check::C12
        | Check::C15
        // What is empty as a body comes together stays so, and whoever hid who sits there shows it again.
        | Check::C16
        | Check::C17
        | Check::C18
        | Check::C22 => return None,
        Check::C19 => Task::Review,
        Check::C20 => Task::PersonalData,
        Check::C21 => Task::Declarations,
        Check::C24 => Task::Forum,
        Check::C32 => Task::Progress,
    };
    waits.then_some(task)
}

impl State {
    /// What is to be done in a programme now and within [`SOON`] days, in no order.
    ///
    /// # Errors
    /// A programme that is not there, a time that is none.
    pub fn work(
        &self,
        programme: &str,
        linted: &[Linted],
        now: &str,
    ) -> Result<Vec<Work>, Violation> {
        let moment = Moment::at(programme, self.programme(programme)?, now)?;
        let soon = moment.today.checked_add(SOON.days()).unwrap_or(Date::MAX);
        let soon = soon.to_string();
        let mut all = Vec::new();
        self.check_openness(programme, linted, now, &mut |finding| {
            let Some(task) = task(&finding, &soon) else {
                return;
            };
            // What is hidden or holds personal data is about anything, and answers are about voices and proposals.
            let subject = Subject::of_record(&finding.subject);
            let subject = subject.as_ref();
            let dealt = subject.and_then(|subject| self.dealt(programme, subject));
            let again = dealt.and_then(|dealt| dealt.reexamination.as_ref());
            let entry = finding.entries.first().copied().unwrap_or_default();
            if finding.check == Check::C19 && self.programme_of(entry) != Some(programme) {
                // What is outside the programme nobody decides about by a role in it.
                return;
            }
            let is_again = again.is_some_and(|again| again.entry == entry);
            let task = match task {
                Task::Answer if is_again => Task::AnswerAgain,
                task => task,
            };
            all.push(Work {
                task,
                programme: programme.to_owned(),
                institution: match (subject, task) {
                    (
                        _,
                        Task::Agenda
                        | Task::Attendance
                        | Task::Outcomes
                        | Task::Cards
                        | Task::CloseConsultation,
                    ) => finding.institution,
                    (Some(subject), _) => self.has_to(programme, subject).map(str::to_owned),
                    (None, _) => None,
                },
                subject: finding.subject,
                due: finding.due.unwrap_or_default(),
                late: finding.late,
                entry,
            });
        })?;
        self.over(&moment, &mut all);
        self.of_votes(&moment, now, &soon, &mut all);
        self.of_services(&moment, &soon, &mut all);
        minutes_work::of_minutes(self, &moment, now, &soon, &mut all);
        Ok(all)
    }

    /// Milestones of services that are due: to be reached, or moved with the reason.
    fn of_services(&self, moment: &Moment<'_>, soon: &str, all: &mut Vec<Work>) {
        for (id, service) in self.services(moment.programme) {
            if service.retired.is_some() {
                continue;
            }
            let open = service.milestones.iter();
            let open = open.filter(|one| one.reached.is_none() && one.due.as_str() <= soon);
            all.extend(open.map(|milestone| {
                let day: Date = milestone.due.parse().unwrap_or(Date::MAX);
                Work {
                    task: Task::Milestone,
                    programme: moment.programme.to_owned(),
                    subject: Place::service(moment.programme, id),
                    institution: Some(service.lead.clone()),
                    due: milestone.due.clone(),
                    late: days_between(day, moment.today),
                    entry: milestone.entry,
                }
            }));
        }
    }

    /// What is to be done with votes. Before one is opened or closed its time must have come; what follows is due at once.
    fn of_votes(&self, moment: &Moment<'_>, now: &str, soon: &str, all: &mut Vec<Work>) {
        let mut due = |task, vote: &str, at: &str, entry| {
            let day = moment.day(at);
            if day.to_string().as_str() <= soon {
                all.push(Work {
                    task,
                    programme: moment.programme.to_owned(),
                    subject: Place::vote(moment.programme, vote),
                    institution: None,
                    due: day.to_string(),
                    late: days_between(day, moment.today),
                    entry,
                });
            }
        };
        for (id, vote) in self.votes(moment.programme) {
            match vote.phase {
                VotePhase::Open => {
                    if let Some(schedule) = &vote.schedule {
                        due(Task::CloseVote, id, &schedule.closes_at, vote.entry);
                        if self.waits_for_sheets(moment.programme, id) {
                            due(Task::Scores, id, &schedule.closes_at, vote.entry);
                        }
                    }
                }
                VotePhase::Closed { entry } => {
                    let rule = self.rule(moment.programme, &vote.rule).ok();
                    let lot = rule.and_then(|rule| rule.lot.as_ref());
                    let from = lot.and_then(|lot| lot.appears(&vote.closed_at));
                    let from = from.as_deref().unwrap_or(&vote.closed_at);
                    due(Task::OpenBallots, id, from, entry);
                }
                VotePhase::Opened { entry } => {
                    due(Task::PublishSelection, id, now, entry);
                }
                VotePhase::Selected { .. } | VotePhase::Cancelled { .. } => {}
            }
        }
        for (id, schedule) in self.schedules(moment.programme) {
            let to_come = self.vote(moment.programme, id).is_err();
            if to_come && now < schedule.closes_at.as_str() {
                due(Task::OpenVote, id, &schedule.opens_at, schedule.entry);
            }
        }
    }

    /// Whether a body scores a vote by criteria, and a member of it has handed in nothing yet.
    fn waits_for_sheets(&self, programme: &str, vote: &str) -> bool {
        let missing = self.missing_sheets(programme, vote).unwrap_or_default();
        missing.iter().any(|(body, _)| {
            let panel = self.panel(programme, vote, body);
            panel.is_some_and(|panel| panel.criteria.is_some())
        })
    }

    /// What stopped a clock and is over, while the answer is still to come.
    fn over(&self, moment: &Moment<'_>, all: &mut Vec<Work>) {
        let today = moment.today.to_string();
        let mut over = |task, subject: &Subject, until: &str, entry| {
            if until < today.as_str() {
                all.push(Work {
                    task,
                    programme: moment.programme.to_owned(),
                    institution: self.has_to(moment.programme, subject).map(str::to_owned),
                    subject: subject.on_record(moment.programme),
                    due: until.to_owned(),
                    late: until
                        .parse()
                        .map_or(0, |until| days_between(until, moment.today)),
                    entry,
                });
            }
        };
        for (id, voice) in self.voices(moment.programme) {
            let subject = Subject::Voice(id.to_owned());
            if let (Standing::Asked, Some(asked)) = (voice.standing(), &voice.supplement) {
                over(Task::SupplementOver, &subject, &asked.until, asked.asked);
            }
        }
        for (subject, dealt) in self.all_dealt(moment.programme) {
            let stands = subject.check_stands(self, moment.programme).is_ok();
            let waits = stands && (dealt.newest().is_none() || dealt.is_awaited());
            if let (true, Some(asked)) = (waits, dealt.expertise.last()) {
                over(Task::ExpertiseOver, &subject, &asked.until, asked.entry);
            }
        }
    }
}
