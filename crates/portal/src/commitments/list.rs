//! Countries with commitments on record, and one country's list.

use madang_store::answers;
use maud::{Markup, html};

use crate::commitments::{labels, links, values};
use crate::frame::form::{self, Choice, Field, error_summary, search_field, select};
use crate::frame::layout::{Page, here, quoted, title_of};
use crate::frame::parts::{blank, table};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{CommitmentSummary, CountrySummary};

/// Words of the number or the title.
const SEARCH: Field = Field {
    name: "q",
    label: "commitments-search",
};

/// Only this action plan.
const PLAN: Field = Field {
    name: "plan",
    label: "commitment-plan",
};

/// Only this policy area.
const AREA: Field = Field {
    name: "area",
    label: "commitment-policy-area",
};

/// What was asked of a country's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words to search for.
    pub search: String,
    /// Only this action plan.
    pub plan: Option<String>,
    /// Only this policy area, in either rendering.
    pub area: Option<String>,
}

impl Asked {
    /// Reads the query against the plans and policy areas that there are.
    pub fn read(query: &mut Query, commitments: &[CommitmentSummary]) -> Asked {
        let plans = plans(commitments);
        let areas = areas(commitments);
        Asked {
            search: query.search(SEARCH),
            plan: query
                .one_of(PLAN, plans.iter().map(|plan| (*plan, *plan)))
                .map(str::to_owned),
            area: query
                .one_of(AREA, areas.iter().map(|area| (*area, *area)))
                .map(str::to_owned),
        }
    }

    /// Whether a commitment is among those asked for: its number, identifier and title must answer the search.
    pub fn matches(&self, commitment: &CommitmentSummary) -> bool {
        let facts = &commitment.facts;
        let title = commitment
            .title
            .as_ref()
            .map(madang_words::Text::joined)
            .unwrap_or_default();
        let number = facts.number.as_deref().unwrap_or_default();
        (self.search.trim().is_empty()
            || is_number(&self.search, &facts.id)
            || answers(&self.search, &[&facts.id, number, &title].join(" ")))
            && self
                .plan
                .as_ref()
                .is_none_or(|plan| facts.action_plan.as_ref() == Some(plan))
            && self.area.as_ref().is_none_or(|area| {
                facts.policy_areas.contains(area) || facts.policy_areas_newer.contains(area)
            })
    }
}

/// Whether a search is an identifier, however its number is written.
fn is_number(search: &str, id: &str) -> bool {
    let typed = without_zeros(search);
    !typed.is_empty() && typed == without_zeros(id)
}

/// An identifier as people type it, letters and digits alone: `kr18`, `KR-18` and `KR0018` are the same.
fn without_zeros(id: &str) -> String {
    let mut out = String::new();
    let mut in_number = false;
    for c in id.chars().filter(|c| c.is_alphanumeric()) {
        if c == '0' && !in_number {
            continue;
        }
        in_number = c.is_numeric();
        out.extend(c.to_lowercase());
    }
    out
}

fn plans(commitments: &[CommitmentSummary]) -> Vec<&str> {
    let mut plans: Vec<_> = commitments
        .iter()
        .filter_map(|c| c.facts.action_plan.as_deref())
        .collect();
    plans.sort_unstable();
    plans.dedup();
    plans
}

fn areas(commitments: &[CommitmentSummary]) -> Vec<&str> {
    let all = commitments.iter().flat_map(|c| {
        c.facts
            .policy_areas
            .iter()
            .chain(&c.facts.policy_areas_newer)
    });
    let mut areas: Vec<_> = all.map(String::as_str).collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

/// The countries.
pub fn countries(ui: &Ui, countries: &[CountrySummary]) -> Page {
    let content = html! {
        h1 { (ui.t("commitments-title")) }
        p.lead { (ui.t("commitments-lead")) }
        @if countries.is_empty() {
            p.empty { (ui.t("commitments-no-countries")) }
        } @else {
            ul.cards {
                @for country in countries {
                    li.card {
                        h2 id={ "country-" (country.country) } { a href=(ui.href(&links::country(&country.country))) { (labels::country(ui, &country.country)) } }
                        p { (ui.count("commitment-count", country.commitments)) }
                    }
                }
            }
        }
    };
    Page {
        title: ui.t("commitments-title"),
        description: ui.t("commitments-lead"),
        tab: Some(links::TAB),
        crumbs: vec![],
        content,
    }
}

/// A country's commitments: `all` of them, of which those `asked` for are shown.
pub fn list(
    ui: &Ui,
    country: &str,
    all: &[CommitmentSummary],
    asked: &Asked,
    errors: &[FieldError],
) -> Page {
    let name = labels::country(ui, country);
    let shown: Vec<_> = all
        .iter()
        .filter(|commitment| asked.matches(commitment))
        .collect();
    let title = ui.tf("commitments-of", &[("country", name.as_str().into())]);
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t("commitments-lead")) }
        (filter_form(ui, country, all, asked, errors))
        p role="status" { (ui.count("commitments-found", shown.len() as u64)) }
        @if shown.is_empty() {
            div.empty {
                p { (ui.t("commitments-none")) }
                a href=(ui.href(&links::country(country))) { (ui.t("commitments-show-all")) }
            }
        } @else {
            (commitment_table(ui, &shown))
            @if shown.iter().any(|commitment| in_another_language(ui, commitment)) { (values::in_english(ui)) }
        }
        p.muted { (ui.t("blank-explained")) }
    };
    let plan = asked.plan.as_deref().unwrap_or_default();
    let area = asked.area.as_deref().unwrap_or_default();
    Page {
        description: title.clone(),
        title: title_of(&[
            quoted(&asked.search),
            plan.to_owned(),
            labels::policy_area(ui, area).unwrap_or_else(|| area.to_owned()),
            title,
        ]),
        tab: Some(links::TAB),
        crumbs: vec![links::above(ui), here(html! { (name) })],
        content,
    }
}

fn in_another_language(ui: &Ui, commitment: &CommitmentSummary) -> bool {
    let title = commitment.title.as_ref();
    title.is_some_and(|title| ui.lang_of(title).is_some())
}

fn commitment_table(ui: &Ui, shown: &[&CommitmentSummary]) -> Markup {
    let areas = |areas: &[String]| {
        html! {
            @if areas.is_empty() { (blank(ui)) }
            @for (place, area) in areas.iter().enumerate() { @if place > 0 { ", " } (values::policy_area(ui, area)) }
        }
    };
    table(
        ui,
        "commitments",
        &ui.t("commitments-caption"),
        html! {
            th scope="col" { (ui.t("commitment-id")) }
            th scope="col" { (ui.t("commitment-name")) }
            th scope="col" { (ui.t("commitment-plan")) }
            th scope="col" { (ui.t("commitment-number")) }
            th scope="col" { (ui.t("commitment-policy-areas")) }
            th.number scope="col" { (ui.t("commitment-review-count")) }
        },
        html! {
            @for commitment in shown {
                tr {
                    td.nowrap { (commitment.facts.id) }
                    th.key.words scope="row" {
                        a href=(ui.href(&links::commitment(&commitment.facts.id))) {
                            @match &commitment.title {
                                Some(title) => (ui.words(title)),
                                None => (ui.tf("commitment-untitled", &[("id", commitment.facts.id.as_str().into())])),
                            }
                        }
                    }
                    td { @match &commitment.facts.action_plan { Some(plan) => (labels::plan(ui, plan, commitment.facts.cycle)), None => (blank(ui)) } }
                    td { @match &commitment.facts.number { Some(number) => (number), None => (blank(ui)) } }
                    td { (areas(&commitment.facts.policy_areas)) }
                    td.number { (ui.number(commitment.reviews)) }
                }
            }
        },
    )
}

fn filter_form(
    ui: &Ui,
    country: &str,
    all: &[CommitmentSummary],
    asked: &Asked,
    errors: &[FieldError],
) -> Markup {
    let plan = |id: &str| {
        let mut of_plan = all.iter();
        let first = of_plan.find(|c| c.facts.action_plan.as_deref() == Some(id));
        labels::plan(ui, id, first.and_then(|c| c.facts.cycle))
    };
    let plans: Vec<Choice> = plans(all)
        .into_iter()
        .map(|id| (id.to_owned(), plan(id)))
        .collect();
    let areas: Vec<Choice> = areas(all)
        .into_iter()
        .map(|area| {
            (
                area.to_owned(),
                labels::policy_area(ui, area).unwrap_or_else(|| area.to_owned()),
            )
        })
        .collect();
    let every = ui.t("filter-all");
    form::filter(
        ui,
        &ui.href(&links::country(country)),
        html! {
            (search_field(ui, errors, SEARCH, &asked.search))
            (select(ui, errors, PLAN, Some(&every), &plans, asked.plan.as_deref().unwrap_or_default()))
            (select(ui, errors, AREA, Some(&every), &areas, asked.area.as_deref().unwrap_or_default()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_with_and_without_zeros_before_it() {
        for typed in ["KR0018", "kr18", "KR 18", "kr-018"] {
            assert_eq!(without_zeros(typed), "kr18", "{typed}");
        }
        assert_eq!(without_zeros("KR0100"), "kr100");
        assert_ne!(without_zeros("KR0180"), without_zeros("KR0018"));
        assert!(is_number("kr18", "KR0018") && !is_number("0", "00"));
    }
}
