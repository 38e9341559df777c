//! What the checks of openness found, in sentences.

use std::collections::BTreeMap;

use madang_programme::finding::{Broken, Check, Finding, Status};
use madang_words::{Argument, Said};

use super::{Openness, Standing};
use crate::said::{counted, said};

/// Findings that the text lists of a check in a programme; more are only counted there.
const LISTED: usize = 20;

impl Openness {
    /// Its sentences: how each check stands in each programme, what is overdue or broken, and what was left.
    pub(crate) fn sentences(&self) -> Vec<Said> {
        let mut sentences = vec![self.when()];
        if let Some(ends) = &self.ends {
            sentences.push(said("verify-openness-ends").text("ends", ends));
        }
        if self.checks.is_empty() && self.left.is_empty() {
            sentences.push(said("verify-openness-no-programme"));
        }
        let mut late: BTreeMap<(&str, Check), Vec<&Finding>> = BTreeMap::new();
        for finding in &self.findings {
            if matches!(finding.status, Status::Overdue | Status::Broken) {
                let key = (finding.programme.as_str(), finding.check);
                late.entry(key).or_default().push(finding);
            }
        }
        for standing in &self.checks {
            sentences.push(standing.said(self.ends.is_some()));
            let late = late.get(&(standing.programme.as_str(), standing.check));
            let listed = late.into_iter().flatten().take(LISTED);
            let before = sentences.len();
            sentences.extend(listed.map(|finding| self.sentence(finding)));
            let told = (sentences.len() - before) as u64;
            let more = (standing.overdue + standing.broken).saturating_sub(told);
            if more > 0 {
                sentences.push(said("verify-openness-more").number("more", more));
            }
        }
        sentences.extend(self.left.iter().cloned());
        sentences
    }

    /// When and of how much it was asked.
    fn when(&self) -> Said {
        let at = match &self.day {
            Some(day) => said("verify-openness-day")
                .text("day", &day.date)
                .text("zone", &day.zone)
                .text("at", &self.at),
            None => said("verify-quoted").text("text", &self.at),
        };
        said(match self.ends {
            Some(_) => "verify-openness-at-in-copy",
            None => "verify-openness-at",
        })
        .said("at", at)
        .text("entries", counted(self.entries))
    }

    /// A finding, with the institution whose task it is.
    fn sentence(&self, finding: &Finding) -> Said {
        let said_alone = sentence(finding, self.ends.is_some());
        let Some(id) = &finding.institution else {
            return said_alone;
        };
        let of_programme = self.institutions.get(&finding.programme);
        let name = of_programme.and_then(|names| names.get(id));
        let institution = name.map_or_else(|| Argument::from(id), Argument::from);
        said("verify-openness-whose")
            .said("said", said_alone)
            .with("institution", institution)
    }
}

impl Standing {
    /// How it stands; `open` where more may have been done since.
    fn said(&self, open: bool) -> Said {
        let asked = self.held + self.not_yet_due + self.overdue + self.broken;
        let key = match asked {
            0 => "verify-openness-nothing",
            _ if open && self.overdue > 0 => "verify-openness-check-in-copy",
            _ => "verify-openness-check",
        };
        said(key)
            .text("check", self.check.id())
            .said("asks", self.check.said())
            .text("programme", &self.programme)
            .number("held", self.held)
            .number("open", self.not_yet_due)
            .number("overdue", self.overdue)
            .number("broken", self.broken)
    }
}

/// What was found; `open` where more may have been done since.
fn sentence(finding: &Finding, open: bool) -> Said {
    let key = match finding.status {
        _ if finding.lacks_ground() => "verify-openness-no-ground",
        Status::Broken => match finding.broken() {
            Broken::WordsGone
            | Broken::NoTwin
            | Broken::NotOpen
            | Broken::Short
            | Broken::NoAgenda
            | Broken::NoSummary
            | Broken::NotTogether
            | Broken::SeatsEmpty
            | Broken::Undeclared => "verify-openness-missed",
            Broken::ReasonGone => "verify-openness-reason-gone",
            Broken::HiddenLong => "verify-openness-hidden-long",
            Broken::Dropped => "verify-openness-dropped",
            Broken::DoneLate | Broken::ToldLate => "verify-openness-broken",
        },
        Status::Overdue if matches!(finding.check, Check::C02 | Check::C05) => {
            "verify-openness-mendable"
        }
        Status::Held | Status::NotYetDue | Status::Overdue if open => {
            "verify-openness-overdue-in-copy"
        }
        Status::Held | Status::NotYetDue | Status::Overdue => "verify-openness-overdue",
    };
    let entries: Vec<String> = finding.entries.iter().map(u64::to_string).collect();
    said(key)
        .text("check", finding.check.id())
        .text("subject", &finding.subject)
        .text("due", finding.due.as_deref().unwrap_or_default())
        .number("late", finding.late.into())
        .text("entries", entries.join(", "))
}
