//! What entries about answers, and about the clock that they are due by, say in words.

use madang_programme::answers::{
    self, AnswerGiven, AnswerReason, Disposition, ProgressStep, ProgressText, REASON,
    ReexaminationReason,
};
use madang_programme::clock::Period;
use madang_programme::contents::TEXT;
use madang_programme::programmes::{CalendarAmended, CalendarFixed, NewPeriods};
use maud::{Markup, html};

use crate::answers::labels;
use crate::frame::format::partial_date;
use crate::frame::parts::absent;
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::programmes::labels::{period, weekday};
use crate::record::said::{Line, Reading};

/// The lines of an entry about an answer.
pub fn of_answer(ui: &Ui, event: &answers::Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        answers::Event::AnswerGiven(facts) => given(ui, facts, reading),
        answers::Event::AnswerProgress(facts) => {
            let text = read_body::<ProgressText>(reading.detail, TEXT);
            let words = match text {
                Some(text) => html! { span.words.lines { (ui.words(&text.text)) } },
                None => absent(ui, "words-hidden"),
            };
            let mut lines = vec![
                (
                    ui.t("answer-progress"),
                    html! { (labels::step(ui, &facts.step)) },
                ),
                (ui.t("answer-progress-words"), words),
            ];
            match &facts.step {
                ProgressStep::Delayed { planned_by } => lines.push(planned(ui, planned_by)),
                ProgressStep::Done { evidence } => {
                    let shown = evidence.iter().map(|pointer| labels::pointer(ui, pointer));
                    lines.push((ui.t("answer-evidence"), several(shown)));
                }
                ProgressStep::Started | ProgressStep::Dropped => {}
            }
            lines
        }
        answers::Event::ReexaminationAsked(_) => {
            let reason = read_body::<ReexaminationReason>(reading.detail, REASON);
            let words = match reason {
                Some(reason) => html! { span.words.lines { (ui.words(&reason.reason)) } },
                None => absent(ui, "words-hidden"),
            };
            vec![(ui.t("record-said-reason"), words)]
        }
        answers::Event::ExpertiseAsked(facts) => {
            let until = html! { (partial_date(ui.lang, &facts.until)) };
            vec![(ui.t("voice-until"), until)]
        }
    }
}

fn given(ui: &Ui, facts: &AnswerGiven, reading: &Reading<'_>) -> Vec<Line> {
    let kind = facts.disposition.kind();
    let mut lines = vec![(
        ui.t("answer-disposition"),
        html! { (labels::disposition(ui, kind)) },
    )];
    let programme = facts.programme.as_str();
    match &facts.disposition {
        Disposition::Merged { into } => {
            let into = labels::subject(ui, programme, into);
            lines.push((ui.t("answer-into"), into));
        }
        Disposition::NotAdopted(criteria) => {
            let unmet = criteria.unmet().map(|unmet| labels::criterion(ui, unmet));
            let unmet: Vec<String> = unmet.collect();
            lines.push((ui.t("answer-unmet"), html! { (unmet.join(", ")) }));
        }
        Disposition::OutOfScope { whose } => {
            lines.push((ui.t("answer-whose"), html! { code { (whose) } }));
        }
        Disposition::AlreadyExists { reference } => {
            lines.push((ui.t("answer-exists-at"), labels::pointer(ui, reference)));
        }
        Disposition::Adopted | Disposition::AdoptedInPart => {}
    }
    match read_body::<AnswerReason>(reading.detail, REASON) {
        Some(words) => {
            let text = |text| html! { span.words.lines { (ui.words(text)) } };
            lines.push((ui.t("record-said-reason"), text(&words.reason)));
            lines.push((ui.t("answer-post"), text(&words.post)));
            let changed = words.changed.as_ref();
            lines.extend(changed.map(|changed| (ui.t("answer-changed"), text(changed))));
        }
        None => lines.push((ui.t("record-said-reason"), absent(ui, "words-hidden"))),
    }
    lines.extend(facts.planned_by.as_ref().map(|day| planned(ui, day)));
    lines
}

fn planned(ui: &Ui, day: &str) -> Line {
    let day = html! { (partial_date(ui.lang, day)) };
    (ui.t("answer-planned"), day)
}

fn several(shown: impl Iterator<Item = Markup>) -> Markup {
    html! { @for one in shown { div { (one) } } }
}

/// The lines of a calendar.
pub fn of_calendar(ui: &Ui, facts: &CalendarFixed) -> Vec<Line> {
    let weekend = facts.weekend.iter().map(|day| weekday(ui, *day));
    let weekend: Vec<String> = weekend.collect();
    vec![
        (ui.t("programme-weekend"), html! { (weekend.join(", ")) }),
        days(ui, "programme-holidays", &facts.holidays),
    ]
}

/// The lines of an amended calendar.
pub fn of_amendment(ui: &Ui, facts: &CalendarAmended) -> Vec<Line> {
    vec![
        days(ui, "programme-holidays-added", &facts.added),
        days(ui, "programme-holidays-removed", &facts.removed),
    ]
}

fn days(ui: &Ui, key: &str, days: &[String]) -> Line {
    let days: Vec<String> = days.iter().map(|day| partial_date(ui.lang, day)).collect();
    let shown = match days.is_empty() {
        true => absent(ui, "programme-no-days"),
        false => html! { (days.join(", ")) },
    };
    (ui.t(key), shown)
}

/// The lines of new periods.
pub fn of_periods(ui: &Ui, periods: &NewPeriods) -> Vec<Line> {
    let named: [(&str, Option<Period>); 4] = [
        ("programme-period-answer", periods.answer),
        ("programme-period-progress", periods.progress),
        ("programme-period-deliberation", periods.deliberation),
        ("programme-period-personal-data", periods.personal_data),
    ];
    let line = |(key, given): (&str, Option<Period>)| {
        given.map(|given| (ui.t(key), html! { (period(ui, given)) }))
    };
    named.into_iter().filter_map(line).collect()
}
