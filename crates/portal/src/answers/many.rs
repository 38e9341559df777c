//! Many voices or proposals answered at once: which, with what words, and what that comes to before it is released.

use std::collections::{BTreeMap, BTreeSet};

use madang_accounts::SavedForm;
use madang_programme::answers::{AnswerGiven, AnswerReason};
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::answers::form;
use crate::answers::links::{self, Many};
use crate::answers::preview::warned;
use crate::answers::section::{Decision, decided};
use crate::answers::thing::Thing;
use crate::answers::typed::{REASON, Typed};
use crate::frame::entries::entry_link;
use crate::frame::fields::words_area;
use crate::frame::form::{Field, Sending, error_summary};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{CHANGE, DROP, STEP, carried, look, released};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};

/// What the pages say of what is answered: keys of messages.
struct Words {
    title: &'static str,
    lead: &'static str,
    of: &'static str,
    write_title: &'static str,
    write_lead: &'static str,
    all: &'static str,
    same: &'static str,
    with_own: &'static str,
}

fn words(of: Many) -> Words {
    match of {
        Many::Voices => Words {
            title: "answer-many-title",
            lead: "answer-many-lead",
            of: "answer-many-of",
            write_title: "answer-many-write-title",
            write_lead: "answer-many-write-lead",
            all: "answer-many-voices",
            same: "answer-many-same",
            with_own: "answer-many-with-own",
        },
        Many::Proposals => Words {
            title: "answer-many-proposals-title",
            lead: "answer-many-proposals-lead",
            of: "answer-many-proposals-of",
            write_title: "answer-many-proposals-write-title",
            write_lead: "answer-many-proposals-write-lead",
            all: "answer-many-proposals",
            same: "answer-many-proposals-same",
            with_own: "answer-many-proposals-with-own",
        },
    }
}

/// The name of the field for a sentence of a voice's or a proposal's own.
pub fn own(id: &str) -> String {
    format!("own-{id}")
}

/// The name of the field for the entry of its newest words, as the form showed them.
pub fn words_seen(id: &str) -> String {
    format!("words-{id}")
}

/// Where all of it happens.
pub struct Place<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// What is answered.
    pub of: Many,
    /// The institutions of which one decides.
    pub deciders: &'a [String],
}

impl Place<'_> {
    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    fn page(&self, ui: &Ui, title: &str, content: Markup) -> Page {
        let summary = &self.programme.summary;
        let mut above = crumbs(ui, summary);
        above.push((links::list(self.id()), html! { (ui.t("answers-title")) }));
        above.push(here(html! { (ui.t(words(self.of).title)) }));
        Page {
            title: title_of(&[title.to_owned(), plain_title(ui, summary)]),
            description: ui.t(words(self.of).lead),
            tab: Some(TAB),
            crumbs: above,
            content,
        }
    }
}

/// The page on which they are chosen, with the form for that; above it what was kept of an answer, where something was.
pub fn picking(
    ui: &Ui,
    place: &Place<'_>,
    form: Markup,
    saved: Option<&SavedForm>,
    errors: &[FieldError],
) -> Page {
    let words = words(place.of);
    let title = ui.t(words.title);
    let deciders = place.deciders.iter();
    let deciders: Vec<String> = deciders
        .map(|id| plain_institution(ui, place.institutions, id))
        .collect();
    let institution = deciders.join(", ");
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.tf(words.of, &[("institution", institution.into())])) }
        @if let Some(saved) = saved { (kept(ui, place, saved)) }
        (form)
    };
    place.page(ui, &title, content)
}

/// What was kept of an answer to many: to go on with, or to be thrown away.
fn kept(ui: &Ui, place: &Place<'_>, saved: &SavedForm) -> Markup {
    let fields = Query::parse(&saved.fields).into_fields();
    html! {
        (form::kept(ui, saved.saved))
        form method="post" action=(ui.href(&links::many(place.id(), place.of, ""))) {
            @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            div.buttons {
                button type="submit" name=(STEP.name) value=(CHANGE) { (ui.t("form-change")) }
                button.button-plain type="submit" name=(STEP.name) value=(DROP) { (ui.t("form-saved-drop")) }
            }
        }
    }
}

/// What is written for many.
pub struct Writing<'a> {
    /// Where.
    pub place: Place<'a>,
    /// What was chosen.
    pub things: &'a [Thing],
    /// The field of their boxes.
    pub tick: Field,
    /// A sentence of its own, by identifier.
    pub own: &'a BTreeMap<String, String>,
    /// The entry of the words of each that the form shows, by identifier.
    pub seen: &'a BTreeMap<String, u64>,
    /// Those that have other words than their sender read.
    pub reworded: &'a BTreeSet<String>,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What narrowed the list that they were chosen from.
    pub filter: &'a [(&'a str, &'a str)],
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong.
    pub errors: &'a [FieldError],
}

/// The page on which the answer is written.
pub fn writing(ui: &Ui, writing: &Writing<'_>) -> Page {
    let Writing {
        place,
        typed,
        errors,
        ..
    } = writing;
    let words = words(place.of);
    let title = ui.count(words.write_title, writing.things.len() as u64);
    let deciders = place.deciders;
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t(words.write_lead)) }
        form.stacked method="post" action=(ui.href(&links::many(place.id(), place.of, ""))) {
            (writing.sending.fields())
            (carried(writing.filter))
            (form::decision(ui, place.institutions, deciders, typed, errors))
            (words_area(ui, errors, REASON, &typed.reason))
            (form::who(ui, place.institutions, deciders, typed, errors))
            (form::changed(ui, typed, errors))
            h2 id=(writing.tick.name) tabindex="-1" { (ui.t(words.all)) }
            ul.ticks { @for thing in writing.things { li { (one(ui, writing, thing)) } } }
            (look(ui, true))
        }
    };
    place.page(ui, &title, content)
}

fn one(ui: &Ui, writing: &Writing<'_>, thing: &Thing) -> Markup {
    let id = thing.id();
    let sentence = writing.own.get(id).map_or("", String::as_str);
    let field = own(id);
    let newest = writing.seen.get(id).copied();
    html! {
        (thing.tick(ui, true))
        @if let Some(newest) = newest {
            input type="hidden" name=(words_seen(id)) value=(newest);
            @if writing.reworded.contains(id) {
                p.in-other { (ui.t("answer-many-reworded-see")) " " (thing.named(ui, writing.place.id())) " · " (entry_link(ui, newest)) }
            }
        }
        details.in-other open[!sentence.is_empty()] {
            summary { (ui.t("answer-many-own")) span.sr-only { ": " (thing.name(ui)) } }
            label.sr-only for=(field) { (ui.t("answer-many-own")) ": " (thing.name(ui)) }
            textarea id=(field) name=(field) rows="2" autocomplete="off" { (sentence) }
        }
    }
}

/// An answer to one of many, before it is released.
pub struct One<'a> {
    /// What is answered.
    pub thing: &'a Thing,
    /// The answer.
    pub facts: AnswerGiven,
    /// Why.
    pub reason: AnswerReason,
    /// Whether it has a sentence of its own.
    pub own: bool,
}

/// The reason of one of many: its own sentence, where it has one, before what is said to all.
pub fn reason_of(common: &Text, own: Option<&String>, lang: Language) -> Text {
    let own = own.and_then(|own| Text::written(&[(lang, own)]));
    let Some(own) = own.and_then(|own| own.0.get(&lang).cloned()) else {
        return common.clone();
    };
    let mut reason = common.clone();
    let said = reason.0.remove(&lang).unwrap_or_default();
    reason
        .0
        .insert(lang, format!("{own}\n\n{said}").trim().to_owned());
    reason
}

/// The page that says what it comes to before it is released.
pub fn preview(
    ui: &Ui,
    place: &Place<'_>,
    all: &[One<'_>],
    common: &AnswerReason,
    sending: &Sending,
    typed: &[(&str, &str)],
) -> Page {
    let number = all.len() as u64;
    let own = all.iter().filter(|one| one.own).count() as u64;
    let words = words(place.of);
    let title = ui.count("answer-many-preview-title", number);
    let content = html! {
        h1 { (title) }
        p.lead { (ui.t("answer-preview-lead")) }
        (warned(ui, &all.iter().map(|one| &one.reason).collect::<Vec<_>>()))
        ul {
            @if number > own { li { (ui.count(words.same, number - own)) } }
            @if own > 0 { li { (ui.count(words.with_own, own)) } }
        }
        @if let Some(first) = all.first() {
            @let decision = Decision {
                programme: place.id(),
                institutions: place.institutions,
                entry: u64::MAX,
                facts: &first.facts,
                reason: Some(common),
                planned: first.facts.planned_by.as_ref(),
                progress: None,
            };
            div.preview { (decided(ui, &decision, None)) }
        }
        h2 #all { (ui.t(words.all)) }
        ol {
            @for one in all {
                li {
                    (one.thing.named(ui, place.id()))
                    @if one.own { p.words.lines { (ui.words(&one.reason.reason)) } }
                }
            }
        }
        @if number > 1 { p.prose { (ui.t("answer-many-confirm")) } }
        (released(ui, &links::many(place.id(), place.of, ""), sending, typed, &ui.count("answer-many-release", number)))
    };
    place.page(ui, &title, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_its_own_stands_before_what_is_said_to_all() {
        let common = Text::new(Language::En, "Said to all.");
        assert_eq!(reason_of(&common, None, Language::En), common);
        let blank = " \r\n".to_owned();
        assert_eq!(reason_of(&common, Some(&blank), Language::En), common);
        let own = " To you.\r\n".to_owned();
        let said = reason_of(&common, Some(&own), Language::En);
        assert_eq!(said, Text::new(Language::En, "To you.\n\nSaid to all."));
    }
}
