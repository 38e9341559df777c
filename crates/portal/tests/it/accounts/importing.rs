//! Tables of voices and proposals brought in on pages: looked at as a whole, released as a whole, once.

use axum::http::StatusCode;
use madang_fixtures::INSTITUTION;
use madang_programme::people::Granted;
use scraper::Html;

use super::attaching::{files_of, send_to};
use super::{Browser, KIM, LEE, LISTENING, Yard, carried, leads, with_role, yard_in};
use crate::common::{Answer, Database};
use crate::sight::{all, check_page, words};

const FORM: &str = "/en/programmes/p/import";
const HEAD: &str = "channel,institution,region,text\n";

/// Brings a table to the form as a browser does.
async fn bring(browser: &mut Browser, yard: &Yard, address: &str, bytes: &[u8]) -> Answer {
    let sent = files_of("table", &[("key", "k")], &[("의견.csv", bytes)]);
    let answer = send_to(browser, yard, address, sent).await;
    check_page(address, &answer.text());
    answer
}

/// Releases what a page shows.
async fn release(browser: &mut Browser, yard: &Yard, looked: &Answer) -> Answer {
    let carried = carried(looked);
    let mut fields: Vec<(&str, &str)> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("step", "release"));
    let answer = browser.post(yard, FORM, &fields).await;
    check_page(FORM, &answer.text());
    answer
}

fn shown(answer: &Answer) -> String {
    words(all(&Html::parse_document(&answer.text()), "main")[0])
}

#[tokio::test]
async fn a_table_of_voices_is_looked_at_and_released_once_in_every_encoding() {
    for database in [Database::Sqlite, Database::Postgres] {
        let yard = yard_in(database).await.listening().await;
        let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
        let page = kim.get(&yard, FORM).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        check_page(FORM, &page.text());
        assert!(page.text().contains("multipart/form-data"));
        let list = kim.get(&yard, "/en/programmes/p/proposals").await.text();
        assert!(list.contains(FORM), "the list leads to it");
        let table = format!(
            "{HEAD}petition,{INSTITUTION},KR-11,\"막차가, 너무 \"\"일찍\"\" 끊깁니다\"\nmedia,transport,,버스가 010-1234-5678 로 옵니다\nmedia,transport,,=1+1\n"
        );
        let before = yard.size().await;
        let looked = bring(&mut kim, &yard, FORM, table.as_bytes()).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", shown(&looked));
        assert_eq!(yard.size().await, before, "looking records nothing");
        let text = shown(&looked);
        for told in [
            "New 3",
            "On record already 0",
            "Record 3 rows",
            "1 row seems to hold",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let done = release(&mut kim, &yard, &looked).await;
        assert!(
            shown(&done).contains("3 rows were recorded"),
            "{}",
            shown(&done)
        );
        assert_eq!(yard.size().await, before + 3);
        let voice = yard
            .portal
            .get("/api/v1/programmes/p/voices/1")
            .await
            .json();
        assert_eq!(voice["text"]["und"], "막차가, 너무 \"일찍\" 끊깁니다");
        // Formulas leave as words.
        let csv = yard
            .portal
            .get("/api/v1/programmes/p/voices.csv")
            .await
            .text();
        assert!(csv.contains("'=1+1"), "{csv}");
        let (korean, _, lossy) = encoding_rs::EUC_KR.encode(&table);
        assert!(!lossy);
        for again in [korean.into_owned(), format!("\u{feff}{table}").into_bytes()] {
            let looked = bring(&mut kim, &yard, "/ko/programmes/p/import", &again).await;
            let text = shown(&looked);
            assert!(text.contains("모두 이미 기록되어 있습니다"), "{text}");
        }
        assert_eq!(yard.size().await, before + 3);
    }
}

#[tokio::test]
async fn every_mistake_is_told_by_line_and_column_and_nothing_is_recorded() {
    let yard = yard_in(Database::Sqlite).await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
    let before = yard.size().await;
    let table = format!(
        "{HEAD}pigeon,{INSTITUTION},,말\nmedia,nobody,,말\nmedia,{INSTITUTION},,\nmedia,{INSTITUTION},,right\n"
    );
    let looked = bring(&mut kim, &yard, FORM, table.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::BAD_REQUEST);
    let text = shown(&looked);
    for told in [
        "line 2, column A",
        "line 3, column B",
        "line 4, column D",
        "Mistakes 3",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(
        !text.contains("Record 1"),
        "nothing is half imported: {text}"
    );
    let forced = release(&mut kim, &yard, &looked).await;
    assert_eq!(forced.status, StatusCode::BAD_REQUEST);
    let korean = bring(&mut kim, &yard, "/ko/programmes/p/import", table.as_bytes()).await;
    assert!(shown(&korean).contains("2행"), "{}", shown(&korean));
    for (bytes, says) in [
        (b"a,b\n1,2\n".as_slice(), "neither voices nor proposals"),
        (b"\xff\xfe\x00\x01\x02".as_slice(), "UTF-8"),
        (b"".as_slice(), "empty"),
        (b" \n".as_slice(), "is empty"),
        (b"PK\x03\x04xl/workbook.xml".as_slice(), "is a workbook"),
        (b"<html><table>".as_slice(), "a page of the web"),
        (HEAD.as_bytes(), "no rows below the header"),
        (
            b"channel,channel,institution,text\nmedia,media,transport,x\n".as_slice(),
            "line 1, column B",
        ),
        (
            b"channel,institution,text\nmedia,transport\n".as_slice(),
            "line 2, row: expected 3 fields as in the header, found 2 fields",
        ),
        (
            b"channel,institution,text\nchannel,institution,text\n".as_slice(),
            "line 2, the header stands here once more",
        ),
    ] {
        let answer = bring(&mut kim, &yard, FORM, bytes).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", shown(&answer));
        assert!(shown(&answer).contains(says), "{says}: {}", shown(&answer));
    }
    let row = |number: u32| format!("media,transport,,x{number}\n");
    let rows: String = (0..100_001).map(row).collect();
    let long = bring(&mut kim, &yard, FORM, format!("{HEAD}{rows}").as_bytes()).await;
    assert!(shown(&long).contains("more than 100"), "{}", shown(&long));
    assert_eq!(yard.size().await, before);
}

#[tokio::test]
async fn proposals_come_in_a_table_and_nobody_else_brings_one() {
    let yard = yard_in(Database::Sqlite).await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
    let table = "id,cost,title_ko,group\nn1,1000,심야 버스,general\nn2,2000,쉼터,general\n";
    let looked = bring(&mut kim, &yard, FORM, table.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", shown(&looked));
    let done = release(&mut kim, &yard, &looked).await;
    assert!(
        shown(&done).contains("2 rows were recorded"),
        "{}",
        shown(&done)
    );
    let proposal = yard
        .portal
        .get("/api/v1/programmes/p/proposals/n2")
        .await
        .json();
    assert_eq!(proposal["title"]["ko"], "쉼터");
    let mut nobody = Browser::default();
    assert!(leads(&nobody.get(&yard, FORM).await).starts_with("/en/account/sign-in"));
    let mut lee = Browser::registered(&yard, LEE).await;
    let refused = lee.get(&yard, FORM).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let sent = bring(&mut lee, &yard, FORM, table.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}
