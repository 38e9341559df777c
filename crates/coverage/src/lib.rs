#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

use madang_eligibility::{
    Book, BrokenRow, Columns, Coverage, Day, Groups, Person, PopulationError, RowProblem,
};
use parquet::basic::{Compression, LogicalType, TimeUnit};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

/// Why a population is not read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParquetPopulationError {
    /// Not a Parquet file, or one that cannot be read.
    #[error("the Parquet file cannot be read: {what}")]
    Parquet {
        /// What its reader says.
        what: String,
    },
    /// Its pages are compressed in a way that is not read.
    #[error("its pages are compressed by {codec}: write them plain, or by Snappy or gzip")]
    Compression {
        /// The name of the codec.
        codec: &'static str,
    },
    /// Its columns are not those of a population.
    #[error(transparent)]
    Population(#[from] PopulationError),
}

impl From<ParquetError> for ParquetPopulationError {
    fn from(error: ParquetError) -> ParquetPopulationError {
        ParquetPopulationError::Parquet {
            what: error.to_string(),
        }
    }
}

/// Evaluates a population in a Parquet file, everybody alone; with `groups` also by cells of these groups of services.
///
/// # Errors
/// A file that is no Parquet or compressed by another codec than Snappy and gzip, and columns that are not known. A row that is broken is told in [`Coverage::broken_rows`] by its number, the first
/// is 1; of a row group whose pages are damaged the rows from there on are told as one.
pub fn coverage(
    book: &Book,
    source: impl ChunkReader + 'static,
    day: Day,
    groups: Option<&Groups>,
) -> Result<Coverage, ParquetPopulationError> {
    let reader = SerializedFileReader::new(source)?;
    let schema = reader.metadata().file_metadata().schema().get_fields();
    let names: Vec<String> = schema.iter().map(|field| field.name().to_owned()).collect();
    let in_nanoseconds: Vec<bool> = schema
        .iter()
        .map(|field| is_in_nanoseconds(field))
        .collect();
    let columns = Columns::new(names, day)?;
    let groups_of_rows = reader.metadata().row_groups().iter();
    let mut chunks = groups_of_rows.flat_map(|group| group.columns());
    if let Some(codec) = chunks.find_map(|chunk| unread_codec(chunk.compression())) {
        return Err(ParquetPopulationError::Compression { codec });
    }
    book.coverage_of(day, groups, |tell| {
        let mut first = 1_u64;
        for number in 0..reader.num_row_groups() {
            let group = reader.get_row_group(number)?;
            let rows = u64::try_from(group.metadata().num_rows()).unwrap_or(0);
            let unread = |at: u64, error: &ParquetError| {
                let last = (first + rows).saturating_sub(1);
                let what = format!("rows {at} to {last} cannot be read: {error}");
                BrokenRow::whole(at, RowProblem::Unread(what))
            };
            match group.get_row_iter(None) {
                Err(error) => tell(Err(unread(first, &error))),
                Ok(each) => {
                    for (at, row) in (first..).zip(each) {
                        match row {
                            Ok(row) => tell(person(&columns, &in_nanoseconds, at, row)),
                            // Columns are no longer at one row: what follows would be of several persons.
                            Err(error) => {
                                tell(Err(unread(at, &error)));
                                break;
                            }
                        }
                    }
                }
            }
            first += rows;
        }
        Ok(())
    })
}

/// The name of a codec that is not read.
fn unread_codec(compression: Compression) -> Option<&'static str> {
    match compression {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) => None,
        Compression::LZO => Some("LZO"),
        Compression::BROTLI(_) => Some("Brotli"),
        Compression::LZ4 | Compression::LZ4_RAW => Some("LZ4"),
        Compression::ZSTD(_) => Some("Zstandard"),
    }
}

/// Whether a column has moments in nanoseconds, as programs for tables of data write days: rows give them as mere numbers.
fn is_in_nanoseconds(field: &Type) -> bool {
    match field.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(moment)) => matches!(moment.unit, TimeUnit::NANOS),
        _ => false,
    }
}

fn person(
    columns: &Columns,
    in_nanoseconds: &[bool],
    number: u64,
    row: Row,
) -> Result<Person, BrokenRow> {
    let fields = row.into_columns().into_iter().zip(in_nanoseconds);
    let cells = fields.map(|((name, field), in_nanoseconds)| {
        let cell = match field {
            Field::Long(moment) if *in_nanoseconds => midnight(moment, 86_400_000_000_000),
            field => text(field),
        };
        cell.ok_or_else(|| {
            let what = "no text, number, truth or day".to_owned();
            let mut broken = BrokenRow::whole(number, RowProblem::Unread(what));
            broken.column = Some(name);
            broken
        })
    });
    let cells: Vec<String> = cells.collect::<Result<_, _>>()?;
    columns.person(number, cells)
}

/// The day that begins at a moment, of so many units a day from 1970-01-01; `None` for another time of day.
fn midnight(moment: i64, units: i64) -> Option<String> {
    let day = Day::of_number(moment.div_euclid(units))?;
    (moment.rem_euclid(units) == 0).then(|| day.to_string())
}

/// A value as a cell of CSV has it; `None` for one that no fact has.
fn text(field: Field) -> Option<String> {
    let whole = |number: f64| match number.fract() == 0.0 && number.abs() < 9e15 {
        true => format!("{number:.0}"),
        false => number.to_string(),
    };
    Some(match field {
        Field::Null => String::new(),
        Field::Bool(truth) => u8::from(truth).to_string(),
        Field::Byte(number) => number.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::UByte(number) => number.to_string(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        Field::ULong(number) => number.to_string(),
        // Programs write numbers that may be missing as floating point; NaN is how they write what is missing.
        Field::Double(number) if number.is_nan() => String::new(),
        Field::Float(number) if number.is_nan() => String::new(),
        Field::Double(number) => whole(number),
        Field::Float(number) => whole(f64::from(number)),
        Field::Str(text) => text,
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).ok()?,
        Field::Date(days) => Day::of_number(i64::from(days))?.to_string(),
        Field::TimestampMillis(moment) => midnight(moment, 86_400_000)?,
        Field::TimestampMicros(moment) => midnight(moment, 86_400_000_000)?,
        _ => return None,
    })
}
