//! One small workspace that keeps the rules, and a breach of each rule planted in it.

use std::fs;
use std::path::Path;

use madang_xtask::tidy;
use tempfile::TempDir;

const HOUSE: &[(&str, &str)] = &[
    ("crates/xtask/exceptions.txt", "# none\n"),
    (
        "madang/Cargo.toml",
        "[package]\nname = \"madang\"\n[dependencies]\nmadang-portal.workspace = true\n",
    ),
    ("madang/src/main.rs", "fn main() {}\n"),
    (
        "crates/record/Cargo.toml",
        "[package]\nname = \"madang-record\"\n[dependencies]\nsha2 = \"1\"\n",
    ),
    ("crates/record/src/lib.rs", "pub fn f() {}\n"),
    (
        "crates/programme/Cargo.toml",
        "[package]\nname = \"madang-programme\"\n[dependencies]\nmadang-record.workspace = true\n",
    ),
    (
        "crates/programme/src/lib.rs",
        "pub mod event;\npub mod state;\npub mod votes;\npub mod proposals;\n",
    ),
    (
        "crates/programme/src/event.rs",
        "use crate::votes;\npub enum Event {}\n",
    ),
    (
        "crates/programme/src/state.rs",
        "use crate::votes;\npub struct State;\n",
    ),
    (
        "crates/programme/src/votes/mod.rs",
        "use crate::proposals::Standing;\nuse crate::state::State;\n",
    ),
    (
        "crates/programme/src/votes/cast.rs",
        "use super::Standing;\n",
    ),
    (
        "crates/programme/src/proposals/mod.rs",
        "mod hand_in;\npub struct Standing;\n",
    ),
    (
        "crates/programme/src/proposals/hand_in.rs",
        "use super::Standing;\n",
    ),
    (
        "crates/portal/Cargo.toml",
        "[package]\nname = \"madang-portal\"\n[dependencies]\nmadang-programme.workspace = true\n",
    ),
    (
        "crates/portal/src/lib.rs",
        "mod features;\nmod frame;\nmod votes;\nmod proposals;\n",
    ),
    (
        "crates/portal/src/frame/mod.rs",
        "pub mod server;\npub mod parts;\n",
    ),
    ("crates/portal/src/frame/server.rs", "pub fn serve() {}\n"),
    (
        "crates/portal/src/features.rs",
        "use crate::votes::routes;\n",
    ),
    ("crates/portal/src/frame/parts.rs", "pub fn part() {}\n"),
    (
        "crates/portal/src/votes/mod.rs",
        "pub mod routes;\npub mod links;\n",
    ),
    (
        "crates/portal/src/votes/routes.rs",
        "use crate::proposals::page;\n",
    ),
    ("crates/portal/src/votes/links.rs", "pub fn vote() {}\n"),
    ("crates/portal/src/proposals/mod.rs", "pub mod page;\n"),
    (
        "crates/portal/src/proposals/page.rs",
        "use crate::frame::parts;\nuse crate::votes::links;\n",
    ),
];

/// What is said of the house with these files changed.
fn said(changes: &[(&str, &str)]) -> Vec<String> {
    let folder = TempDir::new().expect("a folder");
    for (path, text) in HOUSE.iter().chain(changes) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    tidy::check(folder.path()).expect("the house is read")
}

#[track_caller]
fn breaks(rule: &str, changes: &[(&str, &str)]) {
    let said = said(changes);
    assert!(
        said.len() == 1 && said[0].starts_with(rule),
        "{rule:?} alone was expected: {said:#?}"
    );
}

#[test]
fn a_house_that_keeps_the_rules_has_no_findings() {
    assert_eq!(said(&[]), Vec::<String>::new());
}

#[test]
fn imports_of_a_higher_floor_and_crates_without_a_floor() {
    let up = "[package]\nname = \"madang-record\"\n[dependencies]\nmadang-programme = { path = \"../programme\" }\n";
    breaks(
        "floor record -> programme:",
        &[("crates/record/Cargo.toml", up)],
    );
    let engine =
        "[package]\nname = \"madang-portal\"\n[dependencies]\nmadang-selection.workspace = true\n";
    breaks(
        "floor portal -> selection: the portal calls no engine",
        &[("crates/portal/Cargo.toml", engine)],
    );
    let new = "[package]\nname = \"madang-cellar\"\n";
    breaks(
        "floor cellar: stands on no floor",
        &[("crates/cellar/Cargo.toml", new)],
    );
}

#[test]
fn databases_servers_and_markup_below() {
    let sql = "[package]\nname = \"madang-record\"\n[dependencies]\nsqlx.workspace = true\n";
    breaks(
        "outside record -> sqlx:",
        &[("crates/record/Cargo.toml", sql)],
    );
    let text = "// <div> in a comment is none\nconst PAGE: &str = \"<div class='x'>\";\n";
    breaks(
        "outside crates/record/src/lib.rs:",
        &[("crates/record/src/lib.rs", text)],
    );
    let query = "const Q: &str = r#\"SELECT 1\"#;\n";
    breaks(
        "outside crates/programme/src/votes/cast.rs:",
        &[("crates/programme/src/votes/cast.rs", query)],
    );
}

#[test]
fn features_import_earlier_ones_only() {
    let later = "pub struct Standing;\npub fn f() { crate::votes::cast::g(); }\n";
    let changes = [
        ("crates/programme/src/proposals/mod.rs", later),
        (
            "crates/programme/src/votes/mod.rs",
            "use crate::state::State;\n",
        ),
        ("crates/programme/src/votes/cast.rs", "pub fn g() {}\n"),
        ("crates/programme/src/proposals/hand_in.rs", "\n"),
    ];
    breaks(
        "order programme: proposals -> votes: proposals line 2 names votes::cast",
        &changes,
    );
    // What answers requests asks other features' reads; only routes may ask those of later ones.
    let api = "use crate::votes::routes;\n";
    breaks(
        "order portal: proposals -> votes: proposals::api line 1 names votes::routes",
        &[("crates/portal/src/proposals/api.rs", api)],
    );
}

#[test]
fn lists_of_features_define_nothing_that_a_feature_needs() {
    let needs = "use crate::features::helper;\n";
    assert_eq!(
        said(&[("crates/portal/src/proposals/page.rs", needs)]),
        [
            "list portal: features::helper: proposals::page line 1 needs it",
            "list portal: proposals::page -> features: line 1: the list of features is of use to no room",
        ]
    );
}

#[test]
fn the_frame_imports_no_feature() {
    let part = "use crate::votes::links;\n";
    breaks(
        "frame portal: frame::parts -> votes::links:",
        &[
            ("crates/portal/src/frame/parts.rs", part),
            ("crates/portal/src/proposals/page.rs", "\n"),
        ],
    );
}

#[test]
fn a_page_knows_links_and_labels_of_other_features_earlier_ones_too() {
    let page = "use crate::proposals::page;\n";
    breaks(
        "between portal: votes::page -> proposals::page: line 1",
        &[("crates/portal/src/votes/page.rs", page)],
    );
    let documented =
        "use crate::proposals::page;\n#[utoipa::path(get, path = \"/api/v1/votes\")]\nfn f() {}\n";
    assert_eq!(
        said(&[("crates/portal/src/votes/page.rs", documented)]),
        Vec::<String>::new()
    );
    let list = "use crate::features::router;\n";
    breaks(
        "list portal: frame::parts -> features: line 1",
        &[
            ("crates/portal/src/features.rs", "pub fn router() {}\n"),
            ("crates/portal/src/frame/parts.rs", list),
        ],
    );
}

#[test]
fn addresses_stand_in_links() {
    let page = "fn f() -> String { format!(\"/record/{}\", 1) }\n";
    breaks(
        "address crates/portal/src/votes/page.rs: line 1: \"/record/{}\"",
        &[("crates/portal/src/votes/page.rs", page)],
    );
    let tests = "pub fn vote() {}\n#[cfg(test)]\nmod tests { const A: &str = \"/votes\"; }\n";
    let kept = [
        ("crates/portal/src/votes/page.rs", tests),
        ("crates/portal/src/votes/links.rs", page),
    ];
    assert_eq!(said(&kept), Vec::<String>::new());
}

#[test]
fn features_are_listed_in_their_order_and_have_a_state() {
    let list =
        "pub enum Event {}\nfeatures! {\n    Proposals => proposals,\n    Votes => votes,\n}\n";
    let states = [
        ("crates/programme/src/event.rs", list),
        ("crates/programme/src/proposals/state.rs", "\n"),
        ("crates/programme/src/votes/state.rs", "\n"),
    ];
    assert_eq!(said(&states), Vec::<String>::new());
    breaks("feature programme: votes: a feature keeps", &states[..2]);
    let turned =
        "pub enum Event {}\nfeatures! {\n    Votes => votes,\n    Proposals => proposals,\n}\n";
    breaks(
        "order programme: event lists votes before proposals",
        &[
            ("crates/programme/src/event.rs", turned),
            states[1],
            states[2],
        ],
    );
    let unknown = "pub enum Event {}\nfeatures! {\n    Cellar => cellar,\n}\n";
    breaks(
        "feature programme: cellar: stands in no order",
        &[
            ("crates/programme/src/event.rs", unknown),
            ("crates/programme/src/cellar/state.rs", "\n"),
        ],
    );
    let helps = "pub struct State;\nimpl State { pub fn f() {} }\npub fn helper() {}\n";
    breaks(
        "list programme: state::helper: a list of features defines nothing",
        &[("crates/programme/src/state.rs", helps)],
    );
}

#[test]
fn circles_between_folders() {
    let changes = [
        (
            "crates/record/src/lib.rs",
            "mod a;\nmod b;\npub use b::inner::Deep;\n",
        ),
        ("crates/record/src/a/mod.rs", "mod inner;\npub struct A;\n"),
        ("crates/record/src/a/inner.rs", "use crate::Deep;\n"),
        ("crates/record/src/b/mod.rs", "mod inner;\n"),
        (
            "crates/record/src/b/inner.rs",
            "pub struct Deep(crate::a::A);\n",
        ),
    ];
    breaks("circle record: a <-> b:", &changes);
}

#[test]
fn long_files_and_long_functions() {
    let long = "\n".repeat(451);
    breaks(
        "file crates/record/src/lib.rs: 451 lines",
        &[("crates/record/src/lib.rs", &long)],
    );
    let function = format!(
        "trait T {{ fn none(); }}\nfn long() -> [u8; 2] {{\n{}}}\nfn short() {{}}\n",
        "\n".repeat(80)
    );
    breaks(
        "function crates/record/src/lib.rs long: 82 lines",
        &[("crates/record/src/lib.rs", &function)],
    );
    let test = format!("fn long() {{\n{}}}\n", "let brace = '{';\n".repeat(79));
    breaks(
        "function crates/record/tests/it/main.rs long: 81 lines",
        &[("crates/record/tests/it/main.rs", &test)],
    );
}

#[test]
fn an_exception_that_nothing_needs_any_more() {
    breaks(
        "file gone.rs: not needed any more",
        &[("crates/xtask/exceptions.txt", "file gone.rs\n")],
    );
}

#[test]
fn a_reason_stands_in_a_message_file() {
    breaks(
        "reason crates/programme/src/votes/cast.rs",
        &[(
            "crates/programme/src/votes/cast.rs",
            "use super::Standing;\nfn f() { Violation::field(\"rule\", format!(\"{x} is not there\")) }\n",
        )],
    );
}

#[test]
fn what_an_entry_is_about_is_written_below() {
    let subjects = (
        "crates/programme/src/subject.rs",
        "subjects! {\n    /// A vote.\n    Vote = \"vote\",\n}\nfn f() { g(\"voice:\") }\n",
    );
    let taken = "use crate::frame::parts;\nuse crate::votes::links;\nfn f(s: &str) { s.strip_prefix(\"vote:\"); }\n";
    let page = ("crates/portal/src/proposals/page.rs", taken);
    breaks(
        "subject crates/portal/src/proposals/page.rs",
        &[subjects, page],
    );
}

#[test]
fn a_command_says_nothing_in_words_of_its_own() {
    let english = "fn f(n: u64) { say!(\"madang: {} entries were {n}\", n); }\n";
    breaks(
        "spoken madang/src/main.rs: \"entries\"",
        &[("madang/src/main.rs", english)],
    );
    let refusal = "fn f() { bail!(\"없는 사업입니다\"); }\n";
    breaks(
        "spoken madang/src/main.rs: \"사업입니다\"",
        &[("madang/src/main.rs", refusal)],
    );
    let kept = "fn f(n: &str) { say!(\"madang: {}\", t!(\"demo-opens\", vote = n)); note!(\"  {word} × {entries}\"); }\n\
                #[cfg(test)]\nmod tests { fn f() { say!(\"all words\"); } }\n";
    assert_eq!(said(&[("madang/src/main.rs", kept)]), Vec::<String>::new());
}
