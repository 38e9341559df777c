//! What those who work on a design tell of it as they write it in forms.

use madang_programme::Command;
use madang_programme::answers::Pointer;
use madang_programme::bodies::MemberClass;
use madang_programme::design::{
    DesignOutputAdded, DesignPhase, DesignPhaseClosed, DesignPhaseStarted, DesignSessionHeld,
    DesignVerdict, OutputKind, OutputText, REASON as WHY, SessionText, VerdictReason,
};
use madang_words::Language;
use maud::{Markup, html};

use crate::bodies::labels::{CLASSES, class_name, member_class};
use crate::design::links::Way;
use crate::design::{figures, labels};
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, day_field, line_field, radios, words_area, words_line};
use crate::frame::form::{Choice, Field, boxes, carried, select, text_area};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::DesignDetail;
use crate::services::labels::read_cited;

/// The phase, as the form was shown.
pub const PHASE: Field = Field::new("phase", "design-phase");
/// What came of it is called.
pub const TITLE: InBoth = InBoth::new(
    ("title", "design-output-title"),
    ("title-other", "programme-set-other"),
);
/// What it says.
pub const DESCRIPTION: InBoth = InBoth::new(
    ("description", "design-output-description"),
    ("description-other", "programme-set-other"),
);
/// What kind of thing it is.
pub const KIND: Field = Field::new("kind", "design-output-kind");
/// Where it can be looked at.
pub const SHOWN: Field = Field::new("shown", "design-shown-by");
/// What people said that it rests on.
pub const CITES: Field = Field::new("cites", "design-cites");
/// With how many people it was tried.
pub const PEOPLE: Field = Field::new("people", "design-people");
/// What was counted or measured.
pub const FIGURES: Field = Field::new("figures", "design-figures");
/// The day of a session.
pub const DAY: Field = Field::new("day", "design-session-day");
/// Who was there.
pub const PRESENT: Field = Field::new("present", "design-session-present");
/// What was done.
pub const TEXT: InBoth = InBoth::new(
    ("text", "design-session-text"),
    ("text-other", "programme-set-other"),
);
/// How the design goes on.
pub const VERDICT: Field = Field::new("verdict", "design-verdict");
/// The phase to which it goes back.
pub const BACK: Field = Field::new("back", "design-back-to");
/// Why.
pub const REASON: InBoth = InBoth::new(
    ("reason", "design-reason"),
    ("reason-other", "programme-set-other"),
);

/// The most people that something is tried with.
const MOST_PEOPLE: u64 = 1_000_000;

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("phase", PHASE),
    ("title", TITLE.here),
    ("description", DESCRIPTION.here),
    ("kind", KIND),
    ("shown_by", SHOWN),
    ("cites", CITES),
    ("people", PEOPLE),
    ("figures", FIGURES),
    ("what", FIGURES),
    ("value", FIGURES),
    ("before", FIGURES),
    ("day", DAY),
    ("present", PRESENT),
    ("text", TEXT.here),
    ("verdict", VERDICT),
    ("back_to", BACK),
    ("reason", REASON.here),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    phase: String,
    title: Words,
    description: Words,
    kind: String,
    shown: String,
    cites: String,
    people: String,
    figures: String,
    day: String,
    present: Vec<String>,
    text: Words,
    verdict: String,
    back: String,
    reason: Words,
}

impl Typed {
    /// Reads the fields of a form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            phase: query.text(PHASE),
            title: Words::read(query, TITLE),
            description: Words::read(query, DESCRIPTION),
            kind: query.text(KIND),
            shown: query.text(SHOWN),
            cites: query.text(CITES),
            people: query.text(PEOPLE),
            figures: query.text(FIGURES),
            day: query.text(DAY),
            present: query.ticked(PRESENT),
            text: Words::read(query, TEXT),
            verdict: query.text(VERDICT),
            back: query.text(BACK),
            reason: Words::read(query, REASON),
        }
    }

    /// A form as it begins.
    pub fn of(design: &DesignDetail) -> Typed {
        Typed {
            phase: design.phase.map_or("", DesignPhase::name).to_owned(),
            ..Typed::default()
        }
    }

    /// What was typed, in the phase that is open by now.
    pub fn in_phase(self, design: &DesignDetail) -> Typed {
        Typed {
            phase: Typed::of(design).phase,
            ..self
        }
    }

    /// All words that everybody will read.
    pub fn words(&self) -> Vec<&str> {
        let both = [&self.title, &self.description, &self.text, &self.reason].into_iter();
        let both = both.flat_map(|words| [words.here.as_str(), words.other.as_str()]);
        both.chain([self.figures.as_str()]).collect()
    }

    /// What the form of a way asks for; what cannot be read is noted. `next` is the number of what is to come, as it was when the form
    /// was shown.
    pub fn command(
        &self,
        query: &mut Query,
        (programme, id): (&str, &str),
        (way, next): (Way, u32),
        lang: Language,
    ) -> Option<Command> {
        let Some(phase) = DesignPhase::named(&self.phase) else {
            query.refuse(PHASE, "error-empty", "", "");
            return None;
        };
        let (programme, design) = (programme.to_owned(), id.to_owned());
        match way {
            Way::Start => Some(Command::plain(DesignPhaseStarted {
                programme,
                design,
                phase,
            })),
            Way::Output => self.output(query, (programme, design, phase), (next, lang)),
            Way::Session => self.session(query, (programme, design, phase), (next, lang)),
            Way::Close => {
                let mut all = DesignVerdict::ALL.into_iter();
                let verdict = all.find(|one| one.name() == self.verdict);
                if verdict.is_none() {
                    query.refuse(VERDICT, "error-empty", "", "");
                }
                let reason = self.reason.needed(query, REASON, lang);
                let facts = DesignPhaseClosed {
                    programme,
                    design,
                    phase,
                    verdict: verdict?,
                    back_to: DesignPhase::named(&self.back),
                };
                let reason = VerdictReason { reason: reason? };
                Some(Command::said(WHY, facts, reason))
            }
        }
    }

    fn output(
        &self,
        query: &mut Query,
        (programme, design, phase): (String, String, DesignPhase),
        (no, lang): (u32, Language),
    ) -> Option<Command> {
        let kind = OutputKind::named(&self.kind);
        if kind.is_none() {
            query.refuse(KIND, "error-empty", "", "");
        }
        let title = self.title.needed(query, TITLE, lang);
        let description = self.description.shown(query, DESCRIPTION, lang);
        if self.shown.is_empty() {
            query.refuse(SHOWN, "error-empty", "", "");
        }
        let cites = read_cited(&self.cites);
        if cites.is_none() {
            query.refuse(CITES, "service-cites-unread", &self.cites, "");
        }
        let people = query.optional_number(PEOPLE, 1..=MOST_PEOPLE);
        let figures = figures::read(&self.figures, lang);
        if let Err(line) = &figures {
            query.refuse(FIGURES, "design-figures-unread", line, "");
        }
        let facts = DesignOutputAdded {
            programme,
            design,
            no,
            phase,
            kind: kind?,
            shown_by: Pointer::read(&self.shown),
            cites: cites?,
            people: people.and_then(|people| u32::try_from(people).ok()),
            figures: figures.ok()?,
        };
        let text = OutputText {
            title: title?,
            description,
        };
        Some(Command::worded(facts, text))
    }

    fn session(
        &self,
        query: &mut Query,
        (programme, design, phase): (String, String, DesignPhase),
        (no, lang): (u32, Language),
    ) -> Option<Command> {
        if self.day.is_empty() {
            query.refuse(DAY, "error-empty", "", "");
        }
        let named = |name: &String| CLASSES.into_iter().find(|(known, _)| known == name);
        let present = self.present.iter().filter_map(named);
        let present: Vec<MemberClass> = present.map(|(_, class)| class).collect();
        if present.is_empty() {
            query.refuse(PRESENT, "error-empty", "", "");
        }
        let text = self.text.needed(query, TEXT, lang);
        let facts = DesignSessionHeld {
            programme,
            design,
            no,
            phase,
            day: self.day.clone(),
            present,
        };
        Some(Command::worded(facts, SessionText { text: text? }))
    }
}

/// The phases to which a design can go back.
fn before(ui: &Ui, design: &DesignDetail) -> Vec<Choice> {
    let phases = design.process.phases().iter();
    let before = phases.filter(|phase| Some(**phase) <= design.phase);
    let before = before.map(|phase| (phase.name().to_owned(), labels::phase(ui, *phase)));
    before.collect()
}

/// The fields of the form of a way; `sits` is as what members sit in the task force.
pub fn fields(
    ui: &Ui,
    (way, design, sits): (Way, &DesignDetail, &[MemberClass]),
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let choose = ui.t("service-choose");
    let kinds = OutputKind::ALL.map(|kind| (kind.name().to_owned(), labels::output_kind(ui, kind)));
    let classes = sits.iter();
    let classes = classes.map(|class| (class_name(*class).to_owned(), member_class(ui, *class)));
    let classes: Vec<Choice> = classes.collect();
    let verdicts = DesignVerdict::ALL;
    let verdicts = verdicts.map(|one| (one.name().to_owned(), labels::verdict(ui, one)));
    html! {
        (carried(PHASE, &typed.phase))
        @match way {
            Way::Start => {},
            Way::Output => {
                (select(ui, errors, KIND, Some(&choose), &kinds, &typed.kind))
                (words_line(ui, errors, TITLE, &typed.title))
                (words_area(ui, errors, DESCRIPTION, &typed.description))
                (line_field(ui, errors, SHOWN, Some("design-shown-by-hint"), &typed.shown))
                (line_field(ui, errors, CITES, Some("design-cites-hint"), &typed.cites))
                (line_field(ui, errors, PEOPLE, Some("design-people-hint"), &typed.people))
                p.hint { (ui.t("design-figures-hint")) }
                (text_area(ui, errors, FIGURES, &typed.figures))
            },
            Way::Session => {
                (day_field(ui, errors, DAY, None, &typed.day))
                (boxes(ui, errors, PRESENT, &classes, &typed.present))
                @if classes.is_empty() { p.hint { (ui.t("design-nobody-sits")) } }
                (words_area(ui, errors, TEXT, &typed.text))
            },
            Way::Close => {
                (radios(ui, errors, VERDICT, &verdicts, &typed.verdict))
                (select(ui, errors, BACK, Some(&ui.t("design-back-to-none")), &before(ui, design), &typed.back))
                (words_area(ui, errors, REASON, &typed.reason))
            },
        }
    }
}
