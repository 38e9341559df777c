//! What is asked of names, wherever a questionnaire is read from.

use super::model::{Finding, Item, Place, Questionnaire, Rule};

/// What is wrong with the name and the list of an item that is to come after those of `form`; `typed` is what its type says, for an item without a
/// name, and `place` where a column of it stands.
pub(super) fn faults_of_names(
    form: &Questionnaire,
    item: &Item,
    typed: &str,
    place: &dyn Fn(&str) -> Place,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |rule: Rule, name: &str, column: &str| {
        findings.push(Finding::new(rule, vec![name.to_owned()], place(column)));
    };
    if item.name.is_empty() {
        find(Rule::MissingName, typed, "name");
    } else if !is_name(&item.name) {
        find(Rule::MalformedName, &item.name, "name");
    } else if form.place(&item.name).is_some() {
        find(Rule::DuplicateName, &item.name, "name");
    }
    if let Some(list) = item.kind.list()
        && form.lists.get(list).is_none_or(Vec::is_empty)
    {
        find(Rule::MissingChoiceList, list, "type");
    }
    findings
}

/// A letter or an underscore, then letters, digits, `_`, `-` and `.`, as XForms have it.
fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    starts
        && name
            .chars()
            .all(|next| next.is_alphanumeric() || "_-.".contains(next))
}

/// What is wrong with a name that [`is_choice`] does not take, and of what: of its list where there is none.
pub(super) fn fault_of_choice(list: &str, name: &str) -> (Rule, String) {
    match name.is_empty() {
        true => (Rule::MissingChoice, list.to_owned()),
        false => (Rule::MalformedName, name.to_owned()),
    }
}

/// Whether a text can be the name of a choice: something, without blanks.
pub(super) fn is_choice(name: &str) -> bool {
    !name.is_empty() && !name.contains(char::is_whitespace)
}
