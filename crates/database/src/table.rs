//! Tables, described once: CREATE, clear, dump and rewriting follow.

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A whole number of 63 bits.
    Int,
    /// A text that is compared byte by byte.
    Text,
    /// A text with words of a content of the row's entry: it goes when the content goes.
    Words,
    /// Bytes.
    Bytes,
    /// The bytes of a content itself, such as the record keeps.
    Content,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnType,
    /// Whether it may be empty.
    pub empty: bool,
}

impl Column {
    /// A column of whole numbers.
    pub const fn int(name: &'static str) -> Column {
        Column::new(name, ColumnType::Int)
    }

    /// A column of texts.
    pub const fn text(name: &'static str) -> Column {
        Column::new(name, ColumnType::Text)
    }

    /// A column of texts with words of the contents of the entry that the table's column `entry` names.
    pub const fn words(name: &'static str) -> Column {
        Column::new(name, ColumnType::Words)
    }

    /// A column of bytes.
    pub const fn bytes(name: &'static str) -> Column {
        Column::new(name, ColumnType::Bytes)
    }

    /// A column of contents, or of what they could be guessed by: their salts.
    pub const fn content(name: &'static str) -> Column {
        Column::new(name, ColumnType::Content)
    }

    const fn new(name: &'static str, kind: ColumnType) -> Column {
        Column {
            name,
            kind,
            empty: false,
        }
    }

    /// The same column, where a row may leave it empty.
    pub const fn or_empty(self) -> Column {
        Column {
            empty: true,
            ..self
        }
    }
}

/// What becomes of a new row where one of the same key is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// It is a mistake.
    Refuse,
    /// The one that is there stays.
    Keep,
    /// The new one takes its place.
    Replace,
    /// The column of this name, a number, is added to what is there.
    Add(&'static str),
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// The columns that tell a row from all others.
    pub key: &'static [&'static str],
    /// Other columns that do so.
    pub unique: &'static [&'static [&'static str]],
    /// Columns by which rows are found.
    pub indexes: &'static [&'static [&'static str]],
    /// What becomes of a row whose key is there.
    pub conflict: Conflict,
}

impl Table {
    /// A table without other indexes than its key, in which no key comes twice.
    pub const fn new(
        name: &'static str,
        columns: &'static [Column],
        key: &'static [&'static str],
    ) -> Table {
        Table {
            name,
            columns,
            key,
            unique: &[],
            indexes: &[],
            conflict: Conflict::Refuse,
        }
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether rows of it hold words of a content.
    pub fn holds_words(&self) -> bool {
        self.columns
            .iter()
            .any(|column| column.kind == ColumnType::Words)
    }

    /// Its columns' names, parted by commas.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(", ")
    }

    /// The statements that make it on SQLite.
    pub(crate) fn create_sqlite(&self) -> Vec<String> {
        let rowid = self.key.len() == 1
            && self
                .column(self.key[0])
                .is_some_and(|column| column.kind == ColumnType::Int);
        let columns = self.columns.iter().map(|column| {
            let kind = match column.kind {
                ColumnType::Int => "INTEGER",
                ColumnType::Text | ColumnType::Words => "TEXT",
                ColumnType::Bytes | ColumnType::Content => "BLOB",
            };
            format!("{} {kind}{}", column.name, not_null(column))
        });
        let columns: Vec<String> = columns.collect();
        // A key of one number is SQLite's own row number.
        let layout = if rowid {
            "STRICT"
        } else {
            "STRICT, WITHOUT ROWID"
        };
        let mut statements = vec![format!(
            "CREATE TABLE {} ({}, PRIMARY KEY ({})) {layout}",
            self.name,
            columns.join(", "),
            self.key.join(", ")
        )];
        statements.extend(self.indexes_on(self.name));
        statements
    }

    /// The statements that make it on PostgreSQL under a name, with no other index than the key's.
    pub(crate) fn create_postgres(&self, name: &str) -> Vec<String> {
        let columns = self.columns.iter().map(|column| {
            let kind = match column.kind {
                ColumnType::Int => "BIGINT",
                ColumnType::Text | ColumnType::Words => "TEXT COLLATE \"C\"",
                ColumnType::Bytes | ColumnType::Content => "BYTEA",
            };
            format!("{} {kind}{}", column.name, not_null(column))
        });
        let columns: Vec<String> = columns.collect();
        let mut statements = vec![format!(
            "CREATE TABLE {name} ({}, PRIMARY KEY ({}))",
            columns.join(", "),
            self.key.join(", ")
        )];
        // The planner's statistics would keep samples of what is erased.
        for column in self.columns.iter().filter(|column| column.holds_contents()) {
            let column = column.name;
            statements.push(format!(
                "ALTER TABLE {name} ALTER COLUMN {column} SET STATISTICS 0"
            ));
        }
        statements
    }

    /// The statements that make its indexes on a table of that name.
    pub(crate) fn indexes_on(&self, name: &str) -> Vec<String> {
        let index = |unique: &str, columns: &[&str]| {
            format!(
                "CREATE {unique}INDEX {name}_{} ON {name} ({})",
                columns.join("_"),
                columns.join(", ")
            )
        };
        let unique = self.unique.iter().map(|columns| index("UNIQUE ", columns));
        let others = self.indexes.iter().map(|columns| index("", columns));
        unique.chain(others).collect()
    }

    /// The names of the indexes on a table of that name, the key's among them, as PostgreSQL has them.
    pub(crate) fn index_names(&self, name: &str) -> Vec<String> {
        let all = self.unique.iter().chain(self.indexes);
        let names = all.map(|columns| format!("{name}_{}", columns.join("_")));
        std::iter::once(format!("{name}_pkey"))
            .chain(names)
            .collect()
    }

    /// What stands after the values of an INSERT.
    pub(crate) fn on_conflict(&self) -> String {
        let key = self.key.join(", ");
        match self.conflict {
            Conflict::Refuse => String::new(),
            Conflict::Keep => format!(" ON CONFLICT ({key}) DO NOTHING"),
            Conflict::Replace => {
                let others = self.columns.iter().map(|column| column.name);
                let set: Vec<String> = others
                    .filter(|name| !self.key.contains(name))
                    .map(|name| format!("{name} = excluded.{name}"))
                    .collect();
                format!(" ON CONFLICT ({key}) DO UPDATE SET {}", set.join(", "))
            }
            Conflict::Add(column) => format!(
                " ON CONFLICT ({key}) DO UPDATE SET {column} = {}.{column} + excluded.{column}",
                self.name
            ),
        }
    }
}

impl Column {
    /// Whether contents, or words of them, stand in it.
    fn holds_contents(&self) -> bool {
        matches!(self.kind, ColumnType::Words | ColumnType::Content)
    }
}

fn not_null(column: &Column) -> &'static str {
    if column.empty { "" } else { " NOT NULL" }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table {
        unique: &[&["vote", "voter"]],
        indexes: &[&["voter"]],
        conflict: Conflict::Add("number"),
        ..Table::new(
            "ballot",
            &[
                Column::int("entry"),
                Column::int("vote"),
                Column::bytes("voter"),
                Column::words("said").or_empty(),
                Column::int("number"),
            ],
            &["entry"],
        )
    };

    #[test]
    fn statements_follow_from_the_description() {
        assert_eq!(
            TABLE.create_sqlite(),
            [
                "CREATE TABLE ballot (entry INTEGER NOT NULL, vote INTEGER NOT NULL, voter BLOB NOT NULL, said TEXT, \
                 number INTEGER NOT NULL, PRIMARY KEY (entry)) STRICT",
                "CREATE UNIQUE INDEX ballot_vote_voter ON ballot (vote, voter)",
                "CREATE INDEX ballot_voter ON ballot (voter)",
            ]
        );
        assert_eq!(
            TABLE.create_postgres("ballot_new"),
            [
                "CREATE TABLE ballot_new (entry BIGINT NOT NULL, vote BIGINT NOT NULL, voter BYTEA NOT NULL, \
                 said TEXT COLLATE \"C\", number BIGINT NOT NULL, PRIMARY KEY (entry))",
                "ALTER TABLE ballot_new ALTER COLUMN said SET STATISTICS 0",
            ]
        );
        assert_eq!(
            TABLE.index_names("ballot_new"),
            [
                "ballot_new_pkey",
                "ballot_new_vote_voter",
                "ballot_new_voter"
            ]
        );
        assert_eq!(
            TABLE.on_conflict(),
            " ON CONFLICT (entry) DO UPDATE SET number = ballot.number + excluded.number"
        );
    }

    #[test]
    fn a_row_takes_the_place_of_another() {
        const REPLACED: Table = Table {
            conflict: Conflict::Replace,
            ..Table::new(
                "content",
                &[
                    Column::int("entry"),
                    Column::text("name"),
                    Column::text("status"),
                ],
                &["entry", "name"],
            )
        };
        assert_eq!(
            REPLACED.on_conflict(),
            " ON CONFLICT (entry, name) DO UPDATE SET status = excluded.status"
        );
        assert!(REPLACED.create_sqlite()[0].ends_with("STRICT, WITHOUT ROWID"));
    }
}
