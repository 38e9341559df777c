#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

mod exports;

use madang_eligibility::questions::{Questions, Strategy, pages};
use madang_eligibility::{Book, Profile};
use serde_json::{Value, json};

pub use exports::{finder_ask, finder_input, finder_open, finder_output, finder_output_length};

/// What the browser answers, computed without WebAssembly: the answer to a request and whether the request has no mistakes.
#[must_use]
pub fn natively(book: &Book, request: &str) -> (Value, bool) {
    let wrong = |what: String| (json!({"errors": [{"what": what}]}), false);
    let request: Value = match serde_json::from_str(request) {
        Ok(request) => request,
        Err(error) => return wrong(error.to_string()),
    };
    let profile = match Profile::read(&request["profile"]) {
        Ok(profile) => profile,
        Err(errors) => return (json!({ "errors": errors }), false),
    };
    let Some(strategy) = strategy(&request["strategy"]) else {
        return wrong("strategy: there is no such strategy".to_owned());
    };
    let matcher = book.on(profile.day);
    let questions = Questions::new(&matcher, pages());
    let asked = request["asked"].as_array().into_iter().flatten();
    let place = |id: &Value| questions.pages().iter().position(|page| id == page.id);
    let asked: Option<Vec<usize>> = asked.map(place).collect();
    let Some(asked) = asked else {
        return wrong("asked: there is no such page".to_owned());
    };
    let next = questions.next(&profile, &asked, strategy);
    let next = next.map(|page| questions.pages()[page].id);
    let mut answer = json!(matcher.matched(&profile));
    answer["settled"] = json!(matcher.settled(&profile));
    answer["ends"] = json!(matcher.end_count());
    answer["next"] = json!(next);
    (answer, true)
}

/// The strategy of a request; the expected gain where it names none.
fn strategy(name: &Value) -> Option<Strategy> {
    match name {
        Value::Null => Some(Strategy::Expected),
        name => Strategy::ALL.into_iter().find(|known| name == known.name()),
    }
}
