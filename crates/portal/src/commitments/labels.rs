//! What reviews, indicators, their values and countries are called.

use madang_programme::commitments::ReviewStage;
use madang_words::Text;

use crate::frame::ui::Ui;

/// When a review was made.
pub fn review_stage(ui: &Ui, stage: ReviewStage) -> String {
    match stage {
        ReviewStage::Midterm => ui.t("commitment-review-midterm"),
        ReviewStage::EndOfTerm => ui.t("commitment-review-end-of-term"),
        ReviewStage::Other => ui.t("commitment-review-other"),
    }
}

const INDICATORS: [(&str, &str); 20] = [
    ("specificity", "commitment-indicator-specificity"),
    ("verifiable", "commitment-indicator-verifiable"),
    ("relevant", "commitment-indicator-relevant"),
    (
        "relevance.access_to_information",
        "commitment-indicator-relevance-information",
    ),
    (
        "relevance.civic_participation",
        "commitment-indicator-relevance-participation",
    ),
    (
        "relevance.public_accountability",
        "commitment-indicator-relevance-accountability",
    ),
    (
        "relevance.technology",
        "commitment-indicator-relevance-technology",
    ),
    ("ambition", "commitment-indicator-ambition"),
    ("potential_impact", "commitment-indicator-potential-impact"),
    ("completion", "commitment-indicator-completion"),
    (
        "completion_midterm",
        "commitment-indicator-completion-midterm",
    ),
    (
        "completion_end_of_term",
        "commitment-indicator-completion-end-of-term",
    ),
    ("early_results", "commitment-indicator-early-results"),
    ("did_it_open_government", "commitment-indicator-opened"),
    (
        "did_it_open_government.access_to_information",
        "commitment-indicator-opened-information",
    ),
    (
        "did_it_open_government.civic_participation",
        "commitment-indicator-opened-participation",
    ),
    (
        "did_it_open_government.public_accountability",
        "commitment-indicator-opened-accountability",
    ),
    ("starred", "commitment-indicator-starred"),
    ("carried_forward", "commitment-indicator-carried-forward"),
    ("report", "commitment-indicator-report"),
];

/// An indicator of a review; its code where it is not known here.
pub fn indicator(ui: &Ui, field: &str) -> String {
    INDICATORS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or_else(|| field.to_owned(), |(_, key)| ui.t(key))
}

const VALUES: [(&str, &str); 25] = [
    ("Yes", "commitment-value-yes"),
    ("No", "commitment-value-no"),
    ("None", "commitment-value-none"),
    ("Low", "commitment-value-low"),
    ("Medium", "commitment-value-medium"),
    ("High", "commitment-value-high"),
    ("Minor", "commitment-value-minor"),
    ("Moderate", "commitment-value-moderate"),
    ("Modest", "commitment-value-modest"),
    ("Transformative", "commitment-value-transformative"),
    ("Not started", "commitment-value-not-started"),
    ("Limited", "commitment-value-limited"),
    ("Substantial", "commitment-value-substantial"),
    ("Complete", "commitment-value-complete"),
    ("Withdrawn", "commitment-value-withdrawn"),
    ("Unclear", "commitment-value-unclear"),
    ("Worsened", "commitment-value-worsened"),
    ("Did Not Change", "commitment-value-did-not-change"),
    ("Marginal", "commitment-value-marginal"),
    ("Major", "commitment-value-major"),
    ("Outstanding", "commitment-value-outstanding"),
    ("Significant", "commitment-value-significant"),
    ("ND", "commitment-value-nd"),
    ("NR", "commitment-value-nr"),
    ("NA", "commitment-value-na"),
];

/// What a label of the OGP's code lists means, in the visitor's language; `None` for other text.
pub fn value(ui: &Ui, label: &str) -> Option<String> {
    VALUES
        .iter()
        .find(|(name, _)| *name == label)
        .map(|(_, key)| ui.t(key))
}

const REPORTS: [(&str, &str); 6] = [
    (
        "South Korea Progress Report 2014-2015",
        "commitment-report-progress",
    ),
    (
        "South Korea Progress Report 2014-2015 (Korean) - Public comments version",
        "commitment-report-progress-comments",
    ),
    (
        "South Korea End of Term Report 2014-2016",
        "commitment-report-end-of-term",
    ),
    (
        "Newer rendering of the OGP commitment page KR0018",
        "commitment-report-page-newer",
    ),
    (
        "OGP Explorer data, 2016 (codes of the progress report of 2014)",
        "commitment-report-explorer-2014",
    ),
    (
        "OGP Explorer data, 2016 (codes of the progress report of 2016)",
        "commitment-report-explorer-2016",
    ),
];

/// A report by its title, in the visitor's language; `None` for another.
pub fn report(ui: &Ui, title: &str) -> Option<String> {
    let known = REPORTS.iter().find(|(name, _)| *name == title);
    known.map(|(_, key)| ui.t(key))
}

/// How reviewers name it that nothing shows what became of what people said.
const USE_OF_INPUT: [&str; 1] = ["How citizens' input was used"];

/// Whether a piece of evidence is about what became of what people said.
pub fn is_use_of_input(gap: &Text) -> bool {
    let mut names = gap.0.values();
    names.any(|name| USE_OF_INPUT.contains(&name.trim()))
}

const CODE_LISTS: [(&str, &str); 7] = [
    ("2011-13", "commitment-codes-2011"),
    ("2014-16", "commitment-codes-2014"),
    ("2017-19", "commitment-codes-2017"),
    ("star-v1", "commitment-codes-star-1"),
    ("star-v2", "commitment-codes-star-2"),
    ("star-v3", "commitment-codes-star-3"),
    ("site-newer", "commitment-codes-site"),
];

/// The code list that a value is from; its own name where it is not known here.
pub fn code_list(ui: &Ui, list: &str) -> String {
    let known = CODE_LISTS.iter().find(|(name, _)| *name == list);
    known.map_or_else(|| list.to_owned(), |(_, key)| ui.t(key))
}

const AREAS: [(&str, &str); 17] = [
    ("Aid", "commitment-area-aid"),
    (
        "Anti-Corruption Institutions",
        "commitment-area-anti-corruption",
    ),
    ("Asset Disclosure", "commitment-area-assets"),
    ("Capacity Building", "commitment-area-capacity"),
    ("E-Government", "commitment-area-e-government"),
    ("Environment and Climate", "commitment-area-environment"),
    ("Fiscal Transparency", "commitment-area-fiscal"),
    ("Health", "commitment-area-health"),
    ("Inclusion", "commitment-area-inclusion"),
    (
        "Infrastructure & Transport",
        "commitment-area-infrastructure",
    ),
    ("Legislation & Regulation", "commitment-area-legislation"),
    ("Marginalized Communities", "commitment-area-marginalized"),
    ("Open Data", "commitment-area-open-data"),
    ("Private Sector", "commitment-area-private"),
    ("Public Participation", "commitment-area-participation"),
    ("Public Service Delivery", "commitment-area-services"),
    ("Youth", "commitment-area-youth"),
];

/// A policy area of the OGP's list; `None` for another text.
pub fn policy_area(ui: &Ui, area: &str) -> Option<String> {
    let known = AREAS.iter().find(|(name, _)| *name == area);
    known.map(|(_, key)| ui.t(key))
}

/// A commitment's status on the OGP's pages; `None` for another text.
pub fn status(ui: &Ui, status: &str) -> Option<String> {
    match status {
        "Active" => Some(ui.t("commitment-status-active")),
        "Inactive" => Some(ui.t("commitment-status-inactive")),
        _ => None,
    }
}

/// An action plan by its first year and identifier.
pub fn plan(ui: &Ui, id: &str, cycle: Option<u32>) -> String {
    match cycle {
        Some(year) => {
            let year = year.to_string();
            ui.tf(
                "commitment-plan-of",
                &[("year", year.into()), ("id", id.into())],
            )
        }
        None => id.to_owned(),
    }
}

/// A country by its code.
pub fn country(ui: &Ui, code: &str) -> String {
    match code {
        "KR" => ui.t("commitment-country-kr"),
        _ => code.to_owned(),
    }
}

/// A commitment's field; its code where it has no name of its own on the page.
pub fn field(ui: &Ui, code: &str) -> String {
    match code {
        "title" => ui.t("commitment-name"),
        "number" => ui.t("commitment-number"),
        "status" => ui.t("commitment-status"),
        "start_date" => ui.t("commitment-start"),
        "end_date" => ui.t("commitment-end"),
        "cycle" => ui.t("commitment-cycle"),
        "theme" => ui.t("commitment-theme"),
        "action_plan" => ui.t("commitment-plan"),
        "description" => ui.t("commitment-promise"),
        "lead_institution" => ui.t("commitment-lead-institution"),
        "responsible_institution" => ui.t("commitment-responsible"),
        "supporting_institutions" => ui.t("commitment-supporting"),
        "policy_areas" => ui.t("commitment-policy-areas"),
        "url" => ui.t("commitment-source"),
        _ => code.to_owned(),
    }
}
