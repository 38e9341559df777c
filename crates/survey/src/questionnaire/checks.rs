//! What is checked before a questionnaire may be fielded: names, circles, order, reach, piping, translations.

use super::graph::{circles, edges, piped, references};
use super::model::{Finding, Kind, Outcome, Place, Questionnaire, Rule, Words};
use super::reach::{Reach, Reached};

/// Checks a questionnaire that was read without a refusal. Questions are shown page after page, so nothing may ask for what comes later.
///
/// What cannot be fielded comes first; reach is looked into only where nothing is refused.
pub fn check(form: &Questionnaire) -> Vec<Finding> {
    let mut findings = unknown_names(form);
    let edges = edges(form);
    let circles = circles(form, &edges);
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
            if to > item && !circle {
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
        for (column, names) in references(form, item) {
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
        let reach = Reach::of(form, at, None);
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
        for name in piped(form, item) {
            let Some(of) = form.place(&name) else {
                continue;
            };
            if Reach::of(form, at, Some(of)).unanswered(of) {
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
    let lacks = |words: &Words| {
        form.languages
            .iter()
            .any(|language| !words.contains_key(language))
    };
    let partly = |words: &Words| !words.is_empty() && lacks(words);
    let items = form.items.iter().enumerate().flat_map(|(at, item)| {
        let label = match item.kind {
            Kind::Calculated => false,
            // A group may do without words.
            Kind::Group { .. } => partly(&item.labels),
            _ => lacks(&item.labels),
        };
        let columns = [
            ("label", label),
            ("hint", partly(&item.hints)),
            ("constraint_message", partly(&item.constraint_messages)),
            ("required_message", partly(&item.required_messages)),
        ];
        let lacking = columns.into_iter().filter(|(_, lacks)| *lacks);
        lacking.map(move |(column, _)| {
            let names = vec![item.name.clone()];
            Finding::new(
                Rule::MissingTranslation,
                names,
                place(form, at, Some(column)),
            )
        })
    });
    let choices = form
        .lists
        .values()
        .flatten()
        .filter(|choice| lacks(&choice.labels));
    let choices = choices.map(|choice| {
        let place = Place::new("choices", choice.row, Some("label"));
        Finding::new(Rule::MissingTranslation, vec![choice.name.clone()], place)
    });
    items.chain(choices).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::expressions::Expression;
    use super::super::model::{Choice, Item};
    use super::*;

    fn item(name: &str, kind: Kind, show_if: &str) -> Item {
        Item {
            labels: BTreeMap::from([(String::new(), name.to_owned())]),
            show_if: (!show_if.is_empty())
                .then(|| Expression::read(show_if, false).expect("a condition")),
            row: 2,
            ..Item::new(name, kind)
        }
    }

    fn form(items: Vec<Item>) -> Questionnaire {
        let choice = |name: &str| Choice {
            name: name.to_owned(),
            labels: BTreeMap::new(),
            missing: None,
            columns: BTreeMap::new(),
            row: 2,
        };
        let list = ["yes", "no", "dk"].map(choice).to_vec();
        Questionnaire {
            items,
            lists: BTreeMap::from([("yn".to_owned(), list)]),
            ..Questionnaire::default()
        }
    }

    fn single() -> Kind {
        Kind::Single {
            list: "yn".to_owned(),
        }
    }

    fn broken(items: Vec<Item>) -> Vec<(Rule, Vec<String>)> {
        check(&form(items))
            .into_iter()
            .map(|finding| (finding.rule, finding.names))
            .collect()
    }

    #[test]
    fn reach_goes_through_what_is_not_shown() {
        // b is shown to those who said no, so that nobody who said yes has an answer to it.
        let items = |condition: &str| {
            vec![
                item("a", single(), ""),
                item("b", single(), "${a} = 'no'"),
                item("c", Kind::Text { long: false }, condition),
            ]
        };
        assert_eq!(broken(items("${a} = 'no' and ${b} = 'yes'")), []);
        assert_eq!(
            broken(items("${a} = 'yes' and ${b} != ''")),
            [(Rule::Unreachable, vec!["c".to_owned()])]
        );
        assert_eq!(broken(items("${a} = 'yes' and ${b} = ''")), []);
        assert_eq!(
            broken(items("selected(${a}, 'maybe') or ${b} = 'perhaps'")),
            [(Rule::Unreachable, vec!["c".to_owned()])]
        );
    }

    #[test]
    fn several_choices_and_calculations() {
        let many = Kind::Multiple {
            list: "yn".to_owned(),
        };
        let items = |condition: &str| {
            vec![
                item("m", many.clone(), ""),
                item("c", Kind::Integer, condition),
            ]
        };
        assert_eq!(
            broken(items("count-selected(${m}) >= 3 and selected(${m}, 'dk')")),
            []
        );
        assert_eq!(
            broken(items("count-selected(${m}) > 3")),
            [(Rule::Unreachable, vec!["c".to_owned()])]
        );
        let mut twice = item("t", Kind::Calculated, "");
        twice.calculation = Expression::read("if(selected(${m}, 'yes'), 1, 2)", false).ok();
        let items = |condition: &str| {
            vec![
                item("m", many.clone(), ""),
                twice.clone(),
                item("c", Kind::Integer, condition),
            ]
        };
        assert_eq!(broken(items("${t} = 2")), []);
        assert_eq!(
            broken(items("${t} = 3")),
            [(Rule::Unreachable, vec!["c".to_owned()])]
        );
        let sums = vec![
            item("a", Kind::Integer, ""),
            item("b", Kind::Integer, "${a} + 1 > 3"),
        ];
        assert_eq!(broken(sums), [(Rule::NotChecked, vec!["b".to_owned()])]);
    }

    #[test]
    fn dead_ends_and_words_without_their_answer() {
        let mut end = item("a", Kind::Integer, "");
        end.constraint = Expression::read(". > 5 and . < 6", false).ok();
        end.required = true;
        assert_eq!(
            broken(vec![end.clone()]),
            [(Rule::DeadEnd, vec!["a".to_owned()])]
        );
        end.kind = Kind::Decimal;
        assert_eq!(broken(vec![end]), []);
        let mut piped = item("b", Kind::Integer, "");
        piped.labels = BTreeMap::from([(String::new(), "After ${a} hours".to_owned())]);
        let names = vec!["b".to_owned(), "a".to_owned()];
        assert_eq!(
            broken(vec![item("a", Kind::Integer, ""), piped.clone()]),
            [(Rule::Piping, names)]
        );
        let mut required = item("a", Kind::Integer, "");
        required.required = true;
        assert_eq!(broken(vec![required, piped.clone()]), []);
        piped.show_if = Expression::read("${a} > 0", false).ok();
        assert_eq!(broken(vec![item("a", Kind::Integer, ""), piped]), []);
    }

    #[test]
    fn a_constraint_may_ask_for_its_own_answer_and_nothing_else_may() {
        let mut own = item("a", Kind::Integer, "");
        own.constraint = Expression::read("${a} > 3", false).ok();
        assert_eq!(broken(vec![own.clone()]), []);
        own.show_if = own.constraint.take();
        assert_eq!(broken(vec![own]), [(Rule::Cycle, vec!["a".to_owned()])]);
    }
}
