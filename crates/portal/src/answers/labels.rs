//! What dispositions, criteria, steps and what an answer points to are called.

use madang_programme::Fact;
use madang_programme::answers::{
    AnswerGiven, AnswerProgress, ChangedWhat, Criterion, DispositionKind, ExpertiseAsked, Pointer,
    ProgressStep, ReexaminationAsked, Subject,
};
use madang_programme::trace::AnswerStanding;
use maud::{Markup, html};

use crate::answers::links::Way;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::proposals::links as proposals;
use crate::voices::labels::name as voice_name;
use crate::voices::links as voices;

/// What was decided.
pub fn disposition(ui: &Ui, kind: DispositionKind) -> String {
    match kind {
        DispositionKind::Adopted => ui.t("answer-adopted"),
        DispositionKind::AdoptedInPart => ui.t("answer-adopted-in-part"),
        DispositionKind::Merged => ui.t("answer-merged"),
        DispositionKind::NotAdopted => ui.t("answer-not-adopted"),
        DispositionKind::OutOfScope => ui.t("answer-out-of-scope"),
        DispositionKind::AlreadyExists => ui.t("answer-already-exists"),
    }
}

/// A criterion of the decree on citizens' proposals.
pub fn criterion(ui: &Ui, criterion: Criterion) -> String {
    match criterion {
        Criterion::Feasible => ui.t("answer-criterion-feasible"),
        Criterion::Creative => ui.t("answer-criterion-creative"),
        Criterion::Effective => ui.t("answer-criterion-effective"),
        Criterion::Scope => ui.t("answer-criterion-scope"),
        Criterion::Lasting => ui.t("answer-criterion-lasting"),
    }
}

/// What changed.
pub fn changed(ui: &Ui, what: ChangedWhat) -> String {
    match what {
        ChangedWhat::Plan => ui.t("answer-changed-plan"),
        ChangedWhat::Service => ui.t("answer-changed-service"),
        ChangedWhat::Rule => ui.t("answer-changed-rule"),
        ChangedWhat::Budget => ui.t("answer-changed-budget"),
        ChangedWhat::Information => ui.t("answer-changed-information"),
        ChangedWhat::Other => ui.t("answer-changed-other"),
    }
}

/// How it stands with what was adopted.
pub fn step(ui: &Ui, step: &ProgressStep) -> String {
    step_named(ui, step.name())
}

/// The same by its name; that name where there is none such.
pub fn step_named(ui: &Ui, name: &str) -> String {
    match name {
        "started" => ui.t("answer-step-started"),
        "done" => ui.t("answer-step-done"),
        "delayed" => ui.t("answer-step-delayed"),
        "dropped" => ui.t("answer-step-dropped"),
        other => other.to_owned(),
    }
}

/// How far it is with an answer: by when it is planned, what was told last, whether another took its place.
pub fn how_far(ui: &Ui, answer: &AnswerStanding) -> Option<String> {
    let planned = answer.planned_by.as_ref().map(|day| {
        let day = partial_date(ui.lang, day);
        ui.tf("answer-planned-by", &[("day", day.into())])
    });
    let told = answer.progress.as_ref();
    let told = told.map(|told| step_named(ui, told.step));
    let replaced = answer.replaced_by.map(|_| ui.t("answer-replaced"));
    let parts: Vec<String> = [planned, told, replaced].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// What was done, by the kind of its entry; that kind where it is of another feature.
pub fn act(ui: &Ui, kind: &str) -> String {
    match kind {
        AnswerGiven::KIND => ui.t("answer-title"),
        AnswerProgress::KIND => ui.t("answer-progress"),
        ReexaminationAsked::KIND => ui.t("answer-reexamination-asked"),
        ExpertiseAsked::KIND => ui.t("answer-expertise-asked"),
        other => other.to_owned(),
    }
}

/// What can be done about a voice or a proposal.
pub fn way(ui: &Ui, way: Way) -> String {
    match way {
        Way::Answer => ui.t("answer-way-answer"),
        Way::Anew => ui.t("answer-way-anew"),
        Way::Progress => ui.t("answer-way-progress"),
        Way::Expert => ui.t("answer-way-expert"),
        Way::Again => ui.t("answer-way-again"),
        Way::Notes => ui.t("answer-way-notes"),
    }
}

/// What an answer points to, as a link.
pub fn pointer(ui: &Ui, pointer: &Pointer) -> Markup {
    match pointer {
        Pointer::Entry(entry) => entry_link(ui, *entry),
        Pointer::Address(address) => html! {
            a href=(address) rel="noopener nofollow" { (address) }
        },
    }
}

/// The address of what is answered, without its language.
pub fn path(programme: &str, subject: &Subject) -> String {
    match subject {
        Subject::Voice(id) => voices::voice(programme, id),
        Subject::Proposal(id) => proposals::proposal(programme, id),
    }
}

/// The name of what is answered.
pub fn subject_name(ui: &Ui, subject: &Subject) -> String {
    match subject {
        Subject::Voice(id) => voice_name(ui, id),
        Subject::Proposal(id) => ui.tf("answer-of-proposal", &[("id", id.as_str().into())]),
    }
}

/// The same as a link.
pub fn subject(ui: &Ui, programme: &str, of: &Subject) -> Markup {
    html! { a href=(ui.href(&path(programme, of))) { (subject_name(ui, of)) } }
}

/// Address and name of a subject as the record names it; nothing for one that is neither a voice nor a proposal.
pub fn path_of_record(ui: &Ui, on_record: &str) -> Option<(String, String)> {
    let (kind, rest) = on_record.split_once(':')?;
    let (programme, id) = rest.split_once('/')?;
    let subject = Subject::of(kind, id)?;
    Some((path(programme, &subject), subject_name(ui, &subject)))
}
