//! The order of questions on the real services: what is asked is worth asking, and greedy orders need fewer pages than a form.

use madang_eligibility::questions::{Questions, Strategy, pages};
use madang_eligibility::{Day, Profile};

use crate::codes::book;
use crate::lot::Lot;

/// A class of answers to each page, as common as it is.
fn person(lot: &mut Lot) -> Vec<usize> {
    let class = |page: &madang_eligibility::questions::Page| {
        let mut at = lot.below(page.classes.iter().map(|class| class.weight).sum());
        page.classes
            .iter()
            .position(|class| match at.checked_sub(class.weight) {
                Some(rest) => {
                    at = rest;
                    false
                }
                None => true,
            })
    };
    pages()
        .iter()
        .map(class)
        .map(|class| class.expect("a class"))
        .collect()
}

#[test]
fn greedy_orders_settle_the_same_with_fewer_pages() {
    let Some(book) = book() else {
        return;
    };
    let day: Day = "2026-11-01".parse().expect("a day");
    let matcher = book.on(day);
    let questions = Questions::new(&matcher, pages());
    let mut lot = Lot::of(7);
    let mut needed = [0; 6];
    let mut asked_at_all = [0; 6];
    for _ in 0..6 {
        // Grown up, and no man who is pregnant: contradictions are evaluated as stated, and then the order would matter.
        let classes = loop {
            let classes = person(&mut lot);
            if classes[0] >= 4 && (classes[1] != 0 || classes[6] == 0) {
                break classes;
            }
        };
        let mut ends = Vec::new();
        for (number, strategy) in Strategy::ALL.into_iter().enumerate() {
            let mut profile = Profile::empty(day);
            let mut curve = vec![matcher.settled(&profile)];
            let mut asked = Vec::new();
            while let Some(page) = questions.next(&profile, &asked, strategy) {
                assert!(strategy == Strategy::Fixed || questions.readers(&profile, page) > 0);
                profile = questions.pages()[page].classes[classes[page]].told(&profile);
                asked.push(page);
                let settled = matcher.settled(&profile);
                assert!(
                    settled >= *curve.last().expect("one"),
                    "a settled answer stays"
                );
                curve.push(settled);
            }
            let last = *curve.last().expect("one");
            ends.push(last);
            needed[number] += curve
                .iter()
                .position(|settled| settled * 10 >= last * 9)
                .expect("reached");
            asked_at_all[number] += asked.len();
        }
        assert!(
            ends.iter().all(|end| *end == ends[0]),
            "the order never matters: {ends:?}"
        );
    }
    let [fixed, _, _, expected, uniform, _] = needed;
    assert!(
        expected * 10 <= fixed * 8 && uniform * 10 <= fixed * 8,
        "{needed:?} of {asked_at_all:?}"
    );
}
