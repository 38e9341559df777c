//! What was found about a selection (body `analysis` of `selection.published/1`): who is represented, where the money
//! goes, how far each voice moved the result, which promises hold. The selection engine writes these sections, as it does
//! for its reports; here the record's identifiers become words.

use std::collections::BTreeMap;

use madang_programme::selection::{ANALYSIS, Analysis};
use madang_selection::audit::{Check, Evidence};
use madang_selection::influence::Voice;
use madang_selection::report::{Findings, Language};
use madang_selection::{Election, ProjectDraft, VoteType};
use maud::{Markup, PreEscaped, html};

use crate::frame::language::Lang;
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, ProgrammeDetail, ProposalDetail, read_body};

/// The analysis in an entry; `None` where its body is not public or not of this shape.
pub fn of(entry: &EntryDetail) -> Option<Analysis> {
    read_body(entry, ANALYSIS)
}

/// What the selection would be without one voice.
pub struct Without {
    /// `ballots`, or the body.
    pub voice: String,
    /// How many would lose their place; `None` where nothing would be selected at all.
    pub lost: Option<u64>,
    /// How many would gain one.
    pub gained: Option<u64>,
}

/// What the selection would be without the ballots and without each body.
pub fn without(found: &Analysis) -> Vec<Without> {
    let voice = |voice: &Voice| match voice {
        Voice::Ballots => Some("ballots".to_owned()),
        Voice::Body { body } => Some(body.clone()),
        Voice::Expert { .. } | Voice::Voters { .. } | Voice::Projects { .. } => None,
    };
    let of = |without: &madang_selection::influence::Without| {
        let holds = without.failed.is_none();
        Some(Without {
            voice: voice(&without.voice)?,
            lost: holds.then_some(without.lost.len() as u64),
            gained: holds.then_some(without.gained.len() as u64),
        })
    };
    found.influence.without.iter().filter_map(of).collect()
}

/// The sections of the page.
pub fn sections(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposals: &BTreeMap<String, ProposalDetail>,
    analysis: &Analysis,
) -> Markup {
    let projects = match projects(ui, proposals) {
        Ok(projects) => projects,
        Err(error) => {
            tracing::error!(%error, "the findings of a selection cannot be shown");
            return html! {};
        }
    };
    let mut found = analysis.clone();
    name_groups(ui, programme, &mut found);
    say_amounts(ui, &programme.summary.facts.currency, &mut found);
    let findings = Findings {
        election: &projects,
        audit: &found.audit,
        influence: Some(&found.influence),
        // Its hundreds of runs are for whoever asks: `madang select --with sensitivity`.
        sensitivity: None,
        language: match ui.lang {
            Lang::Ko => Language::Korean,
            Lang::En => Language::English,
        },
    };
    html! { div.findings { (PreEscaped(findings.html())) } }
}

/// The projects with their titles in the visitor's language.
fn projects(
    ui: &Ui,
    proposals: &BTreeMap<String, ProposalDetail>,
) -> Result<Election, madang_selection::BuildError> {
    let mut builder = Election::builder(VoteType::Approval);
    for (id, proposal) in proposals {
        let mut project = ProjectDraft::new(id.as_str(), proposal.facts.cost);
        if let Some(text) = &proposal.text {
            project = project.named(ui.plain(&text.title));
        }
        builder.add_project(project);
    }
    builder.build()
}

/// Puts the names of groups, audiences and bodies in the place of their identifiers.
fn name_groups(ui: &Ui, programme: &ProgrammeDetail, found: &mut Analysis) {
    let groups: BTreeMap<&str, String> = programme
        .groups
        .iter()
        .map(|group| (group.facts.id.as_str(), ui.plain(&group.facts.name)))
        .collect();
    let audiences: BTreeMap<&str, String> = programme
        .groups
        .iter()
        .flat_map(|group| &group.audiences)
        .map(|audience| (audience.id.as_str(), ui.plain(&audience.name)))
        .collect();
    let bodies: BTreeMap<&str, String> = programme
        .bodies
        .iter()
        .map(|body| (body.facts.id.as_str(), ui.plain(&body.facts.name)))
        .collect();
    let rename = |name: &mut String, names: &BTreeMap<&str, String>| {
        if let Some(known) = names.get(name.as_str()) {
            name.clone_from(known);
        }
    };
    let representation = &mut found.audit.representation;
    for share in &mut representation.groups {
        rename(&mut share.name, &groups);
    }
    for share in &mut representation.audiences {
        rename(&mut share.name, &audiences);
    }
    let posts: BTreeMap<(&str, &str), String> = programme
        .bodies
        .iter()
        .flat_map(|body| body.members.iter().map(move |member| (body, member)))
        .filter_map(|(body, member)| {
            let post = ui.plain(&member.person.as_ref()?.post);
            let key = (body.facts.id.as_str(), member.facts.member.as_str());
            Some((key, post))
        })
        .collect();
    // Without a group's projects its projects are not selected: that says nothing of anybody's influence.
    let said = |without: &madang_selection::influence::Without| {
        !matches!(without.voice, Voice::Projects { .. })
    };
    found.influence.without.retain(said);
    for without in &mut found.influence.without {
        if let Voice::Expert { body, expert } = &mut without.voice
            && let Some(post) = posts.get(&(body.as_str(), expert.as_str())).cloned()
        {
            *expert = post;
        }
        match &mut without.voice {
            Voice::Body { body } | Voice::Expert { body, .. } => rename(body, &bodies),
            Voice::Projects { group } => rename(group, &groups),
            Voice::Ballots | Voice::Voters { .. } => {}
        }
    }
}

/// Says amounts in the programme's currency: the record has them in its smallest unit.
fn say_amounts(ui: &Ui, currency: &str, found: &mut Analysis) {
    let say = |amount: &mut String| *amount = ui.money_decimal(amount, currency);
    let audit = &mut found.audit;
    say(&mut audit.total_cost);
    say(&mut audit.budget);
    let shares = &mut audit.representation;
    for share in shares.groups.iter_mut().chain(&mut shares.audiences) {
        say(&mut share.money);
    }
    for finding in &mut audit.findings {
        match &mut finding.evidence {
            Evidence::Closest { groups } => {
                for group in groups {
                    say(&mut group.money);
                    say(&mut group.needed);
                }
            }
            Evidence::Deprived(group) => {
                say(&mut group.money);
                say(&mut group.needed);
                if finding.check == Check::EjrPlusCost {
                    say(&mut group.satisfaction);
                }
            }
            Evidence::Prices(prices) => say(&mut prices.endowment),
            Evidence::NoPrices(none) => {
                say(&mut none.weighted_left);
                say(&mut none.weighted_cost);
            }
            _ => {}
        }
    }
}
