//! A table of answers: one row each.

use madang_programme::Violation;
use madang_programme::answers::{
    AnswerGiven, AnswerReason, ChangedThing, ChangedWhat, Criterion, Disposition, DispositionKind,
    Parts, Pointer, Subject,
};
use madang_selection::tabular::Fields;
use madang_words::{Argument, Said, check_date, quoted};

use super::{Answer, Answers};
use crate::mistake::{Mistakes, Partly};
use crate::source::{At, Source};
use crate::table::{Table, list};
use crate::words::{listed, said};

/// Columns of the portal's own table that a record makes itself: they are passed over.
const OF_THE_RECORD: [&str; 3] = ["entry", "at", "stands"];

impl Answers {
    /// Whether a table is one of answers, by its columns.
    pub fn is_in(columns: &[String]) -> bool {
        let has = |name: &str| columns.iter().any(|column| column == name);
        has("subject") && has("disposition")
    }

    /// Reads a table, one's own or the portal's: `subject` (`voice/12`, `proposal/3`), `disposition`, `decider`, `reason` and `post` (`reason_ko`, `post_en`),
    /// and where they belong `into`, `unmet`, `whose`, `exists`, `planned_by`, `changed`, `what_changed`, `supersedes`.
    ///
    /// # Errors
    /// A table that cannot be read at all; what is wrong in its rows is told beside those in which nothing is.
    pub fn read_table(source: &Source) -> Result<Partly<Answers>, Mistakes> {
        let mut table = Table::read(source)?;
        table.columns(
            &[
                "subject",
                "disposition",
                "into",
                "unmet",
                "whose",
                "exists",
                "decider",
                "planned_by",
                "changed",
                "supersedes",
            ],
            &["reason", "post", "what_changed"],
            &OF_THE_RECORD,
        );
        let mut answers = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            let before = table.found();
            let read = answer(&mut table, &row);
            if let Some(value) = read.filter(|_| table.found() == before) {
                let line = row.line;
                answers.push(At { line, value });
            }
        }
        Ok(table.finish(Answers { answers }))
    }
}

/// A row; nothing where something is wrong in it.
fn answer(table: &mut Table, row: &Fields) -> Option<Answer> {
    let subject = table.needed(row, "subject");
    let subject = subject.and_then(|text| read_subject(table, row, "subject", &text));
    let disposition = disposition(table, row);
    let decider = table.needed(row, "decider");
    let reason = table.needed_words(row, "reason");
    let post = table.needed_words(row, "post");
    let changed = several(table, row, "changed", |item| {
        let read = item.split_once('=').and_then(|(what, at)| {
            ChangedWhat::named(what).map(|what| ChangedThing {
                reference: Pointer::read(at),
                what,
            })
        });
        read.ok_or_else(|| none_of(item, listed(ChangedWhat::ALL.map(ChangedWhat::name))))
    });
    let supersedes = table.text(row, "supersedes").map(|text| {
        let read = text.parse::<u64>();
        let read = read.map_err(|_| said!("mistake-no-entry", text = quoted(&text)));
        table.read_as(row, "supersedes", read)
    });
    let planned_by = table.text(row, "planned_by");
    if let Some(day) = &planned_by {
        table.held(row, "planned_by", check_date("planned_by", day));
    }
    Some(Answer {
        facts: AnswerGiven {
            programme: String::new(),
            subject: subject?,
            disposition: disposition?,
            decider: decider?,
            changed: changed?,
            planned_by,
            supersedes: supersedes.map_or(Some(None), |read| read.map(Some))?,
        },
        reason: AnswerReason {
            reason: reason?,
            post: post?,
            changed: table.words(row, "what_changed"),
        },
        places: table.places(row),
    })
}

fn disposition(table: &mut Table, row: &Fields) -> Option<Disposition> {
    let kind = table.needed(row, "disposition").and_then(|name| {
        let known = listed(DispositionKind::ALL.map(DispositionKind::name));
        let kind = DispositionKind::named(&name).ok_or_else(|| none_of(&name, known));
        table.read_as(row, "disposition", kind)
    });
    let into = table.text(row, "into");
    let into = into.map(|text| read_subject(table, row, "into", &text));
    let unmet = several(table, row, "unmet", |item| {
        let known = listed(Criterion::ALL.map(Criterion::name));
        Criterion::named(item).ok_or_else(|| none_of(item, known))
    });
    let parts = Parts {
        into: into.map_or(Some(None), |read| read.map(Some))?,
        unmet: unmet?,
        whose: table.text(row, "whose"),
        exists: table.text(row, "exists").as_deref().map(Pointer::read),
    };
    match parts.of(kind?) {
        Ok(disposition) => Some(disposition),
        Err(Violation::Field { field, reason }) => table.read_as(row, &field, Err(reason)),
        Err(other) => table.read_as(row, "disposition", Err(other.said())),
    }
}

fn read_subject(table: &mut Table, row: &Fields, column: &str, text: &str) -> Option<Subject> {
    let read = text.parse::<Subject>();
    let read = read.map_err(|violation| match violation {
        Violation::Field { reason, .. } => reason,
        other => other.said(),
    });
    table.read_as(row, column, read)
}

/// The items of a cell; nothing where one of them is wrong, of which each is told.
fn several<T>(
    table: &mut Table,
    row: &Fields,
    column: &str,
    read: impl Fn(&str) -> Result<T, Said>,
) -> Option<Vec<T>> {
    let text = table.text(row, column).unwrap_or_default();
    let read = list(&text).into_iter().map(|item| read(&item));
    let read: Vec<Option<T>> = read.map(|item| table.read_as(row, column, item)).collect();
    read.into_iter().collect()
}

fn none_of(text: &str, known: Argument) -> Said {
    said!("mistake-none-of", text = quoted(text), known = known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "subject,disposition,into,unmet,whose,exists,decider,planned_by,changed,supersedes,reason_ko,post_ko\n";

    fn read(rows: &str) -> Result<Answers, Mistakes> {
        let text = format!("{HEADER}{rows}");
        Answers::read_table(&Source::new("answers.csv", text.into_bytes())?)?.whole()
    }

    #[test]
    fn a_row_is_an_answer_and_known_by_what_it_answers() {
        let answers = read(
            "voice/1,adopted,,,,,interior,2027-03-31,plan=https://example.org/p;rule=4,,이유,과장\n\
             proposal/3,not_adopted,,\"feasible, scope\",,,interior,,,12,이유,과장\n\
             voice/2,merged,voice/1,,,,interior,,,,이유,과장\n",
        )
        .expect("a table");
        let steps = answers.steps("p");
        let keys: Vec<&str> = steps.iter().map(|step| step.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "answer/p/voice/1/first",
                "answer/p/proposal/3/after/12",
                "answer/p/voice/2/first"
            ]
        );
        let facts = |place: usize| &answers.answers[place].value.facts;
        assert_eq!(facts(0).changed.len(), 2);
        let Disposition::NotAdopted(criteria) = facts(1).disposition else {
            panic!("{:?}", facts(1).disposition);
        };
        let unmet: Vec<Criterion> = criteria.unmet().collect();
        assert_eq!(unmet, [Criterion::Feasible, Criterion::Scope]);
        assert_eq!(
            answers.by_disposition(),
            [("adopted", 1), ("merged", 1), ("not_adopted", 1)]
        );
    }

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        let mistakes = read(
            "vote/1,adopted,,,,,interior,,,,이유,과장\n\
             voice/1,liked,,,,,interior,,,,이유,과장\n\
             voice/1,merged,,,,,interior,,,,이유,과장\n\
             voice/1,adopted,,scope,,,interior,,,,이유,과장\n\
             voice/1,adopted,,,,,interior,,mood=1,,이유,과장\n\
             voice/1,adopted,,,,,interior,,,x,이유,과장\n\
             voice/1,adopted,,,,,,,,,,\n",
        )
        .expect_err("mistakes")
        .to_string();
        let lines: Vec<&str> = mistakes.lines().collect();
        for (line, says) in [
            (0, "line 2, column A \"subject\": \"vote/1\" names no voice"),
            (
                1,
                "line 3, column B \"disposition\": \"liked\" is none of adopted",
            ),
            (
                2,
                "line 4, column C \"into\" (what it goes into): is missing: merged goes with it",
            ),
            (
                3,
                "line 5, column D \"unmet\" (criteria not met): does not go with adopted",
            ),
            (
                4,
                "line 6, column I \"changed\" (what changed): \"mood=1\" is none of plan",
            ),
            (
                5,
                "line 7, column J \"supersedes\" (answer that it replaces): \"x\" is no entry",
            ),
        ] {
            assert!(lines[line].contains(says), "{}: {says}", lines[line]);
        }
        // What is empty is told of every field that a row needs.
        for says in ["G \"decider\"", "K \"reason_ko\"", "L \"post_ko\""] {
            let told = lines
                .iter()
                .any(|line| line.contains("line 8") && line.contains(says));
            assert!(told, "{mistakes}: {says}");
        }
    }
}
