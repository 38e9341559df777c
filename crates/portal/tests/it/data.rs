//! Downloads: tables, the archive of all of them, the archive of the record; and what the portal says about itself.

use std::collections::BTreeMap;
use std::io::Read;

use axum::http::StatusCode;
use madang_exchange::answers::Answers;
use madang_exchange::needs::Needs;
use madang_exchange::voices::{RowKeys, Voices};
use madang_exchange::{Mistakes, Partly, Source, Step};
use madang_fixtures::{INSTITUTION, Programme, english};
use madang_portal::Operator;
use madang_programme::Command;
use madang_programme::content::{ContentErased, Ground};
use madang_programme::institutions::InstitutionNamed;
use madang_selection::tabular::{CsvOptions, read_csv, read_score_sheets_csv};
use madang_store::model::ProposalFilter;
use madang_verify::{Options, Status, verify};
use madang_words::{Language, Text};
use rawzip::ZipArchive;
use tempfile::TempDir;

use crate::common::{self, EMPTY, FINISHED, OPEN, Portal, VOTE, submit};
use crate::sight::{all, page, sitemap, words};

/// The files of an archive, by path; each checksum is held.
pub fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = ZipArchive::from_slice(bytes).expect("an archive");
    let mut files = BTreeMap::new();
    for entry in archive.entries() {
        let entry = entry.expect("an entry");
        let path = String::from_utf8(entry.file_path().as_ref().to_vec()).expect("a path");
        let found = archive.get_entry(entry.wayfinder()).expect("its place");
        let mut content = Vec::new();
        let mut reader = found.verifying_reader(found.data());
        reader
            .read_to_end(&mut content)
            .expect("its checksum holds");
        files.insert(path, content);
    }
    files
}

/// The fields of a table's lines (RFC 4180); every line is as long as the head.
pub fn lines(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = table.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().expect("a row");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().expect("a field").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            _ => row.last_mut().expect("a field").push(letter),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{table}");
    rows
}

pub async fn table(portal: &Portal, address: &str) -> String {
    let answer = portal.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    answer.text()
}

/// The same candidates, ballots and budget: the digest on the record is of the tables too.
#[tokio::test]
async fn the_tables_of_a_vote_are_the_election_that_was_decided() {
    let portal = common::example().await;
    let base = format!("/api/v1/programmes/{FINISHED}/votes/{VOTE}");
    let projects = table(&portal, &format!("{base}/projects.csv")).await;
    let ballots = table(&portal, &format!("{base}/ballots.csv")).await;
    let detail = portal.store.programme(FINISHED).await.unwrap().unwrap();
    let selection = detail.votes[0].selection.as_ref().unwrap();
    let rule = &detail.rules[0].facts.rule;
    let options = CsvOptions {
        budget: rule.budget,
        ..CsvOptions::default()
    };
    let election = read_csv(&projects, &ballots, &options).expect("an election");
    let outcome = madang_selection::select(&election, rule).expect("an outcome");
    assert_eq!(outcome.selected, selection.facts.selected);
    let counted = selection.facts.tally.counted as usize;
    assert_eq!(lines(&ballots).len(), counted + 1);
    // The result stands in the table.
    let rows = lines(&projects);
    let chosen = rows.iter().filter(|row| row[5] == "1").count();
    assert_eq!(chosen, selection.facts.selected.len());
    let first = rows.iter().find(|row| row[6] == "1").unwrap();
    assert_eq!(first[0], selection.facts.selected[0]);
    let sealed = format!("/api/v1/programmes/{OPEN}/votes/{VOTE}/ballots.csv");
    assert_eq!(portal.get(&sealed).await.status, StatusCode::NOT_FOUND);
    let scores = table(&portal, &format!("{base}/scores.csv")).await;
    assert!(
        read_score_sheets_csv(&scores, "scores.csv")
            .expect("score sheets")
            .is_empty()
    );
}

#[tokio::test]
async fn proposals_have_the_programmes_languages_and_their_votes() {
    let portal = common::example().await;
    let address = format!("/api/v1/programmes/{FINISHED}/proposals.csv");
    let rows = lines(&table(&portal, &address).await);
    let head = rows[0].join(",");
    assert!(head.starts_with("project_id,cost,currency,name"), "{head}");
    assert!(
        head.contains("title_ko,title_en,summary_ko") && !head.contains("_pl"),
        "{head}"
    );
    let place = |name: &str| rows[0].iter().position(|own| own == name).unwrap();
    let (votes, kinds) = (place("votes"), place("proposer_kind"));
    let stated: std::collections::BTreeSet<&str> =
        rows[1..].iter().map(|row| row[kinds].as_str()).collect();
    assert!(
        stated.contains("municipality") && stated.contains("ministry"),
        "{stated:?}"
    );
    assert!(
        rows[1..]
            .iter()
            .all(|row| row[votes].parse::<u64>().is_ok())
    );
    let rows = lines(&table(&portal, &format!("/api/v1/programmes/{OPEN}/proposals.csv")).await);
    assert!(
        rows[1..].iter().all(|row| row[votes].is_empty()),
        "nothing is decided there"
    );
}

/// What steps ask to be recorded, in the order of the words of that.
fn asked(steps: Vec<Step>) -> Vec<String> {
    let mut asked: Vec<String> = steps
        .iter()
        .map(|step| step.command.content().expect("a content"))
        .map(|content| String::from_utf8(content).expect("text"))
        .collect();
    asked.sort_unstable();
    asked
}

/// A table of a programme as `madang import` reads it.
fn imported<T>(
    name: &str,
    table: &str,
    read: impl Fn(&Source) -> Result<Partly<T>, Mistakes>,
) -> T {
    let source = Source::new(name, table.as_bytes().to_vec()).expect("a file");
    let read = read(&source).and_then(Partly::whole);
    read.unwrap_or_else(|mistakes| panic!("{name}: {mistakes}"))
}

/// What people said, what it was grouped into and how it was answered come out as they went in.
#[tokio::test]
async fn the_tables_of_what_was_said_are_what_was_imported() {
    let portal = common::example().await;
    let own = |name: &str| format!("/api/v1/programmes/{FINISHED}/{name}");
    let voices = table(&portal, &own("voices.csv")).await;
    let read = imported("voices.csv", &voices, Voices::read_table);
    let keys = RowKeys::with_secret([0; 32]);
    let given = madang_example::voices(FINISHED, "test.example/log");
    assert_eq!(given.len(), 23);
    assert_eq!(
        asked(read.steps(FINISHED, "test.example/log", &keys)),
        asked(given)
    );
    let needs = table(&portal, &own("needs.csv")).await;
    let read = imported("needs.csv", &needs, Needs::read_table);
    // What was split or merged afterwards is there as well, with the voices that it came to.
    let read = asked(read.steps(FINISHED));
    for given in asked(madang_example::needs(FINISHED)) {
        let later = ["[\"split_need\"", "[\"merge_needs\""];
        let later = later.iter().any(|name| given.starts_with(name));
        assert!(later || read.contains(&given), "{given} in {read:#?}");
    }
    assert_eq!(read.len(), 2 * 12, "each with its voices");
    let answers = table(&portal, &own("answers.csv")).await;
    let read = imported("answers.csv", &answers, Answers::read_table);
    let given = madang_example::answers(FINISHED, &common::example::planned());
    assert_eq!(asked(read.steps(FINISHED)), asked(given));
    for (table, places) in [(&voices, 23), (&needs, 12), (&answers, 18)] {
        assert!(table.starts_with('\u{feff}'));
        assert_eq!(lines(table).len(), places + 1, "{table}");
    }
    for name in ["voices.csv", "needs.csv", "answers.csv"] {
        // Where nobody said anything there is a head.
        let address = format!("/api/v1/programmes/{OPEN}/{name}");
        assert_eq!(lines(&table(&portal, &address).await).len(), 1);
        let none = format!("/api/v1/programmes/none/{name}");
        assert_eq!(portal.get(&none).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn words_of_a_table_are_no_formula_and_none_where_they_are_hidden() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let of = Programme(EMPTY);
    let named = InstitutionNamed {
        programme: EMPTY.to_owned(),
        id: INSTITUTION.to_owned(),
        name: english("Interior"),
    };
    let mut und = Text::new(Language::Und, "=1+1, \"so\"\nnext");
    let said = of.receive(of.said(""), und.clone());
    und.0.insert(Language::Ko, "둘째".to_owned());
    let second = of.receive(of.said(""), und);
    submit(&portal.store, vec![Command::plain(named), said, second]).await;
    let address = format!("/api/v1/programmes/{EMPTY}/voices.csv");
    let rows = lines(&table(&portal, &address).await);
    let place = |name: &str| rows[0].iter().position(|own| own == name).unwrap();
    let (other, korean) = (place("text"), place("text_ko"));
    assert_eq!(rows[1][other], "'=1+1, \"so\"\nnext");
    assert_eq!(
        [&rows[2][korean], &rows[2][other]],
        ["둘째", "'=1+1, \"so\"\nnext"]
    );
    let entry = rows[1][place("entry")].parse().unwrap();
    let hidden = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::Order,
    };
    submit(&portal.store, vec![Command::plain(hidden)]).await;
    let rows = lines(&table(&portal, &address).await);
    assert_eq!([&rows[1][korean], &rows[1][other]], ["", ""]);
    assert_eq!(rows[2][korean], "둘째");
}

#[tokio::test]
async fn all_data_is_one_archive_with_a_dictionary() {
    let portal = common::example().await;
    let answer = portal.get("/data.zip").await;
    assert_eq!(answer.header("content-type"), "application/zip");
    let files = unpacked(&answer.body);
    let expected = [
        format!("programmes/{FINISHED}/voices.csv"),
        format!("programmes/{FINISHED}/needs.csv"),
        format!("programmes/{FINISHED}/answers.csv"),
        format!("programmes/{FINISHED}/proposals.csv"),
        format!("programmes/{FINISHED}/comments.csv"),
        format!("programmes/{FINISHED}/endorsements.csv"),
        format!("programmes/{FINISHED}/members.csv"),
        format!("programmes/{FINISHED}/{VOTE}/projects.csv"),
        format!("programmes/{FINISHED}/{VOTE}/ballots.csv"),
        format!("programmes/{FINISHED}/{VOTE}/ballots.json"),
        format!("programmes/{FINISHED}/{VOTE}/ballots.pb"),
        format!("programmes/{FINISHED}/{VOTE}/scores.csv"),
        "countries/KR/commitments.csv".to_owned(),
        "countries/KR/reviews.csv".to_owned(),
        "columns.csv".to_owned(),
    ];
    for path in &expected {
        assert!(files.contains_key(path), "{path} in {:?}", files.keys());
    }
    let sealed = format!("programmes/{OPEN}/{VOTE}/ballots.csv");
    assert!(!files.contains_key(&sealed), "ballots under seal");
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    // Each column of each table stands in the dictionary.
    let dictionary = lines(&text("columns.csv"));
    for (path, bytes) in &files {
        let Some(name) = path
            .rsplit('/')
            .next()
            .filter(|_| path.contains('/') && path.ends_with(".csv"))
        else {
            continue;
        };
        let rows = lines(&String::from_utf8(bytes.clone()).expect("text"));
        for column in &rows[0] {
            let known = dictionary.iter().any(|row| {
                let base = row[1].split('_').next().unwrap_or_default();
                row[0] == name
                    && (row[1] == *column || (row[1].contains(' ') && column.starts_with(base)))
            });
            assert!(known, "{path}: {column} has no meaning");
        }
    }
    assert!(
        dictionary
            .iter()
            .all(|row| row.len() == 4 && !row[2].is_empty() && !row[3].is_empty())
    );
}

/// A copy of a portal's record, from its archive.
pub async fn copy_of_the_record(portal: &Portal) -> TempDir {
    let answer = portal.get("/record.zip").await;
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in unpacked(&answer.body) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
    folder
}

#[tokio::test]
async fn the_record_is_one_archive_that_verifies() {
    let portal = common::example().await;
    let folder = copy_of_the_record(&portal).await;
    let source = madang_verify::Source::new(folder.path().to_str().unwrap());
    let report = verify(&source, &Options::default(), &mut |_, _| ());
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    // Words of the example are erased and restricted.
    assert_eq!(report.status, Status::Incomplete);
    assert_eq!(report.size, portal.store.size().await.unwrap());
}

#[tokio::test]
async fn archives_have_a_pace_of_their_own_and_pages_go_on() {
    let portal = common::empty().await;
    let mut refused = None;
    for number in 0..40 {
        let address = ["/data.zip", "/record.zip"][number % 2];
        let answer = portal.get(address).await;
        if answer.status != StatusCode::OK {
            refused = Some((number, answer));
            break;
        }
    }
    let (number, answer) = refused.expect("there is an end");
    assert!(number >= 20, "{number} in a row are nobody's attack");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("cache-control"), "no-store");
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=30).contains(&wait), "{wait}");
    let text = answer.text();
    for said in ["초 뒤에 다시", "Try again in"] {
        assert!(text.contains(said), "{text}");
    }
    page(&portal, "/ko/data").await;
}

/// Responses that are begun and not read to their end hold their turns.
#[tokio::test]
async fn downloads_of_ballots_take_turns_and_everything_else_goes_on() {
    let portal = common::example().await;
    let address = |end: &str| format!("/api/v1/programmes/{FINISHED}/votes/{VOTE}/ballots.{end}");
    let mut held = Vec::new();
    for end in ["pb", "csv", "json"] {
        let response = portal.begin(&address(end)).await;
        assert_eq!(response.status(), StatusCode::OK, "{end}");
        held.push(response);
    }
    for end in ["pb", "csv", "json"] {
        let answer = portal.get(&address(end)).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{end}");
        assert_eq!(answer.json()["type"], "urn:madang:problem:busy");
        let wait: u64 = answer.header("retry-after").parse().expect("seconds");
        assert!((1..=30).contains(&wait), "{wait}");
    }
    page(&portal, &format!("/ko/programmes/{FINISHED}/selection")).await;
    let files = unpacked(&portal.get("/data.zip").await.body);
    let ballots = format!("programmes/{FINISHED}/{VOTE}/ballots.csv");
    assert!(
        files.contains_key(&ballots),
        "archives have their own turns"
    );
    held.pop();
    let answer = portal.get(&address("json")).await;
    assert_eq!(answer.status, StatusCode::OK, "whoever leaves gives way");
}

#[tokio::test]
async fn who_runs_the_portal_stands_on_every_page() {
    let said = r#"{"name": {"ko": "열린정부과", "en": "Open Government Division"}, "email": "open@example.go.kr",
        "privacy": "https://example.go.kr/privacy", "accessibility": "https://example.go.kr/a11y",
        "licence": {"name": {"ko": "공공누리 제1유형", "en": "KOGL Type 1"}, "url": "https://www.kogl.or.kr"},
        "source": "https://example.go.kr/madang"}"#;
    let portal = common::run_by(Operator::from_json(said).expect("an operator")).await;
    for address in ["/ko/", "/ko/record/verify", "/ko/data", "/ko/about"] {
        let document = page(&portal, address).await;
        let footer = words(all(&document, "footer")[0]);
        for expected in [
            "열린정부과",
            "open@example.go.kr",
            "개인정보처리방침",
            "공공누리 제1유형",
        ] {
            assert!(
                footer.contains(expected),
                "{address}: {expected} in {footer}"
            );
        }
    }
    let verify = portal.get("/en/record/verify").await.text();
    assert!(verify.contains("https://example.go.kr/madang"));
    let security = portal.get("/.well-known/security.txt").await;
    assert_eq!(security.status, StatusCode::OK);
    let text = security.text();
    assert!(
        text.starts_with("Contact: mailto:open@example.go.kr\nExpires: 2"),
        "{text}"
    );
    // Without a word from the operator nothing is made up.
    let silent = common::empty().await;
    assert_eq!(
        silent.get("/.well-known/security.txt").await.status,
        StatusCode::NOT_FOUND
    );
    let about = page(&silent, "/en/about").await;
    assert!(words(all(&about, "main")[0]).contains("The operator has not said"));
}

#[tokio::test]
async fn the_sitemap_names_pages_that_are_there() {
    let portal = common::example().await;
    let robots = portal.get("/robots.txt").await.text();
    assert!(
        robots.contains("Sitemap: https://madang.example.org/sitemap.xml"),
        "{robots}"
    );
    let addresses = sitemap(&portal).await;
    let filter = ProposalFilter {
        limit: 1000,
        ..ProposalFilter::default()
    };
    let proposals = portal.store.proposals(FINISHED, &filter).await.unwrap();
    assert_eq!(proposals.total, proposals.items.len() as u64);
    for proposal in &proposals.items {
        let id = &proposal.facts.id;
        let address = format!("/ko/programmes/{FINISHED}/proposals/{id}");
        assert!(addresses.contains(&address), "{address} in {addresses:?}");
    }
    for address in &addresses {
        assert_eq!(
            portal.get(address).await.status,
            StatusCode::OK,
            "{address}"
        );
    }
}
