//! *Find my vote*: receipts and numbers, and what the page answers.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::Programme;
use madang_programme::content::{ContentErased, Ground};
use madang_record::hash::node_hash;
use madang_record::note::SigningKey;
use madang_record::{Checkpoint, Receipt, leaf_hash};
use scraper::Html;

use crate::common::{self, Answer, FINISHED, OPEN, Portal, VOTE, count, submit};
use crate::sight::{all, check_page, page, words};

/// The form's fields as a browser sends them.
fn form(receipt: &[u8], file: &[u8]) -> Request<Body> {
    let mut body = Vec::new();
    let parts: [(&str, &[u8]); 2] = [
        ("name=\"receipt\"\r\n", receipt),
        (
            "name=\"file\"; filename=\"receipt.json\"\r\nContent-Type: application/json\r\n",
            file,
        ),
    ];
    for (head, content) in parts {
        body.extend_from_slice(b"--frontier\r\nContent-Disposition: form-data; ");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--frontier--\r\n");
    Request::post("/en/record/find")
        .header("content-type", "multipart/form-data; boundary=frontier")
        .body(Body::from(body))
        .expect("a request")
}

/// The same as a form without a file is sent.
fn typed(receipt: &str) -> Request<Body> {
    let escaped = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    let receipt: String = receipt.bytes().map(escaped).collect();
    Request::post("/en/record/find")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("other=x&receipt={receipt}")))
        .expect("a request")
}

/// The page that answers, with what holds for every page.
fn answered(answer: &Answer, status: StatusCode) -> Html {
    assert_eq!(answer.status, status, "{}", answer.text());
    check_page("/en/record/find", &answer.text());
    Html::parse_document(&answer.text())
}

/// The verdict's badge and sentence.
fn verdict(document: &Html) -> (String, String) {
    let text = |selector| words(all(document, selector)[0]);
    (text(".verdict .badge"), text(".verdict .lead"))
}

/// The ballots of a programme, oldest first.
async fn cast(portal: &Portal, programme: &str) -> Vec<u64> {
    let found = portal.store.latest_entries(None, 1000, Some(programme));
    let mut entries = found.await.expect("the store answers").items;
    entries.retain(|entry| entry.kind == "ballot.cast/1");
    entries.iter().rev().map(|entry| entry.index).collect()
}

async fn by_number(portal: &Portal, entry: u64) -> (String, String) {
    let document = page(portal, &format!("/en/record/find?entry={entry}")).await;
    verdict(&document)
}

async fn receipt(portal: &Portal, entry: u64) -> String {
    let receipt = portal
        .store
        .receipt(entry)
        .await
        .expect("the store answers");
    receipt
        .expect("the entry is there")
        .to_json()
        .expect("a receipt")
}

#[tokio::test]
async fn every_fate_of_a_ballot_is_answered() {
    let portal = common::example().await;
    let counted = cast(&portal, FINISHED).await;
    let (first, ordinary) = (counted[0], counted[1]);
    let [again, _, empty] = counted[counted.len() - 3..] else {
        panic!("three ballots are special");
    };
    assert_eq!(by_number(&portal, ordinary).await.0, "Counted");
    let (word, sentence) = by_number(&portal, first).await;
    assert_eq!(word, "Replaced");
    assert!(sentence.contains(&format!("entry {again}")), "{sentence}");
    assert_eq!(by_number(&portal, again).await.0, "Counted");
    let (word, sentence) = by_number(&portal, empty).await;
    assert_eq!(word, "Not counted");
    assert!(sentence.contains("names no proposal"), "{sentence}");
    // The open vote: under seal, then one is taken out, then the vote is called off.
    let sealed = cast(&portal, OPEN).await;
    assert_eq!(by_number(&portal, sealed[0]).await.0, "Under seal");
    let taken_out = Programme(OPEN).exclude(VOTE, sealed[1], Ground::Order);
    submit(&portal.store, vec![taken_out]).await;
    count(&portal.store, OPEN).await;
    let (word, sentence) = by_number(&portal, sealed[1]).await;
    assert_eq!(word, "Not counted");
    assert!(sentence.contains("taken out of the vote"), "{sentence}");
    assert_eq!(by_number(&portal, sealed[0]).await.0, "Counted");

    let other = common::example().await;
    let sealed = cast(&other, OPEN).await;
    let cancelled = Programme(OPEN).cancel(VOTE, "The roll was wrong.");
    submit(&other.store, vec![cancelled]).await;
    let (word, sentence) = by_number(&other, sealed[0]).await;
    assert_eq!(word, "Not counted");
    assert!(sentence.contains("called off"), "{sentence}");
}

#[tokio::test]
async fn between_opening_and_selection_nothing_was_counted_yet() {
    let portal = common::example().await;
    let sealed = cast(&portal, OPEN).await;
    let programme = Programme(OPEN);
    submit(&portal.store, vec![programme.close(VOTE)]).await;
    submit(&portal.store, vec![programme.open_ballots(VOTE, None)]).await;
    let (word, sentence) = by_number(&portal, sealed[0]).await;
    assert_eq!(word, "Will count");
    assert!(sentence.contains("not published yet"), "{sentence}");
}

#[tokio::test]
async fn a_ballot_that_was_hidden_since_is_answered_by_its_receipt() {
    let portal = common::example().await;
    let counted = cast(&portal, FINISHED).await[1];
    let own = receipt(&portal, counted).await;
    let by = portal.store.size().await.unwrap();
    let erased = ContentErased {
        entry: counted,
        name: "ballot".to_owned(),
        ground: Ground::ErasureRequest,
    };
    let official = common::actor(madang_programme::Role::Official);
    portal.store.erase(official, erased).await.expect("erased");
    let (word, sentence) = by_number(&portal, counted).await;
    assert_eq!(word, "Unknown");
    assert!(sentence.contains("Its receipt"), "{sentence}");
    let answer = portal.request(form(own.as_bytes(), b"")).await;
    let document = answered(&answer, StatusCode::OK);
    assert_eq!(verdict(&document).0, "Counted");
    let told = words(all(&document, ".verdict")[0]);
    for word in ["was erased since", "the person’s request", &by.to_string()] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

/// The entry of a ballot tells the hour; no page says that it was cast before its vote opened.
#[tokio::test]
async fn a_ballot_was_cast_within_its_span_and_not_before_the_opening() {
    let portal = common::example().await;
    let counted = cast(&portal, FINISHED).await[1];
    let programme = portal.store.programme(FINISHED).await.unwrap().unwrap();
    let vote = programme
        .votes
        .into_iter()
        .find(|vote| vote.facts.id == VOTE);
    let vote = vote.expect("the vote");
    let (opened, closed) = (vote.opened.at, vote.closed.unwrap().at);
    for path in [
        format!("/en/record/find?entry={counted}"),
        format!("/en/record/entries/{counted}"),
    ] {
        let document = page(&portal, &path).await;
        let times = all(&document, "main dl.facts time");
        let times: Vec<&str> = times
            .iter()
            .filter_map(|time| time.attr("datetime"))
            .collect();
        assert!(
            times.len() >= 2 && times.len().is_multiple_of(2),
            "{path}: {times:?}"
        );
        for span in times.chunks(2) {
            assert_eq!(span[0], opened, "{path}");
            assert!(
                span[1] <= closed.as_str() && span[0] < span[1],
                "{path}: {times:?}"
            );
        }
        let main = words(all(&document, "main")[0]);
        assert!(main.contains("in spans of 60 minutes only"), "{main}");
    }
}

#[tokio::test]
async fn a_receipt_is_pasted_or_uploaded_and_shows_its_own_choices() {
    let portal = common::example().await;
    let sealed = cast(&portal, OPEN).await[0];
    let text = receipt(&portal, sealed).await;
    for request in [
        form(text.as_bytes(), b""),
        form(b"", text.as_bytes()),
        form(format!("\u{feff}\n {text}\n").as_bytes(), b""),
        typed(&text),
    ] {
        let answer = portal.request(request).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        let document = answered(&answer, StatusCode::OK);
        assert_eq!(verdict(&document).0, "Under seal");
        let main = words(all(&document, "main")[0]);
        assert!(
            main.contains("Zielony skwer"),
            "the receipt's own choice: {main}"
        );
    }
    // Nobody else sees it.
    let document = page(&portal, &format!("/en/record/find?entry={sealed}")).await;
    assert!(!words(all(&document, "main")[0]).contains("Zielony skwer"));
    // A number that was put into the field for the receipt is one all the same.
    let number = form(sealed.to_string().as_bytes(), b"");
    let document = answered(&portal.request(number).await, StatusCode::OK);
    assert_eq!(verdict(&document).0, "Under seal");
    // Receipts of other entries stand as well.
    let text = receipt(&portal, 0).await;
    let document = answered(
        &portal.request(form(text.as_bytes(), b"")).await,
        StatusCode::OK,
    );
    assert_eq!(verdict(&document).0, "On record");
}

#[tokio::test]
async fn what_is_no_receipt_of_this_record_is_said_beside_its_field() {
    let portal = common::example().await;
    let counted = cast(&portal, FINISHED).await[1];
    let own = receipt(&portal, counted).await;
    let altered = own.replacen("choices\":[\"", "choices\":[\"9", 1);
    assert_ne!(own, altered);
    let other = own.replace("test.example/log", "other.example/log");
    let long = vec![b'x'; 61 * 1024];
    let longer = vec![b'x'; 300 * 1024];
    let far_longer = vec![b'x'; 5 << 20];
    let cases: [(&[u8], &[u8], &str, &str); 11] = [
        (b"", b"", "receipt", "Paste a receipt"),
        (b" \n", b"", "receipt", "Paste a receipt"),
        (b"hello", b"", "receipt", "cannot be read as a receipt"),
        (b"", b"{\"v\":1}", "file", "cannot be read as a receipt"),
        (b"", b"\xff\xfe{", "file", "cannot be read as a receipt"),
        (b"[[[[[[[[", b"", "receipt", "cannot be read as a receipt"),
        (own.as_bytes(), own.as_bytes(), "file", "keep one of them"),
        (altered.as_bytes(), b"", "receipt", "do not fit together"),
        (
            other.as_bytes(),
            b"",
            "receipt",
            "receipt of another log: of “other.example/log”",
        ),
        (&long, b"", "receipt", "too long"),
        (b"", &longer, "receipt", "too long"),
    ];
    for (pasted, file, field, said) in cases {
        let answer = portal.request(form(pasted, file)).await;
        let document = answered(&answer, StatusCode::BAD_REQUEST);
        let link = all(&document, ".error-summary a")[0];
        assert_eq!(
            link.attr("href"),
            Some(format!("#{field}").as_str()),
            "{said}"
        );
        assert!(words(link).contains(said), "{}", words(link));
        assert_eq!(
            all(&document, &format!("#{field}[aria-invalid]")).len(),
            1,
            "{said}"
        );
    }
    for broken in ["text/plain", "multipart/form-data", "application/json"] {
        let request = Request::post("/en/record/find").header("content-type", broken);
        let answer = portal.request(request.body(Body::from("x")).unwrap()).await;
        answered(&answer, StatusCode::BAD_REQUEST);
    }
    // A browser says beforehand how much it sends.
    let request = Request::post("/en/record/find")
        .header("content-length", far_longer.len())
        .body(Body::from(far_longer))
        .unwrap();
    let answer = portal.request(request).await;
    let document = answered(&answer, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(words(all(&document, "h1")[0]).contains("too large"));
    let size = portal.store.size().await.unwrap();
    for number in [size.to_string(), "-1".into(), "x".into(), "9".repeat(40)] {
        let answer = portal.get(&format!("/en/record/find?entry={number}")).await;
        let document = answered(&answer, StatusCode::BAD_REQUEST);
        let said = words(all(&document, ".error-summary a")[0]);
        assert!(said.contains(&format!("0–{}", size - 1)), "{said}");
    }
}

/// What was signed and is not there is no mistake of who asks.
#[tokio::test]
async fn a_receipt_that_the_record_does_not_keep_raises_an_alarm() {
    let (long, short) = (common::example().await, common::empty().await);
    let last = long.store.size().await.unwrap() - 1;
    for (entry, said) in [(last, "is gone"), (0, "was changed")] {
        // Both have one key: what the longer one signed, the shorter one must hold.
        let text = receipt(&long, entry).await;
        let answer = short.request(form(text.as_bytes(), b"")).await;
        let document = answered(&answer, StatusCode::OK);
        let (word, sentence) = verdict(&document);
        assert_eq!(word, "The record differs from the receipt");
        assert!(sentence.contains(said), "{sentence}");
    }
}

/// The answer to a receipt of this log that the record does not keep.
async fn alarmed(portal: &Portal, receipt: &Receipt) -> String {
    let text = receipt.to_json().expect("a receipt");
    let answer = portal.request(form(text.as_bytes(), b"")).await;
    let (word, sentence) = verdict(&answered(&answer, StatusCode::OK));
    assert_eq!(word, "The record differs from the receipt");
    sentence
}

/// Damage to a receipt's entry takes nothing from the checkpoint beside it.
#[tokio::test]
async fn an_altered_receipt_shows_by_its_checkpoint_that_the_record_was_changed_or_cut_back() {
    let (one, other) = (common::example().await, common::example().await);
    let short = common::empty().await;
    let sealed = cast(&one, OPEN).await[0];
    let mut altered = Receipt::from_json(&receipt(&one, sealed).await).expect("a receipt");
    altered.entry = altered.entry.replacen("ballot", "ballut", 1);
    for record in [&other, &short] {
        let said = alarmed(record, &altered).await;
        assert!(said.contains("is whole"), "{said}");
    }
    // Where the record keeps what was signed, only the receipt is at fault.
    let text = altered.to_json().expect("a receipt");
    let answer = one.request(form(text.as_bytes(), b"")).await;
    let document = answered(&answer, StatusCode::BAD_REQUEST);
    assert!(words(all(&document, ".error-summary a")[0]).contains("do not fit together"));
}

#[tokio::test]
async fn a_receipt_whose_entry_stands_shows_that_others_were_changed() {
    let portal = common::example().await;
    let mut receipt = Receipt::from_json(&receipt(&portal, 0).await).expect("a receipt");
    // What the log signed once: its first entry, and another behind it than there is now.
    let behind = leaf_hash(b"another entry");
    let checkpoint = Checkpoint {
        origin: "test.example/log".to_owned(),
        size: 2,
        root: node_hash(&leaf_hash(receipt.entry.as_bytes()), &behind),
    };
    let key = SigningKey::from_seed("test.example/log", [7; 32]).expect("a key");
    receipt.proof.hashes = vec![behind];
    receipt.proof.checkpoint = checkpoint.sign(&key).expect("signed");
    let said = alarmed(&portal, &receipt).await;
    assert!(
        said.contains("2 entries") && said.contains("Entry 0 stands"),
        "{said}"
    );
}

#[tokio::test]
async fn the_page_of_a_ballot_says_first_what_became_of_it() {
    let portal = common::example().await;
    let counted = cast(&portal, FINISHED).await[1];
    let document = page(&portal, &format!("/ko/record/entries/{counted}")).await;
    let heading = words(all(&document, "main h2")[0]);
    assert_eq!(heading, "이 표는 어떻게 되었나요");
    let titled = all(&document, "main dd a[href*='/proposals/']");
    assert!(!titled.is_empty(), "its choices are named");
    let main = words(all(&document, "main")[0]);
    assert!(
        main.contains("투표: 항목") && !main.contains(" vote: "),
        "{main}"
    );
}
