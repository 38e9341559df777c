//! What a thing is called: by which content, and which words of it.

use madang_words::Text;

use crate::answers::{self, AnswerReason, REASON};
use crate::contents::TEXT;
use crate::event::Event;
use crate::needs::{self, NeedText};
use crate::proposals::{self, ProposalText};
use crate::voices::{self, VoiceWords};

/// The longest name of a thing, in characters of a language.
const MOST: usize = 80;

/// The content whose words a thing is called by from the entry of an event on; `None` where that says nothing of it. A proposal that
/// is amended or revised is called as it reads since.
pub fn called_by(event: &Event) -> Option<&'static str> {
    match event {
        Event::Voices(voices::Event::VoiceReceived(_))
        | Event::Needs(needs::Event::NeedDefined(_))
        | Event::Proposals(
            proposals::Event::ProposalSubmitted(_)
            | proposals::Event::ProposalHandedIn(_)
            | proposals::Event::ProposalRevised(_)
            | proposals::Event::ProposalAmended(_),
        ) => Some(TEXT),
        Event::Answers(answers::Event::AnswerGiven(_)) => Some(REASON),
        Event::Voices(_)
        | Event::Needs(_)
        | Event::Proposals(_)
        | Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_)
        | Event::Votes(_)
        | Event::Answers(_) => None,
    }
}

/// What the content calls it, JSON as on the record: its title, or the first words that were said; of an answer, of its reason.
pub fn called(event: &Event, content: &str) -> Option<Text> {
    let words = match event {
        Event::Voices(_) => serde_json::from_str::<VoiceWords>(content).ok()?.text,
        Event::Needs(_) => serde_json::from_str::<NeedText>(content).ok()?.title,
        Event::Proposals(_) => serde_json::from_str::<ProposalText>(content).ok()?.title,
        Event::Answers(_) => serde_json::from_str::<AnswerReason>(content).ok()?.reason,
        Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_)
        | Event::Votes(_) => return None,
    };
    let first = words.0.into_iter().map(|(language, words)| {
        let line = words.trim().lines().next().unwrap_or_default();
        (language, line.to_owned())
    });
    Some(Text(first.collect()).shortened(MOST))
}
