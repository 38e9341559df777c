//! What the API says about rules, votes and selections, and the ballot it takes.

use madang_programme::votes::tally::TallyReport;
use madang_programme::votes::{PaperOf, RollSource, RollState, VoteScheduled};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, texts, value};
use crate::model;
use crate::votes::labels::Announced;

/// A selection rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Rule {
    /// Identifier.
    pub id: String,
    /// The rule with all its parameters, as on the record.
    #[schema(value_type = Object)]
    pub rule: Value,
    /// Where it breaks ties by lot: the hash of the seed, and the public value that goes with it.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<Value>,
    /// Its entry.
    pub entry: u64,
    /// When it was fixed, UTC.
    pub at: String,
}

impl From<&model::RuleDetail> for Rule {
    fn from(rule: &model::RuleDetail) -> Rule {
        Rule {
            id: rule.facts.id.clone(),
            rule: serde_json::to_value(&rule.facts.rule).unwrap_or_default(),
            lot: value(rule.facts.lot.as_ref()),
            entry: rule.entry,
            at: rule.at.clone(),
        }
    }
}

/// An entry and its time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Moment {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

impl From<&model::Moment> for Moment {
    fn from(moment: &model::Moment) -> Moment {
        Moment {
            entry: moment.entry,
            at: moment.at.clone(),
        }
    }
}

/// A vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Vote {
    /// Identifier.
    pub id: String,
    /// Its title: that under which it opened or was announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// The selection rule it is counted by.
    pub rule: String,
    /// How ballots are read and which of them count, as on the record.
    #[schema(value_type = Object)]
    pub ballot_rule: Value,
    /// How many candidates there are.
    pub candidates: u32,
    /// Ballots cast so far.
    pub ballots: u64,
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Moment>,
    /// When its ballots were opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots_opened: Option<Moment>,
    /// The lot that was drawn: seed and public value.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<Value>,
    /// Its selection, once published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// Where it was called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Cancellation>,
    /// What was announced of it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announcement>,
    /// Who may vote in it, where a roll was closed before it opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll: Option<Roll>,
    /// What came on paper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Papers>,
}

/// The roll of a vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Roll {
    /// How many are on it.
    pub size: u64,
    /// The root of the tree over its leaves, each SHA-256 of a salt that is kept off the record and an identifier: 64 hex digits.
    pub root: String,
    /// Where it is from: `accounts` or `imported`.
    #[schema(value_type = String)]
    pub source: RollSource,
    /// The entry that closed it.
    pub entry: u64,
}

/// The papers of a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Papers {
    /// The place, by language.
    pub place: Texts,
    /// How many became ballots.
    pub ballots: u64,
    /// On how many more nothing counts.
    pub blank: u64,
    /// The entry that counted them.
    pub entry: u64,
}

/// What was announced of a vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Announcement {
    /// The vote's identifier.
    pub vote: String,
    /// Its title.
    pub title: Texts,
    /// It takes ballots from this time on, UTC; pages show it in the programme's `zone` too.
    pub opens_at: String,
    /// It takes ballots before this time, UTC.
    pub closes_at: String,
    /// The entry that announced it.
    pub entry: u64,
}

impl From<&model::AnnouncementDetail> for Announcement {
    fn from(announced: &model::AnnouncementDetail) -> Announcement {
        Announcement::of(&announced.facts, announced.entry)
    }
}

impl Announcement {
    fn of(facts: &VoteScheduled, entry: u64) -> Announcement {
        Announcement {
            vote: facts.vote.clone(),
            title: texts(&facts.title),
            opens_at: facts.opens_at.clone(),
            closes_at: facts.closes_at.clone(),
            entry,
        }
    }
}

/// What was announced of a vote once, and holds no more.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PastAnnouncement {
    /// What was announced.
    #[serde(flatten)]
    pub announced: Announcement,
    /// When that was announced, UTC.
    pub announced_at: String,
    /// The entry that announced it otherwise or took it back, with its time.
    pub ended: Moment,
    /// Whether it was taken back: nothing else was announced in its place.
    pub taken_back: bool,
    /// Why, by language, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
}

impl From<&model::PastAnnouncement> for PastAnnouncement {
    fn from(past: &model::PastAnnouncement) -> PastAnnouncement {
        PastAnnouncement {
            announced: Announcement::of(&past.facts, past.announced.entry),
            announced_at: past.announced.at.clone(),
            ended: Moment::from(&past.ended),
            taken_back: past.taken_back,
            reason: past.reason.as_ref().map(texts),
        }
    }
}

/// A vote called off.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Cancellation {
    /// Why, by language.
    #[schema(value_type = Object)]
    pub reason: Value,
    /// When.
    #[serde(flatten)]
    pub at: Moment,
}

impl From<&model::CancellationDetail> for Cancellation {
    fn from(cancelled: &model::CancellationDetail) -> Cancellation {
        Cancellation {
            reason: value(Some(&cancelled.facts.reason)).unwrap_or_default(),
            at: Moment::from(&cancelled.at),
        }
    }
}

impl From<&RollState> for Roll {
    fn from(roll: &RollState) -> Roll {
        Roll {
            size: roll.size,
            root: roll.root.clone(),
            source: roll.source,
            entry: roll.entry,
        }
    }
}

impl From<&PaperOf> for Papers {
    fn from(paper: &PaperOf) -> Papers {
        Papers {
            place: texts(&paper.place),
            ballots: paper.ballots,
            blank: paper.blank,
            entry: paper.entry,
        }
    }
}

impl Vote {
    /// A vote with what was announced of it.
    pub fn of(vote: &model::VoteDetail, announced: &Announced) -> Vote {
        Vote {
            id: vote.facts.id.clone(),
            title: announced.title(&vote.facts.id).map(texts),
            rule: vote.facts.rule.clone(),
            ballot_rule: serde_json::to_value(&vote.facts.ballots).unwrap_or_default(),
            candidates: vote.facts.candidates,
            ballots: vote.ballots,
            opened: Moment::from(&vote.opened),
            closed: vote.closed.as_ref().map(Moment::from),
            ballots_opened: vote.ballots_opened.as_ref().map(Moment::from),
            lot: value(vote.lot.as_ref()),
            selection: vote.selection.as_ref().map(Selection::from),
            cancelled: vote.cancelled.as_ref().map(Cancellation::from),
            announced: announced.get(&vote.facts.id).map(Announcement::from),
            roll: vote.roll.as_ref().map(Roll::from),
            papers: vote.papers.iter().map(Papers::from).collect(),
        }
    }
}

/// A published selection.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Selection {
    /// The chosen proposals in the order of selection.
    pub selected: Vec<String>,
    /// What they cost together, smallest unit.
    pub total_cost: u64,
    /// Digest of candidates, ballots and budget (SHA-256, hex).
    pub input_digest: String,
    /// Which ballots counted and which did not.
    pub tally: Tally,
    /// When it was published. Rounds, ties and explanations are the content `outcome` of this entry.
    pub published: Moment,
}

impl From<&model::SelectionDetail> for Selection {
    fn from(selection: &model::SelectionDetail) -> Selection {
        Selection {
            selected: selection.facts.selected.clone(),
            total_cost: selection.facts.total_cost,
            input_digest: selection.facts.input_digest.clone(),
            tally: Tally::from(&selection.facts.tally),
            published: Moment::from(&selection.published),
        }
    }
}

/// Which ballots counted. Each ballot cast is in exactly one of the fields from `counted` to `excluded`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Tally {
    /// Ballots cast.
    pub cast: u64,
    /// Ballots that counted.
    pub counted: u64,
    /// The voter cast another that counted instead.
    pub repeated: u64,
    /// Named a project that is not a candidate.
    pub unknown_project: u64,
    /// Named a project twice.
    pub repeated_choice: u64,
    /// Nothing on it.
    pub empty: u64,
    /// Fewer choices than the rule asks for.
    pub too_few_choices: u64,
    /// More choices than the rule allows.
    pub too_many_choices: u64,
    /// Its projects cost more together than the rule allows.
    pub over_cost: u64,
    /// Points that the rule does not allow.
    pub over_points: u64,
    /// Taken out before the selection, each by an entry of its own.
    pub excluded: u64,
    /// Choices dropped from ballots that counted otherwise.
    pub dropped_choices: u64,
}

impl From<&TallyReport> for Tally {
    fn from(report: &TallyReport) -> Tally {
        Tally {
            cast: report.cast,
            counted: report.counted,
            repeated: report.repeated,
            unknown_project: report.unknown_project,
            repeated_choice: report.repeated_choice,
            empty: report.empty,
            too_few_choices: report.too_few_choices,
            too_many_choices: report.too_many_choices,
            over_cost: report.over_cost,
            over_points: report.over_points,
            excluded: report.excluded,
            dropped_choices: report.dropped_choices,
        }
    }
}

/// A ballot to be cast.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBallot {
    /// Pseudonym of the voter, for this vote only: 32 hex digits.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    pub voter: String,
    /// Identifiers of projects; best first in a ranking.
    pub choices: Vec<String>,
    /// Points, one for each choice; absent for approvals and rankings.
    #[serde(default)]
    pub points: Option<Vec<u64>>,
}
