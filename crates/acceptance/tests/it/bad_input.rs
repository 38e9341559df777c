//! Malformed files: file, line, field, what was expected; and nothing imported. And ballots that break the vote's own rule:
//! they are on the record, do not count, and are counted as such.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_acceptance::program::repository;
use madang_acceptance::record::Published;
use serde_json::Value;

const GOOD: &str = "META
key;value
description;A small vote
country;Nowhere
unit;Nowhere
instance;2026
num_projects;3
num_votes;2
budget;1000
vote_type;approval
rule;greedy
date_begin;2026
date_end;2026
min_length;1
max_length;2
currency;KRW
PROJECTS
project_id;cost;name
p1;300;First
p2;400;Second
p3;500;Third
VOTES
voter_id;vote
1;p1,p2
2;p3
";

/// A .pb file with one line changed, what the error must say of the place, and of what is wrong.
struct Case {
    what: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
}

const fn case(
    what: &'static str,
    from: &'static str,
    to: &'static str,
    says: &'static [&'static str],
) -> Case {
    Case {
        what,
        from,
        to,
        says,
    }
}

const PABULIB: &[Case] = &[
    case(
        "a cost in words",
        "p2;400;",
        "p2;four hundred;",
        &["line 20, column 4", "cost", "1500", "four hundred"],
    ),
    case(
        "a negative cost",
        "p2;400;",
        "p2;-400;",
        &["line 20", "cost", "-400"],
    ),
    case(
        "a row without a cost",
        "p2;400;Second",
        "p2",
        &["line 20", "cost"],
    ),
    case(
        "a row with too many fields",
        "p2;400;Second",
        "p2;400;Second;more",
        &["line 20", "3 fields", "4 fields"],
    ),
    case(
        "a project twice",
        "p2;400;",
        "p1;400;",
        &["line 20", "project_id", "p1"],
    ),
    case(
        "a column that is missing",
        "project_id;cost;name",
        "project_id;price;name",
        &["line 18", "cost"],
    ),
    case(
        "a column twice",
        "project_id;cost;name",
        "project_id;cost;cost",
        &["line 18", "cost", "twice"],
    ),
    case(
        "a kind of vote that is none",
        "vote_type;approval",
        "vote_type;applause",
        &["line 10", "vote_type", "applause", "approval"],
    ),
    case(
        "a budget in words",
        "budget;1000",
        "budget;enough",
        &["line 9", "budget", "enough"],
    ),
    case("no budget", "budget;1000\n", "", &["budget"]),
    case(
        "no kind of vote",
        "vote_type;approval\n",
        "",
        &["vote_type"],
    ),
    case(
        "a currency that is none",
        "currency;KRW",
        "currency;shells",
        &["currency", "shells", "ISO 4217"],
    ),
    case(
        "no votes",
        "VOTES\nvoter_id;vote\n1;p1,p2\n2;p3\n",
        "",
        &["VOTES"],
    ),
    case(
        "no header of votes",
        "voter_id;vote\n1;p1,p2\n2;p3\n",
        "",
        &["VOTES"],
    ),
    case(
        "votes without a voter",
        "voter_id;vote",
        "name;vote",
        &["line 23", "voter_id"],
    ),
    case("a quote that does not end", "2;p3", "2;\"p3", &["line 25"]),
    case("no sections", "META\n", "", &["META"]),
    case(
        "projects before META",
        "META\nkey;value\n",
        "PROJECTS\n",
        &["line 1"],
    ),
    case("an empty file", GOOD, "", &["META"]),
];

/// The error for a file, on a data directory that holds something already.
fn refused(data: &Data, arguments: &[&str]) -> Result<String> {
    let finished = data.run(arguments.iter().copied())?;
    assert_eq!(finished.code, Some(1), "{arguments:?}\n{}", finished.text());
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    Ok(finished.stderr)
}

fn checkpoint(data: &Data, folder: &Path) -> Result<String> {
    let export = folder.join("export");
    data.export(&export)?;
    Ok(fs::read_to_string(export.join("checkpoint"))?)
}

#[tokio::test]
async fn malformed_votes_name_file_line_and_field_and_import_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_programme().await?;
    let before = checkpoint(&data, folder.path())?;
    let mut wrong = Vec::new();
    for (
        number,
        Case {
            what,
            from,
            to,
            says,
        },
    ) in PABULIB.iter().enumerate()
    {
        assert!(GOOD.contains(from), "{what}");
        let file = folder.path().join("vote.pb");
        fs::write(&file, GOOD.replacen(from, to, 1))?;
        let file = file.to_string_lossy();

        // Each on data of its own: what one case let through must not be in the way of the next.
        let data = Data::new(folder.path().join(format!("own-{number}")), None);
        data.open_programme().await?;
        let finished = data.run(["import", &file, "--programme", PROGRAMME])?;
        if finished.code != Some(1) {
            wrong.push(format!("{what}: it was imported: {}", finished.text()));
        }
        let error = finished.stderr;
        let missing = ["vote.pb"]
            .iter()
            .chain(says.iter())
            .filter(|word| !error.contains(**word));
        wrong.extend(missing.map(|word| format!("{what}: {word:?} is not in: {error}")));
        // The demo reads the file before it makes anything.
        let nowhere = Data::new(folder.path().join("never"), None);
        let finished = nowhere.run(["demo", "--no-serve", "--vote", &file])?;
        let error = finished.stderr;
        if finished.code != Some(1) {
            wrong.push(format!("{what}, demo: it was imported"));
        }
        if !error.contains("vote.pb") {
            wrong.push(format!("{what}, demo: the file is not named: {error}"));
        }
        if nowhere.path().exists() {
            wrong.push(format!("{what}: the demo left a directory behind"));
            fs::remove_dir_all(nowhere.path())?;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let not_utf8 = folder.path().join("bytes.pb");
    fs::write(&not_utf8, [GOOD.as_bytes(), &[0xff, 0xfe, b'\n']].concat())?;
    refused(
        &data,
        &[
            "import",
            &not_utf8.to_string_lossy(),
            "--programme",
            PROGRAMME,
        ],
    )?;
    assert_eq!(
        checkpoint(&data, folder.path())?,
        before,
        "something was imported"
    );
    Ok(())
}

/// The first half of a text.
fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(text.len() / 2)].to_owned()
}

/// Malformed JSON, and what the error must say of it.
fn malformed_json() -> Result<Vec<(&'static str, String, &'static [&'static str])>> {
    let example = |name: &str| fs::read_to_string(repository().join("examples/kr0018").join(name));
    let programme = example("programme.json")?;
    let proposals = example("proposals.json")?;
    let number_for_text = programme.replacen("\"zone\": \"", "\"zone\": 7, \"x\": \"", 1);
    let misspelt = proposals.replacen("\"cost\"", "\"price\"", 1);
    let unknown_language = proposals.replacen("\"ko\":", "\"xx\":", 1);
    Ok(vec![
        ("cut off", cut(&programme), &["line", "EOF"]),
        (
            "cut off",
            cut(&example("commitments.json")?),
            &["line", "EOF"],
        ),
        (
            "not JSON",
            "<html></html>".to_owned(),
            &["line 1, column 1", "expected value"],
        ),
        ("empty", String::new(), &["EOF"]),
        (
            "a number for a text",
            number_for_text,
            &["invalid type", "string"],
        ),
        ("a misspelt field", misspelt, &["price"]),
        (
            "a cost below nothing",
            set_first_cost(&proposals, "-5"),
            &["-5"],
        ),
        (
            "a cost that is no whole number",
            set_first_cost(&proposals, "10.5"),
            &["10.5"],
        ),
        (
            "a text in a language that is not known",
            unknown_language,
            &["line 5, column", "`xx`", "`ko`, `en`"],
        ),
        (
            "nothing that can be imported",
            "{\"a\": 1}".to_owned(),
            &["commitments", "groups"],
        ),
    ])
}

#[tokio::test]
async fn malformed_json_names_file_line_and_column_and_imports_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_programme().await?;
    let before = checkpoint(&data, folder.path())?;
    let written = |name: &str, text: &str| -> Result<String> {
        let file = folder.path().join(name);
        fs::write(&file, text)?;
        Ok(file.to_string_lossy().into_owned())
    };
    let into = ["--programme", PROGRAMME];
    for (what, text, says) in malformed_json()? {
        let file = written("input.json", &text)?;
        let error = refused(&data, &[&["import", &file], &into[..]].concat())?;
        for word in says {
            assert!(error.contains(word), "{what}: {word:?} is not in: {error}");
        }
    }
    // A good file before a bad one is not imported either.
    let good = repository().join("examples/kr0018/commitments.json");
    let proposals = fs::read_to_string(good.with_file_name("proposals.json"))?;
    let bad = written("bad.json", &cut(&proposals))?;
    let good = good.to_string_lossy();
    let error = refused(&data, &[&["import", &good, &bad], &into[..]].concat())?;
    assert!(error.contains("bad.json:"), "{error}");
    let error = refused(&data, &["import", "/no/such/file.json"])?;
    assert!(error.contains("/no/such/file.json"), "{error}");
    let csv = written("table.csv", "colour,price\nred,100\n")?;
    let error = refused(&data, &["import", &csv])?;
    assert!(
        error.contains("table.csv") && error.contains("voter_id"),
        "{error}"
    );
    assert_eq!(
        checkpoint(&data, folder.path())?,
        before,
        "something was imported"
    );
    Ok(())
}

/// The file with the first cost replaced.
fn set_first_cost(text: &str, cost: &str) -> String {
    let at = text.find("\"cost\":").map_or(0, |at| at + 7);
    let end = text[at..]
        .find([',', '\n', '}'])
        .map_or(text.len(), |end| at + end);
    format!("{} {cost}{}", &text[..at], &text[end..])
}

#[test]
fn ballots_against_the_rule_of_the_vote_are_on_record_do_not_count_and_are_counted_as_such()
-> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    let file: PathBuf = folder.path().join("vote.pb");
    // The last ballot of a voter counts; two choices at most, 800 at most, at least one.
    let votes = "1;p1\n2;p1,p9\n3;p1\n3;p2\n4;p1,p2,p3\n5;p2,p3\n6;\n7;p1,p1\n8;p3\n";
    let text = GOOD
        .replace("1;p1,p2\n2;p3\n", votes)
        .replace("num_votes;2", "num_votes;9");
    fs::write(
        &file,
        text.replace("currency;KRW", "max_sum_cost;800\ncurrency;KRW"),
    )?;
    data.demo(Some(&file))?;
    let record = Published::read(&data.export(&folder.path().join("export"))?)?;
    let entry = record.entry(record.first_of("selection.published/1")?)?;
    let tally = &entry["facts"]["tally"];
    let of = |field: &str| {
        tally[field]
            .as_u64()
            .with_context(|| format!("{field} in {tally}"))
    };
    assert_eq!(of("cast")?, 9, "{tally}");
    assert_eq!(of("unknown_project")?, 1, "{tally}");
    assert_eq!(of("repeated")?, 1, "{tally}");
    assert_eq!(of("too_many_choices")?, 1, "{tally}");
    assert_eq!(of("over_cost")?, 1, "{tally}");
    assert_eq!(of("empty")?, 1, "{tally}");
    assert_eq!(of("repeated_choice")?, 1, "{tally}");
    assert_eq!(of("counted")?, 3, "{tally}");
    let ballots = (0..record.entries.len()).filter(|index| {
        record
            .entry(*index)
            .is_ok_and(|entry: Value| entry["kind"] == "ballot.cast/1")
    });
    assert_eq!(ballots.count(), 9, "every ballot is on the record");
    Ok(())
}
