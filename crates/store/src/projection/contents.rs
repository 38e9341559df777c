//! What becomes of contents after they were committed to. Every copy of one, in whatever table, follows it: a table says
//! which of its columns hold words, and nothing else is needed.

use std::collections::BTreeMap;

use madang_database::{Connection, Rows, values};
use madang_programme::State;
use madang_record::{EntryRef, VisibilityRef};
use madang_words::quoted;

use super::general::CONTENT;
use crate::error::StoreError;
use crate::kept::entry_bytes;
use crate::kept::tables::KEYS_OF_WORDS;
use crate::words::said;

/// What happened to a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Restricted,
    Released,
    Erased,
    /// Its seal was kept when those of its subject were broken.
    Kept,
}

impl Status {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Status::Restricted => "restricted",
            Status::Released => "released",
            Status::Erased => "erased",
            Status::Kept => "kept",
        }
    }

    /// The status that a table says.
    pub(crate) fn read(name: &str) -> Result<Status, StoreError> {
        let all = [
            Status::Restricted,
            Status::Released,
            Status::Erased,
            Status::Kept,
        ];
        let found = all.into_iter().find(|status| status.name() == name);
        found.ok_or_else(|| StoreError::damaged(said!("store-no-content", name = quoted(name))))
    }
}

/// What the public sees of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown<'e> {
    Open,
    Erased,
    Restricted,
    /// Still sealed, though the seals of its subject are broken.
    Kept,
    /// Sealed until an event about that subject.
    Sealed(&'e str),
}

/// What the public sees of a content now: of its entry's word, of what became of it, and of the seals that are broken. All
/// that shows one asks here. A seal holds whatever was restricted and released since.
pub(crate) fn shown<'e>(
    visibility: &VisibilityRef<'e>,
    became: Option<Status>,
    state: &State,
) -> Shown<'e> {
    match (became, visibility) {
        (Some(Status::Erased), _) => Shown::Erased,
        (Some(Status::Restricted), _) => Shown::Restricted,
        (Some(Status::Kept), _) => Shown::Kept,
        (_, VisibilityRef::Sealed { until }) if !state.is_unsealed(until) => Shown::Sealed(until),
        (None, VisibilityRef::Restricted { .. }) => Shown::Restricted,
        (Some(Status::Released), _)
        | (None, VisibilityRef::Public | VisibilityRef::Sealed { .. }) => Shown::Open,
    }
}

/// Whether the public may read a content of an entry now.
pub(crate) fn may_be_read(
    entry: &EntryRef<'_>,
    name: &str,
    became: Option<Status>,
    state: &State,
) -> bool {
    let mut committed = entry.bodies.iter();
    let committed = committed.find(|body| body.name == name);
    committed.is_some_and(|body| shown(&body.visibility, became, state) == Shown::Open)
}

/// Notes what became of a content; one that is erased goes with its salt, and with the idempotency keys that are made of it.
pub(crate) async fn note(
    connection: &mut Connection<'_>,
    by: u64,
    entry: u64,
    name: &str,
    status: Status,
) -> Result<(), StoreError> {
    if status == Status::Erased {
        let text = "DELETE FROM body WHERE entry = $1 AND name = $2";
        connection.execute(text, values![entry, name]).await?;
        let text = format!("DELETE FROM submission WHERE entry = $1 AND {KEYS_OF_WORDS}");
        connection.execute(&text, values![entry]).await?;
        // During a refill of the read tables it is gone long since.
        let text = "INSERT INTO trace (entry) SELECT CAST($1 AS BIGINT) \
                    WHERE CAST($2 AS BIGINT) >= (SELECT size FROM head WHERE id = 1) ON CONFLICT DO NOTHING";
        connection.execute(text, values![entry, by]).await?;
    }
    if matches!(status, Status::Restricted | Status::Released) {
        // A seal that was kept is not broken by what comes and goes around it.
        let text = "SELECT CAST(count(*) AS BIGINT) FROM content WHERE entry = $1 AND name = $2 AND status = $3";
        let kept = values![entry, name, Status::Kept.name()];
        if connection.number(text, kept).await? > 0 {
            return Ok(());
        }
    }
    let mut rows = Rows::new(&CONTENT);
    rows.push(values![entry, name, status.name(), by])?;
    Ok(rows.write(connection).await?)
}

/// An entry that is on record with its contents.
pub(crate) struct Readable {
    pub(crate) bytes: Vec<u8>,
    contents: BTreeMap<String, Vec<u8>>,
    /// What became of its contents.
    became: BTreeMap<String, Status>,
}

impl Readable {
    /// The contents that the public may read now.
    pub(crate) fn public(&self, entry: &EntryRef<'_>, state: &State) -> BTreeMap<&str, &[u8]> {
        let contents = self.contents.iter();
        contents
            .filter(|(name, _)| may_be_read(entry, name, self.became.get(*name).copied(), state))
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect()
    }
}

/// Reads an entry with its contents and what became of them.
pub(crate) async fn readable(
    connection: &mut Connection<'_>,
    entry: u64,
) -> Result<Readable, StoreError> {
    let bytes = entry_bytes(connection, entry, entry + 1).await?.pop();
    let mut readable = Readable {
        bytes: bytes.unwrap_or_default(),
        contents: BTreeMap::new(),
        became: BTreeMap::new(),
    };
    let text = "SELECT name, status FROM content WHERE entry = $1";
    for row in connection.rows(text, values![entry]).await? {
        let status = Status::read(&row.text(1)?)?;
        readable.became.insert(row.text(0)?, status);
    }
    let text = "SELECT name, content FROM body WHERE entry = $1";
    for row in connection.rows(text, values![entry]).await? {
        readable.contents.insert(row.text(0)?, row.bytes(1)?);
    }
    Ok(readable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_whatever_was_released() {
        let state = State::default();
        let until = "vote:p/v";
        let sealed = VisibilityRef::Sealed { until };
        let restricted = VisibilityRef::Restricted {
            roles: vec!["official"],
        };
        for (visibility, became, sees) in [
            (&sealed, None, Shown::Sealed(until)),
            (&sealed, Some(Status::Released), Shown::Sealed(until)),
            (&sealed, Some(Status::Restricted), Shown::Restricted),
            (&sealed, Some(Status::Erased), Shown::Erased),
            (&sealed, Some(Status::Kept), Shown::Kept),
            (&restricted, None, Shown::Restricted),
            (&restricted, Some(Status::Released), Shown::Open),
            (&restricted, Some(Status::Erased), Shown::Erased),
            (&VisibilityRef::Public, None, Shown::Open),
            (&VisibilityRef::Public, Some(Status::Released), Shown::Open),
            (
                &VisibilityRef::Public,
                Some(Status::Restricted),
                Shown::Restricted,
            ),
        ] {
            assert_eq!(shown(visibility, became, &state), sees, "{became:?}");
        }
    }

    #[test]
    fn a_status_is_read_as_it_is_written_and_nothing_else_is() {
        for status in [
            Status::Restricted,
            Status::Released,
            Status::Erased,
            Status::Kept,
        ] {
            assert_eq!(Status::read(status.name()).ok(), Some(status));
        }
        assert!(Status::read("shown").is_err());
    }
}
