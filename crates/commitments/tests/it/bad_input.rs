//! Files as they come: in other encodings, with other lines of labels, ragged, with unknown labels, formulas and identifiers that stand twice.

use encoding_rs::EUC_KR;
use madang_commitments::report::Reason;
use madang_commitments::schema::{Field, Schema};
use madang_commitments::{Absent, Options, Reading, Unread, read, read_commitments};

use crate::common::{CURRENT, ROW, again, cell, current, of, reasons, reported, shared};

#[test]
fn a_row_that_is_understood_is_not_reported() {
    let base = of(&current(&[ROW]));
    assert_eq!(base.reported, []);
    assert_eq!((base.rows, base.commitments.len()), (1, 1));
    let row = &base.commitments[0];
    assert_eq!(
        (row.schema, row.line, row.id()),
        (Schema::Current, 2, "KR0042".to_owned())
    );
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let row = ROW
        .replace("A title", "국민이 함께 정하는 대표 서비스 만들기, 똠방각하")
        .replacen("국민", "\"국민", 1)
        .replacen("각하", "각하\"", 1);
    let text = current(&[&row, &row.replace("KR0042", "KR0043")]);
    let expected = of(&text);
    assert_eq!(expected.encoding, Some("UTF-8"));
    let wide = |first: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{first}{text}")
            .encode_utf16()
            .flat_map(unit)
            .collect()
    };
    let tabs = text.replace(',', "\t").replace("만들기\t", "만들기,");
    for (name, bytes) in [
        ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16LE", wide("\u{feff}", u16::to_le_bytes)),
        ("UTF-16BE", wide("\u{feff}", u16::to_be_bytes)),
        ("UTF-16LE without a mark", wide("", u16::to_le_bytes)),
        ("EUC-KR", EUC_KR.encode(&text).0.into_owned()),
        ("Windows line ends", text.replace('\n', "\r\n").into_bytes()),
        ("tabs", tabs.into_bytes()),
    ] {
        let base = again(&bytes);
        assert_eq!(base.commitments, expected.commitments, "{name}");
        assert_eq!(base.reported, [], "{name}");
        let lines: Vec<u64> = base.commitments.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 3], "{name}");
    }
    let named = Options {
        encoding: Some("UTF-8"),
        raw: false,
    };
    let korean = EUC_KR.encode(&text).0;
    let refused = read(&korean, named).expect_err("it is not");
    assert_eq!(refused, Unread::NamedEncoding("UTF-8"));
}

#[test]
fn the_header_is_found_by_its_labels() {
    let numbers: Vec<String> = (0..CURRENT.split(',').count())
        .map(|n| n.to_string())
        .collect();
    let numbers = numbers.join(",");
    let loud = CURRENT.to_uppercase().replace(' ', "  ");
    for (text, line) in [
        (format!("{numbers}\n{CURRENT}\n{ROW}\n"), 3),
        (format!("{CURRENT}\n{numbers}\n{ROW}\n"), 3),
        (
            format!("OGP commitments 2024,,,\n\n{CURRENT}\n{CURRENT}\n{ROW}\n"),
            5,
        ),
        (format!("{loud},,,\n{ROW},,,\n"), 2),
    ] {
        let base = of(&text);
        assert_eq!(base.reported, [], "{text}");
        let lines: Vec<u64> = base.commitments.iter().map(|row| row.line).collect();
        assert_eq!((base.rows, lines), (1, vec![line]), "{text}");
        assert_eq!(base.commitments[0].of(Field::Title), "A title");
    }
    for text in [
        "",
        "a,b\n1,2\n",
        "Country,Comm No\nAlbania,1\n",
        "{}",
        "\u{1}\u{2}",
    ] {
        assert!(
            read(text.as_bytes(), Options::default()).is_err(),
            "{text:?}"
        );
    }
}

#[test]
fn lines_are_those_of_an_editor_whatever_ends_them() {
    let title = "\"A title\nof three\r\nlines\"";
    for end in ["\n", "\r\n", "\r"] {
        let rows = [
            ROW.to_owned(),
            String::new(),
            ROW.replace("KR0042", "a").replace("A title", title),
            String::new(),
            String::new(),
            ROW.replace("KR0042", "b"),
        ];
        let base = of(&format!("{CURRENT}{end}{}{end}", rows.join(end)));
        let lines: Vec<u64> = base.commitments.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4, 9], "{end:?}");
    }
}

#[test]
fn ragged_rows_are_named_by_line() {
    let short = "AL0001,Albania,1,1,2012,Short";
    let long = format!("{},=,more", ROW.replace("KR0042", "KR0044"));
    let trailing = format!("{},,,", ROW.replace("KR0042", "KR0045"));
    let base = of(&current(&[
        ROW,
        short,
        &long,
        &trailing,
        ",,,,,,,,,,,",
        "Source: a note at the end",
    ]));
    assert_eq!((base.rows, base.commitments.len()), (5, 3));
    let lines: Vec<(u64, &Reason)> = base
        .reported
        .iter()
        .map(|one| (one.line, &one.reason))
        .collect();
    let expected = [
        (
            3,
            &Reason::TooShort {
                cells: 6,
                columns: 12,
            },
        ),
        (
            4,
            &Reason::TooLong {
                cells: 14,
                columns: 12,
            },
        ),
    ];
    assert_eq!(lines[..2], expected);
    let note = (7, &Reason::NamesNothing);
    assert_eq!(
        lines[2], note,
        "a note in the first column is no commitment"
    );
}

#[test]
fn a_row_that_names_nothing_is_left_out_and_named() {
    let base = of(&current(&[
        "NR,,1,1,2012,A title",
        "NA,Albania,1,,2012,",
        ",Albania,1,,2012,A title",
    ]));
    assert_eq!((base.rows, base.commitments.len()), (3, 1));
    let left_out: Vec<u64> = base
        .reported
        .iter()
        .filter(|one| one.reason.leaves_out())
        .map(|one| one.line)
        .collect();
    assert_eq!(left_out, [2, 3]);
}

#[test]
fn a_quote_that_is_never_closed_swallows_one_row_and_says_so() {
    let open = "KR0043,Republic of Korea,3,2,2016,\"never closed";
    let base = of(&current(&[ROW, open, &ROW.replace("KR0042", "KR0044")]));
    assert_eq!((base.rows, base.commitments.len()), (2, 1));
    assert_eq!(base.reported.len(), 1);
    assert_eq!(
        (base.reported[0].line, &base.reported[0].reason),
        (3, &Reason::OpenQuote)
    );
}

#[test]
fn unknown_labels_and_numbers_are_kept_and_named() {
    let row = "KR0042,Republic of Korea,x,1,1916,A title,soon,6/30/2018,1,Huge,7,4";
    let base = of(&current(&[row]));
    let fields: Vec<(&str, &str)> = base
        .reported
        .iter()
        .map(|one| (one.field.as_str(), one.value.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("Action Plan Number", "x"),
            ("Year Of Submission", "1916"),
            ("Start Date", "soon"),
            ("Verifiable", "1"),
            ("Potential Impact", "Huge"),
            ("_Potential Impact", "7"),
            ("Completion (End Of Term)", "4"),
        ]
    );
    let row = &base.commitments[0];
    assert_eq!(cell(row, "Potential Impact"), "Huge");
    assert_eq!(
        row.code::<madang_commitments::codes::PotentialImpact>(Field::Impact),
        Reading::Unknown
    );
    let known = base.reported[4].reason.said().to_string();
    assert!(
        known.contains("None, Minor, Moderate, Transformative"),
        "{known}"
    );
}

#[test]
fn the_label_counts_where_its_number_says_otherwise() {
    let row = ROW.replace("Minor,1", "Minor,2");
    let base = of(&current(&[
        &row,
        &ROW.replace("KR0042", "KR1").replace("Minor,1", "NR,3"),
        &ROW.replace("KR0042", "KR2").replace("Minor,1", "Unclear,0"),
        &ROW.replace("KR0042", "KR3").replace("Minor,1", "NR,ND"),
    ]));
    assert_eq!(
        reported(&base),
        [
            (2, "_Potential Impact", "2"),
            (3, "_Potential Impact", "3"),
            (5, "_Potential Impact", "ND")
        ]
    );
    let said = base.reported[0].reason.said().to_string();
    assert!(said.contains("“Minor”, whose number is 1"), "{said}");
    let readings = base
        .commitments
        .iter()
        .map(|row| row.code::<madang_commitments::codes::PotentialImpact>(Field::Impact));
    let absent: Vec<_> = readings.skip(1).collect();
    let expected = [Absent::NotReviewed, Absent::Unclear, Absent::NotReviewed].map(Reading::Absent);
    assert_eq!(absent, expected);
}

#[test]
fn values_of_one_kind_of_openness_are_numbered_one_higher() {
    let head = format!(
        "{CURRENT},Did It Open Government (Overall),_OpenGovernment,Did It Open Government (Civic Participation),_DIOGCP"
    );
    let row = |id: &str, cells: &str| format!("{},{cells}", ROW.replace("KR0042", id));
    let rows = [
        row("a", "Marginal,2,Marginal,3"),
        row("b", "No early results to report yet,1,Not Applicable,0"),
        row("c", "Worsens,0,Worsens,1"),
        row("d", "Marginal,3,Marginal,2"),
        row("e", "Not Applicable,0,Not Applicable,1"),
    ];
    let base = of(&format!("{head}\n{}\n", rows.join("\n")));
    assert_eq!(
        reported(&base),
        [
            (5, "_OpenGovernment", "3"),
            (5, "_DIOGCP", "2"),
            (6, "_OpenGovernment", "0"),
            (6, "_DIOGCP", "1")
        ]
    );
}

#[test]
fn formulas_are_text_and_named() {
    let row = "=1+1,Republic of Korea,3,1,2016,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",=NOW(),6/30/2018,@SUM(1),Minor,=1,Complete";
    let base = of(&current(&[row]));
    let formulas = base
        .reported
        .iter()
        .filter(|one| one.reason == Reason::Formula);
    let fields: Vec<&str> = formulas.map(|one| one.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "Commitment Unique Identifier",
            "Commitment Title",
            "Start Date",
            "Verifiable",
            "_Potential Impact"
        ]
    );
    assert_eq!(
        base.commitments[0].of(Field::Title),
        "=HYPERLINK(\"http://x\",\"y\")"
    );
}

#[test]
fn an_identifier_that_stands_twice_gets_an_ordinal() {
    let base = of(&current(&[ROW, ROW, &ROW.replace("KR0042", "KR0043"), ROW]));
    let ordinals: Vec<(String, u32)> = base
        .commitments
        .iter()
        .map(|row| (row.id(), row.ordinal))
        .collect();
    let expected = [("KR0042", 1), ("KR0042", 2), ("KR0043", 1), ("KR0042", 3)];
    assert_eq!(
        ordinals,
        expected.map(|(id, ordinal)| (id.to_owned(), ordinal))
    );
    let twice: Vec<(u64, &Reason)> = base
        .reported
        .iter()
        .map(|one| (one.line, &one.reason))
        .collect();
    assert_eq!(
        twice,
        [
            (
                3,
                &Reason::Twice {
                    ordinal: 2,
                    first: 2
                }
            ),
            (
                5,
                &Reason::Twice {
                    ordinal: 3,
                    first: 2
                }
            )
        ]
    );
}

#[test]
fn what_ends_before_it_starts_is_imported_and_named() {
    let base = of(&current(&[
        &ROW.replace("7/31/2016,6/30/2018", "7/31/2016,June 2014")
    ]));
    assert_eq!(base.commitments.len(), 1);
    assert_eq!(reported(&base), [(2, "End Date", "June 2014")]);
    assert!(matches!(
        base.reported[0].reason,
        Reason::EndsBeforeItStarts { .. }
    ));
}

#[test]
fn columns_that_nobody_knows_are_kept_beside_and_named_once() {
    let text = format!(
        "{CURRENT},Colour,,Theme,Theme\n{ROW},blue,unnamed,T,U\n{},red,,T,U\n",
        ROW.replace("KR0042", "KR0043")
    );
    let base = of(&text);
    assert_eq!(
        reported(&base),
        [
            (1, "Colour", "Colour"),
            (1, "Theme", "Theme"),
            (2, "column 14", "unnamed")
        ]
    );
    let others = |label: &str, cell: &str| (label.to_owned(), cell.to_owned());
    assert_eq!(
        base.commitments[0].others,
        [
            others("Colour", "blue"),
            others("column 14", "unnamed"),
            others("Theme (16)", "U")
        ]
    );
}

#[test]
fn a_code_of_another_era_is_named() {
    let head = format!("{CURRENT},Potential for Results,Specificity");
    let row = |id: &str, year: &str, cells: &str| {
        format!(
            "{},{cells}",
            ROW.replace("KR0042", id)
                .replace(",2016,", &format!(",{year},"))
        )
    };
    let rows = [
        row("a", "2016", "Modest,High"),
        row("b", "2021", "Modest,High"),
        row("c", "2021", "Modest,ND").replace("Complete", "No evidence available"),
        row("d", "2018", "ND,ND").replace("Complete", "No evidence available"),
    ];
    let base = of(&format!("{head}\n{}\n", rows.join("\n")));
    assert_eq!(
        reported(&base),
        [
            (2, "Potential for Results", "Modest"),
            (3, "Specificity", "High"),
            (3, "Potential Impact", "Minor"),
            (4, "Potential Impact", "Minor"),
            (5, "Completion (End Of Term)", "No evidence available"),
        ]
    );
}

#[test]
fn inputs_of_stars_alone_are_no_commitments() {
    let vectors = shared("star_formula_vectors.csv");
    assert_eq!(
        read_commitments(&vectors, Options::default()),
        Err(Unread::Vectors)
    );
}

/// Files that somebody damaged or made up do no harm, whatever they are.
#[test]
fn no_file_makes_it_panic() {
    let whole = shared("ogp_2024_coded.csv");
    let sizes = [1, 100, 3_000, 5_000, 20_001, 77_777];
    for size in sizes {
        let _ = read(&whole[..size], Options::default());
        let mut flipped = whole[..size].to_vec();
        for place in (0..size).step_by(7) {
            flipped[place] ^= 0x55;
        }
        let _ = read(&flipped, Options::default());
    }
    for start in [
        "PK\u{3}\u{4}",
        "{\"format\":\"madang-commitments/1\"}\n{",
        "{\"format\":\"madang-commitments/9\"}",
        "{\"format\":3}",
    ] {
        assert!(
            read(start.as_bytes(), Options::default()).is_err(),
            "{start:?}"
        );
    }
    let base = again(&whole);
    assert!(reasons(&base).contains_key("Ambiguous"));
}
