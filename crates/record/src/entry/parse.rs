//! Reads an entry in one pass over its bytes, borrowing everything.

use super::{
    BodyCommitmentRef, EntryError, EntryRef, MAX_ENTRY_BYTES, ReferenceRef, VisibilityRef,
};
use crate::hash::Hash;
use crate::json::{Scanner, Text, check_canonical, excerpt};
use crate::time;

impl<'a> EntryRef<'a> {
    /// Reads an entry from its canonical bytes without copying; the checks are those of
    /// [`Entry::from_bytes`](super::Entry::from_bytes).
    ///
    /// # Errors
    /// As [`Entry::from_bytes`](super::Entry::from_bytes).
    pub fn parse(bytes: &'a [u8]) -> Result<Self, EntryError> {
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(EntryError::TooLong {
                length: bytes.len(),
            });
        }
        Reader {
            scanner: Scanner::new(bytes)?,
            bytes,
        }
        .entry()
    }
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    bytes: &'a [u8],
}

/// The members and the order are fixed, so the sorted order of keys and the absence of others and of duplicates
/// follow from matching these literals one after the other; what lies between is checked by the scanner.
impl<'a> Reader<'a> {
    fn entry(mut self) -> Result<EntryRef<'a>, EntryError> {
        self.expect(b"{\"actor\":", "the member \"actor\"")?;
        let actor = self.token("actor", 128)?;
        self.expect(b",\"at\":", "the member \"at\"")?;
        let at = self.plain_text("at")?;
        if time::parse_at(at).is_none() {
            let problem =
                "a time is written like 2026-11-23T06:54:00.123Z, in UTC with milliseconds";
            return field("at", problem, at);
        }
        let bodies = if self.scanner.take(b",\"bodies\":") {
            self.bodies()?
        } else {
            Vec::new()
        };
        self.expect(b",\"facts\":{", "the member \"facts\", an object")?;
        let facts = self.facts()?;
        self.expect(b",\"id\":", "the member \"id\"")?;
        let id = self.plain_text("id")?;
        if !time::is_entry_id(id) {
            return field(
                "id",
                "an identifier is a UUIDv7, or a UUIDv4 where it tells no time, in lower case with hyphens",
                id,
            );
        }
        self.expect(b",\"kind\":", "the member \"kind\"")?;
        let kind = self.plain_text("kind")?;
        if !is_kind(kind) {
            let problem = "a kind is lower-case words joined by dots, a slash and the version of its schema, \
                           like minutes.published/1, at most 64 bytes";
            return field("kind", problem, kind);
        }
        let refs = if self.scanner.take(b",\"refs\":") {
            self.references()?
        } else {
            Vec::new()
        };
        self.expect(b",\"space\":", "the member \"space\"")?;
        let space = if self.scanner.take(b"\"\"") {
            ""
        } else {
            self.token("space", 128)?
        };
        self.expect(b",\"subject\":", "the member \"subject\"")?;
        let subject = self.token("subject", 256)?;
        self.expect(
            b",\"v\":1}",
            "the member \"v\" with the number 1, and the end of the entry",
        )?;
        self.scanner.finish()?;
        Ok(EntryRef {
            kind,
            id,
            at,
            actor,
            space,
            subject,
            refs,
            facts,
            bodies,
        })
    }

    /// Steps over fixed bytes; if they are not there, says why in the most helpful way.
    #[inline]
    fn expect<const N: usize>(
        &mut self,
        literal: &[u8; N],
        expected: &'static str,
    ) -> Result<(), EntryError> {
        if self.scanner.take(literal) {
            Ok(())
        } else {
            self.not_there(expected)
        }
    }

    #[cold]
    fn not_there(&self, expected: &'static str) -> Result<(), EntryError> {
        check_canonical(self.bytes)?;
        Err(EntryError::Layout {
            offset: self.scanner.position(),
            expected,
        })
    }

    fn text(&mut self) -> Result<Text<'a>, EntryError> {
        Ok(self.scanner.text()?)
    }

    /// Text whose form leaves no room for escapes.
    fn plain_text(&mut self, name: &str) -> Result<&'a str, EntryError> {
        let text = self.text()?;
        if text.escaped {
            let problem = "quotes, backslashes and control characters cannot stand here";
            return field(name, problem, text.raw);
        }
        Ok(text.raw)
    }

    /// A non-empty text without white space, quotes, backslashes or control characters.
    fn token(&mut self, name: &str, limit: usize) -> Result<&'a str, EntryError> {
        let text = self.text()?;
        let plain = if text.ascii {
            text.raw.bytes().all(|byte| byte > b' ' && byte != 0x7f)
        } else {
            !text
                .raw
                .contains(|c: char| c.is_whitespace() || c.is_control())
        };
        if text.raw.is_empty() {
            return field(name, "it must not be empty", text.raw);
        }
        if text.escaped || !plain {
            let problem =
                "white space, quotes, backslashes and control characters cannot stand here";
            return field(name, problem, text.raw);
        }
        if text.raw.len() > limit {
            return field(
                name,
                "it is too long (128 bytes; 256 for a subject)",
                text.raw,
            );
        }
        Ok(text.raw)
    }

    /// A lower-case word: the name of a body, a relation or a role.
    fn word(&mut self, path: impl Fn() -> String) -> Result<&'a str, EntryError> {
        let text = self.text()?;
        if !is_word(text.raw.as_bytes()) {
            let problem = "it must start with a lower-case letter, go on with lower-case letters, digits, dots, \
                           hyphens or underscores, and have at most 64 bytes";
            return field(&path(), problem, text.raw);
        }
        Ok(text.raw)
    }

    fn facts(&mut self) -> Result<&'a str, EntryError> {
        // The opening brace has been taken along with the member's name.
        let start = self.scanner.position() - 1;
        self.scanner.object_after_brace(2)?;
        Ok(self.scanner.since(start))
    }

    fn references(&mut self) -> Result<Vec<ReferenceRef<'a>>, EntryError> {
        self.expect(b"[{", "a list with at least one reference")?;
        let mut references = Vec::with_capacity(1);
        loop {
            self.expect(b"\"entry\":", "the reference's member \"entry\"")?;
            let start = self.scanner.position();
            let Ok(entry) = u64::try_from(self.scanner.integer()?) else {
                let path = format!("refs[{}].entry", references.len());
                return field(&path, "an index is zero or more", self.scanner.since(start));
            };
            self.expect(b",\"rel\":", "the reference's member \"rel\"")?;
            let rel = self.word(|| format!("refs[{}].rel", references.len()))?;
            references.push(ReferenceRef { rel, entry });
            if self.scanner.take(b"},{") {
                continue;
            }
            self.expect(b"}]", "the end of the reference")?;
            return Ok(references);
        }
    }

    fn bodies(&mut self) -> Result<Vec<BodyCommitmentRef<'a>>, EntryError> {
        self.expect(b"[{", "a list with at least one content")?;
        let mut bodies: Vec<BodyCommitmentRef<'a>> = Vec::with_capacity(1);
        loop {
            self.expect(b"\"hash\":", "the content's member \"hash\"")?;
            let hex = self.text()?.raw;
            let Ok(hash) = Hash::from_hex(hex.as_bytes()) else {
                let problem = "a hash is written as 64 lower-case hexadecimal digits";
                return field(&format!("bodies[{}].hash", bodies.len()), problem, hex);
            };
            self.expect(b",\"name\":", "the content's member \"name\"")?;
            let name = self.word(|| format!("bodies[{}].name", bodies.len()))?;
            if bodies.iter().any(|body| body.name == name) {
                let path = format!("bodies[{}].name", bodies.len());
                return field(
                    &path,
                    "two contents of one entry cannot have the same name",
                    name,
                );
            }
            let visibility = self.visibility(bodies.len())?;
            bodies.push(BodyCommitmentRef {
                name,
                hash,
                visibility,
            });
            if self.scanner.take(b",{") {
                continue;
            }
            self.expect(b"]", "the end of the list of contents")?;
            return Ok(bodies);
        }
    }

    fn visibility(&mut self, index: usize) -> Result<VisibilityRef<'a>, EntryError> {
        if self.scanner.take(b",\"visibility\":\"public\"}") {
            return Ok(VisibilityRef::Public);
        }
        if self.scanner.take(b",\"until\":") {
            let until = self.token("bodies[].until", 256)?;
            self.expect(b",\"visibility\":\"sealed\"}", "the visibility \"sealed\"")?;
            return Ok(VisibilityRef::Sealed { until });
        }
        self.expect(
            b",\"roles\":[",
            "the visibility \"public\", \"sealed\" with \"until\", or \"restricted\" with \"roles\"",
        )?;
        let mut roles: Vec<&'a str> = Vec::with_capacity(1);
        loop {
            let path = || format!("bodies[{index}].roles");
            let role = self.word(path)?;
            if roles.contains(&role) {
                return field(&path(), "each role is named once", role);
            }
            roles.push(role);
            if !self.scanner.take(b",") {
                break;
            }
        }
        self.expect(
            b"],\"visibility\":\"restricted\"}",
            "the visibility \"restricted\"",
        )?;
        Ok(VisibilityRef::Restricted { roles })
    }
}

fn field<T>(path: &str, problem: &'static str, found: &str) -> Result<T, EntryError> {
    Err(EntryError::Field {
        field: path.to_owned(),
        problem,
        found: excerpt(found),
    })
}

/// `minutes.published/1`
fn is_kind(kind: &str) -> bool {
    let Some((words, version)) = kind.split_once('/') else {
        return false;
    };
    let version_ok = matches!(version.as_bytes(), [b'1'..=b'9', rest @ ..]
        if rest.len() < 4 && rest.iter().all(u8::is_ascii_digit));
    kind.len() <= 64
        && version_ok
        && words.split('.').all(|word| {
            word.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
                && word
                    .bytes()
                    .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
        })
}

/// `choices`, `text.ko`
fn is_word(bytes: &[u8]) -> bool {
    bytes.len() <= 64
        && bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes
            .iter()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.'))
}
