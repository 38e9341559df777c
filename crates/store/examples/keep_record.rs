//! Makes a record to be kept, of kinds that few records have, from the kept database of 2026-11: its rules are adopted, a commitment
//! is put right, the operator says who they are, once and again, a programme of its own begins, and a database that is behind is
//! accepted. `crates/verify/tests/records/2026-11-operator/make.sh` runs it; the folder gets `data` and `keys`.
#![allow(clippy::unwrap_used, reason = "run by hand, by who can read the panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../tests/it/support.rs"]
mod support;

use std::fs;
use std::path::Path;

use madang_programme::commitments::{CommitmentCorrected, CommitmentRecorded, CommitmentText};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::log::{
    CONTACT, Licence, NameOperator, OperatorContact, OperatorNamed, RULES, RulesAdopted,
};
use madang_programme::programmes::{ProgrammeBegun, ProgrammeText};
use madang_programme::{Actor, Command};
use madang_record::SigningKey;
use madang_store::{OpenOptions, Store};
use madang_words::{Language, Text};
use serde_json::json;
use support::*;

/// The key that signs the kept database.
const SEED: u8 = 8;

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).expect("the folder to make");
    let folder = Path::new(&folder);
    let (data, keys) = (folder.join("data"), folder.join("keys"));
    fs::create_dir_all(&data).unwrap();
    fs::create_dir_all(&keys).unwrap();
    let database = data.join("madang.db");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/databases/2026-11/madang.db");
    fs::copy(kept, &database).unwrap();
    let key = SigningKey::from_seed(ORIGIN, [SEED; 32]).unwrap();
    fs::write(keys.join("log.key"), format!("{}\n", key.to_skey())).unwrap();

    let open = async |accept: Option<&str>| {
        let options = OpenOptions {
            url: format!("sqlite://{}", database.display()),
            origin: ORIGIN.to_owned(),
            signing_key: SigningKey::from_seed(ORIGIN, [SEED; 32]).unwrap(),
            guard: Some(data.join("checkpoint")),
            accept_older_database: accept.map(str::to_owned),
            accept_clock: None,
        };
        Store::open(options).await.unwrap()
    };
    let store = open(Some("A copy of the kept database")).await;
    adopted_and_put_right(&store).await;
    store.close().await;
    // Somebody puts yesterday's copy back, and a person accepts that.
    let copy = folder.join("copy.db");
    fs::copy(&database, &copy).unwrap();
    let store = open(None).await;
    own_programme(&store, "lost").await;
    store.close().await;
    fs::rename(&copy, &database).unwrap();
    let store = open(Some("The disk was restored from last night's copy")).await;
    own_programme(&store, "youth-2026").await;
    store.close().await;
}

async fn index(store: &Store, actor: Actor, command: Command) -> u64 {
    store.submit(by(actor, command)).await.unwrap().proof.index
}

async fn adopted_and_put_right(store: &Store) {
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    index(store, operator(), adopted).await;
    let stands = store.with_state(|state| state.commitment("KR0018").map(|one| one.stands()));
    let values = json!({"id": "KR0018", "country": "KR", "cycle": 2014, "number": "1.b", "start_date": "2014-07-01",
        "policy_areas": ["Public service delivery"], "url": "https://www.opengovpartnership.org/members/republic-of-korea/"});
    let values: CommitmentRecorded = serde_json::from_value(values).unwrap();
    let corrected = CommitmentCorrected {
        corrects: stands.await.unwrap().unwrap(),
        reason: text("The number in the plan was missing"),
        values,
    };
    let words = CommitmentText {
        title: Some(text("Customized services")),
        ..CommitmentText::default()
    };
    index(store, official(), Command::worded(corrected, words)).await;

    let first = index(store, operator(), office(None, "02-1234-5678")).await;
    index(store, operator(), office(Some(first), "02-8765-4321")).await;
    let erased = ContentErased {
        entry: first,
        name: CONTACT.to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official(), erased).await.unwrap();
}

fn office(replaces: Option<u64>, phone: &str) -> Command {
    let facts = OperatorNamed {
        replaces,
        name: Text(
            [
                (Language::Ko, "열린정부과".to_owned()),
                (Language::En, "Open Government Division".to_owned()),
            ]
            .into(),
        ),
        official: Some(text("An official site")),
        posts: [(
            "innovation-division".to_owned(),
            text("Innovation Division"),
        )]
        .into(),
        contact: Some("https://example.go.kr/contact".to_owned()),
        privacy: Some("https://example.go.kr/privacy".to_owned()),
        accessibility: Some("https://example.go.kr/accessibility".to_owned()),
        licence: Some(Licence {
            name: text("KOGL Type 1"),
            url: Some("https://www.kogl.or.kr/info/license.do".to_owned()),
        }),
        source: Some("https://example.go.kr/madang".to_owned()),
        key_published: Some("https://example.go.kr/gazette".to_owned()),
    };
    let contact = OperatorContact {
        email: Some("open@example.go.kr".to_owned()),
        phone: Some(phone.to_owned()),
        security: Some("https://example.go.kr/security".to_owned()),
    };
    NameOperator {
        facts,
        contact: Some(contact),
    }
    .into()
}

async fn own_programme(store: &Store, id: &str) {
    let begun =
        json!({"id": id, "currency": "KRW", "target": 3, "zone": "Asia/Seoul", "example": true});
    let begun: ProgrammeBegun = serde_json::from_value(begun).unwrap();
    let words = ProgrammeText {
        title: text("Services for the young"),
        summary: text("A programme of its own, under no commitment."),
    };
    index(store, official(), Command::worded(begun, words)).await;
}
