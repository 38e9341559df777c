//! What is checked before a questionnaire may be fielded: names, circles, order, reach, piping, translations.

use super::graph::{cycles, edges, piped, references};
use super::model::{Finding, Kind, Outcome, Place, Questionnaire, Rule};
use super::reach::{Reach, Reached};

/// Checks a questionnaire that was read without a refusal. Questions are shown page after page, so nothing may ask for what comes later.
///
/// What cannot be fielded comes first; reach is looked into only where nothing is refused.
pub fn check(form: &Questionnaire) -> Vec<Finding> {
    let mut findings = unknown_names(form);
    let edges = edges(form);
    let circles = cycles(&edges);
    for members in &circles {
        let names = members
            .iter()
            .map(|member| form.items[*member].name.clone());
        findings.push(Finding::new(
            Rule::Cycle,
            names.collect(),
            place(form, members[0], None),
        ));
    }
    for (item, needs) in edges.iter().enumerate() {
        for &(to, column) in needs {
            let circle = circles
                .iter()
                .any(|members| members.contains(&item) && members.contains(&to));
            if column != "group" && to > item && !circle {
                let names = vec![form.items[item].name.clone(), form.items[to].name.clone()];
                findings.push(Finding::new(
                    Rule::LaterQuestion,
                    names,
                    place(form, item, Some(column)),
                ));
            }
        }
    }
    if findings
        .iter()
        .all(|finding| finding.rule.outcome() != Outcome::Refuse)
    {
        findings.extend(reach(form));
        findings.extend(translations(form));
    }
    findings
}

fn place(form: &Questionnaire, item: usize, column: Option<&str>) -> Place {
    Place::new("survey", form.items[item].row, column)
}

fn unknown_names(form: &Questionnaire) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        for (column, names) in references(item) {
            let unknown = names.into_iter().filter(|name| form.place(name).is_none());
            findings.extend(unknown.map(|name| {
                Finding::new(Rule::UnknownName, vec![name], place(form, at, Some(column)))
            }));
        }
    }
    findings
}

fn reach(form: &Questionnaire) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        let reach = Reach::of(form, at);
        let own = |rule: Rule, column: &str| {
            Finding::new(rule, vec![item.name.clone()], place(form, at, Some(column)))
        };
        match reach.item() {
            Reached::Never => {
                findings.push(own(Rule::Unreachable, "relevant"));
                continue;
            }
            Reached::NotChecked if item.show_if.is_some() => {
                findings.push(own(Rule::NotChecked, "relevant"))
            }
            _ => {}
        }
        if item.required && reach.without_answer() {
            findings.push(own(Rule::DeadEnd, "constraint"));
        }
        for name in piped(item) {
            let Some(of) = form.place(&name) else {
                continue;
            };
            if reach.unanswered(of) {
                let names = vec![item.name.clone(), name];
                findings.push(Finding::new(
                    Rule::Piping,
                    names,
                    place(form, at, Some("label")),
                ));
            }
        }
    }
    findings
}

fn translations(form: &Questionnaire) -> Vec<Finding> {
    if form.languages.len() < 2 {
        return vec![];
    }
    let lacking = |labels: &std::collections::BTreeMap<String, String>| {
        form.languages
            .iter()
            .any(|language| !labels.contains_key(language))
    };
    let items = form.items.iter().enumerate();
    let items = items.filter(|(_, item)| item.kind != Kind::Calculated && lacking(&item.labels));
    let items = items.map(|(at, item)| {
        Finding::new(
            Rule::MissingTranslation,
            vec![item.name.clone()],
            place(form, at, Some("label")),
        )
    });
    let choices = form
        .lists
        .values()
        .flatten()
        .filter(|choice| lacking(&choice.labels));
    let choices = choices.map(|choice| {
        let place = Place::new("choices", choice.row, Some("label"));
        Finding::new(Rule::MissingTranslation, vec![choice.name.clone()], place)
    });
    items.chain(choices).collect()
}
