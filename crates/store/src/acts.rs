//! Acts that are refused, for whoever watches over the record: whoever asks, over HTTP or from the command line.

use madang_programme::votes::BallotCast;
use madang_programme::{Actor, Fact};

use crate::append::Submission;
use crate::error::SubmitError;

/// Who asked, and for what.
pub(crate) struct Act {
    actor: String,
    asked: Vec<&'static str>,
}

impl Act {
    /// What is asked for; `None` for ballots, of which many are refused in the course of things: they are counted elsewhere.
    pub(crate) fn of(submissions: &[Submission]) -> Option<Act> {
        let first = submissions.first()?;
        let mut asked: Vec<&str> = submissions
            .iter()
            .map(|submission| submission.command.name())
            .collect();
        asked.dedup();
        (asked != [BallotCast::ASKED]).then(|| Act {
            actor: first.actor.to_string(),
            asked,
        })
    }

    /// Another key is asked for.
    pub(crate) fn rotation(actor: &Actor) -> Act {
        Act {
            actor: actor.to_string(),
            asked: vec!["rotate_key"],
        }
    }

    /// Notes it where it was refused.
    pub(crate) fn came_to<T>(&self, answer: &Result<T, SubmitError>) {
        if let Err(error) = answer {
            let (actor, asked) = (&self.actor, self.asked.join(", "));
            tracing::debug!(target: "security", actor, asked, %error, "an act was refused");
        }
    }
}
