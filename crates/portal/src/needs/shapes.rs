//! What the API says about needs.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional};
use crate::model::{self, NeedAct, VoiceFacet};
use crate::needs::chart::Counted;

/// A need: what several voices ask for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Need {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// What is needed, in few words; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// The same at length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// The service group that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Where it stands: `live`, `split` or `merged`.
    pub standing: String,
    /// How many voices it groups, or grouped when it was split or merged; withdrawn ones are left out.
    pub voices: u64,
    /// Its entry.
    pub entry: u64,
    /// When it was defined, UTC.
    pub at: String,
}

impl From<&model::NeedDetail> for Need {
    fn from(need: &model::NeedDetail) -> Need {
        let (facts, text) = (&need.facts, need.text.as_ref());
        Need {
            id: facts.id.clone(),
            programme: facts.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            summary: optional(text.and_then(|text| text.summary.as_ref())),
            group: facts.group.clone(),
            standing: need.standing.name().to_owned(),
            voices: need.voices,
            entry: need.entry,
            at: need.at.clone(),
        }
    }
}

/// How many voices of a need there are by each value, the empty one where they state none.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct NeedCounts {
    /// By the channel that they came through.
    pub channel: BTreeMap<String, u64>,
    /// By service group.
    pub group: BTreeMap<String, u64>,
    /// By province, ISO 3166-2.
    pub region: BTreeMap<String, u64>,
    /// By month of receipt, in the programme's zone: 2026-11.
    pub month: BTreeMap<String, u64>,
}

impl NeedCounts {
    /// Those that were counted.
    pub fn of(counted: &Counted) -> NeedCounts {
        let mut counts = NeedCounts::default();
        for (facet, numbers) in counted {
            let place = match facet {
                VoiceFacet::Channel => &mut counts.channel,
                VoiceFacet::Group => &mut counts.group,
                VoiceFacet::Region => &mut counts.region,
                VoiceFacet::Month => &mut counts.month,
                VoiceFacet::Audience | VoiceFacet::Institution => continue,
            };
            place.extend(numbers.iter().cloned());
        }
        counts
    }
}

/// A need with the numbers of its voices and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedWhole {
    /// As in a list.
    #[serde(flatten)]
    pub need: Need,
    /// Its voices by number.
    pub counts: NeedCounts,
    /// What happened to it, oldest first.
    pub steps: Vec<NeedStep>,
}

/// What happened to a need.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedStep {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Who did it: role and post.
    pub actor: String,
    /// What: `voices_changed`, `split`, `part_of`, `took` or `merged_into`.
    pub what: String,
    /// Voices that it groups from there on as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// Voices that it groups no more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// Voices that none of the parts groups, where it was split.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
    /// The other needs: its parts, what it is a part of, what was merged into it, what it goes on in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

impl From<&model::NeedStep> for NeedStep {
    fn from(step: &model::NeedStep) -> NeedStep {
        let mut shape = NeedStep {
            entry: step.entry,
            at: step.at.clone(),
            actor: step.actor.clone(),
            what: String::new(),
            added: vec![],
            removed: vec![],
            left: vec![],
            needs: vec![],
        };
        shape.what = match &step.what {
            NeedAct::VoicesChanged { added, removed } => {
                (shape.added, shape.removed) = (added.clone(), removed.clone());
                "voices_changed"
            }
            NeedAct::Split { into, left } => {
                (shape.needs, shape.left) = (into.clone(), left.clone());
                "split"
            }
            NeedAct::PartOf { need } => {
                shape.needs = vec![need.clone()];
                "part_of"
            }
            NeedAct::Took { from } => {
                shape.needs.clone_from(from);
                "took"
            }
            NeedAct::MergedInto { need } => {
                shape.needs = vec![need.clone()];
                "merged_into"
            }
        }
        .to_owned();
        shape
    }
}
