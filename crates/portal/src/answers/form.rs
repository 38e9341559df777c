//! The form of an answer: what was said above it, and what somebody else answered meanwhile.

use madang_accounts::SAVED_LASTS;
use madang_programme::answers::{ChangedWhat, Criterion, DispositionKind, Subject};
use madang_record::time::format_at;
use madang_words::Text;
use maud::{Markup, html};

use crate::answers::labels;
use crate::answers::section::{Decision, decided};
use crate::answers::typed::{
    CHANGE, CHANGED_WORDS, DECIDER, DISPOSITION, EXISTS, INTO, NOTHING, PLANNED, POST, REASON,
    ROWS, SEEN, SOMETHING, Typed, UNMET, WHOSE,
};
use crate::frame::fields::{boxes, day_field, line_field, radios, words_area, words_line_with};
use crate::frame::form::{Choice, Sending, carried, error_summary, select};
use crate::frame::format::{ZONE, date_time};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, badge, table};
use crate::frame::query::FieldError;
use crate::frame::steps;
use crate::frame::ui::Ui;
use crate::institutions::labels::{institution, plain_institution};
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};

/// What is to be answered, as whoever answers reads it.
pub struct Of<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// What is to be answered.
    pub subject: &'a Subject,
    /// What was said or proposed, in few words where it has such.
    pub title: Option<&'a Text>,
    /// The same at length.
    pub words: Option<&'a Text>,
    /// Whether these are hidden from everybody else but some roles.
    pub restricted: bool,
}

impl Of<'_> {
    /// The identifier of the programme.
    pub fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// The page of an act about it.
    pub fn page(&self, ui: &Ui, title: &str, content: Markup) -> Page {
        let summary = &self.programme.summary;
        let name = labels::subject_name(ui, self.subject);
        let mut above = crumbs(ui, summary);
        above.push((labels::path(self.id(), self.subject), html! { (name) }));
        above.push(here(html! { (title) }));
        Page {
            title: title_of(&[title.to_owned(), name, plain_title(ui, summary)]),
            description: title.to_owned(),
            tab: Some(TAB),
            crumbs: above,
            content,
        }
    }

    /// What was said, above the form.
    pub fn said(&self, ui: &Ui) -> Markup {
        let name = labels::subject_name(ui, self.subject);
        let hidden = self.title.is_none() && self.words.is_none();
        html! {
            div.said {
                p { a href=(ui.href(&labels::path(self.id(), self.subject))) { (name) } }
                @if let Some(title) = self.title { p.words { strong { (ui.words(title)) } } }
                @if let Some(words) = self.words { p.words.lines { (ui.words(words)) } }
                @if self.restricted { p.notice { (ui.t("answer-words-restricted")) } }
                @if hidden { p.muted { (ui.t("words-hidden")) } }
            }
        }
    }
}

/// An answer that somebody else gave while this one was written.
pub struct Meanwhile<'a> {
    /// What it decided.
    pub theirs: Decision<'a>,
    /// Its entry and time, as a link.
    pub given: Markup,
    /// The same as it would stand in the form.
    pub typed: Typed,
}

/// What the page shows.
pub struct Shown<'a> {
    /// What is to be answered.
    pub of: Of<'a>,
    /// The institutions for which the reader may decide.
    pub deciders: &'a [String],
    /// What else there is about it.
    pub beside: &'a Markup,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
    /// What somebody else answered meanwhile.
    pub meanwhile: Option<Meanwhile<'a>>,
    /// What was said anew meanwhile by whoever is answered.
    pub reworded: &'a Markup,
    /// The entry of the newest words that are answered, as the form shows them.
    pub seen: u64,
    /// When what stands in the form was kept, for a reader.
    pub kept: Option<Markup>,
    /// Whether it takes the place of an answer.
    pub anew: bool,
    /// Where it is sent, without its language.
    pub action: &'a str,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let title = ui.t(if shown.anew {
        "answer-form-anew-title"
    } else {
        "answer-form-title"
    });
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) }
        @if let Some(meanwhile) = &shown.meanwhile { (difference(ui, shown, meanwhile)) }
        (shown.reworded)
        (shown.of.said(ui))
        (shown.beside)
        @if shown.anew && shown.meanwhile.is_none() { p.prose { (ui.t("answer-form-anew")) } }
        @if let Some(kept) = &shown.kept { (kept) }
        form.stacked method="post" action=(ui.href(shown.action)) {
            (shown.sending.fields())
            (carried(SEEN, &shown.seen.to_string()))
            (decision(ui, shown.of.institutions, shown.deciders, shown.typed, shown.errors))
            (words_area(ui, shown.errors, REASON, &shown.typed.reason))
            (who(ui, shown.of.institutions, shown.deciders, shown.typed, shown.errors))
            (changed(ui, shown.typed, shown.errors))
            (steps::look(ui, true))
            @if shown.kept.is_some() {
                div { button.button-plain type="submit" name=(steps::STEP.name) value=(steps::DROP) { (ui.t("form-saved-drop")) } }
            }
        }
    };
    shown.of.page(ui, &title, content)
}

/// What is decided, with what belongs to each decision: seen where that one is chosen.
pub fn decision(
    ui: &Ui,
    institutions: &[InstitutionDetail],
    deciders: &[String],
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let kinds =
        DispositionKind::ALL.map(|kind| (kind.name().to_owned(), labels::disposition(ui, kind)));
    let criteria = Criterion::ALL.map(|one| (one.name().to_owned(), labels::criterion(ui, one)));
    let others = institutions.iter().map(|one| one.facts.id.as_str());
    let others = others.filter(|id| deciders.len() != 1 || deciders[0] != *id);
    let others: Vec<Choice> = others
        .map(|id| (id.to_owned(), plain_institution(ui, institutions, id)))
        .collect();
    let chosen = typed.disposition.map_or("", DispositionKind::name);
    html! {
        (radios(ui, errors, DISPOSITION, &kinds, chosen))
        div.only.only-adopted { (day_field(ui, errors, PLANNED, Some("answer-planned-hint"), &typed.planned)) }
        div.only.only-merged { (line_field(ui, errors, INTO, Some("answer-into-hint"), &typed.into)) }
        div.only.only-not-adopted { (boxes(ui, errors, UNMET, &criteria, &typed.unmet)) }
        div.only.only-out-of-scope { (select(ui, errors, WHOSE, Some(&ui.t("answer-choose-one")), &others, &typed.whose)) }
        div.only.only-already-exists { (line_field(ui, errors, EXISTS, Some("answer-pointer-hint"), &typed.exists)) }
    }
}

/// Who decided: the institution, where there is a choice, and the post.
pub fn who(
    ui: &Ui,
    institutions: &[InstitutionDetail],
    deciders: &[String],
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let names = deciders.iter();
    let names: Vec<Choice> = names
        .map(|id| (id.clone(), plain_institution(ui, institutions, id)))
        .collect();
    html! {
        @match deciders {
            [only] => {
                input type="hidden" name=(DECIDER.name) value=(only);
                p id=(DECIDER.name) { strong { (ui.t("answer-institution")) } ": " (institution(ui, institutions, only)) }
            }
            _ => (select(ui, errors, DECIDER, None, &names, &typed.decider)),
        }
        (words_line_with(ui, errors, POST, Some("answer-post-hint"), &typed.post))
    }
}

/// What changed: where it can be looked at, or in words; or that nothing did.
pub fn changed(ui: &Ui, typed: &Typed, errors: &[FieldError]) -> Markup {
    let whether = [
        (SOMETHING.to_owned(), ui.t("answer-changed-something")),
        (NOTHING.to_owned(), ui.t("answer-changed-nothing-yet")),
    ];
    let filled = |place: usize| typed.row(place) != ("", "");
    let more = (2..ROWS.len()).any(filled);
    html! {
        (radios(ui, errors, CHANGE, &whether, &typed.change))
        div.only.only-something {
            (rows(ui, typed, errors, 0..2))
            details open[more] {
                summary { (ui.t("answer-changed-more")) }
                (rows(ui, typed, errors, 2..ROWS.len()))
            }
            (words_area(ui, errors, CHANGED_WORDS, &typed.changed_words))
        }
    }
}

fn rows(ui: &Ui, typed: &Typed, errors: &[FieldError], places: std::ops::Range<usize>) -> Markup {
    let kinds = ChangedWhat::ALL.map(|what| (what.name().to_owned(), labels::changed(ui, what)));
    html! {
        @for place in places {
            @let (what, at) = typed.row(place);
            div.pair {
                (select(ui, errors, ROWS[place].0, Some(&ui.t("answer-choose-one")), &kinds, what))
                (line_field(ui, errors, ROWS[place].1, Some("answer-pointer-hint"), at))
            }
        }
    }
}

/// What somebody else answered meanwhile, and in what it differs from what stands in the form.
fn difference(ui: &Ui, shown: &Shown<'_>, meanwhile: &Meanwhile<'_>) -> Markup {
    let theirs = said(ui, shown.of.institutions, &meanwhile.typed);
    let mine = said(ui, shown.of.institutions, shown.typed);
    let differ: Vec<_> = theirs
        .into_iter()
        .zip(mine)
        .filter(|((_, theirs), (_, mine))| theirs != mine)
        .collect();
    let (name, their, own) = (
        ui.t("answer-meanwhile-field"),
        ui.t("answer-meanwhile-theirs"),
        ui.t("answer-meanwhile-mine"),
    );
    html! {
        section.meanwhile aria-labelledby="meanwhile" {
            h2 #meanwhile { (ui.t("answer-meanwhile-title")) }
            p.prose { (ui.t("answer-meanwhile-text")) }
            p { (badge(Tone::Active, &ui.t("answer-meanwhile-stands"))) " " (meanwhile.given) }
            (decided(ui, &meanwhile.theirs, None))
            @if differ.is_empty() {
                p { (ui.t("answer-meanwhile-same")) }
            } @else {
                (table(
                    ui,
                    "difference",
                    &ui.t("answer-meanwhile-caption"),
                    html! { th scope="col" { (name) } th scope="col" { (their) } th scope="col" { (own) } },
                    html! {
                        @for ((name, theirs), (_, mine)) in differ {
                            tr {
                                th.key scope="row" { (name) }
                                td.words { del { (theirs) } }
                                td.words { ins { (mine) } }
                            }
                        }
                    },
                ))
            }
        }
    }
}

/// What a form says, field by field, in words.
fn said(ui: &Ui, institutions: &[InstitutionDetail], typed: &Typed) -> Vec<(String, String)> {
    let unmet = typed.unmet.iter().filter_map(|name| Criterion::named(name));
    let unmet: Vec<String> = unmet.map(|one| labels::criterion(ui, one)).collect();
    let row = |place: usize| {
        let (what, at) = typed.row(place);
        let what = ChangedWhat::named(what).map(|what| labels::changed(ui, what));
        let parts = [what.unwrap_or_default(), at.to_owned()];
        parts.join(" ").trim().to_owned()
    };
    let rows: Vec<String> = (0..ROWS.len())
        .map(row)
        .filter(|row| !row.is_empty())
        .collect();
    let kind = typed.disposition;
    let of = |field: crate::frame::form::Field, said: String| (ui.t(field.label), said);
    vec![
        of(
            DISPOSITION,
            kind.map_or_else(String::new, |kind| labels::disposition(ui, kind)),
        ),
        of(INTO, typed.into.clone()),
        of(UNMET, unmet.join(", ")),
        of(WHOSE, plain_institution(ui, institutions, &typed.whose)),
        of(EXISTS, typed.exists.clone()),
        of(PLANNED, typed.planned.clone()),
        of(REASON.here, typed.reason.here.trim().replace("\r\n", "\n")),
        of(
            REASON.other,
            typed.reason.other.trim().replace("\r\n", "\n"),
        ),
        of(DECIDER, plain_institution(ui, institutions, &typed.decider)),
        of(POST.here, typed.post.here.clone()),
        of(POST.other, typed.post.other.clone()),
        of(CHANGE, rows.join("; ")),
        of(CHANGED_WORDS.here, typed.changed_words.here.clone()),
        of(CHANGED_WORDS.other, typed.changed_words.other.clone()),
    ]
}

/// What was kept of a form: since when, until when, and how to throw it away.
pub fn kept(ui: &Ui, saved: u64) -> Markup {
    let day =
        |time: u64| format_at(time).map_or_else(String::new, |at| date_time(ui.lang, &at, ZONE));
    let (since, until) = (day(saved), day(saved.saturating_add(SAVED_LASTS)));
    html! {
        div.notice {
            p { (ui.tf("answer-kept", &[("since", since.into()), ("until", until.into())])) }
            p { (ui.t("answer-kept-whose")) }
        }
    }
}
