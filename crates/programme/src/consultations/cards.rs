//! Cards of workshops: so many were issued before it, and after it each is entered or accounted for.

use madang_record::Hash;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::state::{Done, check_base, place};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::voices::{CardProof, card_root, check_receipt};
use crate::words::said;

/// The content that lists the receipts of cards.
pub const CODES: &str = "codes";

/// The most cards that are issued at once.
pub const MOST_CARDS: u32 = 300;

/// How often cards are issued for one workshop at most.
const MOST_BATCHES: usize = 10;

/// So many cards were printed for a workshop before it opens, each with a code of its own: the record has the root of the tree of their
/// receipts, sorted, and the content `codes` lists these. The codes stand nowhere but on the cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardsIssued {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// How many cards.
    pub count: u32,
    /// The root of the tree of their receipts (RFC 9162).
    pub root: Hash,
}

/// The content `codes`: what the record has of the code of each card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardCodes {
    /// The receipts, sorted.
    pub receipts: Vec<String>,
}

impl CardsIssued {
    /// Cards with these receipts, in whatever order; and the content that lists them.
    pub fn of(
        (programme, consultation): (&str, &str),
        mut receipts: Vec<String>,
    ) -> (CardsIssued, CardCodes) {
        receipts.sort_unstable();
        let facts = CardsIssued {
            programme: programme.to_owned(),
            consultation: consultation.to_owned(),
            count: u32::try_from(receipts.len()).unwrap_or(u32::MAX),
            root: card_root(&receipts),
        };
        (facts, CardCodes { receipts })
    }
}

impl Content for CardCodes {
    fn check(&self, _rules: u32) -> Checked {
        self.receipts
            .iter()
            .try_for_each(|receipt| check_receipt(receipt))?;
        match self.receipts.windows(2).all(|pair| pair[0] < pair[1]) {
            true => Ok(()),
            false => Err(Violation::field(
                "receipts",
                said!("consultation-cards-sorted"),
            )),
        }
    }
}

/// The list is the one that was committed to.
fn beside(event: &Event, _state: &State, content: &Value) -> Checked {
    let Event::Consultations(super::Event::CardsIssued(facts)) = event else {
        return Ok(());
    };
    let codes: Option<CardCodes> = serde_json::from_value(content.clone()).ok();
    let receipts = codes.map(|codes| codes.receipts).unwrap_or_default();
    let fits = usize::try_from(facts.count) == Ok(receipts.len());
    match fits && card_root(&receipts) == facts.root {
        true => Ok(()),
        false => Err(Violation::field(
            "receipts",
            said!("consultation-cards-root"),
        )),
    }
}

impl Fact for CardsIssued {
    const KIND: &'static str = "cards.issued/1";
    const ASKED: &'static str = "issue_cards";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<CardCodes>(CODES).lasting().beside(beside)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.consultation)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if known.plan.is_written() {
            return Err(Violation::out_of_turn(said!("consultation-cards-written")));
        }
        if by.at >= known.plan.opens_at.as_str() {
            let programme = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "consultation-cards-late",
                opens = programme.local(&known.plan.opens_at)
            )));
        }
        if known.cards.batches.len() >= MOST_BATCHES {
            return Err(Violation::out_of_turn(said!(
                "consultation-cards-often",
                most = MOST_BATCHES
            )));
        }
        match (1..=MOST_CARDS).contains(&self.count) {
            true => Ok(()),
            false => Err(Violation::field(
                "count",
                said!("consultation-cards-count", most = MOST_CARDS),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let known = state.consultation_mut(&self.programme, &self.consultation)?;
        known.cards.batches.push(CardBatch {
            entry,
            count: self.count,
            root: self.root,
        });
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        100
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// Of the cards of a workshop that nobody entered, how many came back without a word, cannot be read, or were never handed out. Another
/// account takes its place, which is named: there are never two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardsAccounted {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the account whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// How many nobody wrote on.
    pub blank: u32,
    /// How many cannot be read.
    pub unreadable: u32,
    /// How many were not printed, or not handed out.
    pub unprinted: u32,
}

impl CardsAccounted {
    /// How many it accounts for.
    fn sum(&self) -> u64 {
        let parts = [self.blank, self.unreadable, self.unprinted];
        parts.into_iter().map(u64::from).sum()
    }
}

impl Fact for CardsAccounted {
    const KIND: &'static str = "cards.accounted/1";
    const ASKED: &'static str = "account_for_cards";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.consultation)?;
        let base = self.base.map(|base| Relation::Replaces.to(base));
        place.refs.extend(base);
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        let cards = &known.cards;
        if cards.issued() == 0 {
            return Err(Violation::out_of_turn(said!("consultation-cards-none")));
        }
        known.check_ended(&self.consultation, by.at)?;
        check_base(self.base, cards.accounted.as_ref().map(|one| one.entry))?;
        let left = cards.issued().saturating_sub(cards.entered);
        match self.sum() <= left {
            true => Ok(()),
            false => Err(Violation::field(
                "blank",
                said!("consultation-cards-more", left = left),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.clone();
        let known = state.consultation_mut(&self.programme, &self.consultation)?;
        known.cards.accounted = Some(CardAccount {
            entry,
            blank: self.blank,
            unreadable: self.unreadable,
            unprinted: self.unprinted,
        });
        known.cards.settle((entry, at));
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        100
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// The cards of a consultation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// Those that were issued, each time.
    pub batches: Vec<CardBatch>,
    /// How many were entered.
    pub entered: u64,
    /// What of the others is accounted for.
    pub accounted: Option<CardAccount>,
    /// The entry from which on none is missing, with its time.
    pub(super) settled: Option<Done>,
}

/// Cards that were issued at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardBatch {
    /// The entry.
    pub entry: u64,
    /// How many.
    pub count: u32,
    /// The root of the tree of their receipts.
    pub root: Hash,
}

/// What becomes of cards that nobody entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardAccount {
    /// The entry that says so.
    pub entry: u64,
    /// How many nobody wrote on.
    pub blank: u32,
    /// How many cannot be read.
    pub unreadable: u32,
    /// How many were not printed, or not handed out.
    pub unprinted: u32,
}

impl Cards {
    /// How many were issued.
    pub fn issued(&self) -> u64 {
        self.batches.iter().map(|one| u64::from(one.count)).sum()
    }

    /// How many are accounted for that nobody entered.
    pub fn explained(&self) -> u64 {
        let parts = self
            .accounted
            .iter()
            .flat_map(|one| [one.blank, one.unreadable, one.unprinted]);
        parts.map(u64::from).sum()
    }

    /// How many are missing.
    pub fn missing(&self) -> u64 {
        let known = self.entered.saturating_add(self.explained());
        self.issued().saturating_sub(known)
    }

    /// Notes from when on none is missing.
    fn settle(&mut self, done: Done) {
        self.settled = match self.missing() {
            0 => self.settled.take().or(Some(done)),
            _ => None,
        };
    }
}

impl State {
    /// Checks the card on which something was said: where cards were issued for a workshop it is one of them, and it is not accounted for
    /// otherwise.
    pub(crate) fn check_card(
        &self,
        programme: &str,
        consultation: Option<&str>,
        (receipt, card): (Option<&str>, Option<&CardProof>),
        is_card: bool,
    ) -> Checked {
        let known = consultation.and_then(|id| self.consultation(programme, id).ok());
        let issued = known.filter(|known| is_card && known.cards.issued() > 0);
        let Some(known) = issued else {
            return match card {
                None => Ok(()),
                Some(_) => Err(Violation::field("card", said!("consultation-card-none"))),
            };
        };
        let (Some(receipt), Some(card)) = (receipt, card) else {
            return Err(Violation::field("card", said!("consultation-card-names")));
        };
        let leads = |one: &CardBatch| card.leads(receipt, one.count, &one.root);
        if !known.cards.batches.iter().any(leads) {
            return Err(Violation::field("card", said!("consultation-card-unknown")));
        }
        match known.cards.missing() {
            0 => Err(Violation::field(
                "card",
                said!("consultation-card-accounted"),
            )),
            _ => Ok(()),
        }
    }

    /// Counts a card that was entered.
    pub(crate) fn take_card(&mut self, programme: &str, consultation: &str, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(programme, consultation)?;
        known.cards.entered = known.cards.entered.saturating_add(1);
        known.cards.settle((entry, at));
        Ok(())
    }
}
