//! What those who lead a service tell of it as they write it in forms: its milestones, its versions, and that it ended.

use madang_programme::Command;
use madang_programme::answers::Pointer;
use madang_programme::services::{
    EvidenceKind, MilestoneText, REASON as WHY, ServiceMilestoneMoved, ServiceMilestoneReached,
    ServiceMilestoneSet, ServiceReason, ServiceRetired,
};
use madang_words::Language;
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, day_field, words_area, words_line};
use crate::frame::form::{Choice, Field, select, text_area};
use crate::frame::format::partial_date;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ServiceMilestone, ServicePapers};
use crate::services::links::Way;
use crate::services::versions::{self, ROWS, TypedChange};
use crate::services::{chart, labels};

/// What is to be reached.
pub const TITLE: InBoth = InBoth::new(
    ("title", "service-milestone-title"),
    ("title-other", "programme-set-other"),
);
/// By which day.
pub const DUE: Field = Field::new("due", "service-due-field");
/// What will show it.
pub const KIND: Field = Field::new("kind", "service-evidence-kind");
/// Which milestone: its number, and the day by which it is due as whoever chose it saw it.
pub const MILESTONE: Field = Field::new("milestone", "service-milestone");
/// The day to which it is moved.
pub const NEW: Field = Field::new("new", "service-new-due");
/// Why.
pub const REASON: InBoth = InBoth::new(
    ("reason", "service-reason"),
    ("reason-other", "programme-set-other"),
);
/// What shows that it is reached.
pub const EVIDENCE: Field = Field::new("evidence", "service-evidence-lines");

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("title", TITLE.here),
    ("due", DUE),
    ("no", MILESTONE),
    ("old", MILESTONE),
    ("new", NEW),
    ("reason", REASON.here),
    ("evidence", EVIDENCE),
    ("n", ROWS[0].what),
    ("changes", ROWS[0].what),
    ("what", ROWS[0].what),
    ("cites", ROWS[0].cites),
    ("none_because", ROWS[0].none),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    title: Words,
    due: String,
    kind: String,
    milestone: String,
    new: String,
    reason: Words,
    evidence: String,
    changes: Vec<TypedChange>,
}

/// How a milestone is chosen: by its number and the day by which it is due.
pub fn choice(no: u32, due: &str) -> String {
    [&*no.to_string(), due].join(" ")
}

impl Typed {
    /// Reads the fields of a form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            due: query.text(DUE),
            kind: query.text(KIND),
            milestone: query.text(MILESTONE),
            new: query.text(NEW),
            reason: Words::read(query, REASON),
            evidence: query.text(EVIDENCE),
            changes: versions::read(query),
        }
    }

    /// All words that everybody will read.
    pub fn words(&self) -> Vec<&str> {
        let both = [&self.title, &self.reason].into_iter();
        let both = both.flat_map(|words| [words.here.as_str(), words.other.as_str()]);
        let changes = self.changes.iter().flat_map(TypedChange::words);
        both.chain(changes).collect()
    }

    /// The milestone that was chosen, and the day by which it was due then.
    fn chosen(&self, query: &mut Query) -> Option<(u32, String)> {
        let (no, due) = self
            .milestone
            .split_once(' ')
            .unwrap_or((&self.milestone, ""));
        let chosen = no.parse().ok().map(|no| (no, due.to_owned()));
        if chosen.is_none() {
            query.refuse(MILESTONE, "error-empty", "", "");
        }
        chosen
    }

    /// What the form of a way asks for; what cannot be read is noted. `next` is the number of the milestone or the version to come, as
    /// it was when the form was shown.
    pub fn command(
        &self,
        query: &mut Query,
        (programme, id): (&str, &str),
        (way, next): (Way, u32),
        lang: Language,
    ) -> Option<Command> {
        let (of, service) = (programme.to_owned(), id.to_owned());
        match way {
            Way::Milestone => {
                let title = self.title.needed(query, TITLE, lang);
                if self.due.is_empty() {
                    query.refuse(DUE, "error-empty", "", "");
                }
                let kinds = EvidenceKind::ALL.into_iter();
                let kind = kinds.clone().find(|kind| kind.name() == self.kind);
                if kind.is_none() {
                    query.refuse(KIND, "error-empty", "", "");
                }
                let facts = ServiceMilestoneSet {
                    programme: of,
                    service,
                    no: next,
                    due: self.due.clone(),
                    evidence: kind?,
                };
                Some(Command::worded(facts, MilestoneText { title: title? }))
            }
            Way::Move => {
                let chosen = self.chosen(query);
                if self.new.is_empty() {
                    query.refuse(NEW, "error-empty", "", "");
                }
                let reason = self.reason.needed(query, REASON, lang);
                let (no, old) = chosen?;
                let facts = ServiceMilestoneMoved {
                    programme: of,
                    service,
                    no,
                    old,
                    new: self.new.clone(),
                };
                let reason = ServiceReason { reason: reason? };
                Some(Command::said(WHY, facts, reason))
            }
            Way::Reach => {
                let chosen = self.chosen(query);
                let lines = self.evidence.lines().map(str::trim);
                let evidence = lines.filter(|line| !line.is_empty()).map(Pointer::read);
                let evidence: Vec<Pointer> = evidence.collect();
                if evidence.is_empty() {
                    query.refuse(EVIDENCE, "service-no-evidence", "", "");
                }
                Some(Command::plain(ServiceMilestoneReached {
                    programme: of,
                    service,
                    no: chosen?.0,
                    evidence,
                }))
            }
            Way::Release => versions::command(&self.changes, query, (programme, id, next), lang),
            Way::Retire => {
                let reason = self.reason.needed(query, REASON, lang)?;
                let facts = ServiceRetired {
                    programme: of,
                    service,
                };
                Some(Command::said(WHY, facts, ServiceReason { reason }))
            }
        }
    }
}

/// The milestones that are not reached, to choose from.
fn open(ui: &Ui, milestones: &[ServiceMilestone]) -> Vec<Choice> {
    let open = milestones.iter().filter(|one| one.reached.is_none());
    let open = open.map(|one| {
        let due = partial_date(ui.lang, &one.due);
        let name = format!("{} · {due}", chart::milestone_name(ui, one));
        (choice(one.no, &one.due), name)
    });
    open.collect()
}

/// The fields of the form of a way.
pub fn fields(
    ui: &Ui,
    way: Way,
    papers: &ServicePapers,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let choose = ui.t("service-choose");
    let open = open(ui, &papers.milestones);
    let kinds = EvidenceKind::ALL.map(|kind| (kind.name().to_owned(), labels::evidence(ui, kind)));
    let chosen = || {
        select(
            ui,
            errors,
            MILESTONE,
            Some(&choose),
            &open,
            &typed.milestone,
        )
    };
    html! {
        @match way {
            Way::Milestone => {
                (words_line(ui, errors, TITLE, &typed.title))
                (day_field(ui, errors, DUE, None, &typed.due))
                (select(ui, errors, KIND, Some(&choose), &kinds, &typed.kind))
            },
            Way::Move => {
                (chosen())
                (day_field(ui, errors, NEW, None, &typed.new))
                (words_area(ui, errors, REASON, &typed.reason))
            },
            Way::Reach => {
                (chosen())
                p.hint { (ui.t("service-evidence-hint")) }
                (text_area(ui, errors, EVIDENCE, &typed.evidence))
            },
            Way::Release => (versions::fields(ui, &typed.changes, errors)),
            Way::Retire => (words_area(ui, errors, REASON, &typed.reason)),
        }
    }
}
