//! Whose work it is: desk and mail ask the same.

use super::task::Task;
use super::work::Work;
use crate::people::{Grant, Granted};

/// What whoever holds roles has to do with something that is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They do it.
    Does,
    /// They read that others are to do it.
    Reads,
}

impl Work {
    /// What whoever holds these roles has to do with it; `None` where it is nothing to them. Who answers for an institution does what
    /// that has to do, and what nobody is named for. An official of the whole programme does what is no institution's to answer, and reads
    /// the rest; who administers reads all of it. Who leads conversations there does what is hidden or is to be, and what consultations
    /// need, of their institution where they lead for one; and where they do nothing else, they read what others are to do.
    pub fn part(&self, roles: &[Grant]) -> Option<Part> {
        let here = |grant: &&Grant| {
            let there = grant.programme.as_deref();
            there.is_none_or(|there| there == self.programme)
        };
        let leads_it = self.task.is_of_facilitators();
        let (mut institutions, mut leads, mut answers) = (Vec::new(), false, false);
        let mut oversees = false;
        for grant in roles.iter().filter(here) {
            match (grant.role, grant.institution.as_deref()) {
                // Who was there, what was said and what became of cards is told by whoever led it.
                (Granted::Official, _)
                    if matches!(
                        self.task,
                        Task::Attendance
                            | Task::DraftMinutes
                            | Task::SettleCorrections
                            | Task::Cards
                    ) =>
                {
                    oversees = true;
                }
                (Granted::Official, None) if !self.task.is_of_institution() => {
                    return Some(Part::Does);
                }
                (Granted::Administrator | Granted::Official, None) => oversees = true,
                // Records of before have administrators of one institution, who administer nothing.
                (Granted::Administrator, Some(_)) => {}
                (Granted::Official, Some(institution)) => {
                    institutions.push(institution);
                    answers = true;
                }
                (Granted::Facilitator, None) if leads_it => return Some(Part::Does),
                (Granted::Facilitator, Some(institution)) if leads_it => {
                    institutions.push(institution);
                    leads = true;
                }
                (Granted::Facilitator, _) => leads = true,
                (Granted::Reviewer, _) => {}
            }
        }
        let theirs = match &self.institution {
            Some(institution) => institutions.contains(&institution.as_str()),
            None => !institutions.is_empty() && !self.is_of_whole(),
        };
        let reads = oversees || leads && !answers;
        theirs
            .then_some(Part::Does)
            .or(reads.then_some(Part::Reads))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(task: Task, institution: Option<&str>) -> Work {
        Work {
            task,
            programme: "p".to_owned(),
            subject: "voice:p/1".to_owned(),
            institution: institution.map(str::to_owned),
            due: "2026-12-01".to_owned(),
            late: 0,
            entry: 7,
        }
    }

    fn role(role: Granted, programme: Option<&str>, institution: Option<&str>) -> Grant {
        Grant {
            entry: 1,
            role,
            programme: programme.map(str::to_owned),
            institution: institution.map(str::to_owned),
        }
    }

    #[test]
    fn each_does_what_is_theirs_and_whoever_leads_conversations_reads() {
        let own = work(Task::Answer, Some("welfare"));
        let nobodys = work(Task::Answer, None);
        let vote = work(Task::OpenVote, None);
        let (does, reads) = (Some(Part::Does), Some(Part::Reads));
        for (roles, expected) in [
            (vec![], [None, None, None]),
            (
                vec![role(Granted::Reviewer, None, None)],
                [None, None, None],
            ),
            (
                vec![role(Granted::Administrator, None, None)],
                [reads, reads, reads],
            ),
            (
                vec![role(Granted::Official, Some("p"), None)],
                [reads, reads, does],
            ),
            (
                vec![
                    role(Granted::Official, Some("p"), None),
                    role(Granted::Official, Some("p"), Some("interior")),
                ],
                [reads, does, does],
            ),
            (
                vec![role(Granted::Official, Some("q"), None)],
                [None, None, None],
            ),
            (
                vec![role(Granted::Official, Some("p"), Some("welfare"))],
                [does, does, None],
            ),
            (
                vec![role(Granted::Official, None, Some("interior"))],
                [None, does, None],
            ),
            (
                vec![role(Granted::Facilitator, Some("p"), None)],
                [reads, reads, reads],
            ),
            (
                vec![
                    role(Granted::Facilitator, Some("p"), None),
                    role(Granted::Official, Some("p"), Some("interior")),
                ],
                [None, does, None],
            ),
        ] {
            let found = [&own, &nobodys, &vote].map(|work| work.part(&roles));
            assert_eq!(found, expected, "{roles:?}");
        }
    }

    #[test]
    fn whoever_leads_conversations_looks_after_what_is_hidden() {
        let own = work(Task::Review, Some("welfare"));
        let nobodys = work(Task::PersonalData, None);
        let (does, reads) = (Some(Part::Does), Some(Part::Reads));
        for (roles, expected) in [
            (
                vec![role(Granted::Facilitator, Some("p"), None)],
                [does, does],
            ),
            (vec![role(Granted::Official, Some("p"), None)], [does, does]),
            (
                vec![role(Granted::Administrator, None, None)],
                [reads, reads],
            ),
            (
                vec![role(Granted::Facilitator, Some("p"), Some("welfare"))],
                [does, reads],
            ),
            (
                vec![role(Granted::Facilitator, Some("p"), Some("interior"))],
                [reads, reads],
            ),
            (
                vec![role(Granted::Official, Some("p"), Some("welfare"))],
                [does, None],
            ),
            (
                vec![role(Granted::Facilitator, Some("q"), None)],
                [None, None],
            ),
        ] {
            let found = [&own, &nobodys].map(|work| work.part(&roles));
            assert_eq!(found, expected, "{roles:?}");
        }
    }
}
