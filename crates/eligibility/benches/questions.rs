//! How many pages strategies need: `MADANG_SHARED=… cargo bench -p madang-eligibility --bench questions -- [persons]`. Prints the table of the README:
//! services of the finder's data with the worked rules, persons drawn by the published shares, each asked in the order of each strategy.

use std::path::{Path, PathBuf};

use madang_eligibility::gov24::{ConditionFile, ServiceList};
use madang_eligibility::questions::{Page, Questions, Strategy, pages, single_facts};
use madang_eligibility::{Book, BookBuilder, Day, Matcher, Parameters, Profile, parse};

#[path = "../tests/it/lot.rs"]
mod lot;

use lot::Lot;

/// Shares of what can be settled of a person's services, in percent.
const SHARES: [usize; 5] = [80, 90, 95, 99, 100];

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn book(dev: &Path) -> Book {
    let parameters =
        Parameters::read(&read(&dev.join("rules/parameters.txt"))).expect("parameters");
    let conditions =
        ConditionFile::read(&read(&dev.join("supportConditions.dev.jsonl"))).expect("rows");
    let list = ServiceList::read(&read(&dev.join("serviceList.dev.jsonl"))).expect("rows");
    let mut builder = BookBuilder::new(parameters.clone());
    for marks in &conditions.services {
        let listed = list.get(&marks.service);
        builder.service(marks, listed.and_then(|listed| listed.region));
    }
    let rules = std::fs::read_dir(dev.join("rules")).expect("rules");
    let mut rules: Vec<PathBuf> = rules.map(|entry| entry.expect("a file").path()).collect();
    rules.retain(|path| path.to_string_lossy().ends_with(".ko.rule"));
    rules.sort();
    for path in rules {
        let rule = parse(&read(&path), &parameters).expect("a rule");
        builder.rule(&rule).expect("one of each");
    }
    builder.finish()
}

/// A class of answers to each page, as common as it is: grown up, and no man who is pregnant, since contradictions are taken as stated.
fn person(lot: &mut Lot, pages: &[Page]) -> Vec<usize> {
    loop {
        let mut classes = Vec::new();
        for page in pages {
            let mut at = lot.below(page.classes.iter().map(|class| class.weight).sum());
            let class = page
                .classes
                .iter()
                .position(|class| match at.checked_sub(class.weight) {
                    Some(rest) => {
                        at = rest;
                        false
                    }
                    None => true,
                });
            classes.push(class.expect("a class"));
        }
        if classes[0] >= 4 && (classes[1] != 0 || classes[6] == 0) {
            return classes;
        }
    }
}

/// The same person's classes of other pages.
fn of_person(whole: &[Page], classes: &[usize], pages: &[Page]) -> Vec<usize> {
    let told: Vec<_> = whole
        .iter()
        .zip(classes)
        .flat_map(|(page, class)| &page.classes[*class].changes)
        .collect();
    let class = |page: &Page| {
        let mut classes = page.classes.iter();
        classes.position(|class| class.changes.iter().all(|change| told.contains(&change)))
    };
    pages
        .iter()
        .map(|page| class(page).expect("a class"))
        .collect()
}

/// After how many pages each share was settled.
fn needed(
    matcher: &Matcher<'_>,
    pages: &[Page],
    classes: &[usize],
    strategy: Strategy,
) -> [usize; 5] {
    let questions = Questions::new(matcher, pages.to_vec());
    let mut profile = Profile::empty(matcher.day);
    let mut curve = vec![matcher.settled(&profile)];
    let mut asked = Vec::new();
    while let Some(page) = questions.next(&profile, &asked, strategy) {
        profile = pages[page].classes[classes[page]].told(&profile);
        asked.push(page);
        curve.push(matcher.settled(&profile));
    }
    let last = curve.last().copied().unwrap_or(0);
    SHARES.map(|share| {
        let reached = curve
            .iter()
            .position(|settled| settled * 100 >= last * share);
        reached.expect("the last is reached")
    })
}

fn main() {
    let persons = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let persons: usize = persons.unwrap_or(100);
    let Some(shared) = std::env::var_os("MADANG_SHARED") else {
        println!("MADANG_SHARED does not say where the data is");
        return;
    };
    let book = book(&PathBuf::from(shared).join("data/services/dev"));
    let day: Day = "2026-11-01".parse().expect("a day");
    let matcher = book.on(day);
    let whole = pages();
    let mut lot = Lot::of(7);
    let everybody: Vec<Vec<usize>> = (0..persons).map(|_| person(&mut lot, &whole)).collect();
    println!("| pages | strategy | 80 % | 90 % | 95 % | 99 % | all | p50 of all | p90 of all |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for set in [pages(), single_facts()] {
        for strategy in Strategy::ALL {
            let each = everybody
                .iter()
                .map(|classes| needed(&matcher, &set, &of_person(&whole, classes, &set), strategy));
            let mut each: Vec<[usize; 5]> = each.collect();
            let mean = |at: usize| {
                let sum: usize = each.iter().map(|needed| needed[at]).sum();
                format!("{:.1}", sum as f64 / persons as f64)
            };
            let means: Vec<String> = (0..5).map(mean).collect();
            each.sort_by_key(|needed| needed[4]);
            let quantile = |percent: usize| each[(persons * percent / 100).min(persons - 1)][4];
            let (half, most) = (quantile(50), quantile(90));
            let line = [
                set.len().to_string(),
                strategy.name().to_owned(),
                means.join(" | "),
            ];
            println!("| {} | {half} | {most} |", line.join(" | "));
        }
    }
}
