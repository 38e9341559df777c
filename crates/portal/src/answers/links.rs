//! The addresses of answers.

use madang_programme::answers::Subject;

use crate::frame::entries::recorded_as;
use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's answers.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/answers";
/// Pattern of a programme's newest answers as a feed.
pub const FEED: &str = "/programmes/{programme}/answers/feed.atom";

/// The place of the answer on the page of what is answered.
pub const PLACE: &str = "answer";

/// A programme's answers.
pub fn list(programme: &str) -> String {
    format!("{}/answers", path(programme))
}

/// A programme's newest answers as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// A programme's answers in the API.
pub fn api(programme: &str) -> String {
    format!("{}/answers", programme_api(programme))
}

/// The same as CSV.
pub fn csv(programme: &str) -> String {
    format!("{}.csv", api(programme))
}

/// Something that can be done about a voice or a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To answer it.
    Answer,
    /// To answer it anew.
    Anew,
    /// To tell progress on what was adopted.
    Progress,
    /// To ask an expert.
    Expert,
    /// To ask for another look.
    Again,
    /// To note something for other officials, off the record.
    Notes,
}

/// Pattern of the form of an answer.
pub const ANSWER: &str = "/programmes/{programme}/answers/{kind}/{id}";
/// Pattern of the form of progress.
pub const PROGRESS: &str = "/programmes/{programme}/answers/{kind}/{id}/progress";
/// Pattern of the form by which an expert is asked.
pub const EXPERT: &str = "/programmes/{programme}/answers/{kind}/{id}/expert";
/// Pattern of the form by which another look is asked for.
pub const AGAIN: &str = "/programmes/{programme}/answers/{kind}/{id}/again";
/// Pattern of the notes of officials.
pub const NOTES: &str = "/programmes/{programme}/answers/{kind}/{id}/notes";
/// Pattern of what was released just now.
pub const DONE: &str = "/programmes/{programme}/answers/done";

/// The form of an answer.
pub fn answer(programme: &str, subject: &Subject) -> String {
    format!(
        "{}/{}/{}",
        list(programme),
        subject.kind(),
        step(subject.id())
    )
}

/// The form of what can be done about a voice or a proposal.
pub fn act(programme: &str, subject: &Subject, way: Way) -> String {
    let answer = answer(programme, subject);
    match way {
        Way::Answer | Way::Anew => answer,
        Way::Progress => format!("{answer}/progress"),
        Way::Expert => format!("{answer}/expert"),
        Way::Again => format!("{answer}/again"),
        Way::Notes => format!("{answer}/notes"),
    }
}

/// What was released just now, by its entries.
pub fn done(programme: &str, entries: &[u64]) -> String {
    format!("{}/done?{}", list(programme), recorded_as(entries))
}

/// The same, with the way back to the list that they were chosen from, by the query that narrows it.
pub fn many_done(programme: &str, entries: &[u64], query: &str) -> String {
    format!("{}&back={}", done(programme, entries), step(query))
}

/// What is answered many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// Voices.
    Voices,
    /// Proposals.
    Proposals,
}

/// Pattern of answering many voices at once.
pub const MANY: &str = "/programmes/{programme}/answers/many";
/// Pattern of answering many proposals at once.
pub const MANY_PROPOSALS: &str = "/programmes/{programme}/answers/many/proposals";

/// Answering many at once; `query` narrows the list to choose from, or is empty.
pub fn many(programme: &str, of: Many, query: &str) -> String {
    let page = match of {
        Many::Voices => format!("{}/many", list(programme)),
        Many::Proposals => format!("{}/many/proposals", list(programme)),
    };
    match query {
        "" => page,
        query => format!("{page}?{query}"),
    }
}
