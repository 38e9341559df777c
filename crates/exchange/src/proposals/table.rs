//! A table of proposals: one row each, in the columns that the portal's own table has.

use madang_programme::proposals::ProposerKind;
use madang_selection::tabular::Fields;
use madang_selection::{Decimal, no_amount, plain_amount};
use madang_words::{Language, Said, Text, quoted};

use super::file::{Cost, Proposal, Proposals, Proposer};
use crate::mistake::{Mistakes, Partly};
use crate::source::{At, Source};
use crate::table::{Table, list};
use crate::words::{listed, said};

/// Columns of the portal's own table that a record makes itself: they are passed over.
const OF_THE_RECORD: [&str; 9] = [
    "state",
    "rank",
    "place",
    "votes",
    "vote",
    "candidate_in",
    "entry",
    "at",
    "amended",
];

impl Proposals {
    /// Whether a table is one of proposals, by its columns.
    pub fn is_in(columns: &[String]) -> bool {
        let has = |name: &str| columns.iter().any(|column| column == name);
        let titled = columns.iter().any(|column| {
            ["title", "name"].contains(&column.as_str()) || column.starts_with("title_")
        });
        (has("id") || has("project_id")) && (has("cost") || titled)
    }

    /// Reads a table, one's own or the portal's. Costs are in the currency's main unit; audiences and needs are separated by blanks, commas
    /// or bars. A `name` is the title where the row has none by language.
    ///
    /// # Errors
    /// What is no table.
    pub fn read_table(source: &Source) -> Result<Partly<Proposals>, Mistakes> {
        let mut table = Table::read(source)?;
        table.columns(
            &[
                "id",
                "project_id",
                "cost",
                "currency",
                "name",
                "group",
                "audiences",
                "audience",
                "proposer_kind",
                "proposer_name_public",
                "needs",
            ],
            &["title", "summary", "proposer"],
            &OF_THE_RECORD,
        );
        let mut proposals = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            let before = table.found();
            let id = match table.text(&row, "id") {
                Some(id) => Some(id),
                None => table.needed(&row, "project_id"),
            };
            let title = match (table.words(&row, "title"), table.text(&row, "name")) {
                (None, Some(name)) => Some(Text::new(Language::Und, name)),
                _ => table.needed_words(&row, "title"),
            };
            let cost = table.needed(&row, "cost");
            let cost = cost.and_then(|cost| {
                let amount = amount(&cost);
                table.read_as(&row, "cost", amount)
            });
            let proposer = proposer(&mut table, &row);
            let audiences = table.text(&row, "audiences");
            let audiences = audiences.or_else(|| table.text(&row, "audience"));
            let audiences = audiences.unwrap_or_default();
            let (Some(id), Some(title), Some(cost)) = (id, title, cost) else {
                continue;
            };
            if table.found() > before {
                continue;
            }
            let value = Proposal {
                id,
                title,
                summary: table.words(&row, "summary"),
                cost: Cost::Main(cost),
                currency: table.text(&row, "currency"),
                group: table.text(&row, "group"),
                audiences: list(&audiences),
                needs: list(&table.text(&row, "needs").unwrap_or_default()),
                proposer,
                written: String::new(),
                places: table.places(&row),
            };
            let line = row.line;
            proposals.push(At { line, value });
        }
        Ok(table.finish(Proposals::of(source, proposals)))
    }
}

/// Who proposes what stands in a row, where it says so.
fn proposer(table: &mut Table, row: &Fields) -> Option<Proposer> {
    let kind = table.text(row, "proposer_kind").map(|name| {
        let known = ProposerKind::ALL.into_iter();
        let names = listed(ProposerKind::ALL.map(ProposerKind::name));
        let mut found = known.filter(|kind| kind.name() == name);
        let none = || said!("mistake-none-of", text = quoted(&name), known = names);
        let found = found.next().ok_or_else(none);
        table.read_as(row, "proposer_kind", found)
    });
    let named = match table.text(row, "proposer_name_public").as_deref() {
        None | Some("no") => Some(false),
        Some("yes") => Some(true),
        Some(other) => {
            let wrong = Err(said!("mistake-yes-no", text = quoted(other)));
            table.read_as(row, "proposer_name_public", wrong)
        }
    };
    let name = table.words(row, "proposer");
    kind.flatten().map(|kind| Proposer {
        kind,
        name,
        name_public: named == Some(true),
    })
}

/// An amount as people write it in a spreadsheet. A comma may separate thousands or be a decimal sign, so that it is refused.
fn amount(text: &str) -> Result<Decimal, Said> {
    if text.contains(',') {
        let (plain, text) = (plain_amount(text), quoted(text));
        return Err(match plain {
            Some(plain) => said!("mistake-amount-comma", text = text, plain = plain),
            None => said!("mistake-amount-commas", text = text),
        });
    }
    Decimal::parse_fraction(text).map_err(|reason| {
        let reason = madang_selection_words::said(&no_amount(text, reason));
        said!("mistake-no-amount", text = quoted(text), reason = reason)
    })
}
