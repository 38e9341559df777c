//! A programme of one's own from the command line: files to fill in, a trial run, the record, and putting things right.

use std::fs;
use std::path::{Path, PathBuf};

use madang_acceptance::record::Published;
use tempfile::TempDir;

use crate::common::{madang, madang_in};

/// A folder with a data directory to come and files.
pub struct Own {
    folder: TempDir,
}

pub const PROGRAMME: &str = "youth-2026";

impl Own {
    pub fn new() -> Own {
        Own {
            folder: TempDir::new().expect("a folder"),
        }
    }

    /// The same with all templates filled in as they are, imported up to an open vote.
    pub fn voting() -> Own {
        let own = Own::new();
        own.templates();
        let files = [
            "programme.json",
            "proposals.csv",
            "members.csv",
            "vote.json",
        ];
        own.on_record(
            "import",
            &files.map(|name| own.path(&format!("files/{name}"))),
        );
        own
    }

    /// The files that `madang new` writes, in `files`.
    pub fn templates(&self) {
        self.ok(&["new", &self.path("files"), "--language", "en"]);
    }

    pub fn has_data(&self) -> bool {
        self.data().exists()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.folder.path().join(name), bytes).expect("a file");
        self.path(name)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = madang(arguments, "");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let errors = text(&output.stderr);
        assert!(!errors.contains("panicked"), "{errors}");
        (output.status.code(), text(&output.stdout), errors)
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let (code, out, errors) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {out}{errors}");
        out
    }

    /// The record that was exported holds, except for who its voters are: no record says that.
    fn verifies(&self) {
        let arguments = ["verify", &self.path("export"), "--language", "en"];
        let (code, out, errors) = self.run(&arguments);
        assert_eq!(code, Some(3), "{out}{errors}");
        assert!(out.contains("except for 1 thing"), "{out}");
    }

    /// Standard output and error of a command on the record, in a locale.
    pub fn in_locale(&self, locale: &str, arguments: &[&str]) -> String {
        let all = self.with_data(arguments);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let output = madang_in(locale, &all, "");
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).into_owned()
    }

    fn with_data(&self, arguments: &[&str]) -> Vec<String> {
        let data = self.path("data");
        let mut more = vec!["--data".to_owned(), data];
        if arguments.first() == Some(&"import") {
            // The files to fill in serve as they are.
            more.extend(["--accept", "examples"].map(str::to_owned));
        }
        let given = arguments.iter().map(|one| (*one).to_owned());
        given.chain(more).collect()
    }

    fn on_record(&self, command: &str, more: &[String]) -> String {
        let mut all = vec![command];
        all.extend(more.iter().map(String::as_str));
        let all = self.with_data(&all);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        self.ok(&all)
    }

    pub fn act(&self, arguments: &[&str]) -> String {
        let all = self.with_data(arguments);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        self.ok(&all)
    }

    pub fn refused(&self, arguments: &[&str], says: &[&str]) -> String {
        let all = self.with_data(arguments);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let (code, out, errors) = self.run(&all);
        assert_eq!(code, Some(1), "{arguments:?}: {out}{errors}");
        for words in says {
            assert!(errors.contains(words), "{words:?} is not in: {errors}");
        }
        errors
    }

    pub fn record(&self) -> Published {
        let to = self.path("export");
        self.act(&["export", &to]);
        Published::read(Path::new(&to)).expect("a record")
    }

    fn size(&self) -> usize {
        self.record().entries.len()
    }
}

#[test]
fn templates_in_both_languages_run_as_they_are_and_verify() {
    for language in ["ko", "en"] {
        let own = Own::new();
        own.ok(&["new", &own.path("files"), "--language", language]);
        let file = |name: &str| own.path(&format!("files/{name}"));
        let first = [
            file("programme.json"),
            file("proposals.csv"),
            file("members.csv"),
        ];
        let mut dry = vec!["--dry-run".to_owned(), file("commitment.json")];
        dry.extend(first.clone());
        let said = own.on_record("import", &dry);
        assert!(said.contains("nothing was recorded"), "{said}");
        assert!(!own.data().exists(), "a trial run makes nothing");
        own.on_record("import", &[&[file("commitment.json")], &first[..]].concat());
        own.on_record("import", &[&first[..], &[file("vote.json")]].concat());
        let ballots = [file("ballots.csv"), "--programme".into(), PROGRAMME.into()];
        let said = own.on_record("import", &ballots);
        assert!(
            said.contains("3 ballots of 3 voters: 3 can count, 0 cannot"),
            "{said}"
        );
        let again = own.on_record("import", &ballots);
        assert!(
            again.contains("0 entries recorded, 3 on record already"),
            "{again}"
        );
        let said = own.act(&["select", "--programme", PROGRAMME, "--vote", "vote-1"]);
        assert!(said.contains("of 3 candidates"), "{said}");
        assert!(said.contains("3 of 3 ballots counted, 0 did not"), "{said}");
        assert!(said.contains("published as entry"), "{said}");
        own.record();
        own.verifies();
        // The folder is not written over.
        let (code, _, errors) = own.run(&["new", &own.path("files")]);
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains("is there already"), "{errors}");
    }
}

#[test]
fn ballots_that_cannot_count_are_named_by_line_and_refused_unless_accepted() {
    let own = Own::voting();
    let before = own.size();
    let ballots = "voter_id,vote\na,1\nb,\"1,2,3\"\nc,9\nd,\na,2\ne,\"1,1\"\nf,2\n";
    let ballots = own.file("mixed.csv", ballots.as_bytes());
    let import = ["import", &ballots, "--programme", PROGRAMME];
    let says = [
        "mixed.csv: line 2, the ballot would not count: the voter's ballot of line 6 counts instead",
        "line 3, the ballot would not count: it has 3 choices; at most 2 are allowed",
        "line 4, the ballot would not count: \"9\" is not a candidate",
        "line 5, the ballot would not count: there is no choice on it",
        "line 7, the ballot would not count: \"1\" stands on it twice",
        "nothing was recorded",
        "--accept duplicate-voters,unknown-projects,repeated-choices,empty-ballots,broken-limits",
    ];
    let dry = [&import[..], &["--dry-run"]].concat();
    for arguments in [&import[..], &dry] {
        own.refused(arguments, &says);
        assert_eq!(own.size(), before);
    }
    let some = [&import[..], &["--accept", "unknown-projects"]].concat();
    let errors = own.refused(&some, &["line 3", "line 5"]);
    assert!(!errors.contains("line 4"), "{errors}");
    let all = [&import[..], &["--accept", "all"]].concat();
    let dry = own.act(&[&all[..], &["--dry-run"]].concat());
    assert!(dry.contains("7 entries would be recorded"), "{dry}");
    assert_eq!(own.size(), before);
    let said = own.act(&all);
    for words in [
        "7 entries recorded",
        "7 ballots of 6 voters: 2 can count, 5 cannot",
        "1 because it breaks a limit of the vote (line 3)",
    ] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
    let said = own.act(&[
        "select",
        "--programme",
        PROGRAMME,
        "--vote",
        "vote-1",
        "--yes",
    ]);
    assert!(said.contains("2 of 7 ballots counted, 5 did not"), "{said}");
    // The vote takes no more, and says so once, not for every line.
    let errors = own.refused(&all, &["vote \"vote-1\" is closed"]);
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn nothing_is_begun_by_a_wrong_name_and_all_mistakes_come_at_once() {
    let own = Own::new();
    let proposals = own.file("p.csv", b"id,title_en,cost\n1,One,5\n");
    let errors = own.refused(
        &["import", &proposals, "--programme", PROGRAMME],
        &["there is no record in", "--data"],
    );
    assert!(!errors.contains("imports"), "{errors}");
    assert!(!own.data().exists());
    let bad = own.file(
        "bad.json",
        b"{\"zone\": 7, \"groups\": [{\"id\": \"x\"}], \"colour\": 1}",
    );
    let table = b"id,title_en,cost,shade\n1,One,\"1,300\",\n2,,5,x\n";
    let table = own.file("bad.csv", table);
    own.refused(
        &["import", &bad, &table],
        &[
            "missing field \"id\"",
            "missing field \"title\"",
            "missing field \"currency\"",
            "zone",
            "missing field \"name\"",
            "unknown field `colour`",
            "bad.csv: line 1, column D \"shade\": unknown column `shade`",
            "line 2, column C \"cost\": \"1,300\"",
            "line 3, column B \"title_en\" (title): nothing stands here in any language",
        ],
    );
    assert!(!own.data().exists());
    // What the rules of the programme refuse is told with its line as well, all of it, before a record begins.
    own.ok(&["new", &own.path("files"), "--language", "en"]);
    let proposals = "id,title_en,cost,group\na/b,One,5,nowhere\n2,Two,5,\n2,Twice,5,\n";
    let proposals = own.file("p.csv", proposals.as_bytes());
    own.refused(
        &["import", &own.path("files/programme.json"), &proposals],
        &[
            "line 2, column D \"group\" (service group): proposal \"a/b\": there is no group \"nowhere\"",
            "line 4, proposal \"2\"",
        ],
    );
    assert!(!own.data().exists());
}

#[test]
fn tables_of_spreadsheets_are_read_as_they_save_them() {
    let own = Own::new();
    own.ok(&["new", &own.path("files"), "--language", "ko"]);
    let text = "id;title_ko;cost;proposer_kind;proposer_ko\n\
        1;골목 등불을 답니다;80000000;citizen;홍길동\n2;주민 쉼터;5;citizen_group;골목 모임\n";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(text);
    let table = own.file("cp949.csv", &bytes);
    let said = own.on_record("import", &[own.path("files/programme.json"), table]);
    assert!(said.contains("is encoded in CP949"), "{said}");
    assert!(said.contains("2 entries recorded"), "{said}");
    let record = own.record();
    let first = record.first_of("proposal.submitted/1").expect("a proposal");
    let entry = record.entry(first).expect("an entry");
    assert_eq!(entry["facts"]["proposer"], "citizen");
    assert_eq!(entry["facts"]["cost"], 80_000_000);
    let words: Vec<String> = record
        .bodies
        .iter()
        .map(|body| body.content.to_string())
        .collect();
    assert!(
        words.iter().any(|words| words.contains("골목 모임")),
        "{words:?}"
    );
    assert!(
        !words.iter().any(|words| words.contains("홍길동")),
        "a citizen's name is withheld"
    );
}

#[test]
fn an_export_never_puts_an_older_or_another_record_over_a_newer_one() {
    let own = Own::voting();
    let published = own.path("export");
    let kept = own.path("kept");
    let copy = |from: &Path, to: &Path| {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
            }
        }
    };
    copy(&own.data(), Path::new(&kept));
    own.act(&[
        "import",
        &own.path("files/ballots.csv"),
        "--programme",
        PROGRAMME,
    ]);
    own.act(&["export", &published]);
    let before = fs::read(Path::new(&published).join("checkpoint")).expect("a checkpoint");
    let refused = |data: &str, says: &str| {
        let (code, _, errors) = own.run(&["export", &published, "--data", data]);
        assert_eq!(code, Some(1), "{errors}");
        assert!(
            errors.contains(says) && errors.contains("Nothing was written"),
            "{errors}"
        );
        let now = fs::read(Path::new(&published).join("checkpoint")).expect("a checkpoint");
        assert_eq!(now, before);
    };
    refused(&kept, "older than what is published");
    // The same record, continued otherwise.
    let ballots = own.path("files/ballots.csv");
    let (code, _, errors) = own.run(&[
        "import",
        &ballots,
        "--programme",
        PROGRAMME,
        "--data",
        &kept,
    ]);
    assert_eq!(code, Some(0), "{errors}");
    refused(&kept, "not the first ones of this database");
    // Another record of the same name.
    let other = Own::voting();
    other.act(&[
        "import",
        &other.path("files/ballots.csv"),
        "--programme",
        PROGRAMME,
    ]);
    refused(&other.path("data"), "it is another record");
    // Without its checkpoint too, by the key that is there; the record itself goes on.
    fs::remove_file(Path::new(&published).join("checkpoint")).expect("it was there");
    let vkey = Path::new(&published).join("log.vkey");
    let key = fs::read(&vkey).expect("a key");
    let others = other.path("data");
    let (code, _, errors) = own.run(&["export", &published, "--data", &others]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(
        errors.contains("the key of another record (log.vkey)"),
        "{errors}"
    );
    assert_eq!(fs::read(&vkey).expect("the key"), key);
    own.act(&["export", &published]);
}

#[test]
fn a_vote_that_cannot_be_run_leaves_no_trace_and_one_that_can_is_a_programme_of_its_own() {
    let own = Own::new();
    let vote = "META\nkey;value\ndescription;Green budget\nunit;Nowhere\nbudget;100\nvote_type;approval\ncurrency;PLN\nPROJECTS\nproject_id;cost;name\n1;50;One\n2;60;Two\nVOTES\nvoter_id;vote\n1;1\n2;2\n";
    let many = vote.replace(
        "vote_type;approval",
        "vote_type;approval\nmin_length;3\nmax_length;2",
    );
    let many = own.file("many.pb", many.as_bytes());
    own.refused(
        &["demo", "--no-serve", "--vote", &many],
        &["many.pb", "least choices is 3, more than the most, 2"],
    );
    assert!(!own.data().exists());
    let good = own.file("Green Budget 2023.pb", vote.as_bytes());
    let said = own.act(&["demo", "--no-serve", "--vote", &good]);
    assert!(said.contains("programme green-budget-2023"), "{said}");
    let again = own.act(&["demo", "--no-serve", "--vote", &good]);
    assert!(again.contains("nothing is imported twice"), "{again}");
    let record = own.record();
    let begun = record.first_of("programme.created/2").expect("a programme");
    let entry = record.entry(begun).expect("an entry");
    assert_eq!(entry["facts"]["currency"], "PLN");
    assert_eq!(entry["facts"]["example"], false);
    own.verifies();
}

#[test]
fn help_names_options_of_the_record_only_where_they_do_something() {
    let own = Own::new();
    let on_files = "audit compare convert match rule cover catalogue verify template formats";
    for command in on_files.split(' ') {
        let help = own.ok(&[command, "--help"]);
        for option in ["--data", "--database", "--origin", "--guard"] {
            assert!(!help.contains(option), "{command}: {help}");
        }
        // Whoever has the program need not have its sources.
        assert!(!help.contains("crates/"), "{command}: {help}");
    }
    for command in ["serve", "import", "export", "select", "demo"] {
        let help = own.ok(&[command, "--help"]);
        assert!(
            help.contains("Record:") && help.contains("--data"),
            "{command}: {help}"
        );
    }
    let help = own.ok(&["help", "formats"]);
    assert!(help.contains("proposer_kind"), "{help}");
    for (language, says) in [
        ("ko", "투표지"),
        ("en", "madang-selection lot 1"),
        ("ko", "madang-selection lot 1"),
        ("en", "respondent, case or record a line"),
        ("ko", "응답자·사례·레코드"),
    ] {
        let formats = own.ok(&["formats", "--language", language]);
        assert!(formats.contains(says), "{formats}");
        // Whatever reads plain files is told of.
        let commands = "weigh tabulate response-rates suppress risk questionnaire match rule cover \
                        opinion commitments stars";
        for command in commands.split(' ') {
            assert!(formats.contains(command), "{language}: {command}");
        }
    }
    let template = own.ok(&["template", "ballots", "--language", "ko"]);
    assert!(template.starts_with("\u{feff}# 투표지"), "{template}");
}
