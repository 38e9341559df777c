//! What can be done with a voice: by whoever said it, and by an official.

use madang_programme::State;
use madang_programme::answers::{self, Subject};
use madang_programme::content::ContentState;
use madang_programme::contents::TEXT;
use madang_programme::voices::{Standing, TransferGround, VoiceState};
use maud::{Markup, html};

use crate::frame::entries::{receipts, recorded, recorded_as};
use crate::frame::files::{Chosen, files_field};
use crate::frame::form::{
    self, Choice, Field, Sending, carried, error_summary, prose_field, select, sent, yours,
};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
pub use crate::voices::act::Act;
use crate::voices::labels::CODE;
use crate::voices::{labels, links};

/// What is to be done.
pub const ACT: Field = Field {
    name: "act",
    label: "voice-act",
};

/// The words that it needs.
pub const WORDS: Field = Field {
    name: "words",
    label: "voice-act-words",
};

/// What is asked.
pub const QUESTION: Field = Field {
    name: "question",
    label: "voice-act-question",
};

/// Until when it can be answered.
pub const UNTIL: Field = Field {
    name: "until",
    label: "voice-act-until",
};

/// The institution that was to answer when the form was shown.
pub const FROM: Field = Field::for_programs("from");
/// The institution that it goes to.
pub const TO: Field = Field {
    name: "to",
    label: "voice-act-to",
};

/// On which ground.
pub const GROUND: Field = Field {
    name: "ground",
    label: "voice-ground",
};

/// Why.
pub const REASON: Field = Field {
    name: "reason",
    label: "voice-act-reason",
};

/// What was done just now.
pub struct Done {
    /// What.
    pub act: Act,
    /// The entries that hold it.
    pub entries: Vec<u64>,
}

/// What was done, in addresses.
const DONE: Field = Field::for_programs("done");

impl Done {
    /// Reads it off an address.
    pub fn read(query: &mut Query) -> Option<Done> {
        let act = Act::named(&query.text(DONE))?;
        let entries = recorded(query);
        Some(Done { act, entries })
    }

    /// A page that says so.
    pub fn on(&self, page: &str) -> String {
        let entries = recorded_as(&self.entries);
        format!("{page}?{}={}&{entries}", DONE.name, self.act.name())
    }

    /// What is said of it, with a receipt for each entry.
    pub fn shown(&self, ui: &Ui) -> Markup {
        receipts(ui, &self.act.done(ui), &self.entries)
    }
}

/// What can be done with a voice as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Possible {
    /// By whoever said it.
    pub own: Vec<Act>,
    /// By an official.
    pub official: Vec<Act>,
    /// The answer that stands.
    pub answer: Option<u64>,
}

impl Possible {
    /// Reads it off the state; erasing is possible while any of the words are there.
    pub fn read(state: &State, programme: &str, id: &str) -> Possible {
        let Ok(voice) = state.voice(programme, id) else {
            return Possible::default();
        };
        let dealt = state.dealt(programme, &Subject::Voice(id.to_owned()));
        let answer = dealt.and_then(|dealt| dealt.newest());
        let looked_at = dealt.is_some_and(|dealt| dealt.reexamination.is_some());
        let mut possible = Possible {
            answer: answer.map(|answer| answer.entry),
            ..Possible::of(voice)
        };
        if voice.standing() == Standing::Answered && answer.is_some() && !looked_at {
            possible.own.push(Act::Reexamine);
        }
        if !own_words(state, programme, id).is_empty() {
            possible.own.push(Act::Erase);
        }
        possible
    }

    fn of(voice: &VoiceState) -> Possible {
        let (own, mut official) = match voice.standing() {
            Standing::Waiting => (vec![Act::Withdraw], vec![Act::Ask, Act::Transfer]),
            Standing::Asked => (vec![Act::Supplement, Act::Withdraw], vec![Act::Transfer]),
            Standing::Answered | Standing::Withdrawn => (vec![], vec![]),
        };
        if voice.supplement.is_some() {
            official.retain(|act| *act != Act::Ask);
        }
        if voice.receipt.is_some() {
            official.push(Act::Renew);
        }
        Possible {
            own,
            official,
            answer: None,
        }
    }
}

/// The contents that whoever said something gave, as far as they are not erased: what they said, added, and asked another look for. Of a
/// slip whoever entered them wrote down what its holder said.
pub fn own_words(state: &State, programme: &str, id: &str) -> Vec<(u64, &'static str)> {
    let Ok(voice) = state.voice(programme, id) else {
        return Vec::new();
    };
    let dealt = state.dealt(programme, &Subject::Voice(id.to_owned()));
    let asked = dealt.and_then(|dealt| dealt.reexamination.as_ref());
    let given = voice.supplement.as_ref().and_then(|asked| asked.given);
    let mut words = vec![(voice.entry, TEXT)];
    words.extend(given.map(|given| (given, TEXT)));
    words.extend(asked.map(|asked| (asked.entry, answers::REASON)));
    words.retain(|(entry, name)| {
        let became = state.content(*entry, name);
        !matches!(became, Some(ContentState::Erased { .. }))
    });
    words
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What is to be done.
    pub act: String,
    /// Words, question or reason: what the act takes.
    pub words: String,
    /// The last day.
    pub until: String,
    /// The institution.
    pub to: String,
    /// The institution that was to answer when the form was shown; empty where that is not said.
    pub from: String,
    /// The ground.
    pub ground: String,
    /// The code.
    pub code: String,
    /// The files that go with what is added.
    pub files: Vec<Chosen>,
}

/// What the form of whoever said it has.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// What they can do.
    pub acts: &'a [Act],
    /// Whether they show by the code of their slip that they said it.
    pub code: bool,
    /// Whether files are taken.
    pub takes_files: bool,
}

/// The form of whoever said it.
pub fn own_form(
    ui: &Ui,
    action: &str,
    own: Own<'_>,
    typed: &Typed,
    sending: &Sending,
    errors: &[FieldError],
) -> Markup {
    let Own {
        acts,
        code,
        takes_files,
    } = own;
    let takes_words = acts.iter().any(|act| act.needs_words());
    if acts.is_empty() {
        return html! {
            p.muted { (ui.t("voice-act-none")) }
            (yours(ui, &[(WORDS, &typed.words)]))
        };
    }
    let choices: Vec<Choice> = acts
        .iter()
        .map(|act| (act.name().to_owned(), act.label(ui)))
        .collect();
    let choose = ui.t("voice-act-choose");
    let takes_files = takes_files && acts.contains(&Act::Supplement);
    let fields = html! {
        (select(ui, errors, ACT, Some(&choose), &choices, &typed.act))
        @if takes_words {
            (form::optional_prose(ui, errors, WORDS, "voice-act-words-hint", &typed.words))
        } @else { (yours(ui, &[(WORDS, &typed.words)])) }
        @if takes_files { (files_field(ui, errors, &typed.files)) }
        @if code { (form::code_field(ui, errors, CODE, "voice-code-hint", &typed.code)) }
        @if acts.contains(&Act::Erase) { p.muted { (ui.t("voice-act-erase-text")) } }
        @if acts.contains(&Act::Hide) { p.muted { (ui.t("words-hide-text")) } }
    };
    sent(
        &ui.href(action),
        takes_files,
        sending,
        fields,
        &ui.t("voice-act-submit"),
    )
}

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The voice.
    pub voice: &'a str,
    /// What can be done by whoever reads: as the one who said it, and as an official.
    pub possible: &'a Possible,
    /// What was just done.
    pub done: Option<&'a Done>,
    /// Whether files are taken.
    pub takes_files: bool,
    /// The institution that is to answer.
    pub institution: &'a str,
}

/// The page for whoever said it, and for officials.
pub fn view(
    ui: &Ui,
    shown: &Shown<'_>,
    typed: &Typed,
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let summary = &shown.programme.summary;
    let id = &summary.facts.id;
    let action = links::acts(id, shown.voice);
    let name = labels::name(ui, shown.voice);
    let possible = shown.possible;
    let nothing = possible.own.is_empty() && possible.official.is_empty();
    let other = sending.of_another();
    let of = |own: bool| if own { sending } else { &other };
    let asks = typed.act == Act::Ask.name();
    let transfers = typed.act == Act::Transfer.name();
    let renews = typed.act == Act::Renew.name();
    // What was typed for an act that is possible no more has no field to stand in.
    let (field, there) = match Act::named(&typed.act) {
        Some(Act::Ask) => (QUESTION, possible.official.contains(&Act::Ask)),
        Some(Act::Transfer) => (REASON, possible.official.contains(&Act::Transfer)),
        _ => (WORDS, !possible.own.is_empty()),
    };
    let nothing_typed = Typed::default();
    let own_typed = if asks || transfers || renews {
        &nothing_typed
    } else {
        typed
    };
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("voice-acts-title")) " " span.of { (name) } }
        @if let Some(done) = shown.done { (done.shown(ui)) }
        @if nothing { p.lead { (ui.t("voice-acts-none")) } }
        @if !there { (yours(ui, &[(field, &typed.words)])) }
        @if !possible.own.is_empty() {
            h2 #own { (ui.t("voice-acts-own")) }
            (own_form(ui, &action, Own { acts: &possible.own, code: false, takes_files: shown.takes_files }, own_typed, of(!asks && !transfers && !renews), errors))
        }
        @if possible.official.contains(&Act::Ask) {
            h2 #ask { (ui.t("voice-act-ask")) }
            p.prose { (ui.t("voice-act-ask-text")) }
            @let fields = html! {
                (carried(ACT, Act::Ask.name()))
                (prose_field(ui, errors, QUESTION, "voice-question-hint", if asks { &typed.words } else { "" }))
                (form::date_field(ui, errors, UNTIL, &typed.until))
            };
            (sent(&ui.href(&action), false, of(asks), fields, &ui.t("voice-act-ask")))
        }
        @if possible.official.contains(&Act::Transfer) {
            h2 #transfer { (ui.t("voice-act-transfer")) }
            p.prose { (ui.t("voice-act-transfer-text")) }
            (transfer(ui, shown, typed, of(transfers), errors))
        }
        @if possible.official.contains(&Act::Renew) {
            h2 #renew { (ui.t("voice-act-renew")) }
            p.prose { (ui.t("voice-act-renew-text")) }
            @let fields = html! { (carried(ACT, Act::Renew.name())) (carried(CODE, &typed.code)) };
            (sent(&ui.href(&action), false, of(renews), fields, &ui.t("voice-act-renew-send")))
        }
        p { a href=(ui.href(&links::voice(id, shown.voice))) { (ui.t("voice-acts-back")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push((links::list(id), html! { (ui.t("voices-title")) }));
    above.push((links::voice(id, shown.voice), html! { (name) }));
    above.push(here(html! { (ui.t("voice-acts-title")) }));
    Page {
        title: title_of(&[
            ui.t("voice-acts-title"),
            name.clone(),
            plain_title(ui, summary),
        ]),
        description: ui.t("voice-acts-title"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn transfer(
    ui: &Ui,
    shown: &Shown<'_>,
    typed: &Typed,
    sending: &Sending,
    errors: &[FieldError],
) -> Markup {
    let action = links::acts(&shown.programme.summary.facts.id, shown.voice);
    let mut known: Vec<Choice> = Vec::new();
    for one in shown.institutions {
        let id = &one.facts.id;
        if known.iter().all(|(known, _)| known != id) {
            known.push((id.clone(), plain_institution(ui, shown.institutions, id)));
        }
    }
    let grounds: Vec<Choice> = TransferGround::ALL
        .into_iter()
        .map(|ground| (ground.name().to_owned(), labels::ground(ui, ground)))
        .collect();
    let words = match typed.act == Act::Transfer.name() {
        true => typed.words.as_str(),
        false => "",
    };
    let fields = html! {
        (carried(ACT, Act::Transfer.name()))
        (carried(FROM, shown.institution))
        (select(ui, errors, TO, None, &known, &typed.to))
        (select(ui, errors, GROUND, None, &grounds, &typed.ground))
        (prose_field(ui, errors, REASON, "voice-act-reason-hint", words))
    };
    sent(
        &ui.href(&action),
        false,
        sending,
        fields,
        &ui.t("voice-act-transfer"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_read_back() {
        for act in Act::ALL {
            assert_eq!(Act::named(act.name()), Some(act));
        }
        assert_eq!(Act::named("burn"), None);
    }
}
