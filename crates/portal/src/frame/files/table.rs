//! A table that an official chooses: kept, sealed, while it is looked at, as other files are.

use madang_accounts::Token;
use madang_store::{Store, StoreError};
use maud::{Markup, html};

use super::chosen::{BYTES, Chosen};
use crate::frame::form::{Field, labelled};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// The most bytes of a table: a hundred thousand rows of some three hundred.
pub const MOST_TABLE: usize = 32 << 20;

/// The table that is chosen; when it is kept, what it is called.
pub const TABLE: Field = Field::new("table", "imports-table");

/// What opens it.
pub const KEPT_TABLE: Field = Field::for_programs("kept-table");

/// Why it was not taken.
pub(super) const REFUSED_TABLE: Field = Field::for_programs("refused-table");

/// Why a table is not taken: as the form carries it, and the key of what is said.
const WHY: [(&str, &str); 4] = [
    ("empty", "form-file-empty"),
    ("long", "form-file-long"),
    ("often", "form-file-often"),
    ("room", "form-file-room"),
];

/// A table that is kept.
#[derive(Clone)]
pub struct Table {
    /// What opens it.
    pub token: Token,
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The table that a form carries; what is wrong with it is noted.
///
/// # Errors
/// What the system says.
pub async fn table(store: &Store, query: &mut Query) -> Result<Option<Table>, StoreError> {
    let refused = query.text(REFUSED_TABLE);
    if let Some((_, key)) = WHY.iter().find(|(why, _)| *why == refused) {
        query.refuse(TABLE, key, "", (MOST_TABLE >> 20).to_string());
        return Ok(None);
    }
    let (token, name) = (query.text(KEPT_TABLE), query.text(TABLE));
    let Some(token) = Token::parse(&token) else {
        return Ok(None);
    };
    let sealed = store.waiting(Chosen::bytes(&token)).await?;
    let bytes = sealed.and_then(|sealed| token.open(BYTES, &sealed));
    if bytes.is_none() {
        query.refuse(TABLE, "form-file-gone", "", "");
    }
    Ok(bytes.map(|bytes| Table { token, name, bytes }))
}

/// Notes that a table is on record: it waits no more.
pub async fn table_is_done(store: &Store, table: &Table) {
    if let Err(error) = store.wait_no_more(Chosen::bytes(&table.token)).await {
        tracing::warn!(%error, "a table that was brought in stays for a day at most");
    }
}

/// The field for a table.
pub fn table_field(ui: &Ui, errors: &[FieldError]) -> Markup {
    let limits = [("most", ((MOST_TABLE >> 20) as u64).into())];
    labelled(ui, errors, TABLE, true, |wrong| {
        html! {
            p.muted id="table-hint" { (ui.tf("imports-table-hint", &limits)) }
            input id=(TABLE.name) name=(TABLE.name) type="file" accept=".csv,.tsv,.txt,text/csv"
                aria-invalid=[wrong.invalid()] aria-describedby=(wrong.and("table-hint"));
        }
    })
}
