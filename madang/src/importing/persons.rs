//! Facts that seem to be of a person, before they stand on the record for ever.

use madang_exchange::{Mistake, Step};
use madang_programme::State;
use madang_programme::openness::{PersonalData, lint, lint_facts};

use super::Order;
use crate::giving::Tried;
use crate::words;

/// The places of steps whose facts hold what seems to be of a person: an entry's facts can never be erased. Where what a step names is
/// still to come its key is asked, which is made of the identifiers that it brings.
pub(super) fn found(steps: &[Step], state: &State) -> Vec<(usize, PersonalData)> {
    let found = |(place, step): (usize, &Step)| {
        let in_facts = match step.command.clone().event(state) {
            Ok(event) => lint_facts(&event),
            Err(_) => None,
        };
        let found = in_facts.or_else(|| lint(&step.key.as_str().into()))?;
        Some((place, found))
    };
    steps.iter().enumerate().filter_map(found).collect()
}

/// Adds those that would be new on the record to `mistakes`, so that nothing is recorded; warns of them where somebody accepts them.
pub(super) fn told(
    file: &str,
    order: &Order,
    steps: &[Step],
    tried: &Tried,
    found: Vec<(usize, PersonalData)>,
    mistakes: &mut Vec<Mistake>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    for (place, found) in found {
        if tried.entries.get(place).copied().flatten().is_some() {
            continue;
        }
        let step = &steps[place];
        let what = step.in_its_words(&step.what.in_language(words::language()));
        let (line, found) = (step.line, in_words(found));
        if order.accept_persons {
            let warning = t!(
                "import-fact-of-person",
                line = line,
                what = what,
                found = found
            );
            warnings.push(warning);
        } else {
            let refused = said!("import-fact-refused", what = what, found = found);
            mistakes.push(Mistake::at(file, line, 0, refused));
        }
    }
    warnings
}

/// What personal data are called.
fn in_words(found: PersonalData) -> String {
    match found {
        PersonalData::Resident => t!("import-number-resident"),
        PersonalData::Phone => t!("import-number-telephone"),
        PersonalData::Mail => t!("import-mail-address"),
    }
}
