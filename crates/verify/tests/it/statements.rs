//! What a value states, and what could be said in its place.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Where a value stands in another: members and places from the outside in.
pub type Path = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Member(String),
    Place(usize),
}

/// Every value in `value` that holds no other, and every list and object, one of each shape: places of a list are alike.
pub fn statements(value: &Value) -> Vec<Path> {
    fn walk(
        value: &Value,
        path: &mut Path,
        shape: &mut Vec<String>,
        seen: &mut BTreeSet<String>,
        all: &mut Vec<Path>,
    ) {
        if seen.insert(shape.join("/")) && !path.is_empty() {
            all.push(path.clone());
        }
        let inner: Vec<(Step, String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                // Identifiers that are members, as in a score sheet, are alike too.
                .map(|(name, value)| {
                    let is_id = name.chars().all(|c| c.is_ascii_digit());
                    let shape = if is_id { "#".to_owned() } else { name.clone() };
                    (Step::Member(name.clone()), shape, value)
                })
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(place, value)| (Step::Place(place), "#".to_owned(), value))
                .collect(),
            _ => vec![],
        };
        for (step, name, value) in inner {
            path.push(step);
            shape.push(name);
            walk(value, path, shape, seen, all);
            path.pop();
            shape.pop();
        }
    }
    let mut all = vec![];
    walk(
        value,
        &mut vec![],
        &mut vec![],
        &mut BTreeSet::new(),
        &mut all,
    );
    all
}

/// The value at a place in another.
pub fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Member(name) => value.get_mut(name),
        Step::Place(place) => value.get_mut(place),
    })
}

/// Other things that could be said in place of a value.
pub fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let mut others = vec![json!(format!("{text}x"))];
            match text.parse::<u64>() {
                Ok(number) => others.push(json!((number + 1).to_string())),
                Err(_) => others.push(json!("")),
            }
            if text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
                others.push(json!(format!("{}{}", "0".repeat(8), &text[8..])));
            }
            others
        }
        Value::Number(number) => match number.as_u64() {
            Some(number) => vec![json!(number + 1), json!(number.saturating_sub(1))],
            None => vec![json!(0)],
        },
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Array(list) => {
            let mut fewer = list.clone();
            fewer.pop();
            let mut more = list.clone();
            more.extend(list.last().cloned());
            let mut turned = list.clone();
            turned.reverse();
            vec![fewer.into(), more.into(), turned.into(), json!(null)]
        }
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("lie".to_owned(), json!(1));
            let mut fewer = members.clone();
            let last = fewer.keys().next_back().cloned();
            last.map(|name| fewer.remove(&name));
            vec![more.into(), fewer.into()]
        }
        Value::Null => vec![json!(1)],
    }
    .into_iter()
    .filter(|other| other != value)
    .collect()
}
