//! What is said of files, in each language.

use std::fmt;
use std::io::{self, ErrorKind};

use madang_words::{Argument, Said};

madang_words::catalogue! {
    pub(crate) static WORDS: "mistakes", "steps"
}

/// A sentence of this crate.
macro_rules! said {
    ($key:literal $($rest:tt)*) => {
        madang_words::said!($crate::words::WORDS, $key $($rest)*)
    };
}

pub(crate) use said;

/// Words that are in one language alone, or in none.
pub(crate) fn text(what: impl ToString) -> Said {
    said!("mistake-text", what = what.to_string())
}

/// What a reader of JSON says is wrong; a sentence that is not known stays as it is.
pub(crate) fn json(what: &str) -> Said {
    madang_selection_report::json_said(what).unwrap_or_else(|| text(what))
}

/// A file is longer than any such file is.
#[derive(Debug)]
pub(crate) struct TooLong {
    /// Most mebibytes.
    pub(crate) most: u64,
}

impl TooLong {
    fn said(&self) -> Said {
        said!("mistake-too-long", most = self.most)
    }
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for TooLong {}

/// What the system says, in each language; of a kind that has no words here as the system says it.
pub fn system_said(error: &io::Error) -> Said {
    if let Some(long) = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<TooLong>())
    {
        return long.said();
    }
    // What else a library puts into an error of the system's form is its own sentence.
    let Some(code) = error.raw_os_error() else {
        return text(error);
    };
    let words = match error.kind() {
        ErrorKind::NotFound => said!("mistake-system-not-found"),
        ErrorKind::PermissionDenied if code == 1 => said!("mistake-system-not-permitted"),
        ErrorKind::PermissionDenied => said!("mistake-system-denied"),
        ErrorKind::AlreadyExists => said!("mistake-system-exists"),
        ErrorKind::IsADirectory => said!("mistake-system-directory"),
        ErrorKind::NotADirectory => said!("mistake-system-no-directory"),
        ErrorKind::ReadOnlyFilesystem => said!("mistake-system-read-only"),
        ErrorKind::StorageFull => said!("mistake-system-full"),
        ErrorKind::AddrInUse => said!("mistake-system-in-use"),
        ErrorKind::AddrNotAvailable => said!("mistake-system-no-address"),
        ErrorKind::ConnectionRefused => said!("mistake-system-refused"),
        _ => return text(error),
    };
    said!("mistake-system", words = words, code = code.to_string())
}

/// Several things by name.
pub(crate) fn listed(names: impl IntoIterator<Item = impl AsRef<str>>) -> Argument {
    let names = names.into_iter().map(|name| name.as_ref().to_owned());
    names.collect::<Vec<_>>().join(", ").into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use madang_words::{Asked, Language};

    use super::*;

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }

    #[test]
    fn the_system_is_said_in_korean_and_keeps_its_english() {
        for code in [1, 2, 13, 17, 20, 21, 28, 30, 98, 99, 111] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(system_said(&error).to_string(), error.to_string());
        }
        let none = system_said(&io::Error::from_raw_os_error(2));
        let korean = none.in_language(Language::Ko);
        assert_eq!(korean, "파일이나 디렉터리가 없습니다(시스템 오류 2)");
    }
}
