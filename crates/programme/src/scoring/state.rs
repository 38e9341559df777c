//! What bodies score by, who of their members has to do with what, and who has handed in.

use std::collections::{BTreeMap, BTreeSet};

use madang_selection::Decimal;
use madang_words::quoted;

use super::criteria::{CriteriaFixed, Criterion, common_scale};
use super::interest::InterestDeclared;
use super::recusal::{RecusalDecided, RecusalKind};
use super::sheet::{CriteriaScores, SheetSubmitted};
use crate::by_programme::ByProgramme;
use crate::days::day_in;
use crate::fact::{By, Checked};
use crate::state::State;
use crate::violation::Violation;
use crate::votes::ScoresContent;
use crate::words::said;

/// The part of the state that scoring has: by programme, vote and body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scoring(ByProgramme<BTreeMap<(String, String), Panel>>);

/// A body as it scores the candidates of a vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// By what it scores.
    pub criteria: Option<Fixed>,
    /// What its members declared, each the oldest first.
    pub declarations: BTreeMap<String, Vec<Declaration>>,
    /// Who does not score what.
    pub recusals: Vec<Recusal>,
    /// The sheets by member, the oldest first: the last counts.
    pub sheets: BTreeMap<String, Vec<u64>>,
}

/// Criteria that were fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The entry that fixed them last.
    pub entry: u64,
    /// They.
    pub criteria: Vec<Criterion>,
    /// How many members score a proposal at least.
    pub min_panel: u32,
}

/// What a member declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its entry.
    pub entry: u64,
    /// Its time.
    pub at: String,
    /// The proposals with which the member has to do.
    pub proposals: BTreeSet<String>,
    /// The day on which they found out, where they say so.
    pub discovered: Option<String>,
}

/// That a member does not score a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Its entry.
    pub entry: u64,
    /// The member.
    pub member: String,
    /// The proposal.
    pub proposal: String,
    /// How it came to that.
    pub kind: RecusalKind,
}

/// What a body's members gave a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// By how many of them.
    pub scored: u32,
    /// How many do not score it.
    pub recused: u32,
    /// What they gave together, of [`Fixed::top`] each.
    pub sum: u64,
}

impl Fixed {
    /// What a proposal has from a member who gives it the highest score by every criterion.
    pub fn top(&self) -> u64 {
        let weights = self.criteria.iter().map(|one| u64::from(one.weight));
        weights.sum::<u64>() * common_scale(&self.criteria)
    }

    /// What a proposal has from a member: by each criterion its part of the scale, times its weight, brought to one denominator. Exact.
    pub fn weigh(&self, scores: &BTreeMap<String, u32>) -> u64 {
        let whole = common_scale(&self.criteria);
        let parts = self.criteria.iter().map(|one| {
            let score = scores.get(&one.id).copied().unwrap_or_default();
            u64::from(score) * u64::from(one.weight) * (whole / u64::from(one.scale.max(1)))
        });
        parts.sum()
    }
}

impl Panel {
    /// The first sheet that was handed in.
    pub fn first_sheet(&self) -> Option<u64> {
        self.sheets.values().flatten().copied().min()
    }

    /// How it was decided that a member does not score a proposal, where it was.
    pub fn recused(&self, member: &str, proposal: &str) -> Option<&Recusal> {
        let mut all = self.recusals.iter();
        all.find(|one| one.member == member && one.proposal == proposal)
    }

    /// Whether a member does not score a proposal: they declared that they have to do with it, or it was decided.
    pub fn is_blocked(&self, member: &str, proposal: &str) -> bool {
        let declared = self.declarations.get(member);
        let mut declared = declared.into_iter().flatten();
        declared.any(|one| one.proposals.contains(proposal))
            || self.recused(member, proposal).is_some()
    }

    /// What counts of a member's sheet, as the selection takes it.
    pub fn counted(&self, member: &str, sheet: &CriteriaScores) -> ScoresContent {
        let scores = sheet.scores.iter();
        let scores = scores.filter(|(id, _)| !self.is_blocked(member, id));
        let scores = scores.filter_map(|(id, scores)| {
            let weighed = self.criteria.as_ref()?.weigh(scores);
            Some((id.clone(), Decimal::from(weighed)))
        });
        ScoresContent {
            scores: scores.collect(),
        }
    }

    /// What members gave a proposal, of those whose sheets these are.
    pub fn scored<'a>(
        &self,
        proposal: &str,
        sheets: impl IntoIterator<Item = (&'a str, &'a CriteriaScores)>,
    ) -> Scored {
        let mut scored = Scored::default();
        let Some(fixed) = &self.criteria else {
            return scored;
        };
        for (member, sheet) in sheets {
            if self.is_blocked(member, proposal) {
                scored.recused += 1;
            } else if let Some(scores) = sheet.scores.get(proposal) {
                scored.scored += 1;
                scored.sum += fixed.weigh(scores);
            }
        }
        scored
    }
}

impl State {
    /// A body as it scores the candidates of a vote; `None` while nothing was fixed, declared or decided.
    pub fn panel(&self, programme: &str, vote: &str, body: &str) -> Option<&Panel> {
        let key = (vote.to_owned(), body.to_owned());
        self.scoring.0.get(programme)?.get(&key)
    }

    /// The bodies that score, by vote and body.
    pub fn panels(&self, programme: &str) -> impl Iterator<Item = (&str, &str, &Panel)> {
        let all = self.scoring.0.get(programme).into_iter().flatten();
        all.map(|((vote, body), panel)| (vote.as_str(), body.as_str(), panel))
    }

    /// The entry of a vote: that which opened it, or by which it is announced.
    pub(super) fn vote_entry(&self, programme: &str, vote: &str) -> Result<u64, Violation> {
        let announced = self
            .schedule(programme, vote)
            .map(|schedule| schedule.entry);
        match (self.vote(programme, vote), announced) {
            (Ok(opened), _) => Ok(opened.entry),
            (Err(_), Some(announced)) => Ok(announced),
            (Err(unknown), None) => Err(unknown),
        }
    }

    /// Checks that nothing is decided yet by a vote.
    pub(super) fn check_not_over(&self, programme: &str, vote: &str) -> Checked {
        self.vote_entry(programme, vote)?;
        match self.vote(programme, vote) {
            Ok(known) if known.phase.is_over() => Err(Violation::out_of_turn(said!(
                "scoring-vote-over",
                vote = quoted(vote)
            ))),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Checks that whoever acts is that member of a body, and sits there now.
    pub(super) fn check_member_acts(
        &self,
        (programme, body): (&str, &str),
        member: &str,
        by: &By<'_>,
    ) -> Checked {
        if by.actor.pseudonym != member {
            return Err(Violation::field("member", said!("scoring-member-own")));
        }
        let zone = &self.programme(programme)?.zone;
        let day = day_in(zone, by.at)?.to_string();
        match self.body(programme, body)?.sits(member, &day) {
            Some(_) => Ok(()),
            None => Err(Violation::field("member", said!("scoring-sits-not"))),
        }
    }

    pub(super) fn fix_criteria(&mut self, fixed: &CriteriaFixed, entry: u64) -> Checked {
        let criteria = Fixed {
            entry,
            criteria: fixed.criteria.clone(),
            min_panel: fixed.min_panel,
        };
        self.panel_mut((&fixed.programme, &fixed.vote, &fixed.body))?
            .criteria = Some(criteria);
        Ok(())
    }

    pub(super) fn declare_interest(&mut self, declared: &InterestDeclared, entry: u64) -> Checked {
        let own = Declaration {
            entry,
            at: self.last_at.clone(),
            proposals: declared.proposals.iter().cloned().collect(),
            discovered: declared.discovered.clone(),
        };
        let panel = self.panel_mut((&declared.programme, &declared.vote, &declared.body))?;
        let member = panel.declarations.entry(declared.member.clone());
        member.or_default().push(own);
        Ok(())
    }

    pub(super) fn recuse(&mut self, decided: &RecusalDecided, entry: u64) -> Checked {
        let own = Recusal {
            entry,
            member: decided.member.clone(),
            proposal: decided.proposal.clone(),
            kind: decided.kind,
        };
        let panel = self.panel_mut((&decided.programme, &decided.vote, &decided.body))?;
        panel.recusals.push(own);
        Ok(())
    }

    pub(super) fn score(&mut self, sheet: &SheetSubmitted, entry: u64) -> Checked {
        let own = &sheet.0;
        let panel = self.panel_mut((&own.programme, &own.vote, &own.body))?;
        let sheets = panel.sheets.entry(own.member.clone());
        sheets.or_default().push(entry);
        let top = panel
            .criteria
            .as_ref()
            .map(|fixed| Decimal::from(fixed.top()));
        self.add_sheet_by_criteria(own, top.unwrap_or_default(), entry)
    }

    fn panel_mut(
        &mut self,
        (programme, vote, body): (&str, &str, &str),
    ) -> Result<&mut Panel, Violation> {
        self.body(programme, body)?;
        let of = self.scoring.0.entry(programme);
        Ok(of.entry((vote.to_owned(), body.to_owned())).or_default())
    }
}
