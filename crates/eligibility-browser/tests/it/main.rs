//! What the browser answers is what the engine finds; with Node and the module built, WebAssembly gives the same bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use madang_eligibility::gov24::{ConditionFile, ServiceList};
use madang_eligibility::{Book, BookBuilder, Parameters, parse};
use madang_eligibility_browser::natively;
use serde_json::{Value, json};

fn data() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The services of the data with the worked rules.
fn book(dev: &Path) -> Book {
    let list = ServiceList::read(&read(&dev.join("serviceList.dev.jsonl"))).expect("rows");
    let conditions =
        ConditionFile::read(&read(&dev.join("supportConditions.dev.jsonl"))).expect("rows");
    let parameters =
        Parameters::read(&read(&dev.join("rules/parameters.txt"))).expect("parameters");
    let mut builder = BookBuilder::new(parameters.clone());
    for marks in &conditions.services {
        builder.service(
            marks,
            list.get(&marks.service).and_then(|listed| listed.region),
        );
    }
    let rules = std::fs::read_dir(dev.join("rules")).expect("rules");
    let mut rules: Vec<PathBuf> = rules.map(|entry| entry.expect("a file").path()).collect();
    rules.retain(|path| path.to_string_lossy().ends_with(".ko.rule"));
    rules.sort();
    for path in rules {
        builder
            .rule(&parse(&read(&path), &parameters).expect("a rule"))
            .expect("one of each");
    }
    builder.finish()
}

/// The profiles of the data as requests.
fn requests(dev: &Path) -> Vec<(String, Value)> {
    let profiles: Value =
        serde_json::from_str(&read(&dev.join("profiles.dev.json"))).expect("JSON");
    let profiles = profiles.as_array().expect("a list").clone();
    let request = |profile: Value| {
        let id = profile["id"].as_str().expect("an id").to_owned();
        (id, json!({"profile": profile, "asked": []}))
    };
    profiles.into_iter().map(request).collect()
}

#[test]
fn the_profiles_of_the_data_have_the_expected_answers() {
    let Some(data) = data() else {
        return;
    };
    let dev = data.join("dev");
    // What the browser has is the compiled file.
    let book = Book::of_compiled(&book(&dev).compiled()).expect("a book");
    let wanted: Value =
        serde_json::from_str(&read(&data.join("expected/dev/codes.dev.json"))).expect("JSON");
    for (id, request) in requests(&dev) {
        let (found, good) = natively(&book, &request.to_string());
        let wanted = &wanted["profiles"][&id];
        if good {
            for part in ["services", "rules", "counts", "warnings"] {
                assert_eq!(found[part], wanted[part], "{id} {part}");
            }
            assert!(found["settled"].as_u64() <= found["ends"].as_u64());
        }
        assert_eq!(
            !good,
            wanted["errors"]
                .as_array()
                .is_some_and(|errors| !errors.is_empty()),
            "{id}"
        );
    }
}

#[test]
fn requests_that_are_wrong_are_answered_with_what_is_wrong() {
    let book = BookBuilder::new(Parameters::default()).finish();
    for (request, what) in [
        ("", "EOF"),
        ("{}", "errors"),
        (r#"{"profile": {"day": "2026-02-30"}}"#, "errors"),
        (
            r#"{"profile": {"day": "2026-11-01"}, "asked": ["shoes"]}"#,
            "no such page",
        ),
        (
            r#"{"profile": {"day": "2026-11-01"}, "strategy": "luck"}"#,
            "no such strategy",
        ),
    ] {
        let (answer, good) = natively(&book, request);
        assert!(
            !good && answer.to_string().contains(what),
            "{request}: {answer}"
        );
    }
}

/// The module, where it was built: `cargo build --release --target wasm32-unknown-unknown -p madang-eligibility-browser`, and
/// `MADANG_MODULE` says where it is.
#[test]
fn web_assembly_gives_the_same_bytes() {
    let (Some(data), Some(module)) = (data(), std::env::var_os("MADANG_MODULE")) else {
        return;
    };
    let dev = data.join("dev");
    let book = book(&dev);
    let folder = std::env::temp_dir().join(format!("madang-module-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let requests: Vec<String> = requests(&dev)
        .into_iter()
        .map(|(_, request)| request.to_string())
        .collect();
    std::fs::write(folder.join("rules.bin"), book.compiled()).expect("written");
    std::fs::write(folder.join("requests"), requests.join("\n")).expect("written");
    let output = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/same.mjs"))
        .arg(module)
        .args([folder.join("rules.bin"), folder.join("requests")])
        .output()
        .expect("Node");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), requests.len());
    for (request, answer) in requests.iter().zip(answers) {
        assert_eq!(answer, natively(&book, request).0.to_string());
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
