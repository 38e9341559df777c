//! Files that come with what somebody says.

use std::path::Path;

use axum::http::{Request, StatusCode};
use madang_accounts::Lasting;
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::{Actor, Role};
use scraper::Html;

use super::{Browser, KIM, ORIGIN, Yard, leads, yard};
use crate::accounts::LISTENING;
use crate::common::{ATTACHMENTS, Answer};
use crate::sight::{all, check_page, words};

const SPEAK: &str = "/en/programmes/p/speak";
const SAID: &str = "정류장에 지붕이 없습니다";
/// Stands in no other file.
const SECRET: &[u8] = b"37.5665N 126.9780E Qzxjvkwy";

pub const PDF: &[u8] = b"%PDF-1.7\nQzxjvkwy\n%%EOF\n";

/// A picture with the place where it was taken.
pub fn jpeg() -> Vec<u8> {
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0", SECRET].concat();
    let length = u16::try_from(exif.len() + 2).unwrap();
    [
        &b"\xff\xd8\xff\xe1"[..],
        &length.to_be_bytes(),
        &exif,
        b"\xff\xda\0\x04ab picture \xff\xd9",
        SECRET,
    ]
    .concat()
}

/// What a browser sends of a form with files.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    files_of("files", fields, files)
}

/// The same of files in a field of that name.
pub fn files_of(field: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let part = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: image/svg+xml\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    body
}

async fn send(browser: &mut Browser, yard: &Yard, body: Vec<u8>) -> Answer {
    send_to(browser, yard, SPEAK, body).await
}

/// Sends a form with files to an address.
pub async fn send_to(browser: &mut Browser, yard: &Yard, address: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(address)
        .header("origin", ORIGIN)
        .header("host", "madang.example.org")
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("sec-fetch-site", "same-origin");
    browser.send(yard, request, body).await
}

/// Sends the form with files, and gives the page that answers.
async fn with_files(
    browser: &mut Browser,
    yard: &Yard,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> (StatusCode, Html) {
    let answer = send(browser, yard, multipart(fields, files)).await;
    check_page(SPEAK, &answer.text());
    (answer.status, Html::parse_document(&answer.text()))
}

/// What opens the files that the page carries.
pub fn kept(page: &Html) -> Vec<String> {
    let kept = all(page, "main input[name=kept]");
    let kept = kept
        .iter()
        .map(|input| input.attr("value").unwrap().to_owned());
    kept.collect()
}

pub fn files_with(folder: &Path, trace: &[u8]) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += files_with(&path, trace);
        } else if let Ok(bytes) = std::fs::read(&path) {
            found += usize::from(bytes.windows(trace.len()).any(|window| window == trace));
        }
    }
    found
}

fn typed(page: &Html) -> String {
    let text = all(page, "main textarea[name=text]");
    text[0].text().collect::<String>().trim().to_owned()
}

#[tokio::test]
async fn files_go_with_a_voice_and_everybody_can_have_them_without_where_they_were_taken() {
    let yard = yard().await.listening().await;
    let folder = yard.portal.folder().join(ATTACHMENTS);
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, SPEAK).await.text();
    assert!(page.contains("multipart/form-data"), "{page}");
    let fields = [("key", "one"), ("text", SAID)];
    let (picture, before) = (jpeg(), yard.size().await);
    let files = [
        ("../../사진\u{202e}.jpg", &picture[..]),
        ("시간표 <1>.pdf", PDF),
    ];
    let (status, page) = with_files(&mut kim, &yard, &fields, &files).await;
    assert_eq!(status, StatusCode::OK);
    let text = words(all(&page, "main")[0]);
    for shown in ["사진.jpg (JPEG, 1 KB)", "시간표 1.pdf (PDF, 1 KB)"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let tokens = kept(&page);
    assert_eq!(tokens.len(), 2);
    assert_eq!(yard.size().await, before, "nothing is recorded yet");
    assert_eq!(files_with(&folder, b"Qzxjvkwy"), 0, "what waits is sealed");

    let mut fields = vec![("key", "one"), ("text", SAID), ("step", "send")];
    fields.extend(tokens.iter().map(|token| ("kept", token.as_str())));
    let answer = kim.post(&yard, SPEAK, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(yard.size().await, before + 1);
    let again = kim.post(&yard, SPEAK, &fields).await;
    assert_eq!(again.status, StatusCode::OK, "sent again it is the same");
    assert_eq!(yard.size().await, before + 1);
    // The same files with another voice have to be chosen again: they are with the first.
    fields[0] = ("key", "two");
    let other = kim.post(&yard, SPEAK, &fields).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert_eq!(yard.size().await, before + 1);

    let page = yard.portal.get("/en/programmes/p/voices/1").await.text();
    check_page("/en/programmes/p/voices/1", &page);
    let page = Html::parse_document(&page);
    let links = all(&page, "main a[download]");
    let names: Vec<_> = links.iter().map(|link| link.attr("download")).collect();
    assert_eq!(names, [Some("사진.jpg"), Some("시간표 1.pdf")]);
    let found = yard.portal.get(links[0].attr("href").unwrap()).await;
    assert_eq!(found.status, StatusCode::OK);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "content-disposition",
            "attachment; filename=\"__.jpg\"; filename*=UTF-8''%EC%82%AC%EC%A7%84.jpg",
        ),
    ] {
        assert_eq!(found.header(name), value, "{name}");
    }
    assert!(!found.body.windows(8).any(|window| window == b"Qzxjvkwy"));
    assert!(found.body.windows(7).any(|window| window == b"picture"));
    let found = yard.portal.get(links[1].attr("href").unwrap()).await;
    assert_eq!(found.body, PDF);
    let voice = yard
        .portal
        .get("/api/v1/programmes/p/voices/1")
        .await
        .json();
    assert_eq!(voice["files"][1]["name"], "시간표 1.pdf");
    assert_eq!(voice["files"][1]["media_type"], "application/pdf");
    assert_eq!(voice["files"][1]["href"], links[1].attr("href").unwrap());
    let addresses = links.iter().map(|link| link.attr("href").unwrap());
    archived(&yard, &addresses.collect::<Vec<_>>()).await;
}

/// The archive has the files, and other addresses lead nowhere.
async fn archived(yard: &Yard, addresses: &[&str]) {
    let zip = yard.portal.get("/record.zip").await;
    let path = &addresses[1][1..];
    let has = |part: &[u8]| zip.body.windows(part.len()).any(|window| window == part);
    assert!(has(path.as_bytes()) && has(PDF), "the archive has them");
    for nothing in [
        format!("{}0", addresses[0]),
        format!("/attachment/0/{}", "0".repeat(64)),
        "/attachment/x/y".to_owned(),
    ] {
        let answer = yard.portal.get(&nothing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn what_hides_or_erases_the_words_hides_and_erases_the_files() {
    let yard = yard().await.listening().await;
    let folder = yard.portal.folder().to_owned();
    let mut kim = Browser::registered(&yard, KIM).await;
    let fields = [("key", "one"), ("text", SAID), ("step", "send")];
    let files = [("Qzxjvkwy.pdf", PDF)];
    // Whoever sends it at once need not look at it first.
    let (status, _) = with_files(&mut kim, &yard, &fields, &files).await;
    assert_eq!(status, StatusCode::OK);
    let voice = yard.portal.store.voice(LISTENING, "1").await.unwrap();
    let voice = voice.unwrap();
    let file = voice.text.unwrap().files.remove(0);
    let address = format!("/{}", file.path(voice.entry));
    let found = yard.portal.get(&address).await;
    assert_eq!(found.body, PDF);
    assert!(files_with(&folder, b"Qzxjvkwy") > 0);

    let official = Actor::new(Role::Official, "console").unwrap();
    let restrict = ContentRestricted {
        entry: voice.entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: madang_fixtures::in_days(30),
    };
    let store = &yard.portal.store;
    store.restrict(official.clone(), restrict).await.unwrap();
    let hidden = yard.portal.get(&address).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let page = yard.portal.get("/en/programmes/p/voices/1").await.text();
    assert!(!page.contains("Qzxjvkwy"), "{page}");

    let erase = ContentErased {
        entry: voice.entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official, erase).await.unwrap();
    let gone = yard.portal.get(&address).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let secret = b"Qzxjvkwy";
    assert_eq!(files_with(&folder, secret), 0);
    assert_eq!(files_with(yard.folder.path(), secret), 0, "of the accounts");
}

#[tokio::test]
async fn files_that_are_not_taken_are_named_and_nothing_typed_is_lost() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let before = yard.size().await;
    let long = [PDF, &vec![b' '; (8 << 20) + 1 - PDF.len()]].concat();
    let longer = [PDF, &vec![b' '; 10 << 20]].concat();
    let picture = jpeg();
    let page = b"<!doctype html><script>alert(1)</script>";
    let cases: [(&str, &[u8], &str); 11] = [
        ("leer.pdf", b"", "is empty"),
        ("long.pdf", &long, "more than 8 MB"),
        ("longer.pdf", &longer, "more than 8 MB"),
        ("page.png", page, "is no PDF"),
        (
            "a.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "is no PDF",
        ),
        ("a.docx", b"PK\x03\x04word", "is no PDF"),
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is no PDF"),
        (
            "both.pdf",
            b"<html><script>alert(1)</script>%PDF-1.7",
            "is no PDF",
        ),
        ("a.exe", b"MZ\x90\0\x03", "is no PDF"),
        ("cut.jpg", &picture[..20], "not a whole picture"),
        (
            "cut.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "not a whole picture",
        ),
    ];
    for (name, bytes, why) in cases {
        let fields = [("key", name), ("text", SAID), ("step", "send")];
        let files = [(name, bytes), ("good.pdf", PDF)];
        let (status, page) = with_files(&mut kim, &yard, &fields, &files).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(typed(&page), SAID, "{name}");
        let summary = all(&page, ".error-summary a");
        assert_eq!(summary.len(), 1, "{name}");
        assert_eq!(summary[0].attr("href"), Some("#files"));
        let said = words(summary[0]);
        assert!(said.contains(name) && said.contains(why), "{name}: {said}");
        assert_eq!(kept(&page).len(), 1, "the other one is kept");
        let shown = words(all(&page, "#files-kept")[0]);
        assert!(shown.contains("good.pdf (PDF, 1 KB)"), "{shown}");
        yard.wait(60 * super::MINUTE);
    }
    assert_eq!(yard.size().await, before);
    let whole = [PDF, &vec![b' '; (8 << 20) - PDF.len()]].concat();
    let files = [("whole.pdf", &whole[..])];
    let (status, _) = with_files(&mut kim, &yard, &[("text", SAID)], &files).await;
    assert_eq!(status, StatusCode::OK, "the longest there may be");
    let much = [PDF, &vec![b' '; 50 << 20]].concat();
    let answer = send(
        &mut kim,
        &yard,
        multipart(&[("text", SAID)], &[("m.pdf", &much[..])]),
    )
    .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn three_files_are_kept_from_page_to_page_and_can_be_left_out() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let four: Vec<(&str, &[u8])> = ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
        .into_iter()
        .map(|name| (name, PDF))
        .collect();
    let fields = [("key", "one"), ("text", SAID)];
    let (status, page) = with_files(&mut kim, &yard, &fields, &four).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let summary = words(all(&page, ".error-summary a")[0]);
    assert!(
        summary.contains("d.pdf") && summary.contains("no more than 3"),
        "{summary}"
    );
    let tokens = kept(&page);
    assert_eq!(tokens.len(), 3);
    // One is left out, another comes in its place.
    let mut fields = vec![
        ("key", "one"),
        ("text", SAID),
        ("dropped", tokens[1].as_str()),
    ];
    fields.extend(tokens.iter().map(|token| ("kept", token.as_str())));
    let (status, page) = with_files(&mut kim, &yard, &fields, &four[3..]).await;
    assert_eq!(status, StatusCode::OK);
    let now = kept(&page);
    assert_eq!(now.len(), 3);
    assert!(!now.contains(&tokens[1]));
    let text = words(all(&page, "main")[0]);
    assert!(text.contains("d.pdf") && !text.contains("b.pdf"), "{text}");
    // A browser says so that no file was chosen.
    let (status, page) = with_files(&mut kim, &yard, &[("text", SAID)], &[("", &b""[..])]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(kept(&page), [""; 0]);
    // What nobody kept, or somebody made up.
    for made_up in [tokens[1].as_str(), "x", &"A".repeat(43)] {
        let fields = [("text", SAID), ("kept", made_up), ("step", "send")];
        let answer = kim.post(&yard, SPEAK, &fields).await;
        let expected = match made_up {
            "x" => StatusCode::OK,
            _ => StatusCode::BAD_REQUEST,
        };
        assert_eq!(answer.status, expected, "{made_up}");
    }
}

#[tokio::test]
async fn a_broken_form_says_so_and_keeps_what_came_before() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let whole = multipart(&[("key", "one"), ("text", SAID)], &[("a.pdf", PDF)]);
    let broken = whole[..whole.len() - 30].to_vec();
    let answer = send(&mut kim, &yard, broken).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let page = Html::parse_document(&answer.text());
    assert_eq!(typed(&page), SAID);
    let said = words(all(&page, ".error-summary a")[0]);
    assert!(said.contains("did not arrive whole"), "{said}");
    for odd in [&b""[..], b"--edge--\r\n", b"nothing of a form"] {
        let answer = send(&mut kim, &yard, odd.to_vec()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let long = "가".repeat(90_000);
    let answer = send(&mut kim, &yard, multipart(&[("text", &long)], &[])).await;
    // Longer than a voice may be, and yet nothing that was typed is lost.
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(typed(&Html::parse_document(&answer.text())), long);
}

#[tokio::test]
async fn files_wait_for_whoever_has_to_sign_in_first_and_for_a_day() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.post(&yard, "/en/account/password", &[("new", super::PASSWORD)])
        .await;
    yard.wait(Lasting::PARTICIPANT.idle);
    let fields = [("key", "one"), ("text", SAID)];
    let body = multipart(&fields, &[("a.pdf", PDF)]);
    let answer = send(&mut kim, &yard, body).await;
    assert!(leads(&answer).starts_with("/en/account/sign-in?next="));
    let back = "/en/programmes/p/speak?returned=1";
    let fields = [
        ("address", KIM),
        ("password", super::PASSWORD),
        ("next", "/programmes/p/speak?returned=1"),
    ];
    let answer = kim.post(&yard, "/en/account/sign-in", &fields).await;
    assert_eq!(leads(&answer), back);
    let page = kim.get(&yard, back).await.text();
    check_page(back, &page);
    let page = Html::parse_document(&page);
    assert_eq!(typed(&page), SAID);
    let tokens = kept(&page);
    assert_eq!(tokens.len(), 1);
    let shown = words(all(&page, "#files-kept")[0]);
    assert!(shown.contains("a.pdf"), "{shown}");
    let fields = [
        ("key", "one"),
        ("text", SAID),
        ("kept", &tokens[0]),
        ("step", "send"),
    ];
    let answer = kim.post(&yard, SPEAK, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let voice = yard.portal.store.voice(LISTENING, "1").await.unwrap();
    assert_eq!(voice.unwrap().text.unwrap().files[0].name, "a.pdf");
}

#[tokio::test]
async fn sixty_files_an_hour_are_taken_from_one_network() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let three = [("a.pdf", PDF), ("b.pdf", PDF), ("c.pdf", PDF)];
    for _ in 0..20 {
        let (status, _) = with_files(&mut kim, &yard, &[("text", SAID)], &three).await;
        assert_eq!(status, StatusCode::OK);
    }
    let (status, page) = with_files(&mut kim, &yard, &[("text", SAID)], &three[..1]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let said = words(all(&page, ".error-summary a")[0]);
    assert!(said.contains("within an hour"), "{said}");
    assert_eq!(typed(&page), SAID);
    yard.wait(60 * super::MINUTE);
    let (status, _) = with_files(&mut kim, &yard, &[("text", SAID)], &three[..1]).await;
    assert_eq!(status, StatusCode::OK);
}
