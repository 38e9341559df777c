//! What is written in any of the three forms is read again as it was, cell for cell.

use madang_commitments::schema::{Field, Schema};
use madang_commitments::writing::{csv, json, json_lines, workbook};
use madang_commitments::{Base, Options, Row, read};

use crate::common::{again, cell, current, of, shared};

fn lines(rows: &[Row]) -> Vec<u8> {
    let mut bytes = Vec::new();
    json_lines(&mut bytes, rows).expect("written");
    bytes
}

/// Holds every form against what was read: the rows, and the report but for what is about columns and lines of the first file.
fn survives(base: &Base) {
    let rows = &base.commitments;
    let forms = [
        ("CSV", csv(rows, false).expect("written")),
        ("JSON", json(rows).expect("written")),
        ("lines of JSON", lines(rows)),
        ("workbook", workbook(rows).expect("written")),
    ];
    for (form, bytes) in forms {
        let read = again(&bytes);
        assert_eq!(read.commitments.len(), rows.len(), "{form}");
        for (row, read) in rows.iter().zip(&read.commitments) {
            assert_eq!(read, row, "{form}: {}", row.id());
        }
        let values = |base: &Base| -> Vec<(String, String, String)> {
            let all = base
                .reported
                .iter()
                .filter(|one| !matches!(one.field.as_str(), "") && one.line > 1);
            let named = all.map(|one| {
                (
                    one.field.clone(),
                    one.value.clone(),
                    format!("{:?}", one.reason),
                )
            });
            named
                .filter(|(_, _, reason)| !reason.starts_with("Twice"))
                .collect()
        };
        assert_eq!(values(&read), values(base), "{form}");
    }
    let raw = csv(rows, true).expect("written");
    let options = Options {
        encoding: None,
        raw: true,
    };
    assert_eq!(
        read(&raw, options)
            .expect("it was written here")
            .commitments,
        *rows
    );
}

#[test]
fn the_base_of_2016_comes_back() {
    let base = again(&shared("ogp_2016_coded.csv"));
    let rows = &base.commitments;
    for bytes in [csv(rows, false).expect("written"), lines(rows)] {
        assert!(again(&bytes).commitments == *rows);
    }
    // A workbook takes its time where nothing is optimised: a part of the rows, of all countries.
    let mut part = base.clone();
    part.commitments = rows.iter().step_by(9).cloned().collect();
    let mut part = again(&lines(&part.commitments));
    part.encoding = None;
    survives(&part);
}

#[test]
fn the_base_of_2024_comes_back() {
    survives(&again(&shared("ogp_2024_coded.csv")));
}

#[test]
fn both_in_one_file_come_back() {
    let mut both = again(&shared("ogp_2016_coded.csv"));
    both.commitments.truncate(40);
    let newer = again(&shared("ogp_2024_coded.csv"));
    both.commitments
        .extend(newer.commitments.into_iter().take(40));
    let read = again(&csv(&both.commitments, false).expect("written"));
    assert_eq!(read.commitments, both.commitments);
    let schemas: Vec<Schema> = read.commitments.iter().map(|row| row.schema).collect();
    assert_eq!(
        (schemas[39], schemas[40]),
        (Schema::Base2016, Schema::Current)
    );
}

#[test]
fn a_file_in_the_current_schema_is_written_as_it_came() {
    let bytes = shared("ogp_2024_coded.csv");
    let rows = again(&bytes).commitments;
    let written = csv(&rows, true).expect("written");
    let table = |bytes: &[u8]| -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes);
        let records = reader.records().map(|record| record.expect("a record"));
        records
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect()
    };
    let (first, second) = (table(&bytes), table(&written));
    assert_eq!(second[0].len(), 171);
    let text = second[0]
        .iter()
        .position(|label| label == "Full Text")
        .expect("a column");
    let without: Vec<Vec<String>> = second
        .into_iter()
        .map(|mut row| {
            row.remove(text);
            row
        })
        .collect();
    assert!(
        without == first,
        "every cell but that of the column that the shared file leaves out"
    );
}

#[test]
fn codes_of_2016_are_written_by_their_newer_labels_and_numbers() {
    let rows = again(&shared("ogp_2016_coded.csv")).commitments;
    let written = csv(&rows, false).expect("written");
    let mut reader = ::csv::Reader::from_reader(written.as_slice());
    let head = reader.headers().expect("labels").clone();
    let place = |label: &str| {
        head.iter()
            .position(|one| one == label)
            .unwrap_or_else(|| panic!("{label}"))
    };
    let pairs = [
        ("Specificity", "_Specificity"),
        ("Potential Impact", "_Potential Impact"),
        ("Completion (Progress Report)", "_CompletionProgress"),
        ("Did It Open Government (Overall)", "_OpenGovernment"),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for record in reader.records() {
        let record = record.expect("a record");
        for (label, number) in pairs {
            seen.insert(format!(
                "{}={}",
                &record[place(label)],
                &record[place(number)]
            ));
        }
    }
    let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    assert_eq!(
        seen,
        [
            "Complete=5",
            "Did Not Change=1",
            "High=3",
            "Limited=3",
            "Low=1",
            "Major=3",
            "Marginal=2",
            "Medium=2",
            "Minor=1",
            "Moderate=2",
            "NA=NA",
            "ND=ND",
            "NR=NR",
            "None=0",
            "Not Started=2",
            "Substantial=4",
            "Transformative=3",
            "Unclear=0",
            "Unclear=1",
            "Withdrawn=0",
        ]
    );
}

#[test]
fn hostile_cells_come_back_and_none_is_computed() {
    let title = |text: &str| {
        format!(
            "KR0042,대한민국,3,1,2016,\"{}\",-1,2018,Yes,Minor,1,Complete",
            text.replace('"', "\"\"")
        )
    };
    for text in [
        "=1+1",
        "'=1+1",
        "''=1",
        "+82-2-000",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "＝1",
        " =1",
        "\"=1\"",
        "\t=1",
        "\n=1",
        "a\r\nb",
        "'plain",
        "a,b;c\td",
        "_x000D_",
        "_x0041_",
        "\u{1}bell\u{7}",
        "  blanks  ",
        "🙂",
        "<b>&amp;</b>",
        "\u{feff}x",
    ] {
        let raw = Options {
            encoding: None,
            raw: true,
        };
        let base = read(current(&[&title(text)]).as_bytes(), raw).expect("a file");
        assert_eq!(base.commitments[0].of(Field::Title), text);
        survives(&base);
        let written = csv(&base.commitments, false).expect("written");
        let mut reader = ::csv::Reader::from_reader(written.as_slice());
        for record in reader.records() {
            for (cell, label) in record
                .expect("a record")
                .iter()
                .zip(Schema::Current.columns())
            {
                let risky = madang_commitments::guard::is_risky(cell) && !cell.starts_with('\'');
                assert!(!risky, "{}: {cell:?}", label.label);
            }
        }
    }
    // A number is no text: it is never guarded.
    let base = of(&current(&[
        "KR0042,대한민국,3,1,2016,T,-1,2018,Yes,Minor,-1,Complete",
    ]));
    let written =
        String::from_utf8(csv(&base.commitments, false).expect("written")).expect("UTF-8");
    assert!(
        written.contains(",Minor,-1,") && written.contains(",'-1,2018,"),
        "a date it is not: {written}"
    );
}

#[test]
fn a_text_that_no_cell_of_a_workbook_holds_comes_back() {
    let text = "긴 글🙂 ".repeat(15_000);
    let base = of(&current(&[&format!(
        "KR0042,대한민국,3,1,2016,\"{text}\",2016,2018,Yes,Minor,1,Complete"
    )]));
    assert!(base.commitments[0].of(Field::Title).encode_utf16().count() > 2 * 32_767);
    survives(&base);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = of(&current(&[crate::common::ROW])).commitments;
    let first = workbook(&rows).expect("written");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(workbook(&rows).expect("written"), first);
}

#[test]
fn blank_and_the_other_four_stay_apart_in_every_form() {
    let row = |id: &str, code: &str| {
        format!("{id},Albania,1,1,2016,T,2016,2018,{code},{code},{code},{code}")
    };
    let codes = ["ND", "NR", "NA", "Unclear", ""];
    let rows: Vec<String> = codes
        .iter()
        .zip(["a", "b", "c", "d", "e"])
        .map(|(code, id)| row(id, code))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let base = of(&current(&rows));
    survives(&base);
    let read: Vec<&str> = base
        .commitments
        .iter()
        .map(|row| cell(row, "Potential Impact"))
        .collect();
    assert_eq!(read, codes);
}
