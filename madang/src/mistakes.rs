//! What went wrong, in the language of this process. Errors of libraries are English, and have their words here by what they are.

use std::error::Error;
use std::io;

use madang_accounts::mail::{ServerError, Trouble};
use madang_accounts::{AccountsError, ProviderError};
use madang_commitments::{Unread, Unwritten};
use madang_exchange::Mistakes;
use madang_programme::{EventError, ReplayError, Violation, record_error_said};
use madang_selection::audit::AuditError;
use madang_selection::pabulib::{ParseError, ParseErrorKind};
use madang_selection::{BuildError, ColumnError, DecimalError, SelectError, Wording};
use madang_store::{RecountError, StoreError, SubmitError, database_said};
use madang_words::{Malformed, Said, json_said};

use crate::commands::survey;
use crate::words;

/// What is to be said of an error: each mistake of a file has a line of its own, anything else is one line.
pub fn lines(error: &anyhow::Error) -> Vec<String> {
    // What is said around mistakes makes one sentence of them.
    let first = error.chain().next();
    match first.and_then(|first| first.downcast_ref::<Mistakes>()) {
        Some(mistakes) => mistakes.in_language(words::language()),
        None => vec![in_one_line(error)],
    }
}

/// An error with its causes, each said once: some errors repeat their cause in their own words.
pub fn in_one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(said) {
        if line.is_empty() {
            line = cause;
        } else if !line.ends_with(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    line
}

/// One error without its causes.
pub fn said(error: &(dyn Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return madang_exchange::system_said(error).in_language(words::language());
    }
    if let Some(mistakes) = error.downcast_ref::<Mistakes>() {
        return mistakes.in_language(words::language()).join("; ");
    }
    if let Some(said) = of_domain(error) {
        return said.in_language(words::language());
    }
    if let Some(error) = error.downcast_ref() {
        return survey::said(error);
    }
    if let Some(wording) = wording(error) {
        return madang_selection_words::said(&wording).in_language(words::language());
    }
    if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        return of_json(error);
    }
    error.to_string()
}

/// What a rule of the programme refuses, or the store.
fn of_domain(error: &(dyn Error + 'static)) -> Option<Said> {
    let violation = || error.downcast_ref().map(Violation::said);
    let malformed = || {
        let malformed = error.downcast_ref::<Malformed>()?;
        Some(Violation::from(malformed.clone()).said())
    };
    let event = || error.downcast_ref().map(EventError::said);
    let replay = || error.downcast_ref().map(ReplayError::said);
    let selection = || error.downcast_ref().map(RecountError::said);
    let store = || error.downcast_ref().map(StoreError::said);
    let command = || error.downcast_ref().map(SubmitError::said);
    let accounts = || error.downcast_ref().map(of_accounts);
    let server = || error.downcast_ref().map(ServerError::said);
    let mail = || error.downcast_ref().map(Trouble::said);
    let provider = || error.downcast_ref().map(ProviderError::said);
    let unread = || error.downcast_ref().map(Unread::said);
    let unwritten = || error.downcast_ref().map(Unwritten::said);
    violation()
        .or_else(malformed)
        .or_else(event)
        .or_else(replay)
        .or_else(selection)
        .or_else(store)
        .or_else(command)
        .or_else(accounts)
        .or_else(server)
        .or_else(mail)
        .or_else(provider)
        .or_else(unread)
        .or_else(unwritten)
        .or_else(|| record_error_said(error))
        .or_else(|| database_said(error))
}

/// Why nothing came of what the accounts were asked.
fn of_accounts(error: &AccountsError) -> Said {
    match error {
        AccountsError::Database(database) => match database_said(database) {
            Some(problem) => AccountsError::of_database(problem),
            None => error.said(),
        },
        other => other.said(),
    }
}

/// What the selection engine and the readers of its files say.
fn wording(error: &(dyn Error + 'static)) -> Option<Wording> {
    let of_engine = || error.downcast_ref().map(SelectError::wording);
    let of_audit = || error.downcast_ref().map(AuditError::wording);
    let of_file = || error.downcast_ref().map(ParseError::wording);
    let of_kind = || error.downcast_ref().map(ParseErrorKind::wording);
    let of_election = || error.downcast_ref().map(BuildError::wording);
    let of_column = || error.downcast_ref().map(ColumnError::wording);
    let of_number = || {
        error
            .downcast_ref()
            .map(|error: &DecimalError| error.wording())
    };
    of_engine()
        .or_else(of_audit)
        .or_else(of_file)
        .or_else(of_kind)
        .or_else(of_election)
        .or_else(of_column)
        .or_else(of_number)
}

/// What a reader of JSON says, with its place.
fn of_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    match json_said(what) {
        Some(said) if error.line() > 0 => t!(
            "mistake-json",
            line = error.line(),
            column = error.column(),
            what = said.in_language(words::language())
        ),
        Some(said) => said.in_language(words::language()),
        None => text,
    }
}
