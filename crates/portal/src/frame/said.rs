//! What an entry says, in words: the page of an entry has them before its bytes. Each feature says its own kinds in its `said.rs`:
//! `lines`, and `beside`, what is to be read first. Here is what they share.

use std::collections::BTreeMap;

use madang_programme::bodies::{MemberAppointed, MemberLeft, Person};
use madang_programme::votes::RuleFixed;
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::format::ZONE;
use crate::frame::parts::absent;
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, ProgrammeDetail, ProposalDetail};

/// A name and what stands there.
pub type Line = (String, Markup);

/// What is to be read before an entry can be said in words.
pub enum Beside<'e> {
    /// Nothing: the entry says it all.
    Nothing,
    /// What it changed of a proposal, by its programme and identifier: that stands beside what it read before.
    Proposal(&'e str, &'e str),
    /// What it put right of a commitment, likewise.
    Commitment(&'e str),
    /// Who it was that left a body.
    Left(&'e MemberLeft),
    /// The proposals of a programme that its sheet names.
    Scored(&'e str),
    /// The sentences of a rule.
    Rule(&'e RuleFixed),
}

/// What an entry is read with.
pub struct Reading<'a> {
    /// The entry.
    pub detail: &'a EntryDetail,
    /// Its programme, where it is of one.
    pub programme: Option<&'a ProgrammeDetail>,
    /// Who it was that left, where it says that a member did.
    pub left: Option<&'a (MemberAppointed, Option<Person>)>,
    /// The sentences of the rule that it fixes, where it fixes one.
    pub rule: &'a [String],
    /// The proposals that it names, as far as they were looked up.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
}

impl Reading<'_> {
    /// The zone that times are told in.
    pub fn zone(&self) -> &str {
        let zone = self.programme.map(|of| of.summary.facts.zone.as_str());
        zone.unwrap_or(ZONE)
    }

    /// An amount of its programme.
    pub fn money(&self, ui: &Ui, amount: u64) -> Markup {
        let currency = self.programme.map(|of| of.summary.facts.currency.as_str());
        html! { (ui.money_spoken(amount, currency.unwrap_or_default())) }
    }
}

/// Words of the entry under what they are called.
pub fn said(ui: &Ui, key: &str, text: &Text) -> Line {
    (ui.t(key), html! { span.words { (ui.words(text)) } })
}

/// The same of words that may be hidden.
pub fn words(ui: &Ui, key: &str, text: Option<Text>) -> Line {
    match text {
        Some(text) => said(ui, key, &text),
        None => (ui.t(key), absent(ui, "words-hidden")),
    }
}
