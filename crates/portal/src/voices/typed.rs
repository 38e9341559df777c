//! What somebody typed who says something.

use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::frame::files::{Chosen, KEPT};
use crate::frame::form::{Field, carried};
use crate::frame::language::of_words;
use crate::frame::query::Query;
use crate::voices::list::{CHANNEL, INSTITUTION, REGION};

/// What somebody says.
pub const TEXT: Field = Field {
    name: "text",
    label: "voice-text",
};

/// Whom it is about: a service group, or an audience in one.
pub const SERVED: Field = Field {
    name: "served",
    label: "voice-served",
};

/// Where it was published before: the page of a petition, an article.
pub const SOURCE: Field = Field {
    name: "source",
    label: "voice-source",
};

/// The service that it is about.
pub const SERVICE: Field = Field::new("service", "voice-service");

/// What is to be done with what was typed.
pub const STEP: Field = Field::for_programs("step");

/// To record it.
pub const SEND: &str = "send";

/// The code of a slip, while it is being made.
pub const CODE: Field = Field::for_programs("code");

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The words.
    pub text: String,
    /// `group` or `group/audience`; empty where nobody is named.
    pub served: String,
    /// The province.
    pub region: String,
    /// The institution that is to answer; empty where whoever says it does not know.
    pub institution: String,
    /// The service that it is about; empty where it is about none.
    pub service: String,
    /// How it came; of one's own always by the portal.
    pub channel: String,
    /// Where it was published before, of a voice that is entered for somebody.
    pub source: String,
    /// The code of the slip, of a voice that is entered for somebody.
    pub code: String,
    /// The files that were chosen so far.
    pub files: Vec<Chosen>,
}

/// What is to be done with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is shown beside what others said.
    Look,
    /// It is written anew.
    Write,
    /// It is recorded.
    Send,
}

impl Typed {
    /// Reads a form; its files are read by [`crate::frame::files::chosen`].
    pub fn read(query: &mut Query) -> (Typed, Step) {
        let typed = Typed {
            text: query.prose(TEXT),
            served: query.text(SERVED),
            region: query.text(REGION),
            institution: query.text(INSTITUTION),
            service: query.text(SERVICE),
            channel: query.text(CHANNEL),
            source: query.text(SOURCE),
            code: query.text(CODE),
            files: Vec::new(),
        };
        let step = match query.text(STEP).as_str() {
            SEND => Step::Send,
            "write" => Step::Write,
            _ => Step::Look,
        };
        (typed, step)
    }

    /// Group and audience of whom it is about.
    pub fn served(&self) -> (Option<String>, Option<String>) {
        let mut steps = self.served.splitn(2, '/').filter(|step| !step.is_empty());
        (
            steps.next().map(str::to_owned),
            steps.next().map(str::to_owned),
        )
    }

    /// The words in the language that they seem to be in.
    pub fn words(&self, page: Language) -> Text {
        let language = of_words(&self.text, page);
        Text::new(language, self.text.clone())
    }

    /// All of it, carried along to the next step.
    pub fn carried(&self) -> Markup {
        html! {
            (carried(TEXT, &self.text))
            (carried(SERVED, &self.served))
            (carried(REGION, &self.region))
            (carried(INSTITUTION, &self.institution))
            @if !self.service.is_empty() { (carried(SERVICE, &self.service)) }
            @if !self.channel.is_empty() { (carried(CHANNEL, &self.channel)) }
            @if !self.source.is_empty() { (carried(SOURCE, &self.source)) }
            @if !self.code.is_empty() { (carried(CODE, &self.code)) }
            @for file in &self.files { (carried(KEPT, &file.token.text())) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_the_language_that_they_seem_to_be_in() {
        let of = |text: &str, page| {
            let typed = Typed {
                text: text.to_owned(),
                ..Typed::default()
            };
            *typed.words(page).0.keys().next().expect("a language")
        };
        assert_eq!(of("버스 12", Language::En), Language::Ko);
        assert_eq!(of("ㅋㅋ", Language::En), Language::Ko);
        assert_eq!(of("The bus", Language::Ko), Language::En);
        assert_eq!(of("12", Language::Ko), Language::Ko);
        assert_eq!(of("12", Language::En), Language::En);
    }

    #[test]
    fn whom_it_is_about_is_a_group_or_an_audience_in_one() {
        let of = |served: &str| {
            let typed = Typed {
                served: served.to_owned(),
                ..Typed::default()
            };
            typed.served()
        };
        assert_eq!(of(""), (None, None));
        assert_eq!(of("target"), (Some("target".into()), None));
        assert_eq!(of("a/b/c"), (Some("a".into()), Some("b/c".into())));
    }
}
