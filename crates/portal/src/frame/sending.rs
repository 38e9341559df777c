//! What a form that is sent carries beside its fields.

use std::sync::{Arc, OnceLock};

use madang_programme::openness::PersonalData;
use maud::{Markup, html};
use serde::Serialize;

use crate::frame::form::Field;
use crate::frame::meanwhile::{self, Value};
use crate::frame::problem::Kind;
use crate::frame::query::{MOST_EXACT, Query, WHOLE};
use crate::frame::saved;
use crate::frame::ui::Ui;
use crate::frame::warned;

/// The longest idempotency key, in bytes.
const MAX_KEY: usize = 200;

/// Whether a text can be an idempotency key: 1–200 visible ASCII characters. What comes in a form and what comes in a header
/// are held to the same.
pub fn is_key(text: &str) -> bool {
    (1..=MAX_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The key under which a form is recorded once, however often it is sent.
pub const KEY: Field = Field::for_programs("key");

/// The entry that what is changed stood at when the form was shown.
pub const BASE: Field = Field::for_programs("base");

/// The field that [`crate::frame::draft`] adds to a form that it brings back.
pub const RETURNED: Field = Field::for_programs("returned");

/// What its sender was told that the words seem to hold.
pub const SURE: Field = Field::for_programs("sure");

/// What a program sends there: it is told beside what was recorded, and is asked nothing.
pub const SURE_OF_ALL: &str = "all";

/// What a form was shown with, by [`crate::frame::meanwhile`].
pub const SHOWN: Field = Field::for_programs("shown");

/// The key of what is said of a form that came back.
pub const CAME_BACK: &str = "form-came-back";

/// The same of a form that was saved for later.
pub const KEPT: &str = "form-kept";

/// The same of one that is too long to be saved.
pub const LONG: &str = "form-long";

/// What a form that is sent carries beside its fields. It stays the same while the form comes back with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The idempotency key.
    pub key: String,
    /// The version that the sender saw; `None` where nothing is changed.
    pub base: Option<u64>,
    /// What the sender was told that the words seem to hold, and sends all the same; empty where nothing was said.
    pub sure: String,
    /// What the button says that does that, where it was said just now.
    pub anyway: Option<String>,
    /// What the form was shown with, field by field, where that is told from what its sender changed; else empty.
    pub shown: String,
    /// The key with which the form comes back, where this one made something else before.
    pub renewed: Arc<OnceLock<String>>,
}

impl Sending {
    /// Of a form that is shown for the first time.
    pub fn new(base: Option<u64>) -> Sending {
        let key = uuid::Uuid::now_v7().to_string();
        Sending {
            key,
            base,
            sure: String::new(),
            anyway: None,
            shown: String::new(),
            renewed: Arc::default(),
        }
    }

    /// The same of a form that begins with these, so that what somebody else records meanwhile is told from what its sender types.
    #[must_use]
    pub fn showing(self, values: &[Value]) -> Sending {
        Sending {
            shown: meanwhile::shown(values),
            ..self
        }
    }

    /// Of a form that was sent. A key that cannot be one is refused, and a new one takes its place; so does one where there
    /// is none, as programs send that ask once. A version that is not `stands` is refused: somebody else changed the same in
    /// the meantime, and the sender must see it first. So is a form that comes back because its sender had to sign in: whoever
    /// reads their form by this, and does nothing where something is refused, has nothing to do with that.
    pub fn read(query: &mut Query, stands: Option<u64>) -> Sending {
        let sent = Sending::sent(query);
        if sent.base != stands {
            query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        }
        Sending {
            base: stands,
            ..sent
        }
    }

    /// The same as it was sent, where what is recorded names the version itself: a form that is sent again has changed it.
    pub fn sent(query: &mut Query) -> Sending {
        match query.text(RETURNED) {
            returned if returned.is_empty() => {}
            returned if saved::is_long(&returned) => query.refuse(WHOLE, LONG, "", ""),
            returned if saved::is_kept(&returned) => query.refuse(WHOLE, KEPT, "", ""),
            _ => query.refuse(WHOLE, CAME_BACK, "", ""),
        }
        let sent = query.text(KEY);
        let mut sending = Sending::new(query.optional_number(BASE, 0..=MOST_EXACT));
        if is_key(&sent) {
            sending.key = sent;
        } else if !sent.is_empty() {
            query.refuse(WHOLE, "error-key", "", "");
        }
        sending.sure = query.text(SURE);
        sending.shown = query.text(SHOWN);
        sending.renewed = Arc::clone(&query.renewed);
        sending
    }

    /// Says once what the words of a form seem to hold that is not meant for everybody, before they are public. Whoever sends them
    /// again has read it. To be asked where nothing else is wrong.
    pub fn warn(&mut self, ui: &Ui, query: &mut Query, words: &impl Serialize) {
        if self.sure == SURE_OF_ALL {
            return;
        }
        let found = warned::found(words);
        let told = found.map_or("", PersonalData::name);
        if let Some(found) = found
            && self.sure != told
        {
            query.refuse(WHOLE, warned::key(found), "", "");
            self.anyway = Some(ui.t("form-send-anyway"));
        }
        told.clone_into(&mut self.sure);
    }

    /// The same of another form on the same page, which asks for something else.
    #[must_use]
    pub fn of_another(&self) -> Sending {
        Sending {
            sure: String::new(),
            anyway: None,
            ..self.clone()
        }
    }

    /// The names of what a form carries for itself.
    pub const NAMES: [&str; 5] = [KEY.name, BASE.name, RETURNED.name, SURE.name, SHOWN.name];

    /// Its fields, for a form that is no [`sent`].
    pub fn fields(&self) -> Markup {
        html! {
            input type="hidden" name=(KEY.name) value=(self.renewed.get().unwrap_or(&self.key));
            @if let Some(base) = self.base { input type="hidden" name=(BASE.name) value=(base); }
            @if !self.sure.is_empty() { input type="hidden" name=(SURE.name) value=(self.sure); }
            @if !self.shown.is_empty() { input type="hidden" name=(SHOWN.name) value=(self.shown); }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str, stands: Option<u64>) -> (Sending, Vec<&'static str>) {
        let mut query = Query::parse(body);
        let sending = Sending::read(&mut query, stands);
        (
            sending,
            query.errors.iter().map(|error| error.key).collect(),
        )
    }

    #[test]
    fn a_form_is_the_same_sending_until_it_is_right() {
        let shown = Sending::new(Some(7));
        let html = shown.fields().into_string();
        assert!(
            html.contains(&shown.key) && html.contains("value=\"7\""),
            "{html}"
        );
        let (again, errors) = read(&format!("key={}&base=7", shown.key), Some(7));
        assert_eq!((again, errors), (shown.clone(), vec![]));
        let (moved, errors) = read(&format!("key={}&base=7", shown.key), Some(9));
        assert_eq!(errors, ["error-base"]);
        assert_eq!(
            (moved.key, moved.base),
            (shown.key, Some(9)),
            "seen now, it can be sent again"
        );
        assert_ne!(Sending::new(None).key, Sending::new(None).key);
    }

    #[test]
    fn what_words_seem_to_hold_is_said_once() {
        let ui = Ui::new(madang_words::Language::En, "/", Default::default());
        let look = |sure: &str, words: &str| {
            let mut query = Query::parse(&format!("key=k&sure={sure}"));
            let mut sending = Sending::sent(&mut query);
            sending.warn(&ui, &mut query, &words);
            let errors: Vec<&str> = query.errors.iter().map(|error| error.key).collect();
            (errors, sending)
        };
        let (errors, sending) = look("", "Call 010-1234-5678");
        assert_eq!(errors, ["form-warned-phone"]);
        assert_eq!(sending.anyway.as_deref(), Some("Send it as it is"));
        let html = sending.fields().into_string();
        assert!(html.contains("name=\"sure\" value=\"phone\""), "{html}");
        let other = sending.of_another().fields().into_string();
        assert!(!other.contains("sure"), "{other}");
        assert!(look("phone", "Call 010-1234-5678").0.is_empty());
        // Something else is said anew, and what is taken out is forgotten.
        let (errors, _) = look("phone", "Write to kim@example.org");
        assert_eq!(errors, ["form-warned-mail"]);
        let (errors, sending) = look("phone", "Call me");
        assert!(errors.is_empty() && sending.anyway.is_none());
        assert!(!sending.fields().into_string().contains("sure"));
    }

    #[test]
    fn a_key_that_made_something_else_comes_back_as_another() {
        let mut query = Query::parse("key=k");
        let sending = Sending::sent(&mut query);
        let kept = sending.of_another();
        query.refuse_as(Kind::TooOften, (WHOLE, "error-base"), "");
        assert!(sending.fields().into_string().contains("value=\"k\""));
        for _ in 0..2 {
            query.refuse_as(Kind::KeyReused, (WHOLE, "form-sent-before"), "");
        }
        let html = sending.fields().into_string();
        assert!(!html.contains("value=\"k\""), "{html}");
        assert_eq!(kept.fields().into_string(), html, "all forms of the page");
        assert_eq!(sending.key, "k", "what was sent stays what it was");
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        let long = format!("key={}", "k".repeat(201));
        for body in ["key=a%20b", "key=%ED%82%A4", long.as_str()] {
            let (sending, errors) = read(body, None);
            assert_eq!(errors, ["error-key"], "{body}");
            assert!(is_key(&sending.key), "a new one takes its place");
        }
        assert!(is_key(&read("", None).0.key));
        assert_eq!(read("key=a&base=x", None).1, ["error-number-least"]);
        assert_eq!(
            read("key=a", Some(3)).1,
            ["error-base"],
            "what is changed must have been seen"
        );
    }
}
