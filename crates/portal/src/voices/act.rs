//! The acts that there are about a voice, by their names.

use crate::frame::ui::Ui;

/// What whoever said something can do with it, and what an official can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Adding what was asked for.
    Supplement,
    /// Taking it back.
    Withdraw,
    /// Asking for another look at its answer.
    Reexamine,
    /// Erasing its words.
    Erase,
    /// Having its words hidden.
    Hide,
    /// Having them shown again.
    Show,
    /// Asking for more.
    Ask,
    /// Handing it on.
    Transfer,
    /// Handing out another slip.
    Renew,
}

impl Act {
    pub(super) const ALL: [Act; 9] = [
        Act::Supplement,
        Act::Withdraw,
        Act::Reexamine,
        Act::Erase,
        Act::Hide,
        Act::Show,
        Act::Ask,
        Act::Transfer,
        Act::Renew,
    ];

    /// Its name in forms and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Act::Supplement => "supplement",
            Act::Withdraw => "withdraw",
            Act::Reexamine => "reexamine",
            Act::Erase => "erase",
            Act::Hide => "hide",
            Act::Show => "show",
            Act::Ask => "ask",
            Act::Transfer => "transfer",
            Act::Renew => "renew",
        }
    }

    /// The act of that name.
    pub fn named(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.name() == name)
    }

    /// Whether it is for officials, and not for whoever said it.
    pub fn is_of_officials(self) -> bool {
        match self {
            Act::Ask | Act::Transfer | Act::Renew => true,
            Act::Supplement
            | Act::Withdraw
            | Act::Reexamine
            | Act::Erase
            | Act::Hide
            | Act::Show => false,
        }
    }

    /// Whether it takes words.
    pub fn needs_words(self) -> bool {
        match self {
            Act::Supplement | Act::Reexamine | Act::Ask | Act::Transfer => true,
            Act::Withdraw | Act::Erase | Act::Hide | Act::Show | Act::Renew => false,
        }
    }

    /// What it is called.
    pub fn label(self, ui: &Ui) -> String {
        match self {
            Act::Supplement => ui.t("voice-act-supplement"),
            Act::Withdraw => ui.t("voice-act-withdraw"),
            Act::Reexamine => ui.t("voice-act-reexamine"),
            Act::Erase => ui.t("voice-act-erase"),
            Act::Hide => ui.t("words-hide"),
            Act::Show => ui.t("words-show"),
            Act::Ask => ui.t("voice-act-ask"),
            Act::Transfer => ui.t("voice-act-transfer"),
            Act::Renew => ui.t("voice-act-renew"),
        }
    }

    /// What is said when it is done.
    pub fn done(self, ui: &Ui) -> String {
        match self {
            Act::Supplement => ui.t("voice-act-done-supplement"),
            Act::Withdraw => ui.t("voice-act-done-withdraw"),
            Act::Reexamine => ui.t("voice-act-done-reexamine"),
            Act::Erase => ui.t("voice-act-done-erase"),
            Act::Hide => ui.t("words-hide-done"),
            Act::Show => ui.t("words-show-done"),
            Act::Ask => ui.t("voice-act-done-ask"),
            Act::Transfer => ui.t("voice-act-done-transfer"),
            Act::Renew => ui.t("voice-act-done-renew"),
        }
    }
}
