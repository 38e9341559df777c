//! Thousands of damaged inputs: readers give an election or an error that says where, never a
//! panic; what they accept can be written and read again to the same digest, and rules give an
//! outcome or an error. The same inputs on every run; `fuzz/` goes on where this stops.

use crate::common::random::Generator;
use madang_selection::pabulib::{Policy, ReadOptions, read, write};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_json, read_score_sheets_csv, read_score_sheets_json,
};
use madang_selection::{Election, Rule, SelectionRule, Utility, select};

const PABULIB: [&str; 4] = [
    "META\nkey;value\ndescription;\"a; \"\"b\"\"\"\nnum_votes;3\nbudget;120.5\nvote_type;approval\n\
     max_length;2\nPROJECTS\nproject_id;cost;name;target\n1;60;A park;all\n20;20.25;B;\"x,y\"\n\
     p3;0;C;\nVOTES\nvoter_id;age;vote\n1;30;1,20\n2;;p3\n7;55;\n",
    "\u{feff}META\r\nkey;value\r\nbudget;9007199254740993\r\nvote_type;cumulative\r\n\
     max_sum_points;10\r\nPROJECTS\r\nproject_id;cost\r\na;9007199254740992\r\nb;1\r\nVOTES\r\n\
     voter_id;vote;points\r\n1;a,b;3.5,1\r\n2;b;10\r\n",
    "META\nkey;value\nbudget;10\nvote_type;ordinal\nPROJECTS\nproject_id;cost\nx;4\ny;5\nz;6\n\
     VOTES\nvoter_id;vote\nu;x,z,y\nv;y\nw;z,x\n",
    "META\nkey;value\nbudget;10\nvote_type;choose-1\nPROJECTS\nproject_id;cost\n7;4\n10;5\n\
     VOTES\nvoter_id;vote\n1;7\n2;10\n3;10\n",
];
const PROJECTS: &str = "project_id,cost,name,group\npark,60,\"A \"\"park\"\"\",x\nlamp,20.25,B,y\n";
const BALLOTS: &str =
    "voter_id;vote;points;weight\n1;park,lamp;3,1;2\n2;lamp;4;1\n3;park|lamp;1|2;1\n";
const JSON: &str = r#"{"vote_type": "scoring", "budget": 120.5, "number": 2,
    "projects": [{"id": "park", "cost": "60", "group": "x"}, {"id": "lamp", "cost": 20.25}],
    "ballots": [{"projects": ["park", "lamp"], "points": ["3", 1], "voter": {"age": "5"}}]}"#;
const SHEETS: &str = "body,expert,project_id,score\npanel,A,lamp,10\npanel,A,park,1.5\n";
const SHEETS_JSON: &str = r#"[{"body": "panel", "expert": "A", "scores": {"lamp": "10"}}]"#;

/// Bytes and words that parsers stumble over.
const PIECES: [&str; 24] = [
    ";",
    ",",
    "\"",
    "\n",
    "\r\n",
    "\u{feff}",
    "0",
    "-1",
    "1e18",
    "NaN",
    "99999999999999999999999999",
    "0.000000000000001",
    "META",
    "PROJECTS\n",
    "VOTES\n",
    "{",
    "]",
    "null",
    "\u{0}",
    "é",
    " ",
    "|",
    "key;value",
    "\\u0000",
];

/// One to three changes: a byte, a piece put in, a stretch cut out, doubled or moved, an early end.
fn mutate(text: &[u8], random: &mut Generator) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(3) {
        let length = bytes.len() as u64;
        let at = random.below(length + 1) as usize;
        let end = (at + random.below(20) as usize).min(bytes.len());
        match random.below(11) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            // Another digit or letter for one: most of these are still good input.
            7.. if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) => {
                bytes[at] = b"0123456789abxyz"[random.below(15) as usize];
            }
            7.. => {}
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let part = bytes[at..end].to_vec();
                let to = random.below(length + 1) as usize;
                bytes.splice(to..to, part);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len() as u64) as usize];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

fn lenient() -> ReadOptions {
    ReadOptions::default()
        .with_unknown_projects(Policy::Accept)
        .with_duplicate_voters(Policy::Accept)
}

/// Writes and reads again, and applies rules.
fn use_it(election: &Election) {
    let mut text = Vec::new();
    write(election, &mut text).expect("memory never fails");
    let again = read(text.as_slice(), &lenient()).unwrap_or_else(|error| {
        panic!("{error}\n{}", String::from_utf8_lossy(&text));
    });
    // Pabulib has no place for a number of projects to select.
    if election.number().is_none() {
        let text = String::from_utf8_lossy(&text);
        assert_eq!(again.input_digest(), election.input_digest(), "{text}");
    }
    for rule in [Rule::EqualShares {}, Rule::BoundedOverspending {}] {
        let _ = select(election, &SelectionRule::new(rule, Utility::Cost {}));
    }
}

#[test]
fn damaged_pabulib_files() {
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..8000 {
        let mut random = Generator(seed);
        let bytes = mutate(PABULIB[(seed % 4) as usize].as_bytes(), &mut random);
        let _ = read(bytes.as_slice(), &ReadOptions::strict());
        match read(bytes.as_slice(), &lenient()) {
            Ok(election) => {
                use_it(&election);
                accepted += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(accepted > 800 && refused > 2000, "{accepted} {refused}");
}

#[test]
fn damaged_tables() {
    let options = CsvOptions {
        vote_type: None,
        budget: Some(100u64.into()),
        number: None,
        source_names: ["projects.csv".to_owned(), "ballots.csv".to_owned()],
        ..CsvOptions::default()
    };
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..6000 {
        let mut random = Generator(seed + 1_000_000);
        let mut text = |from: &str, change: bool| {
            let bytes = if change {
                mutate(from.as_bytes(), &mut random)
            } else {
                from.into()
            };
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let projects = text(PROJECTS, seed % 2 == 0);
        let ballots = text(BALLOTS, seed % 3 > 0);
        match read_csv(&projects, &ballots, &options) {
            Ok(election) => {
                use_it(&election);
                accepted += 1;
            }
            Err(_) => refused += 1,
        }
        let _ = read_score_sheets_csv(&text(SHEETS, true), "sheets.csv");
    }
    assert!(accepted > 1000 && refused > 1000, "{accepted} {refused}");
}

#[test]
fn damaged_json() {
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..6000 {
        let mut random = Generator(seed + 2_000_000);
        let number = if seed % 2 == 0 { "" } else { "\"number\": 2," };
        let json = JSON.replace("\"number\": 2,", number);
        let text = String::from_utf8_lossy(&mutate(json.as_bytes(), &mut random)).into_owned();
        match read_json(&text, "vote.json") {
            Ok(election) => {
                use_it(&election);
                accepted += 1;
            }
            Err(_) => refused += 1,
        }
        let sheets = mutate(SHEETS_JSON.as_bytes(), &mut random);
        let _ = read_score_sheets_json(&String::from_utf8_lossy(&sheets), "sheets.json");
    }
    assert!(accepted > 300 && refused > 1000, "{accepted} {refused}");
}
