//! What is asked of a list, and the conditions that follow: which table it is, what narrows it, in which order it stands.

use madang_database::Value;

use super::fold::{Word, join};

/// A list of things of one kind, each with its own entry.
pub(crate) struct List {
    /// Its table; called `p` in conditions. It has a column `entry`.
    pub(crate) table: &'static str,
    /// The kind of the entry that hands one in: by it the words are found.
    pub(crate) kind: &'static str,
    /// The column with the entry whose words are to be read.
    pub(crate) reads: &'static str,
    /// The kind of the entries about a thing whose words lead to it as well.
    pub(crate) under: Option<&'static str>,
}

impl List {
    /// The words of a thing. A query of its own for each, which leaves the order of the list to lead.
    pub(super) fn said(&self) -> String {
        let reads = self.reads;
        format!("(SELECT w.said FROM words w WHERE w.entry = p.{reads})")
    }
}

/// The order of a list: by a number and the entry.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    /// The column of the number; `entry` alone where it is that.
    pub(crate) column: &'static str,
    /// Whether the greatest comes first.
    pub(crate) descending: bool,
}

impl Order {
    pub(super) fn by(self) -> String {
        let way = if self.descending { " DESC" } else { "" };
        match self.column {
            "entry" => format!("p.entry{way}"),
            column => format!("p.{column}{way}, p.entry{way}"),
        }
    }
}

/// A table with a row for each thing that has something, by which a list can be narrowed: the audiences of proposals.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    /// The table: columns `programme`, `entry` and one more.
    pub(crate) table: &'static str,
    /// That column.
    pub(crate) column: &'static str,
    /// What must stand there.
    pub(crate) value: &'a str,
}

/// What is asked of a list.
pub(crate) struct Asked<'a> {
    /// The list.
    pub(crate) list: &'static List,
    /// The programme.
    pub(crate) programme: &'a str,
    /// Conditions on the list's own table, each with its value in the place of `$`, that its indexes or kept numbers know.
    pub(crate) narrow: Vec<(&'static str, Value)>,
    /// How many things those leave, where that is kept.
    pub(crate) kept: Option<u64>,
    /// What else must be there.
    pub(crate) member: Option<Member<'a>>,
    /// The order.
    pub(crate) order: Order,
    /// Whether those that answer a search best come first.
    pub(crate) by_relevance: bool,
    /// What was typed.
    pub(crate) search: &'a str,
    /// How many to leave out.
    pub(crate) offset: u64,
    /// How many at most.
    pub(crate) limit: u64,
}

/// The conditions of a list, with the values of their placeholders.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; `$` in it stands for the value's placeholder.
    pub(super) fn add(&mut self, condition: &str, value: impl Into<Value>) {
        let condition = self.bind(condition, value);
        join(&mut self.text, " AND ", &condition);
    }

    /// The expression with the value's placeholder in the place of `$`.
    pub(super) fn bind(&mut self, expression: &str, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        expression.replace('$', &format!("${}", self.values.len()))
    }

    pub(super) fn of(asked: &Asked<'_>) -> Conditions {
        let mut conditions = Conditions::narrow(asked);
        conditions.add_member(asked);
        conditions
    }

    /// Those of the list's own table alone.
    pub(super) fn narrow(asked: &Asked<'_>) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.add("p.programme = $", asked.programme);
        for (condition, value) in &asked.narrow {
            conditions.add(condition, value.clone());
        }
        conditions
    }

    pub(super) fn add_member(&mut self, asked: &Asked<'_>) {
        if let Some(Member {
            table,
            column,
            value,
        }) = asked.member
        {
            let condition = format!(
                "EXISTS (SELECT 1 FROM {table} a \
                 WHERE a.programme = p.programme AND a.{column} = $ AND a.entry = p.entry)"
            );
            self.add(&condition, value);
        }
    }

    /// Finds the words by the index. Gives the tables to read from.
    pub(super) fn add_indexed(&mut self, list: &List, words: &[&Word], sqlite: bool) -> String {
        let mut query = String::new();
        for word in words {
            let (part, certain, between) = if sqlite {
                (&word.sqlite, word.sqlite_is_certain, " AND ")
            } else {
                (&word.postgres, word.postgres_is_certain, " & ")
            };
            if !part.is_empty() {
                join(&mut query, between, part);
            }
            if !certain {
                self.add_word(list, word, sqlite);
            }
        }
        let List { table, reads, .. } = list;
        if query.is_empty() {
            return format!("{table} p");
        }
        // SQLite reads the index first where tables are joined by CROSS JOIN, and stops when enough is found.
        let (condition, from) = if sqlite {
            let from = format!("word_index CROSS JOIN {table} p ON p.{reads} = word_index.rowid");
            ("word_index MATCH $", from)
        } else {
            let from = format!("word_index s JOIN {table} p ON p.{reads} = s.entry");
            ("s.grams @@ CAST($ AS tsquery)", from)
        };
        self.add(condition, query);
        from
    }

    /// Finds a word by reading the texts.
    pub(super) fn add_word(&mut self, list: &List, word: &Word, sqlite: bool) {
        let condition = format!("{} > 0", place(&list.said(), word, sqlite));
        self.add(&condition, &word.text);
    }
}

/// Where a word, `$`, stands in a text; zero, or nothing, where it does not.
///
/// PostgreSQL takes a LIKE for so rare that it reads and sorts the whole table; of this it expects matches soon.
pub(super) fn place(text: &str, word: &Word, sqlite: bool) -> String {
    let text = if word.spaceless {
        format!("replace({text}, ' ', '')")
    } else {
        text.to_owned()
    };
    if sqlite {
        format!("instr({text}, $)")
    } else {
        format!("strpos({text}, $)")
    }
}
