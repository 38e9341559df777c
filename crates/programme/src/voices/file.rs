//! Files that somebody sends with what they say. What they are called and what they hash to stands in the content of the words, and
//! is hidden and erased with them; the bytes stand beside the record, under that hash.

use madang_record::{Hash, Salt, body_hash};
use madang_words::{as_seen, check_not_blank, check_title};
use serde::{Deserialize, Serialize};

use super::received::VoiceWords;
use crate::fact::Checked;
use crate::violation::Violation;
use crate::words::said;

/// How many files one voice has at most.
pub const MOST_FILES: usize = 3;

/// The most bytes of a file: 8 MiB.
pub const MOST_FILE: usize = 8 << 20;

/// The longest name of a file, in characters.
pub const MOST_FILE_NAME: usize = 100;

/// What a file is: what its own bytes say. What could run, as a page or a document with macros does, is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// A document in PDF.
    Pdf,
    /// A picture in PNG.
    Png,
    /// A picture in JPEG.
    Jpeg,
    /// A picture in WebP.
    Webp,
}

impl FileType {
    /// Every type there is.
    pub const ALL: [FileType; 4] = [FileType::Pdf, FileType::Png, FileType::Jpeg, FileType::Webp];

    /// Its name on the record.
    pub fn name(self) -> &'static str {
        match self {
            FileType::Pdf => "pdf",
            FileType::Png => "png",
            FileType::Jpeg => "jpeg",
            FileType::Webp => "webp",
        }
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            FileType::Pdf => "application/pdf",
            FileType::Png => "image/png",
            FileType::Jpeg => "image/jpeg",
            FileType::Webp => "image/webp",
        }
    }

    /// How names of such files end.
    fn endings(self) -> &'static [&'static str] {
        match self {
            FileType::Pdf => &["pdf"],
            FileType::Png => &["png"],
            FileType::Jpeg => &["jpg", "jpeg"],
            FileType::Webp => &["webp"],
        }
    }

    /// What some bytes are by themselves, whatever they are called; `None` for anything that is not taken. Each begins at the first
    /// byte: readers that look for the beginning of a PDF further on take a page with a script in it for one.
    pub fn sniff(bytes: &[u8]) -> Option<FileType> {
        let is = |kind: &FileType| match kind {
            FileType::Pdf => bytes.starts_with(b"%PDF-"),
            FileType::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            FileType::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
            FileType::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        };
        FileType::ALL.into_iter().find(is)
    }
}

/// A file that came with a voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceFile {
    /// What it is called, as [`file_name`] cleans it.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: FileType,
    /// How many bytes it has.
    pub bytes: u64,
    /// Thirty-two bytes that keep its hash from being guessed.
    pub salt: Salt,
    /// What its bytes hash to: SHA-256 over salt and bytes.
    pub hash: Hash,
}

impl VoiceFile {
    /// Checks what it says of itself.
    pub(super) fn check(&self) -> Checked {
        check_not_blank("name", &self.name, MOST_FILE_NAME)?;
        check_title("name", &self.name)?;
        let plain = |c: char| !c.is_control() && !matches!(c, '/' | '\\');
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending);
        let ends = ending.is_some_and(|ending| self.kind.endings().contains(&ending));
        if !ends || self.name.starts_with('.') || !self.name.chars().all(plain) {
            return Err(Violation::field(
                "name",
                said!("voice-file-name", type = self.kind.name()),
            ));
        }
        let most = MOST_FILE as u64;
        if self.bytes == 0 || self.bytes > most {
            return Err(Violation::field(
                "bytes",
                said!("voice-file-bytes", bytes = self.bytes, most = most),
            ));
        }
        Ok(())
    }

    /// What is wrong with bytes that are said to be this file's.
    ///
    /// # Errors
    /// Other bytes than those that the record speaks of, or bytes that are no file of its type.
    pub fn check_bytes(&self, bytes: &[u8]) -> Checked {
        if bytes.len() as u64 != self.bytes || body_hash(&self.salt, bytes) != self.hash {
            return Err(Violation::field("hash", said!("voice-file-other-bytes")));
        }
        if FileType::sniff(bytes) != Some(self.kind) {
            let kind = self.kind.name();
            return Err(Violation::field(
                "type",
                said!("voice-file-other-type", type = kind),
            ));
        }
        Ok(())
    }

    /// Where its bytes are published, below the address of the record: by the entry that says of it, and its hash.
    pub fn path(&self, entry: u64) -> String {
        format!("attachment/{entry}/{}", self.hash)
    }
}

/// Checks the files of a voice together.
pub(super) fn check_files(files: &[VoiceFile]) -> Checked {
    if files.len() > MOST_FILES {
        return Err(Violation::field(
            "files",
            said!(
                "voice-files-many",
                files = files.len(),
                most = MOST_FILES as u64
            ),
        ));
    }
    for (position, file) in files.iter().enumerate() {
        file.check()?;
        if files.iter().take(position).any(|one| one.hash == file.hash) {
            return Err(Violation::field("files", said!("voice-file-twice")));
        }
    }
    Ok(())
}

/// The files that a content of a voice speaks of, canonical JSON as every content; none where it is no such content. Most have
/// none, and are not read.
pub fn files_of(content: &str) -> Vec<VoiceFile> {
    // Within a text a quotation mark does not stand by itself.
    if !content.contains("\"files\":[") {
        return Vec::new();
    }
    let words = serde_json::from_str::<VoiceWords>(content);
    words.map(|words| words.files).unwrap_or_default()
}

/// What a file is called for all to read: no folders, nothing that cannot be seen or turns the reading around, no dots before it,
/// an ending of what it is, and [`MOST_FILE_NAME`] characters at most.
pub fn file_name(given: &str, kind: FileType) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = as_seen(last).replace(
        |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*'),
        " ",
    );
    let plain = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(|c: char| c == '.' || c == ' ');
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if kind.endings().contains(&ending.to_lowercase().as_str()) => {
            (stem, ending.to_lowercase())
        }
        _ => (
            plain,
            kind.endings()
                .first()
                .copied()
                .unwrap_or_default()
                .to_owned(),
        ),
    };
    let most = MOST_FILE_NAME - 1 - ending.len();
    let stem: String = stem.chars().take(most).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, b'J', b'F', b'I', b'F', 0];
        for (bytes, is) in [
            (PDF, Some(FileType::Pdf)),
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Some(FileType::Png)),
            (&jpeg[..], Some(FileType::Jpeg)),
            (&b"RIFF\x1a\0\0\0WEBPVP8L"[..], Some(FileType::Webp)),
            (&b"<!doctype html><script>alert(1)</script>"[..], None),
            (&b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..], None),
            (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1macros"[..], None),
            (&b"<script>alert(1)</script>%PDF-1.7"[..], None),
            (&b"\xef\xbb\xbf%PDF-1.7"[..], None),
            (&b"xxxxxxxxWEBP"[..], None),
            (&b"PK\x03\x04"[..], None),
            (&b"MZ\x90\0"[..], None),
            (&b"GIF89a"[..], None),
            (&b""[..], None),
        ] {
            assert_eq!(FileType::sniff(bytes), is, "{bytes:?}");
        }
    }

    #[test]
    fn names_are_cleaned_and_stay_as_they_are_then() {
        let long = "가".repeat(200);
        for (given, kind, cleaned) in [
            ("버스 시간표.pdf", FileType::Pdf, "버스 시간표.pdf"),
            ("../../etc/passwd", FileType::Pdf, "passwd.pdf"),
            ("C:\\Users\\kim\\a.PNG", FileType::Png, "a.png"),
            ("photo.JPEG", FileType::Jpeg, "photo.jpeg"),
            ("page.html", FileType::Png, "page.html.png"),
            ("fdp\u{202e}.exe", FileType::Pdf, "fdp.exe.pdf"),
            ("a\u{0}b\r\nc\u{200b}.webp", FileType::Webp, "ab c.webp"),
            ("...", FileType::Pdf, "file.pdf"),
            ("", FileType::Jpeg, "file.jpg"),
            (".pdf", FileType::Pdf, "pdf.pdf"),
            ("\u{1112}\u{1161}\u{11ab}.pdf", FileType::Pdf, "한.pdf"),
            ("a\"b<c>.pdf", FileType::Pdf, "a b c.pdf"),
            (&long, FileType::Pdf, &format!("{}.pdf", "가".repeat(96))),
        ] {
            let name = file_name(given, kind);
            assert_eq!(name, cleaned, "{given:?}");
            assert_eq!(file_name(&name, kind), name, "{given:?}");
            assert!(name.chars().count() <= MOST_FILE_NAME, "{given:?}");
        }
    }

    #[test]
    fn other_bytes_are_not_the_file_of_the_record() {
        let salt = Salt::from_bytes([3; 32]);
        let file = VoiceFile {
            name: "a.pdf".to_owned(),
            kind: FileType::Pdf,
            bytes: PDF.len() as u64,
            salt,
            hash: body_hash(&salt, PDF),
        };
        assert_eq!(file.check(), Ok(()));
        assert_eq!(file.check_bytes(PDF), Ok(()));
        assert!(file.check_bytes(b"%PDF-1.7\n%%EOF ").is_err());
        assert!(file.check_bytes(b"").is_err());
        let lying = VoiceFile {
            kind: FileType::Png,
            ..file.clone()
        };
        assert!(lying.check_bytes(PDF).is_err(), "a type that it is not");
        for name in ["", "a/b.pdf", "a.exe", "\u{202e}fdp.pdf", ".a.pdf"] {
            let named = VoiceFile {
                name: name.to_owned(),
                ..file.clone()
            };
            assert!(named.check().is_err(), "{name:?}");
        }
        for bytes in [0, MOST_FILE as u64 + 1] {
            let long = VoiceFile {
                bytes,
                ..file.clone()
            };
            assert!(long.check().is_err(), "{bytes}");
        }
        assert!(check_files(&[file.clone(), file.clone()]).is_err());
        assert!(check_files(std::slice::from_ref(&file)).is_ok());
    }

    #[test]
    fn files_are_found_in_words_that_have_some_alone() {
        let text = r#"{"text":{"ko":"\"files\":[ 이라고 썼다"}}"#;
        assert_eq!(files_of(text), []);
        let with = format!(
            r#"{{"files":[{{"bytes":1,"hash":"{}","name":"a.pdf","salt":"{}","type":"pdf"}}],"text":{{"ko":"가"}}}}"#,
            "0".repeat(64),
            Salt::from_bytes([0; 32]).to_base64()
        );
        assert_eq!(files_of(&with).len(), 1);
        assert_eq!(files_of(r#"{"files":["#), []);
    }
}
