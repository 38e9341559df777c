//! One person against many services, and a population: `cargo bench -p madang-eligibility --bench services -- [services] [persons]`.
//! Services are made up, four conditions each out of some hundreds. Every figure is the least of several runs, wall-clock time.

use std::time::Instant;

use madang_eligibility::{Book, BookBuilder, Day, Parameters, Profile, parse};

#[path = "../tests/it/lot.rs"]
mod lot;

use lot::Lot;

fn condition(lot: &mut Lot) -> String {
    let flags = [
        "등록장애인",
        "농업인",
        "어업인",
        "임업인",
        "근로자",
        "구직자",
        "기혼",
        "무주택가구",
        "다문화가족",
        "한부모·조손가족",
    ];
    match lot.below(6) {
        0 => format!("나이가 {}세 이상", lot.below(80)),
        1 => format!("나이가 {}세 이하", lot.below(80)),
        2 => format!(
            "가구소득이 기준 중위소득의 {}% 이하",
            30 + 5 * lot.below(40)
        ),
        3 => format!("가구재산이 {}만원 이하", 1000 * (1 + lot.below(50))),
        4 => format!("{}임", flags[lot.below(flags.len() as u32) as usize]),
        _ => format!(
            "거주지가 {} 안",
            ["11", "26", "41", "41460", "48", "52"][lot.below(6) as usize]
        ),
    }
}

fn book(services: u64) -> Book {
    let mut lot = Lot::of(1);
    let parameters = Parameters::default();
    let mut builder = BookBuilder::new(parameters.clone());
    for service in 0..services {
        let [one, two, three, four] = std::array::from_fn(|_| condition(&mut lot));
        let text = format!(
            "서비스 S{service}\n다음을 모두 만족:\n- {one}\n- {two}\n- 다음 중 하나 이상:\n  - {three}\n  - {four}\n"
        );
        let rule = parse(&text, &parameters).expect("a rule");
        builder.rule(&rule).expect("one of each");
    }
    builder.finish()
}

/// The least of several runs, in microseconds.
fn least(runs: usize, mut run: impl FnMut()) -> f64 {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e6
    });
    times.fold(f64::INFINITY, f64::min)
}

fn population(persons: u64) -> String {
    let mut lot = Lot::of(2);
    let mut text =
        "person_id,birth_date,disabled,farmer,married,residence,size,income,assets\n".to_owned();
    for person in 0..persons {
        let truth = |lot: &mut Lot| ["0", "1", ""][lot.below(3) as usize];
        let (disabled, farmer, married) = (truth(&mut lot), truth(&mut lot), truth(&mut lot));
        let home = ["11110", "26110", "41463", ""][lot.below(4) as usize];
        let born = 1940 + lot.below(80);
        let (size, income, assets) = (
            1 + lot.below(6),
            lot.below(9_000_000),
            lot.below(500_000_000),
        );
        text.push_str(&format!(
            "p{person},{born}-05-05,{disabled},{farmer},{married},{home},{size},{income},{assets}\n"
        ));
    }
    text
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let number = |at: usize, default: u64| {
        arguments
            .get(at)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (services, persons) = (number(0, 10_000), number(1, 100_000));
    let day: Day = "2026-11-01".parse().expect("a day");
    let start = Instant::now();
    let book = book(services);
    let seconds = start.elapsed().as_secs_f64();
    let bytes = book.compiled();
    let line = serde_json::json!({
        "services": services, "conditions": book.condition_count(), "compiled_bytes": bytes.len(), "build_seconds": seconds,
    });
    println!("{line}");
    let profile = serde_json::json!({
        "day": "2026-11-01", "person": {"birth_date": "1990-05-05", "disabled": false, "married": true, "farmer": false},
        "household": {"size": 3, "income": 3_000_000, "residence": "41463", "assets": 90_000_000},
    });
    let known = Profile::read(&profile).expect("a profile");
    let matcher = book.on(day);
    for (name, profile) in [("known", &known), ("nothing known", &Profile::empty(day))] {
        let mut settled = 0;
        let microseconds = least(50, || settled = matcher.settled(profile));
        println!(
            "{}",
            serde_json::json!({"one_person": name, "settled": settled, "microseconds": microseconds})
        );
    }
    let microseconds = least(5, || drop(Book::of_compiled(&bytes).expect("a book")));
    println!(
        "{}",
        serde_json::json!({"read_compiled": "checked", "microseconds": microseconds})
    );
    let text = population(persons);
    let microseconds = least(2, || {
        drop(book.coverage(text.as_bytes(), day).expect("columns"))
    });
    let each = microseconds * 1000.0 / (persons * services) as f64;
    println!(
        "{}",
        serde_json::json!({"persons": persons, "seconds": microseconds / 1e6, "nanoseconds_a_person_and_service": each})
    );
}
