//! Files that come with voices: beside the record for as long as their words are there, and gone with them.

use std::path::{Path, PathBuf};

use madang_fixtures::INSTITUTION;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::voices::{Channel, FileType, VoiceFile};
use madang_programme::{Actor, Role};
use madang_record::{Salt, body_hash};
use madang_store::{Attachment, Store, Submission};
use madang_words::{Language, Text};

use crate::support::*;

on_both_databases!(
    files_are_there_for_as_long_as_the_words_are,
    what_was_erased_before_an_interruption_goes_at_the_next_start,
    a_folder_is_of_one_record,
    own_words_go_with_their_files,
);

/// Stands in no other file.
const SECRET: &str = "Qzxjvkwy 뷁쉟뿳";

fn bytes(of: u8) -> Vec<u8> {
    format!("%PDF-1.7\n{SECRET} {of}\n%%EOF\n").into_bytes()
}

fn file(of: u8) -> VoiceFile {
    let (salt, bytes) = (Salt::from_bytes([of; 32]), bytes(of));
    VoiceFile {
        name: format!("{SECRET} {of}.pdf"),
        kind: FileType::Pdf,
        bytes: bytes.len() as u64,
        salt,
        hash: body_hash(&salt, &bytes),
    }
}

fn folder(fixture: &Fixture) -> PathBuf {
    fixture.dir.path().join("attachments")
}

async fn listening(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    let mut all = programme(0);
    all.push(by(official(), P.institution(INSTITUTION, "Interior")));
    store.submit_all(all).await.unwrap();
    let kept = store.keep_attachments_in(&folder(fixture)).await;
    kept.unwrap();
    store
}

fn said(author: Actor, files: &[u8]) -> Submission {
    let mut facts = P.said("");
    if author.role == Role::Participant {
        facts.channel = Channel::Portal;
    }
    let files = files.iter().map(|of| file(*of)).collect();
    let text = Text::new(Language::Ko, "버스가 안 와요");
    by(author, P.receive_with(facts, text, files))
}

async fn attach(store: &Store, files: &[u8]) -> u64 {
    for of in files {
        let kept = store.keep_attachment(file(*of).hash, bytes(*of)).await;
        kept.unwrap();
    }
    let said = store.submit(said(official(), files)).await;
    said.unwrap().proof.index
}

/// The files in a folder, at whatever depth, in which a trace stands.
fn files_with(folder: &Path, trace: &str) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += files_with(&path, trace);
        } else if let Ok(bytes) = std::fs::read(&path) {
            found += usize::from(memchr::memmem::find(&bytes, trace.as_bytes()).is_some());
        }
    }
    found
}

fn erased(entry: u64) -> ContentErased {
    ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    }
}

async fn is_there(store: &Store, entry: u64, of: u8) -> Attachment {
    store.attachment(entry, file(of).hash).await.unwrap()
}

async fn files_are_there_for_as_long_as_the_words_are(fixture: Fixture) {
    let store = listening(&fixture).await;
    let first = attach(&store, &[1, 2]).await;
    let second = attach(&store, &[3]).await;
    let found = |of| Attachment::Found(file(of), bytes(of));
    for (entry, of) in [(first, 1), (first, 2), (second, 3)] {
        assert_eq!(is_there(&store, entry, of).await, found(of));
    }
    for (entry, of) in [(first, 3), (second, 1), (0, 1), (1, 1), (999, 1)] {
        assert_eq!(is_there(&store, entry, of).await, Attachment::None);
    }
    let published = store.attachments(0).await.unwrap();
    let all = [(first, file(1)), (first, file(2)), (second, file(3))];
    assert_eq!(published, all);
    let voice = store.voice(PROGRAMME, "1").await.unwrap().unwrap();
    assert_eq!(voice.text.unwrap().files, [file(1), file(2)]);

    let restrict = ContentRestricted {
        entry: first,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: madang_fixtures::in_days(30),
    };
    store.restrict(official(), restrict).await.unwrap();
    assert_eq!(is_there(&store, first, 1).await, Attachment::None);
    assert_eq!(store.attachments(0).await.unwrap(), [(second, file(3))]);
    let release = ContentReleased {
        entry: first,
        name: "text".to_owned(),
    };
    store.release(official(), release).await.unwrap();
    assert_eq!(is_there(&store, first, 1).await, found(1));

    // What lies there is not what the words speak of.
    let (other, hash) = (bytes(9), file(2).hash);
    store.keep_attachment(hash, other).await.unwrap();
    assert_eq!(
        is_there(&store, first, 2).await,
        Attachment::Missing(file(2))
    );
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);

    store.erase(official(), erased(first)).await.unwrap();
    for of in [1, 2] {
        assert_eq!(is_there(&store, first, of).await, Attachment::None);
        let left = store.attachment_bytes(file(of).hash).await.unwrap();
        assert_eq!(left, None);
    }
    assert_eq!(is_there(&store, second, 3).await, found(3));
    let dump = store.dump_read_tables().await.unwrap();
    let hash = file(3).hash.to_hex();
    assert!(dump.contains(&hash), "{dump}");
    store.erase(official(), erased(second)).await.unwrap();
    let dump = store.dump_read_tables().await.unwrap();
    for trace in ["버스", SECRET, &hash, &file(1).hash.to_hex()] {
        assert!(!dump.contains(trace), "{trace} is still in {dump}");
    }
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    assert_eq!(files_with(&folder(&fixture), SECRET), 0);
    store.close().await;
    let in_files = files_with(fixture.dir.path(), "Qzxjvkwy");
    assert_eq!(in_files, 0, "the names went with the words");
}

async fn what_was_erased_before_an_interruption_goes_at_the_next_start(fixture: Fixture) {
    let store = listening(&fixture).await;
    let entry = attach(&store, &[1]).await;
    store.close().await;
    // One that knows of no folder erases the words, as one would that is killed right after.
    let store = fixture.open().await;
    store.erase(official(), erased(entry)).await.unwrap();
    store.close().await;
    assert_eq!(files_with(&folder(&fixture), SECRET), 1);
    let store = fixture.open().await;
    let kept = store.keep_attachments_in(&folder(&fixture)).await;
    kept.unwrap();
    for _ in 0..200 {
        if files_with(&folder(&fixture), SECRET) == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the file is still there");
}

async fn a_folder_is_of_one_record(fixture: Fixture) {
    let store = listening(&fixture).await;
    assert!(store.takes_attachments());
    let owner = folder(&fixture).join("record");
    std::fs::write(&owner, "another.example/log\n").unwrap();
    store.close().await;
    let store = fixture.open().await;
    let refused = store.keep_attachments_in(&folder(&fixture)).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("of another record"), "{refused}");
    assert!(!store.takes_attachments());
    let nowhere = store.keep_attachment(file(1).hash, bytes(1)).await;
    assert!(nowhere.is_err());
}

async fn own_words_go_with_their_files(fixture: Fixture) {
    let store = listening(&fixture).await;
    let author = Actor::new(Role::Participant, &format!("{:032x}", 7)).unwrap();
    let kept = store.keep_attachment(file(1).hash, bytes(1)).await;
    kept.unwrap();
    store.submit(said(author.clone(), &[1])).await.unwrap();
    let other = attach(&store, &[2]).await;
    let gone = store.erase_own(&[author]).await.unwrap();
    assert_eq!(gone.number, 1);
    assert_eq!(store.attachment_bytes(file(1).hash).await.unwrap(), None);
    assert_eq!(
        is_there(&store, other, 2).await,
        Attachment::Found(file(2), bytes(2))
    );
}
