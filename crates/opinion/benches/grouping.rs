//! Times what is computed of a conversation, one JSON object per line and folder:
//! `cargo bench -p madang-opinion --bench grouping -- FOLDER… [--people 1000000 --statements 2000 --votes 100]`.
//!
//! A folder holds votes.csv and, where there are, comments.csv and rules.json. `load` is reading the files, `matrix` choosing the
//! votes that count, `groups` the search alone, `findings` margins and tests, `map` projection and statistics of Polis, `halves`
//! the twenty half samples on one core: medians in seconds. With `--people` a conversation of four camps is made and timed
//! instead, each person with so many votes.

use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use madang_opinion::polis::Consensus;
use madang_opinion::polis::files::{RulesFile, read_comments, read_rules, read_votes};
use madang_opinion::{
    Conversation, Findings, Groups, Map, Matrix, Membership, Rules, Stability, Vote,
};

/// Median seconds of up to `most` runs within about two seconds.
fn median<T>(most: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let (mut times, begin) = (Vec::new(), Instant::now());
    loop {
        let start = Instant::now();
        let value = black_box(run());
        times.push(start.elapsed().as_secs_f64());
        if times.len() >= most || begin.elapsed().as_secs_f64() > 2.0 {
            times.sort_by(f64::total_cmp);
            return (times[times.len() / 2], value);
        }
    }
}

fn open(path: &Path) -> Option<BufReader<File>> {
    File::open(path).ok().map(BufReader::new)
}

fn load(folder: &Path) -> (Conversation, Rules) {
    let votes = open(&folder.join("votes.csv")).expect("votes.csv");
    let votes = read_votes(votes).expect("votes.csv has its columns");
    let comments = open(&folder.join("comments.csv"));
    let comments = comments.map(|file| read_comments(file).expect("comments.csv has its columns"));
    let rules = open(&folder.join("rules.json"));
    let rules = rules.map_or_else(RulesFile::default, |file| read_rules(file).expect("rules"));
    let ids = comments.as_ref().map(|comments| {
        let ids = comments.comments.iter().map(|comment| comment.id);
        ids.collect::<Vec<u32>>()
    });
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let conversation = votes.conversation(&name.unwrap_or_default(), ids);
    (conversation, rules.rules(comments.as_ref()))
}

fn main() {
    let mut folders = Vec::new();
    let mut made = [0_u32, 2000, 100];
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        let place = ["--people", "--statements", "--votes"]
            .iter()
            .position(|name| *name == argument);
        match place {
            Some(place) => {
                let text = arguments.next().unwrap_or_default();
                made[place] = text.parse().unwrap_or_else(|_| panic!("{argument} {text}"));
            }
            None => folders.push(argument),
        }
    }
    for folder in &folders {
        let path = Path::new(folder);
        let (load_time, (conversation, rules)) = median(9, || load(path));
        let (matrix_time, matrix) =
            median(9, || conversation.matrix(&rules).expect("not too many"));
        time(folder, load_time, matrix_time, &matrix);
    }
    if made[0] > 0 {
        let start = Instant::now();
        let conversation = camps(made);
        let load_time = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let matrix = conversation
            .matrix(&Rules::default())
            .expect("not too many");
        let matrix_time = start.elapsed().as_secs_f64();
        drop(conversation);
        time("made", load_time, matrix_time, &matrix);
    }
}

fn time(name: &str, load: f64, matrix_time: f64, matrix: &Matrix) {
    let (group_time, groups) = median(31, || Groups::of(matrix));
    let (findings_time, _) = median(31, || {
        let membership = Membership::of(matrix, &groups);
        Findings::of(matrix, &groups, &membership)
    });
    let (map_time, map) = median(31, || (Map::of(matrix), Consensus::of(matrix)));
    let (halves, stability) = median(3, || Stability::of(matrix, &groups, 1));
    let line = serde_json::json!({
        "folder": name, "placed": matrix.placed().len(), "statements": matrix.statements().len(),
        "votes": matrix.votes_latest(), "load": load, "matrix": matrix_time, "groups": group_time,
        "findings": findings_time, "map": map_time, "halves": halves, "k": groups.count,
        "eigenvalue": map.0.eigenvalues.first(), "stability": stability.median_twice(),
    });
    println!("{line}");
}

/// People of four camps who each vote on some statements, the same on every machine.
fn camps([people, statements, votes]: [u32; 3]) -> Conversation {
    let mut state = 1_u64;
    let mut random = move |below: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below.max(1))) as u32
    };
    let mut conversation = Conversation::new("made");
    for person in 0..people {
        let name = person.to_string();
        let camp = person % 4;
        let first = random(statements);
        for vote in 0..votes.min(statements) {
            // A stride that has no factor in common with most numbers of statements.
            let statement = (first + vote * 7919) % statements.max(1);
            let likes = statement.wrapping_mul(2_654_435_761).rotate_left(camp * 8) % 100;
            let said = match random(100) {
                drawn if drawn < 15 => Vote::Pass,
                drawn if drawn % 100 < 15 + likes * 85 / 100 => Vote::Agree,
                _ => Vote::Disagree,
            };
            conversation.vote(&name, statement, said, 0);
        }
    }
    conversation.statements_of_votes();
    conversation
}
