//! What is said of files, in each language.

use std::fmt;
use std::io;

use madang_words::{Argument, Said};

madang_words::catalogue! {
    pub(crate) static WORDS: "columns", "mistakes", "steps"
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

/// Why a file is not read that the system would give.
#[derive(Debug)]
pub(crate) enum Unfit {
    /// It is longer than any such file is.
    TooLong {
        /// Most mebibytes.
        most: u64,
    },
    /// It is a pipe with a name.
    Pipe,
}

impl Unfit {
    fn said(&self) -> Said {
        match self {
            Unfit::TooLong { most } => said!("mistake-too-long", most = *most),
            Unfit::Pipe => said!("mistake-pipe"),
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for Unfit {}

/// What the system says, in each language; of a kind that has no words here as the system says it.
pub fn system_said(error: &io::Error) -> Said {
    if let Some(unfit) = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Unfit>())
    {
        return unfit.said();
    }
    madang_words::system_said(error)
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

    fn columns() -> BTreeSet<String> {
        let keys = WORDS.keys(Language::En).into_iter();
        let columns = keys.filter(|key| key.starts_with("column-"));
        columns.map(str::to_owned).collect()
    }

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also: columns(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
