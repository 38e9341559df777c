//! What a file holds, and what it may bring, by as much of it as can be told.

use std::path::Path;

use madang_exchange::Source;
use madang_exchange::answers::Answers;
use madang_exchange::bodies::Members;
use madang_exchange::needs::Needs;
use madang_exchange::proposals::Proposals;
use madang_exchange::voices::Voices;

/// All that a file may bring.
const ANYTHING: &[&str] = &[
    "commitment",
    "action plan",
    "programme",
    "group",
    "audience",
    "body",
    "institution",
    "member",
    "voice",
    "need",
    "proposal",
    "vote",
    "selection rule",
];

/// What a file may bring that could not be read, by as much of it as can be told.
pub(super) fn brings(path: &Path) -> &'static [&'static str] {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let Ok(source) = Source::read(path) else {
        return ANYTHING;
    };
    match extension.map(str::to_lowercase).as_deref() {
        Some("pb") => &["proposal", "vote", "selection rule"],
        Some("csv") => {
            let columns = madang_exchange::columns(&source);
            if Voices::is_in(&columns) {
                &["voice"]
            } else if Needs::is_in(&columns) {
                &["need"]
            } else if Answers::is_in(&columns) {
                // Nothing rests on an answer by a name that it brings.
                &[]
            } else if Proposals::is_in(&columns) {
                &["proposal"]
            } else if Members::is_in(&columns) {
                &["member"]
            } else {
                &[]
            }
        }
        _ => match source.json() {
            Ok(value) => match Shape::of(&value) {
                Some(Shape::Proposals) => &["proposal"],
                Some(Shape::Commitments) => &["commitment", "action plan"],
                Some(Shape::Opening) => &["vote", "selection rule"],
                Some(Shape::Programme) => &[
                    "programme",
                    "group",
                    "audience",
                    "institution",
                    "body",
                    "member",
                ],
                None => ANYTHING,
            },
            Err(_) => ANYTHING,
        },
    }
}

/// What a JSON file holds.
pub(super) enum Shape {
    Proposals,
    Commitments,
    Opening,
    Programme,
}

impl Shape {
    pub(super) fn of(value: &serde_json::Value) -> Option<Shape> {
        let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
        if value.is_array() {
            Some(Shape::Proposals)
        } else if has(&["commitments", "action_plans", "reviews"]) {
            Some(Shape::Commitments)
        } else if has(&["rule", "ballots"]) {
            Some(Shape::Opening)
        } else if has(&["groups", "zone", "currency"]) {
            Some(Shape::Programme)
        } else {
            None
        }
    }
}
