//! Populations in Parquet: the same as in CSV, broken rows, and files that are wrong.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use madang_coverage::{ParquetPopulationError, coverage};
use madang_eligibility::gov24::{ConditionFile, ServiceList};
use madang_eligibility::{Book, BookBuilder, Day, Parameters, PopulationError, parse};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use tempfile::TempDir;

/// A column of a file: texts, where `None` is null.
type Texts = Vec<(String, Vec<Option<String>>)>;

/// Writes texts as optional columns, so many rows a group.
fn written(path: &Path, columns: &Texts, rows: usize, compression: Compression) {
    let fields: String = columns
        .iter()
        .map(|(name, _)| format!("optional binary {name} (UTF8); "))
        .collect();
    let schema =
        parse_message_type(&format!("message population {{ {fields} }}")).expect("a schema");
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .build();
    let file = File::create(path).expect("a file");
    let mut writer =
        SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).expect("a writer");
    let count = columns.first().map_or(0, |(_, cells)| cells.len());
    for start in (0..count).step_by(rows) {
        let mut group = writer.next_row_group().expect("a group");
        for (_, cells) in columns {
            let cells = &cells[start..(start + rows).min(count)];
            let mut column = group.next_column().expect("no fault").expect("a column");
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            let values: Vec<ByteArray> = cells
                .iter()
                .flatten()
                .map(|cell| ByteArray::from(cell.as_str()))
                .collect();
            column
                .typed::<ByteArrayType>()
                .write_batch(&values, Some(&levels), None)
                .expect("written");
            column.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.close().expect("closed");
}

/// A CSV without quotations as columns.
fn of_csv(text: &str) -> Texts {
    let mut lines = text.lines();
    let names = lines.next().expect("a header").split(',');
    let mut columns: Texts = names.map(|name| (name.to_owned(), Vec::new())).collect();
    for line in lines {
        for ((_, cells), cell) in columns.iter_mut().zip(line.split(',')) {
            cells.push(Some(cell.to_owned()).filter(|cell| !cell.is_empty()));
        }
    }
    columns
}

fn day() -> Day {
    "2026-11-01".parse().expect("a day")
}

fn adults() -> Book {
    let rule = parse("서비스 A\n나이가 19세 이상", &Parameters::default()).expect("a rule");
    let mut builder = BookBuilder::new(Parameters::default());
    builder.rule(&rule).expect("alone");
    builder.finish()
}

fn data() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services/dev"))
}

#[test]
fn the_population_of_the_data_gives_the_same_as_its_csv() {
    let Some(data) = data() else {
        return;
    };
    let read = |name: &str| std::fs::read_to_string(data.join(name)).expect("there");
    let list = ServiceList::read(&read("serviceList.dev.jsonl")).expect("rows");
    let conditions = ConditionFile::read(&read("supportConditions.dev.jsonl")).expect("rows");
    let mut builder = BookBuilder::new(Parameters::default());
    for marks in &conditions.services {
        builder.service(
            marks,
            list.get(&marks.service).and_then(|listed| listed.region),
        );
    }
    let book = builder.finish();
    let groups = conditions
        .services
        .iter()
        .map(|marks| (marks.service.clone(), marks.groups()[0]));
    let groups = groups.collect();
    let text = read("population.dev.csv");
    let folder = TempDir::new().expect("a folder");
    let wanted = book.coverage(text.as_bytes(), day()).expect("a population");
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
    ] {
        let path = folder.path().join("p.parquet");
        written(&path, &of_csv(&text), 300, compression);
        let mut found = coverage(
            &book,
            File::open(&path).expect("there"),
            day(),
            Some(&groups),
        )
        .expect("a population");
        assert!(
            found
                .cells
                .take()
                .is_some_and(|cells| cells.cells.len() > 100)
        );
        assert_eq!(found, wanted);
        assert_eq!((found.persons, found.broken), (2000, 0));
    }
}

#[test]
fn numbers_truths_days_and_what_is_missing_are_read_as_their_types_have_them() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("typed.parquet");
    let schema = "message population {
        required binary person_id (UTF8); optional int32 birth_date (DATE); optional double size; optional int32 farmer;
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let file = File::create(&path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, schema, Default::default()).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let ids: Vec<ByteArray> = ["a", "b", "c", "d"].map(ByteArray::from).to_vec();
    let mut column = group.next_column().expect("no fault").expect("a column");
    column
        .typed::<ByteArrayType>()
        .write_batch(&ids, None, None)
        .expect("written");
    column.close().expect("closed");
    // 1990-01-01, nothing, 2020-01-01, a day before all days.
    let mut column = group.next_column().expect("no fault").expect("a column");
    column
        .typed::<Int32Type>()
        .write_batch(&[7305, 18_262, -800_000], Some(&[1, 0, 1, 1]), None)
        .expect("written");
    column.close().expect("closed");
    let mut column = group.next_column().expect("no fault").expect("a column");
    column
        .typed::<DoubleType>()
        .write_batch(&[3.0, f64::NAN, 2.0, 1.0], Some(&[1, 1, 1, 1]), None)
        .expect("written");
    column.close().expect("closed");
    let mut column = group.next_column().expect("no fault").expect("a column");
    column
        .typed::<Int32Type>()
        .write_batch(&[1, 0, 1, 1], Some(&[1, 1, 1, 1]), None)
        .expect("written");
    column.close().expect("closed");
    group.close().expect("closed");
    writer.close().expect("closed");
    let found =
        coverage(&adults(), File::open(&path).expect("there"), day(), None).expect("a population");
    let broken: Vec<(u64, Option<&str>)> = found
        .broken_rows
        .iter()
        .map(|row| (row.line, row.column.as_deref()))
        .collect();
    assert_eq!(broken, [(4, Some("birth_date"))]);
    let rule = &found.rules["A"];
    assert_eq!((rule.entitled.0, rule.not.0, rule.unknown.0), (1, 1, 1));
}

#[test]
fn days_may_be_moments_at_midnight() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("moments.parquet");
    for (unit, a_day) in [
        ("MILLIS", 86_400_000_i64),
        ("MICROS", 86_400_000_000),
        ("NANOS", 86_400_000_000_000),
    ] {
        let schema = format!(
            "message population {{ required binary person_id (UTF8); optional int64 birth_date (TIMESTAMP({unit},false)); }}"
        );
        let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
        let file = File::create(&path).expect("a file");
        let mut writer =
            SerializedFileWriter::new(file, schema, Default::default()).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        let ids: Vec<ByteArray> = ["a", "b", "c", "d"].map(ByteArray::from).to_vec();
        let mut column = group.next_column().expect("no fault").expect("a column");
        column
            .typed::<ByteArrayType>()
            .write_batch(&ids, None, None)
            .expect("written");
        column.close().expect("closed");
        // 1969-12-31, 2020-01-01, nothing, and a moment in the day.
        let mut column = group.next_column().expect("no fault").expect("a column");
        column
            .typed::<Int64Type>()
            .write_batch(
                &[-a_day, 18_262 * a_day, 7305 * a_day + 1],
                Some(&[1, 1, 0, 1]),
                None,
            )
            .expect("written");
        column.close().expect("closed");
        group.close().expect("closed");
        writer.close().expect("closed");
        let file = File::open(&path).expect("there");
        let found = coverage(&adults(), file, day(), None).expect("a population");
        let rule = &found.rules["A"];
        assert_eq!(
            (rule.entitled.0, rule.not.0, rule.unknown.0),
            (1, 1, 1),
            "{unit}"
        );
        assert_eq!(found.broken_rows[0].line, 4, "{unit}");
    }
}

#[test]
fn a_codec_that_is_not_read_is_named() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("p.parquet");
    // Written by another program: what is not read is not written here either.
    std::fs::write(&path, include_bytes!("zstandard.parquet")).expect("written");
    let found = coverage(&adults(), File::open(&path).expect("there"), day(), None);
    let named =
        |error: &ParquetPopulationError| error.to_string().contains("compressed by Zstandard");
    assert!(found.as_ref().is_err_and(named), "{found:?}");
}

#[test]
fn a_broken_row_is_named_and_the_rest_evaluated() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("p.parquet");
    let mut text = "person_id,birth_date,farmer\n".to_owned();
    for number in 0..1000 {
        let born = if number == 500 {
            "1990-02-30"
        } else {
            "1990-01-01"
        };
        text.push_str(&format!("p{number},{born},1\n"));
    }
    written(&path, &of_csv(&text), 128, Compression::SNAPPY);
    let found =
        coverage(&adults(), File::open(&path).expect("there"), day(), None).expect("a population");
    let row = &found.broken_rows[0];
    assert_eq!(
        (found.broken, row.line, row.column.as_deref()),
        (1, 501, Some("birth_date"))
    );
    assert_eq!((found.persons, found.rules["A"].entitled.0), (999, 999));
}

#[test]
fn files_that_are_wrong_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("p.parquet");
    std::fs::write(&path, "PAR1 and nothing more").expect("written");
    let found = coverage(&adults(), File::open(&path).expect("there"), day(), None);
    assert!(
        matches!(found, Err(ParquetPopulationError::Parquet { .. })),
        "{found:?}"
    );
    written(
        &path,
        &of_csv("person_id,shoe_size\n1,42\n"),
        10,
        Compression::UNCOMPRESSED,
    );
    let found = coverage(&adults(), File::open(&path).expect("there"), day(), None);
    let unknown = |error: &ParquetPopulationError| matches!(error, ParquetPopulationError::Population(PopulationError::UnknownColumn { column }) if column == "shoe_size");
    assert!(found.as_ref().is_err_and(unknown), "{found:?}");
}
