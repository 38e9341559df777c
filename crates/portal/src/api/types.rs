//! What the API says about programmes, proposals and votes. These shapes are the API's own: the tables and the
//! record may change without them.

use std::collections::BTreeMap;

use madang_programme::tally::TallyReport;
use madang_programme::text::Text;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::model;

/// The same text by language (BCP 47): at least one.
pub type Texts = BTreeMap<String, String>;

/// A text by language.
pub fn texts(text: &Text) -> Texts {
    text.0
        .iter()
        .map(|(language, words)| (language.tag().to_owned(), words.clone()))
        .collect()
}

fn optional(text: Option<&Text>) -> Option<Texts> {
    text.map(texts)
}

/// An enumeration's name as serde writes it.
pub fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many there are on all pages; where counting them would take too long, a number that is surely exceeded, at most
    /// 1,000.
    pub total: u64,
    /// True where there are more than `total`.
    pub more_than_total: bool,
    /// Address of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A programme in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeItem {
    /// Identifier.
    pub id: String,
    /// The commitment it serves.
    pub commitment: String,
    /// Title; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it is about; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// How many flagship services it is to choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// IANA time zone of its dates on pages.
    pub zone: String,
    /// ISO 4217 code; amounts are integers in its smallest unit.
    pub currency: String,
    /// True where its data are made up.
    pub example: bool,
    /// Where it stands: `proposals`, `vote`, `counting` or `selection`.
    pub stage: String,
    /// Proposals that were handed in and not withdrawn.
    pub proposals: u64,
    /// Proposals selected.
    pub selected: u64,
    /// Its entry.
    pub entry: u64,
    /// When it was created, UTC.
    pub at: String,
}

impl From<&model::ProgrammeSummary> for ProgrammeItem {
    fn from(summary: &model::ProgrammeSummary) -> ProgrammeItem {
        let facts = &summary.facts;
        ProgrammeItem {
            id: facts.id.clone(),
            commitment: facts.commitment.clone(),
            title: optional(summary.text.as_ref().map(|text| &text.title)),
            summary: optional(summary.text.as_ref().map(|text| &text.summary)),
            target: facts.target,
            zone: facts.zone.clone(),
            currency: facts.currency.clone(),
            example: facts.example,
            stage: name(&summary.stage),
            proposals: summary.proposals,
            selected: summary.selected,
            entry: summary.entry,
            at: summary.at.clone(),
        }
    }
}

/// A programme with its groups, bodies, rules and votes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Programme {
    /// As in a list.
    #[serde(flatten)]
    pub item: ProgrammeItem,
    /// Service groups.
    pub groups: Vec<Group>,
    /// Bodies of people.
    pub bodies: Vec<Body>,
    /// Selection rules, oldest first.
    pub rules: Vec<Rule>,
    /// Votes, oldest first.
    pub votes: Vec<Vote>,
}

impl From<&model::ProgrammeDetail> for Programme {
    fn from(detail: &model::ProgrammeDetail) -> Programme {
        Programme {
            item: ProgrammeItem::from(&detail.summary),
            groups: detail.groups.iter().map(Group::from).collect(),
            bodies: detail.bodies.iter().map(Body::from).collect(),
            rules: detail.rules.iter().map(Rule::from).collect(),
            votes: detail.votes.iter().map(Vote::from).collect(),
        }
    }
}

/// A service group.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Group {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Whom it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// Audiences inside it.
    pub audiences: Vec<Audience>,
    /// Its proposals, without withdrawn ones.
    pub proposals: u64,
    /// Those selected.
    pub selected: u64,
}

impl From<&model::GroupDetail> for Group {
    fn from(group: &model::GroupDetail) -> Group {
        let audience = |audience: &madang_programme::event::programme::AudienceDefined| Audience {
            id: audience.id.clone(),
            name: texts(&audience.name),
        };
        Group {
            id: group.facts.id.clone(),
            name: texts(&group.facts.name),
            description: optional(group.facts.description.as_ref()),
            audiences: group.audiences.iter().map(audience).collect(),
            proposals: group.proposals,
            selected: group.selected,
        }
    }
}

/// An audience.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Audience {
    /// Identifier, unique in the programme.
    pub id: String,
    /// Name.
    pub name: Texts,
}

/// A body of people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Body {
    /// Identifier.
    pub id: String,
    /// Kind: `advisory_committee`, `expert_panel` or `task_force`.
    pub kind: String,
    /// Name.
    pub name: Texts,
    /// Mandate.
    pub mandate: Texts,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<Member>,
}

impl From<&model::BodyDetail> for Body {
    fn from(body: &model::BodyDetail) -> Body {
        let member = |member: &model::MemberDetail| Member {
            id: member.facts.member.clone(),
            class: name(&member.facts.class),
            post: optional(member.person.as_ref().map(|person| &person.post)),
            name: member
                .person
                .as_ref()
                .and_then(|person| person.name.clone()),
            interests: optional(
                member
                    .person
                    .as_ref()
                    .and_then(|person| person.interests.as_ref()),
            ),
            entry: member.entry,
        };
        Body {
            id: body.facts.id.clone(),
            kind: name(&body.facts.kind),
            name: texts(&body.facts.name),
            mandate: texts(&body.facts.mandate),
            entry: body.entry,
            members: body.members.iter().map(member).collect(),
        }
    }
}

/// A member of a body.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    /// Pseudonym, unique in the body.
    pub id: String,
    /// There as `official`, `expert`, `designer` or `citizen`.
    pub class: String,
    /// Post; absent where it is not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Texts>,
    /// Name; absent where it is not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Declared interests; absent where there are none or they are not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<Texts>,
    /// Its entry.
    pub entry: u64,
}

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

/// A thing as it stands on the record.
fn value<T: Serialize>(thing: Option<&T>) -> Option<Value> {
    thing.and_then(|thing| serde_json::to_value(thing).ok())
}

impl From<&model::VoteDetail> for Vote {
    fn from(vote: &model::VoteDetail) -> Vote {
        Vote {
            id: vote.facts.id.clone(),
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
    /// When it was published. Rounds, ties and explanations are the body `outcome` of this entry.
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

/// Which ballots counted. Each ballot cast is in exactly one of the fields from `counted` to `over_points`.
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
            dropped_choices: report.dropped_choices,
        }
    }
}

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Proposal {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// Title; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// Who proposes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposer: Option<Texts>,
    /// Cost, smallest unit of the programme's currency.
    pub cost: u64,
    /// Service group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// Where it stands: `submitted`, `candidate`, `selected`, `not_selected` or `withdrawn`.
    pub state: String,
    /// The vote it is or was last a candidate of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<String>,
    /// Its place in the order of selection, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Its entry.
    pub entry: u64,
    /// When it was handed in, UTC.
    pub at: String,
}

impl From<&model::ProposalDetail> for Proposal {
    fn from(proposal: &model::ProposalDetail) -> Proposal {
        let text = proposal.text.as_ref();
        Proposal {
            id: proposal.facts.id.clone(),
            programme: proposal.facts.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            summary: optional(text.and_then(|text| text.summary.as_ref())),
            proposer: optional(text.and_then(|text| text.proposer.as_ref())),
            cost: proposal.facts.cost,
            group: proposal.facts.group.clone(),
            audiences: proposal.facts.audiences.clone(),
            state: proposal.state.name().to_owned(),
            vote: proposal.vote.clone(),
            rank: proposal.rank,
            entry: proposal.entry,
            at: proposal.at.clone(),
        }
    }
}
