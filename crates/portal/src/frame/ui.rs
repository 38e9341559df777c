//! What every page needs to know to be written: for whom, in which language, at which address.

use std::sync::Arc;

use madang_words::{Language, Said, Text};
use maud::{Markup, html};

use crate::frame::format;
use crate::frame::hidden::Hidden;
use crate::frame::layout::Tab;
use crate::frame::operator::{Operator, Running};
use crate::frame::words::{Arg, message};

/// What is the same on every page of a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Address under which the public reaches it, without a slash at the end: `https://madang.example.kr`.
    pub base_url: Option<String>,
    /// Origin of the log, as on its checkpoints.
    pub origin: String,
    /// The tabs of the header.
    pub tabs: &'static [Tab],
    /// The links of the footer.
    pub footer: &'static [FooterLink],
    /// The feed that every page names, without its language.
    pub feed: &'static str,
    /// The search, without its language.
    pub search: &'static str,
    /// Who runs it, where the record does not say.
    pub running: Arc<Running>,
    /// One's own page, without its language, where the portal has accounts.
    pub account: Option<&'static str>,
    /// Where roles are granted, without its language.
    pub people: &'static str,
    /// Where whoever holds a role works, without its language.
    pub desk: &'static str,
    /// Where somebody follows something, without its language.
    pub following: &'static str,
    /// Where they stop, without its language.
    pub unfollow: &'static str,
    /// Where somebody reads what they said themselves.
    pub said: &'static str,
    /// Where somebody finds the forms that they saved, and throws them away.
    pub saved: &'static str,
    /// Addresses, or beginnings of such that end in a slash, for programs: mistakes there are answered in plain text.
    pub plain: &'static [&'static [&'static str]],
    /// Forms that may have files, without their language.
    pub uploads: &'static [&'static str],
}

impl Site {
    /// The address under which the public reaches the portal; this machine's where none is known, so that what is
    /// copied from a page works there.
    pub fn base(&self) -> &str {
        self.base_url.as_deref().unwrap_or("http://127.0.0.1:8080")
    }
}

/// A link of the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FooterLink {
    /// Its address.
    pub path: &'static str,
    /// Whether there is one in each language.
    pub in_language: bool,
    /// The key of its name.
    pub key: &'static str,
}

/// A page's reader and its address.
#[derive(Clone, Debug)]
pub struct Ui {
    /// Language of the page.
    pub lang: Language,
    /// The page's address without its language: `/record`.
    pub path: String,
    /// The query string, without `?`; empty where there is none.
    pub query: String,
    /// Why the record takes no entries at the moment, where it takes none.
    pub read_only: Option<Said>,
    /// The address that the page stands under first, where that is another; without its language.
    pub canonical: Option<String>,
    /// How far the record had come when the page was made, where that is known: for paper.
    pub stands: Option<Stands>,
    /// Whether whoever reads follows what the page is about.
    pub follows: bool,
    /// The feed of what the page is about, where it has one; without its language.
    pub feed: Option<String>,
    /// Why words cannot be read that the page would show.
    pub hidden: Hidden,
    /// Who runs the portal.
    pub running: Arc<Running>,
    /// The portal.
    pub site: Arc<Site>,
}

/// How far a record has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Its entries.
    pub size: u64,
    /// The time of the last one.
    pub at: String,
}

impl Ui {
    /// A page's reader at `path`.
    pub fn new(lang: Language, path: impl Into<String>, site: Arc<Site>) -> Ui {
        Ui {
            lang,
            path: path.into(),
            query: String::new(),
            read_only: None,
            canonical: None,
            hidden: Hidden::default(),
            stands: None,
            follows: false,
            feed: None,
            running: Arc::clone(&site.running),
            site,
        }
    }

    /// What is said of who runs the portal.
    pub fn operator(&self) -> &Operator {
        &self.running.operator
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        message(self.lang, key, &[])
    }

    /// A message with what stands for its placeholders.
    pub fn tf(&self, key: &str, args: &[Arg<'_>]) -> String {
        message(self.lang, key, args)
    }

    /// A message about a number of things: `$count` to choose the form by, `$number` to show.
    pub fn count(&self, key: &str, count: u64) -> String {
        // Beyond 2^53 one form is as good as another.
        self.tf(
            key,
            &[
                ("count", (count as f64).into()),
                ("number", format::number(count).into()),
            ],
        )
    }

    /// The portal's name.
    pub fn site_title(&self) -> String {
        self.t("site-title")
    }

    /// The address of a page in the page's own language; `path` begins with `/`.
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.tag())
    }

    /// The full address, where the portal knows its own.
    pub fn absolute(&self, address: &str) -> String {
        format!(
            "{}{address}",
            self.site.base_url.as_deref().unwrap_or_default()
        )
    }

    /// A text of the record, marked with its language where that is not the page's.
    pub fn words(&self, text: &Text) -> Markup {
        let Some((language, words)) = text.best(self.lang) else {
            return html! {};
        };
        html! {
            @if language == self.lang { (words) } @else { span lang=(language.tag()) { (words) } }
        }
    }

    /// The same without markup, for titles.
    pub fn plain(&self, text: &Text) -> String {
        text.best(self.lang)
            .map_or_else(String::new, |(_, words)| words.to_owned())
    }

    /// The `lang` attribute that a text of the record needs on this page.
    pub fn lang_of(&self, text: &Text) -> Option<&'static str> {
        let (language, _) = text.best(self.lang)?;
        (language != self.lang).then(|| language.tag())
    }

    /// Words of a source that is in English, whatever the page's language: labels of the OGP's code lists.
    pub fn english(&self, words: &str) -> Markup {
        self.words(&Text::new(Language::En, words))
    }

    /// A number.
    pub fn number(&self, value: u64) -> String {
        format::number(value)
    }

    /// An amount in full.
    pub fn money(&self, amount: u64, currency: &str) -> String {
        format::money(self.lang, amount, currency)
    }

    /// An amount of the selection engine.
    pub fn money_decimal(&self, amount: &str, currency: &str) -> String {
        format::money_decimal(self.lang, amount, currency)
    }

    /// What is missing, of the selection engine: rounded up.
    pub fn money_missing(&self, amount: &str, currency: &str) -> String {
        format::money_missing(self.lang, amount, currency)
    }

    /// What lies between two amounts of the selection engine; `None` where they are none, or the first is more.
    pub fn money_between(&self, less: &str, more: &str, currency: &str) -> Option<String> {
        format::money_between(self.lang, less, more, currency)
    }

    /// An amount as it is said.
    pub fn money_spoken(&self, amount: u64, currency: &str) -> String {
        format::money_spoken(self.lang, amount, currency)
    }

    /// The same time in UTC, to the minute; with its day where that is another one than in the zone.
    pub fn utc(&self, at: &str, zone: &str) -> String {
        format::utc(self.lang, at, zone)
    }

    /// A time of the record in a zone.
    pub fn time(&self, at: &str, zone: &str) -> Markup {
        html! { time datetime=(at) { (format::date_time(self.lang, at, zone)) } }
    }
}

/// The step that follows `before` in the address of a page, as somebody copied it: without query and place.
pub fn step_after(address: &str, before: &str) -> Option<String> {
    let (_, rest) = address.rsplit_once(before)?;
    let id = rest.split(['?', '#', '/']).next().unwrap_or_default();
    (!id.is_empty()).then(|| id.to_owned())
}

/// One step of an address, percent-encoded (RFC 3986).
pub fn step(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ui(lang: Language) -> Ui {
        Ui::new(lang, "/", Arc::new(Site::default()))
    }

    #[test]
    fn a_text_in_another_language_says_so() {
        let polish = Text::new(Language::Pl, "Zielony skwer");
        assert_eq!(
            ui(Language::Ko).words(&polish).into_string(),
            r#"<span lang="pl">Zielony skwer</span>"#
        );
        let korean = Text::new(Language::Ko, "쉼터");
        assert_eq!(ui(Language::Ko).words(&korean).into_string(), "쉼터");
        assert_eq!(
            ui(Language::En).words(&korean).into_string(),
            r#"<span lang="ko">쉼터</span>"#
        );
    }

    #[test]
    fn words_are_never_markup() {
        let text = Text::new(Language::En, "<script>alert(1)</script>");
        assert_eq!(
            ui(Language::En).words(&text).into_string(),
            "&lt;script&gt;alert(1)&lt;/script&gt;"
        );
    }

    #[test]
    fn steps_of_an_address_are_encoded() {
        assert_eq!(step("kr-1.a_~"), "kr-1.a_~");
        assert_eq!(step("a b/é?"), "a%20b%2F%C3%A9%3F");
    }
}
