//! Needs from a table: what several voices ask for, one row each.

use madang_programme::Command;
use madang_programme::needs::{
    DefineNeed, MOST_NAMED, NeedDefined, NeedSplit, NeedText, NeedVoicesChanged, NeedsMerged,
};
use madang_words::{check_strict_identifier, quoted};

use crate::mistake::{Mistakes, Partly};
use crate::places::Places;
use crate::source::{At, Source};
use crate::step::{Step, Thing};
use crate::table::{Table, list};
use crate::words::said;

/// The needs of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The rows.
    pub needs: Vec<At<Need>>,
}

/// A row. The facts lack the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    facts: NeedDefined,
    text: NeedText,
    voices: Vec<String>,
    places: Places,
}

/// Columns of the portal's own table that a record makes itself: they are passed over.
const OF_THE_RECORD: [&str; 3] = ["standing", "entry", "at"];

impl Needs {
    /// Whether a table is one of needs, by its columns.
    pub fn is_in(columns: &[String]) -> bool {
        let titled = |column: &String| column == "title" || column.starts_with("title_");
        columns.iter().any(titled) && columns.iter().any(|column| column == "voices")
    }

    /// Reads a table, one's own or the portal's: `id`, `title` (`title_ko`, `title_en`), and where they are known `summary`, `group` and `voices`, separated
    /// by blanks, commas or bars.
    ///
    /// # Errors
    /// A table that cannot be read at all; what is wrong in its rows is told beside those in which nothing is.
    pub fn read_table(source: &Source) -> Result<Partly<Needs>, Mistakes> {
        let mut table = Table::read(source)?;
        table.columns(
            &["id", "group", "voices"],
            &["title", "summary"],
            &OF_THE_RECORD,
        );
        let mut needs = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            let before = table.found();
            let id = table.needed(&row, "id");
            let title = table.needed_words(&row, "title");
            if let Some(id) = &id {
                table.held(&row, "id", check_strict_identifier("id", id));
            }
            let (Some(id), Some(title)) = (id, title) else {
                continue;
            };
            if table.found() > before {
                continue;
            }
            let voices = table.text(&row, "voices");
            let value = Need {
                facts: NeedDefined {
                    programme: String::new(),
                    id,
                    group: table.text(&row, "group"),
                },
                text: NeedText {
                    title,
                    summary: table.words(&row, "summary"),
                },
                voices: voices.map_or_else(Vec::new, |voices| list(&voices)),
                places: table.places(&row),
            };
            let line = row.line;
            needs.push(At { line, value });
        }
        Ok(table.finish(Needs { needs }))
    }

    /// The steps that define the needs in `programme` and put their voices into each. A file that is read again adds nothing.
    pub fn steps(&self, programme: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        for At { line, value } in &self.needs {
            let facts = NeedDefined {
                programme: programme.to_owned(),
                ..value.facts.clone()
            };
            let (id, text) = (facts.id.clone(), value.text.clone());
            let key = format!("need/{programme}/{id}");
            let define = Command::from(DefineNeed { facts, text });
            let group = value.facts.group.clone().map(|id| (Thing::Group, id));
            let step = Step::making(*line, ("need", &id), key.clone(), define);
            steps.push(step.at(&value.places).naming(programme, group));
            for (part, voices) in value.voices.chunks(MOST_NAMED).enumerate() {
                let changed = NeedVoicesChanged {
                    programme: programme.to_owned(),
                    need: id.clone(),
                    add: voices.to_vec(),
                    remove: Vec::new(),
                };
                let what = said!("step-need-voices", id = quoted(&id));
                let key = format!("{key}/voices/{part}");
                let names = voices.iter().map(|id| (Thing::Voice, id.clone()));
                let step = Step::official(*line, what, key, Command::plain(changed));
                steps.push(step.at(&value.places).naming(programme, names));
            }
        }
        steps
    }
}

fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// The step that splits a need into others and says which of its voices none of these groups: once for each need.
pub fn split(programme: &str, need: &str, into: &[&str], left: &[&str]) -> Step {
    let split = NeedSplit {
        programme: programme.to_owned(),
        need: need.to_owned(),
        into: names(into),
        left: names(left),
    };
    of_need(programme, need, Command::plain(split))
}

/// The step that merges needs into another: once for that.
pub fn merged(programme: &str, from: &[&str], into: &str) -> Step {
    let merged = NeedsMerged {
        programme: programme.to_owned(),
        from: names(from),
        into: into.to_owned(),
    };
    of_need(programme, into, Command::plain(merged))
}

fn of_need(programme: &str, need: &str, command: Command) -> Step {
    let key = format!("need/{programme}/{need}/{}", command.name());
    let what = said!("step-need", id = quoted(need));
    Step::official(0, what, key, command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Needs, Mistakes> {
        Needs::read_table(&Source::new("needs.csv", text.as_bytes().to_vec())?)?.whole()
    }

    #[test]
    fn a_row_is_a_need_and_its_voices() {
        let many: Vec<String> = (0..=MOST_NAMED).map(|number| number.to_string()).collect();
        let text = format!(
            "id,title_ko,title_en,group,voices\na,집에 가기,Getting home,general,\"1, 2 3\"\nb,,Rest,,\nc,,Many,,{}\n",
            many.join(" ")
        );
        let needs = read(&text).expect("a table");
        let steps = needs.steps("p");
        let asked: Vec<(&str, u64)> = steps
            .iter()
            .map(|step| (step.key.as_str(), step.line))
            .collect();
        assert_eq!(
            asked,
            [
                ("need/p/a", 2),
                ("need/p/a/voices/0", 2),
                ("need/p/b", 3),
                ("need/p/c", 4),
                ("need/p/c/voices/0", 4),
                ("need/p/c/voices/1", 4),
            ]
        );
        assert_eq!(needs.needs[0].value.voices, ["1", "2", "3"]);
        assert_eq!(needs.needs[0].value.facts.group.as_deref(), Some("general"));
    }

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        let wrong = read("id,title,voices\n,x,1\na,,1\n").expect_err("mistakes");
        let wrong = wrong.to_string();
        assert!(
            wrong.contains("line 2") && wrong.contains("\"id\" (identifier): nothing stands here"),
            "{wrong}"
        );
        assert!(
            wrong.contains("line 3") && wrong.contains("B \"title\":"),
            "{wrong}"
        );
        let columns = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(Needs::is_in(&columns(&["id", "title_ko", "voices"])));
        assert!(!Needs::is_in(&columns(&["id", "title_ko", "cost"])));
        let unknown = read("id,title,voices,mood\na,b,1,c\n").expect_err("a column");
        assert!(
            unknown.to_string().contains("unknown column `mood`"),
            "{unknown}"
        );
    }
}
