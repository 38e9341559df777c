//! How long a fresh evaluation of all checks of openness takes over a record of a million entries: half of them voices, half
//! answers to them; and the figures of the page of answers at 100,000 voices.
//!
//! `cargo bench -p madang-programme --bench openness [-- VOICES]`: promised are 5 s over a million entries, which are 500,000 voices,
//! and 100 ms for the figures.

#[allow(dead_code, unused_imports, reason = "a part of it is used here")]
#[path = "../tests/it/support.rs"]
mod support;

use std::time::Instant;

use madang_fixtures::{INSTITUTION, answered, voice};
use madang_programme::State;
use madang_programme::answers::{Criteria, Criterion, Disposition};
use madang_programme::programmes::Moment;
use support::*;

const OFFICIAL: &str = "official/bench";
const NOW: &str = "2027-01-31T08:00:00.000Z";

/// Voices of a record of a million entries, where the command line says nothing.
const MANY: u64 = 500_000;
/// Voices of the page of answers.
const SOME: u64 = 100_000;

/// A programme with so many voices, each of which is answered.
fn answered_voices(number: u64) -> State {
    let mut state = prepared();
    give(&mut state, OFFICIAL, P.institution(INSTITUTION, "Interior")).expect("an institution");
    for id in 1..=number {
        let text = english("The last bus leaves too early.");
        give(&mut state, OFFICIAL, P.receive(P.said(""), text)).expect("a voice");
        let disposition = match id % 3 {
            0 => Disposition::Adopted,
            1 => Disposition::AdoptedInPart,
            _ => Disposition::NotAdopted(Criteria::all_but(&[Criterion::Scope])),
        };
        let facts = P.answer(voice(&id.to_string()), disposition);
        give(&mut state, OFFICIAL, answered(facts)).expect("an answer");
    }
    state
}

fn main() {
    let mut asked = std::env::args().skip(1);
    let many = asked.find_map(|word| word.parse().ok()).unwrap_or(MANY);
    let some = SOME.min(many);
    let state = answered_voices(some);
    let programme = state.programme("p").expect("a programme");
    let moment = Moment::at("p", programme, NOW).expect("a moment");
    for _ in 0..5 {
        let begun = Instant::now();
        let figures = state.answer_figures(&moment);
        println!(
            "{some} voices: figures in {:?}, {} answered",
            begun.elapsed(),
            figures.all.answered
        );
    }
    drop(state);
    let state = answered_voices(many);
    for _ in 0..3 {
        let begun = Instant::now();
        let findings = state.findings(&[], NOW).expect("findings");
        println!(
            "{} entries: {} findings in {:?}",
            state.size,
            findings.len(),
            begun.elapsed()
        );
        let begun = Instant::now();
        let numbers = state.openness("p", &[], NOW).expect("numbers");
        println!(
            "{} entries: {} checks counted in {:?}",
            state.size,
            numbers.len(),
            begun.elapsed()
        );
    }
}
