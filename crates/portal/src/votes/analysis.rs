//! What was found about a selection (body `analysis` of `selection.published/1`): who is represented, where the money
//! goes, how far each voice moved the result, which promises hold. The selection engine writes these sections, as it does
//! for its reports; here the record's identifiers become words.

use std::collections::BTreeMap;

use madang_programme::votes::Analysis;
use madang_programme::votes::engine::{self, Outcome, Voice};
use madang_selection_report::Findings;
use maud::{Markup, PreEscaped, html};

use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::proposals::links;

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
        _ => None,
    };
    let of = |without: &engine::Without| {
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
    outcome: Option<&Outcome>,
) -> Markup {
    let names: BTreeMap<String, String> = proposals
        .iter()
        .filter_map(|(id, proposal)| Some((id.clone(), ui.plain(&proposal.text.as_ref()?.title))))
        .collect();
    let mut found = analysis.clone();
    name_groups(ui, programme, &mut found);
    let currency = &programme.summary.facts.currency;
    // The record has amounts in the currency's smallest unit.
    let money = |amount: &str| ui.money_decimal(amount, currency);
    // Sensitivity's hundreds of runs are for whoever asks: `madang select --with sensitivity`.
    let link = |id: &str| ui.href(&links::proposal(&programme.summary.facts.id, id));
    let language = |id: &str| ui.lang_of(&proposals.get(id)?.text.as_ref()?.title);
    let mut findings = Findings::new(&found.audit, ui.lang)
        .with_influence(&found.influence)
        .with_names(&names)
        .with_links(&link)
        .with_languages(&language)
        .with_money(&money);
    if let Some(outcome) = outcome {
        findings = findings.with_outcome(outcome);
    }
    html! { div.findings { (PreEscaped(findings.html())) } }
}

/// Puts groups and audiences in the order of the programme.
fn in_order(programme: &ProgrammeDetail, found: &mut Analysis) {
    let groups: Vec<&str> = programme
        .groups
        .iter()
        .map(|group| group.facts.id.as_str())
        .collect();
    let audiences = programme.groups.iter().flat_map(|group| &group.audiences);
    let audiences: Vec<&str> = audiences.map(|audience| audience.id.as_str()).collect();
    let place = |order: &[&str], id: &str| {
        order
            .iter()
            .position(|known| *known == id)
            .unwrap_or(order.len())
    };
    let representation = &mut found.audit.representation;
    representation
        .groups
        .sort_by_key(|share| place(&groups, &share.name));
    representation
        .audiences
        .sort_by_key(|share| place(&audiences, &share.name));
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
    in_order(programme, found);
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
        .flat_map(|body| {
            // Who has a pseudonym now comes last, and is who is named.
            let all = body.former.iter().chain(&body.members);
            all.map(move |member| (body, member))
        })
        .filter_map(|(body, member)| {
            let post = ui.plain(&member.person.as_ref()?.post);
            let key = (body.facts.id.as_str(), member.facts.member.as_str());
            Some((key, post))
        })
        .collect();
    // Without a group's projects its projects are not selected: that says nothing of anybody's influence.
    let said = |without: &engine::Without| !matches!(without.voice, Voice::Projects { .. });
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
            // Nobody else is called by an identifier.
            _ => {}
        }
    }
}
