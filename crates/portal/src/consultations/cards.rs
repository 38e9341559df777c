//! Cards of workshops: what was issued and what became of it, the sheets that are printed, and the page on which cards are entered.

use madang_programme::consultations::{CardAccount, Cards, MOST_CARDS};
use maud::{Markup, html};

use crate::consultations::links;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::form::{
    Choice, Field, Sending, carried, error_summary, number_field, select, sent,
};
use crate::frame::parts::row;
use crate::frame::qr::qr;
use crate::frame::query::FieldError;
use crate::frame::typing::{Typing, typed_field};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, VoiceDetail};
use crate::voices::labels as voice_labels;
use crate::voices::links as voices;

/// How many cards are to be printed.
pub const COUNT: Field = Field::new("count", "consultation-cards-count");
/// Out of which the codes are made: random, and kept nowhere.
pub const SEED: Field = Field::for_programs("seed");
/// The code of a card.
pub const CODE: Field = Field::new("code", "consultation-card-code");
/// The code that was looked at: what stands on its card comes next.
pub const LOOKED: Field = Field::for_programs("looked");
/// What stands on it.
pub const TEXT: Field = Field::new("text", "consultation-card-text");
/// Whom it is about.
pub const SERVED: Field = Field::new("served", "voice-served");
/// How many nobody wrote on.
pub const BLANK: Field = Field::new("blank", "consultation-cards-blank");
/// How many cannot be read.
pub const UNREADABLE: Field = Field::new("unreadable", "consultation-cards-unreadable");
/// How many were not printed, or not handed out.
pub const UNPRINTED: Field = Field::new("unprinted", "consultation-cards-unprinted");

/// How much of a similar voice is shown.
const SHOWN: usize = 160;

/// What became of the cards, for everybody: nothing where none were issued.
pub fn section(ui: &Ui, cards: &Cards, ways: Markup) -> Markup {
    let number = |number: u64| Some(html! { (ui.number(number)) });
    let account = cards.accounted.unwrap_or(CardAccount {
        entry: 0,
        blank: 0,
        unreadable: 0,
        unprinted: 0,
    });
    html! {
        @if cards.issued() > 0 {
            section {
                h2 #cards { (ui.t("consultation-cards")) }
                p { (sum(ui, cards)) }
                dl.facts {
                    (row(ui, &ui.t("consultation-cards-issued"), number(cards.issued())))
                    (row(ui, &ui.t("consultation-cards-entered"), number(cards.entered)))
                    (row(ui, &ui.t("consultation-cards-blank"), number(account.blank.into())))
                    (row(ui, &ui.t("consultation-cards-unreadable"), number(account.unreadable.into())))
                    (row(ui, &ui.t("consultation-cards-unprinted"), number(account.unprinted.into())))
                    (row(ui, &ui.t("consultation-cards-missing"), number(cards.missing())))
                }
                p.muted {
                    @for (place, one) in cards.batches.iter().enumerate() { @if place > 0 { " · " } (entry_link(ui, one.entry)) }
                    @if let Some(account) = cards.accounted { " · " (entry_link(ui, account.entry)) }
                }
                (ways)
            }
        }
    }
}

/// “48 cards issued = 43 entered + 5 accounted for + 0 missing”.
pub fn sum(ui: &Ui, cards: &Cards) -> String {
    ui.tf(
        "consultation-cards-sum",
        &[
            ("issued", ui.number(cards.issued()).into()),
            ("entered", ui.number(cards.entered).into()),
            ("accounted", ui.number(cards.explained()).into()),
            ("missing", ui.number(cards.missing()).into()),
        ],
    )
}

/// The form that issues cards; `seed` is what their codes are made of.
pub fn issue_form(
    ui: &Ui,
    one: &ConsultationDetail,
    (sending, seed, count): (&Sending, &str, Option<u64>),
    errors: &[FieldError],
) -> Markup {
    let fields = html! {
        (carried(SEED, seed))
        (number_field(ui, errors, COUNT, count))
        p.hint { (ui.tf("consultation-cards-most", &[("most", ui.number(MOST_CARDS.into()).into())])) }
    };
    let action = ui.href(&links::kit(&one.programme, &one.id));
    html! { (sent(&action, false, sending, fields, &ui.t("consultation-cards-print"))) }
}

/// A card that is printed.
pub struct Printed {
    /// Its code, as it is printed.
    pub code: String,
    /// What the record has of it.
    pub receipt: String,
}

/// The cards, each with a strip to tear off.
pub fn printed(ui: &Ui, one: &ConsultationDetail, cards: &[Printed]) -> Markup {
    let base = ui.site.base();
    html! {
        @for (place, card) in cards.iter().enumerate() {
            @let address = [base.to_owned(), voices::receipt(&card.receipt)].concat();
            @let name = ui.tf("consultation-card-number", &[("number", ui.number(place as u64 + 1).into())]);
            section.slip.card-sheet aria-label=(name) {
                div {
                    p { strong.words { (ui.words(&one.plan.question)) } }
                    p.card-room { (ui.t("consultation-card-write")) }
                    p.slip-code { (card.code) }
                }
                div.card-strip {
                    p { strong { (ui.t("consultation-card-keep")) } }
                    p.slip-code { (card.code) }
                    p { (ui.t("voice-slip-use")) }
                    p.address lang="en" { (address) }
                }
                @if let Some(picture) = qr(&address, &ui.t("voice-slip-qr")) { (picture) }
            }
        }
    }
}

/// A card as it is entered.
#[derive(Clone, Debug, Default)]
pub struct Entering {
    /// The code.
    pub code: String,
    /// Whether it was looked at, and is one that can be entered: what stands on the card comes next.
    pub looked: bool,
    /// What stands on it.
    pub text: String,
    /// Whom it is about.
    pub served: String,
}

/// A card that was entered just now, and what others said that is like it.
pub struct EnteredNow<'a> {
    /// Its number among the voices.
    pub voice: &'a str,
    /// The entry.
    pub entry: u64,
    /// What is like it.
    pub similar: &'a [VoiceDetail],
}

/// The page on which cards are entered one after the other: the code, then what stands on the card, each ended by Enter.
pub fn enter(
    ui: &Ui,
    (one, cards, served): (&ConsultationDetail, &Cards, &[Choice]),
    (sending, typed): (&Sending, &Entering),
    last: Option<&EnteredNow<'_>>,
    errors: &[FieldError],
) -> Markup {
    let title = ui.t("consultation-card-enter");
    let not_stated = ui.t("voice-not-stated");
    let at_code = Typing {
        value: &typed.code,
        begins: !typed.looked,
    };
    let at_text = Typing {
        value: &typed.text,
        begins: typed.looked,
    };
    let fields = html! {
        (typed_field(ui, errors, CODE, &at_code))
        @if typed.looked {
            (carried(LOOKED, &typed.code))
            (typed_field(ui, errors, TEXT, &at_text))
            @if !served.is_empty() { (select(ui, errors, SERVED, Some(&not_stated), served, &typed.served)) }
        }
    };
    let action = ui.href(&links::cards(&one.programme, &one.id));
    html! {
        (error_summary(ui, errors))
        h1 { (title) }
        @if let Some(last) = last { (entered(ui, one, last)) }
        p #sum role="status" { (sum(ui, cards)) }
        p.prose { (ui.t("consultation-card-enter-lead")) }
        (sent(&action, false, sending, fields, &ui.t(match typed.looked { true => "consultation-card-send", false => "consultation-card-next" })))
        p { a href=(ui.href(&links::account(&one.programme, &one.id))) { (ui.t("consultation-cards-account")) } }
    }
}

fn entered(ui: &Ui, one: &ConsultationDetail, last: &EnteredNow<'_>) -> Markup {
    let page = voices::voice(&one.programme, last.voice);
    html! {
        (receipts(ui, &ui.t("form-recorded"), &[last.entry]))
        p { a href=(ui.href(&page)) { (voice_labels::name(ui, last.voice)) } }
        @if !last.similar.is_empty() {
            section {
                h2 { (ui.t("consultation-card-similar")) }
                ul {
                    @for like in last.similar {
                        li {
                            a href=(ui.href(&voices::voice(&one.programme, &like.facts.id))) { (voice_labels::name(ui, &like.facts.id)) }
                            @if let Some(text) = &like.text { ": " span.words { (ui.plain(&text.text.shortened(SHOWN))) } }
                        }
                    }
                }
            }
        }
    }
}

/// What is accounted for, as it is typed.
pub type Accounting = [Option<u64>; 3];

/// The fields of an account.
pub const ACCOUNTED: [Field; 3] = [BLANK, UNREADABLE, UNPRINTED];

/// The form that accounts for cards that nobody entered.
pub fn account(
    ui: &Ui,
    (one, cards): (&ConsultationDetail, &Cards),
    (sending, typed): (&Sending, &Accounting),
    errors: &[FieldError],
) -> Markup {
    let title = ui.t("consultation-cards-account");
    let fields = html! {
        @for (field, value) in ACCOUNTED.into_iter().zip(typed) { (number_field(ui, errors, field, *value)) }
    };
    let action = ui.href(&links::account(&one.programme, &one.id));
    html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p { (sum(ui, cards)) }
        p.prose { (ui.t("consultation-cards-account-lead")) }
        (sent(&action, false, sending, fields, &title))
        p { a href=(ui.href(&links::cards(&one.programme, &one.id))) { (ui.t("consultation-card-enter")) } }
    }
}
