//! What entries about needs say, in words.

use madang_programme::contents::TEXT;
use madang_programme::needs::{Event, NeedText};

use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::needs::labels::{Named, needs as needs_of, voices as voices_of};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    let entry = reading.detail.index;
    let voices = |key: &str, programme: &str, ids: &[String]| {
        let line = || (ui.t(key), voices_of(ui, programme, entry, ids));
        (!ids.is_empty()).then(line)
    };
    // By number: their titles stand on their own pages.
    let others = |key: &str, programme: &str, ids: &[String]| {
        (ui.t(key), needs_of(ui, programme, &Named::new(), ids))
    };
    match event {
        Event::NeedDefined(_) => {
            let text = read_body::<NeedText>(reading.detail, TEXT);
            match text {
                None => vec![(ui.t("need-title"), absent(ui, "words-hidden"))],
                Some(text) => {
                    let summary = text.summary.as_ref();
                    let summary = summary.map(|text| said(ui, "need-summary", text));
                    let title = said(ui, "need-title", &text.title);
                    [title].into_iter().chain(summary).collect()
                }
            }
        }
        Event::NeedVoicesChanged(facts) => {
            let added = voices("need-step-added", &facts.programme, &facts.add);
            let removed = voices("need-step-removed", &facts.programme, &facts.remove);
            added.into_iter().chain(removed).collect()
        }
        Event::NeedSplit(facts) => {
            let into = others("need-step-split", &facts.programme, &facts.into);
            let left = voices("need-step-left", &facts.programme, &facts.left);
            [into].into_iter().chain(left).collect()
        }
        Event::NeedsMerged(facts) => {
            vec![others("need-step-took", &facts.programme, &facts.from)]
        }
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::NeedDefined(_)
        | Event::NeedVoicesChanged(_)
        | Event::NeedSplit(_)
        | Event::NeedsMerged(_) => Beside::Nothing,
    }
}
