//! What the condition codes say of a service in a catalogue: its group, for whom it is, and between which ages. They decide nothing.

use madang_eligibility::gov24::Marks;

use crate::service::Service;

/// Codes that name an audience, where their group restricts at all.
const TRAITS: [(&str, &str); 16] = [
    ("JA0301", "infertile"),
    ("JA0302", "pregnant"),
    ("JA0303", "new_parent"),
    ("JA0313", "farmer"),
    ("JA0314", "fisher"),
    ("JA0315", "livestock_farmer"),
    ("JA0316", "forester"),
    ("JA0317", "pupil"),
    ("JA0318", "pupil"),
    ("JA0319", "pupil"),
    ("JA0320", "student"),
    ("JA0326", "employed"),
    ("JA0327", "job_seeker"),
    ("JA0328", "disabled"),
    ("JA0329", "veteran"),
    ("JA0330", "ill"),
];

const HOUSEHOLDS: [(&str, &str); 8] = [
    ("JA0401", "multicultural_family"),
    ("JA0402", "nk_defector"),
    ("JA0403", "single_parent"),
    ("JA0404", "one_person_household"),
    ("JA0411", "multi_child_family"),
    ("JA0412", "without_home"),
    ("JA0413", "new_resident"),
    ("JA0414", "extended_family"),
];

const BUSINESSES: [(&str, &str); 12] = [
    ("JA1101", "founder"),
    ("JA1102", "sole_trader"),
    ("JA1103", "closing_business"),
    ("JA1201", "sole_trader"),
    ("JA1202", "sole_trader"),
    ("JA1299", "sole_trader"),
    ("JA2101", "organisation"),
    ("JA2102", "organisation"),
    ("JA2103", "organisation"),
    ("JA2201", "organisation"),
    ("JA2202", "organisation"),
    ("JA2203", "organisation"),
];

/// The year of life from which a service is for older people (KR0018's target group).
const OLDER: u32 = 60;
/// The last year of life of a child.
const CHILD: u32 = 18;

/// Tells a service what its codes say.
pub(super) fn apply(marks: &Marks, service: &mut Service) {
    service.group = marks.groups().first().copied();
    let mut audiences: Vec<&str> = Vec::new();
    let person = marks.is_for_persons();
    let ages = [marks.from, marks.to].map(|years| u32::try_from(years).ok());
    // Ages on rows for businesses alone are not applied.
    if person {
        service.age = [
            ages[0].filter(|years| *years > 0),
            ages[1].filter(|years| *years < 120),
        ];
        if service.age[1].is_some_and(|years| years <= CHILD) {
            audiences.push("child");
        }
        if service.age[0].is_some_and(|years| years >= OLDER) {
            audiences.push("older");
        }
    }
    let mut add = |codes: &[(&str, &'static str)]| {
        let marked = codes.iter().filter(|(code, _)| marks.has(code));
        for (_, word) in marked {
            if !audiences.contains(word) {
                audiences.push(word);
            }
        }
    };
    // Marked for everybody: nothing else there restricts.
    if !marks.has("JA0322") {
        add(&TRAITS);
    }
    if !marks.has("JA0410") {
        add(&HOUSEHOLDS);
    }
    add(&BUSINESSES);
    service.audiences = audiences.into_iter().map(str::to_owned).collect();
}
