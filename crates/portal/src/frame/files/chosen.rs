//! The files that somebody chose and has not sent yet: what a form carries of them, and what becomes of them when it is sent.

use madang_accounts::{AccountsError, Token};
use madang_programme::voices::{FileType, MOST_FILE, MOST_FILES, VoiceFile};
use madang_record::{Hash, Salt, body_hash};
use madang_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::frame::form::Field;
use crate::frame::query::Query;

/// The files that somebody chooses.
pub const FILES: Field = Field {
    name: "files",
    label: "form-files",
};

/// What opens each file that is kept.
pub const KEPT: Field = Field::for_programs("kept");

/// Which of them are not to be sent.
pub(super) const DROPPED: Field = Field::for_programs("dropped");

/// Why a file was not taken, and what it is called.
pub(super) const REFUSED: Field = Field::for_programs("refused");

/// So many files that were not taken are told of.
const MOST_REFUSED: usize = 20;

/// What a token seals.
const ABOUT: &str = "madang file about v1";
pub(super) const BYTES: &str = "madang file bytes v1";
const SALT: &str = "madang file salt v1";

/// Why a file is not taken: as the form carries it, and the key of what is said.
const WHY: [(&str, &str); 9] = [
    ("empty", "form-file-empty"),
    ("long", "form-file-long"),
    ("type", "form-file-type"),
    ("damaged", "form-file-damaged"),
    ("many", "form-file-many"),
    ("often", "form-file-often"),
    ("room", "form-file-room"),
    ("broken", "form-file-broken"),
    ("gone", "form-file-gone"),
];

/// What is known of a file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileType,
    /// How many bytes it has.
    pub bytes: u64,
    /// The form that it was sent with, by its key, and what it hashes to there: its bytes are with the record since.
    pub(super) sent: Option<(String, Hash)>,
}

/// A file that somebody chose and has not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// What opens it.
    pub token: Token,
    /// What is known of it.
    pub about: About,
}

impl Chosen {
    fn place(token: &Token, part: &str) -> String {
        format!("{}-{part}", token.name())
    }

    fn about(token: &Token) -> String {
        Chosen::place(token, "a")
    }

    pub(super) fn bytes(token: &Token) -> String {
        Chosen::place(token, "b")
    }
}

/// Keeps what is known of a file; gives whether there was room.
pub(super) async fn keep_about(
    store: &Store,
    token: &Token,
    about: &About,
) -> Result<Result<bool, StoreError>, AccountsError> {
    let plain = serde_json::to_vec(about).unwrap_or_default();
    let sealed = token.seal(ABOUT, &plain)?;
    Ok(store.keep_waiting(Chosen::about(token), sealed).await)
}

/// Reads which files a form carries. What was wrong with others is noted at the field; those that are not to be sent are gone.
///
/// # Errors
/// What the system says.
pub async fn chosen(store: &Store, query: &mut Query) -> Result<Vec<Chosen>, StoreError> {
    let refused: Vec<String> = query.all(REFUSED.name).map(str::to_owned).collect();
    for refused in refused.iter().take(MOST_REFUSED) {
        let (why, name) = refused.split_once(':').unwrap_or((refused, ""));
        if let Some((_, key)) = WHY.iter().find(|(known, _)| *known == why) {
            refuse(query, key, name);
        }
    }
    let dropped = query.ticked(DROPPED);
    let mut chosen: Vec<Chosen> = Vec::new();
    for text in query.ticked(KEPT).into_iter().take(2 * MOST_FILES) {
        let Some(token) = Token::parse(&text) else {
            continue;
        };
        if dropped.contains(&text) {
            store.wait_no_more(Chosen::bytes(&token)).await?;
            store.wait_no_more(Chosen::about(&token)).await?;
            continue;
        }
        let sealed = store.waiting(Chosen::about(&token)).await?;
        let about = sealed.and_then(|sealed| token.open(ABOUT, &sealed));
        let about = about.and_then(|about| serde_json::from_slice(&about).ok());
        match about {
            Some(about) if chosen.len() < MOST_FILES => chosen.push(Chosen { token, about }),
            Some(About { name, .. }) => refuse(query, "form-file-many", &name),
            None => refuse(query, "form-file-gone", ""),
        }
    }
    Ok(chosen)
}

fn refuse(query: &mut Query, key: &'static str, name: &str) {
    let most = match key {
        "form-file-long" => MOST_FILE >> 20,
        _ => MOST_FILES,
    };
    let name = madang_words::as_seen(name).replace('\n', " ");
    query.refuse(FILES, key, &name, most.to_string());
}

/// Puts the files of a form beside the record, before the entry that speaks of them. The same form gives the same files however
/// often it is sent. `None` where one waits no more.
///
/// # Errors
/// What the system says: a disk that is full.
pub async fn attached(
    store: &Store,
    chosen: &[Chosen],
    key: &str,
) -> Result<Option<Vec<VoiceFile>>, StoreError> {
    let mut files = Vec::new();
    for Chosen { token, about } in chosen {
        let salt = Salt::from_bytes(token.derived(&format!("{SALT}\n{key}")));
        let sent = about.sent.as_ref().filter(|(of, _)| of == key);
        let hash = match sent {
            Some((_, hash)) => {
                let there = store.attachment_bytes(*hash).await?;
                there.map(|_| *hash)
            }
            None => {
                let sealed = store.waiting(Chosen::bytes(token)).await?;
                match sealed.and_then(|sealed| token.open(BYTES, &sealed)) {
                    Some(bytes) => {
                        let hash = body_hash(&salt, &bytes);
                        store.keep_attachment(hash, bytes).await?;
                        Some(hash)
                    }
                    None => None,
                }
            }
        };
        let Some(hash) = hash else {
            return Ok(None);
        };
        files.push(VoiceFile {
            name: about.name.clone(),
            kind: about.kind,
            bytes: about.bytes,
            salt,
            hash,
        });
    }
    Ok(Some(files))
}

/// Notes that the files of a form are on record: what waited is gone, but for what is needed to answer whoever sends it again.
pub async fn sent(store: &Store, chosen: &[Chosen], files: &[VoiceFile], key: &str) {
    for (Chosen { token, about }, file) in chosen.iter().zip(files) {
        let about = About {
            sent: Some((key.to_owned(), file.hash)),
            ..about.clone()
        };
        let noted = keep_about(store, token, &about).await;
        let removed = store.wait_no_more(Chosen::bytes(token)).await;
        if !matches!((&noted, &removed), (Ok(Ok(true)), Ok(()))) {
            tracing::warn!("what waited of a file that was sent stays for a day at most");
        }
    }
}
