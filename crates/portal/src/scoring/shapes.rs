//! What the API says about how bodies score.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, texts};
use crate::scoring::labels::mean;
use crate::scoring::read::Scoring;

/// How a body scores the candidates of a vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BodyScoring {
    /// The vote.
    pub vote: String,
    /// The body.
    pub body: String,
    /// The criteria; empty while none are fixed.
    pub criteria: Vec<ScoringCriterion>,
    /// How many members score a proposal at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_panel: Option<u32>,
    /// Its members, with what they declared and whether they have handed in.
    pub members: Vec<ScoringMember>,
    /// What each candidate has, once the ballots are open.
    pub scores: Vec<ProposalScore>,
}

/// A criterion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScoringCriterion {
    /// Identifier.
    pub id: String,
    /// What it is called.
    pub name: Texts,
    /// How much it weighs beside the others.
    pub weight: u32,
    /// The highest score.
    pub scale: u32,
}

/// A member who scores.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScoringMember {
    /// The member.
    pub member: String,
    /// Whether they declared what they have to do with the proposals.
    pub declared: bool,
    /// The proposals that they do not score: they declared them, or it was decided.
    pub blocked: Vec<String>,
    /// Whether they have handed in their scores.
    pub handed_in: bool,
    /// Their scores by proposal and criterion, once the ballots are open.
    pub scores: BTreeMap<String, BTreeMap<String, u32>>,
}

/// What a proposal has from a body.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalScore {
    /// The proposal.
    pub proposal: String,
    /// By how many members it was scored.
    pub scored: u32,
    /// How many of those who handed in do not score it.
    pub recused: u32,
    /// What they gave together, of `top` each: the mean is `sum / (scored × top)`.
    pub sum: u64,
    /// The most that a member can give.
    pub top: u64,
    /// The mean in per cent, rounded; absent where nobody scored it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// Whether fewer scored it than there were to be.
    pub too_few: bool,
}

impl From<&Scoring> for BodyScoring {
    fn from(of: &Scoring) -> BodyScoring {
        let fixed = of.panel.criteria.as_ref();
        let criteria = fixed.iter().flat_map(|fixed| &fixed.criteria);
        let criteria = criteria.map(|one| ScoringCriterion {
            id: one.id.clone(),
            name: texts(&one.name),
            weight: one.weight,
            scale: one.scale,
        });
        let members = of.members.iter().map(|seated| {
            let member = &seated.member;
            let blocked = of.candidates.iter();
            let blocked = blocked.filter(|id| of.panel.is_blocked(member, id));
            let sheet = of.sheets.get(member);
            ScoringMember {
                member: member.clone(),
                declared: of.panel.declarations.contains_key(member),
                blocked: blocked.cloned().collect(),
                handed_in: of.panel.sheets.contains_key(member),
                scores: sheet.map(|sheet| sheet.scores.clone()).unwrap_or_default(),
            }
        });
        let opened = fixed.filter(|_| of.opened);
        let scores = opened.iter().flat_map(|fixed| {
            of.candidates.iter().map(|id| {
                let sheets = of.sheets.iter();
                let sheets = sheets.map(|(member, sheet)| (member.as_str(), sheet));
                let scored = of.panel.scored(id, sheets);
                ProposalScore {
                    proposal: id.clone(),
                    scored: scored.scored,
                    recused: scored.recused,
                    sum: scored.sum,
                    top: fixed.top(),
                    percent: mean(fixed, &scored),
                    too_few: scored.scored < fixed.min_panel,
                }
            })
        });
        BodyScoring {
            vote: of.vote.clone(),
            body: of.body.facts.id.clone(),
            criteria: criteria.collect(),
            min_panel: fixed.map(|fixed| fixed.min_panel),
            members: members.collect(),
            scores: scores.collect(),
        }
    }
}
