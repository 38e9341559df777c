//! What a thing is called: by which content, and which words of it.

use madang_words::Text;

use crate::event::Event;
use crate::things::{About, Called};

/// The longest name of a thing, in characters of a language.
const MOST: usize = 80;

/// By what a thing is called from the entry of an event on; `None` where that says nothing of it. A proposal that is amended or revised
/// is called as it reads since.
fn named(event: &Event) -> Option<Called> {
    match event.fact().about() {
        About::Begins(called) => called,
        About::Rewords(_, called) => Some(called),
        About::Concerns(_) | About::Nothing => None,
    }
}

/// The content whose words a thing is called by from the entry of an event on; `None` where that says nothing of it.
pub fn called_by(event: &Event) -> Option<&'static str> {
    named(event).map(|called| called.content)
}

/// What the content calls it, JSON as on the record: its title, or the first words that were said; of an answer, of its reason.
pub fn called(event: &Event, content: &str) -> Option<Text> {
    let words = named(event)?.words(content)?;
    let first = words.0.into_iter().map(|(language, words)| {
        let line = words.trim().lines().next().unwrap_or_default();
        (language, line.to_owned())
    });
    Some(Text(first.collect()).shortened(MOST))
}
