//! Why something cannot be computed.

/// Why something cannot be computed. The text is English and names the place: the line of a file, the variable, the value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyError {
    /// The text is in none of the encodings that are read.
    #[error("line {line}: this is neither UTF-8 nor EUC-KR: save the file as UTF-8")]
    Encoding {
        /// Where the first wrong byte stands.
        line: u64,
    },
    /// A line is no row of a CSV table.
    #[error("line {line}: {fields} fields where the header has {expected}")]
    Fields {
        /// The line.
        line: u64,
        /// How many it has.
        fields: u64,
        /// How many columns there are.
        expected: u64,
    },
    /// The table has no header or no row.
    #[error(
        "the table has no rows: the first line names the columns, each other line is a respondent"
    )]
    NoRows,
    /// Two columns have one name.
    #[error("column `{name}` stands twice in the header")]
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// A column that was asked for is not there.
    #[error("there is no column `{name}`; there are {there}")]
    NoColumn {
        /// The name.
        name: String,
        /// The columns that are there.
        there: String,
    },
    /// A number was needed.
    #[error("line {line}, column `{column}`: `{value}` is no number")]
    NoNumber {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A value was needed that may not be missing.
    #[error("line {line}, column `{column}`: the value is missing (`{value}`)")]
    Missing {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A weight that is not above zero.
    #[error(
        "line {line}, column `{column}`: a weight is above zero, not `{value}`: leave out who does not count"
    )]
    Weight {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// An identifier stands twice.
    #[error("line {line}, column `{column}`: `{value}` stands in line {first} already")]
    IdTwice {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// The identifier.
        value: String,
        /// Where it stood first.
        first: u64,
    },
    /// A file of margins is not of the form that is read.
    #[error(
        "margins are {{variable: {{level: total}}}}, or rows of variable, level, total: {problem}"
    )]
    MarginsForm {
        /// What is wrong.
        problem: String,
    },
    /// There is no margin at all.
    #[error("there are no margins to weight to")]
    NoMargins,
    /// A margin's total that is no amount.
    #[error(
        "margin `{variable}`, level `{level}`: the total is {total}, and cannot be below zero or unknown"
    )]
    MarginTotal {
        /// The variable.
        variable: String,
        /// The level.
        level: String,
        /// The total.
        total: f64,
    },
    /// Two margins count different numbers of people.
    #[error(
        "margin `{one}` adds up to {one_total}, margin `{other}` to {other_total}: {gap} apart; both count the same people, so their sums must agree"
    )]
    MarginsDiffer {
        /// One margin.
        one: String,
        /// Its sum.
        one_total: f64,
        /// Another.
        other: String,
        /// Its sum.
        other_total: f64,
        /// The difference.
        gap: f64,
    },
    /// People are counted by a margin, but nobody in the data is in that level.
    #[error(
        "margin `{variable}` counts {total} in `{level}`, but nobody in the data is there: join the level with another"
    )]
    EmptyLevel {
        /// The variable.
        variable: String,
        /// The level.
        level: String,
        /// The total.
        total: f64,
    },
    /// A margin counts nobody in a level where there are respondents.
    #[error(
        "margin `{variable}` counts nobody in `{level}`, but line {line} is there: {count} in all"
    )]
    ZeroTarget {
        /// The variable.
        variable: String,
        /// The level.
        level: String,
        /// The first respondent.
        line: u64,
        /// How many there are.
        count: u64,
    },
    /// A respondent is in no level of a margin.
    #[error("line {line}, column `{variable}`: `{value}` is no level of that margin")]
    UnknownLevel {
        /// The variable.
        variable: String,
        /// The line.
        line: u64,
        /// What stands there.
        value: String,
    },
    /// Post-stratification takes one margin.
    #[error("post-stratification takes one margin, such as `sex|age`, not {margins}")]
    OneMargin {
        /// How many there are.
        margins: u64,
    },
    /// The margins cannot be reached.
    #[error(
        "not attainable: `{variable}`, level `{level}` stays {gap} away (a share of {relative} of its total): no weights within these limits reach all margins"
    )]
    NotAttainable {
        /// The margin that is worst.
        variable: String,
        /// Its level.
        level: String,
        /// What is missing, in the margin's unit.
        gap: f64,
        /// The same as a share of the total.
        relative: f64,
    },
    /// Bounds that no weight can keep.
    #[error("bounds are two numbers with 0 ≤ L < 1 < U, not {lower},{upper}")]
    Bounds {
        /// The lower.
        lower: f64,
        /// The upper.
        upper: f64,
    },
    /// The logit distance has no meaning without bounds.
    #[error("the logit method needs bounds: --bounds L,U")]
    NoBounds,
    /// A cap below which the weights' sum cannot fit.
    #[error("no weights can all be at most {cap}: their mean is {mean}")]
    Cap {
        /// The cap.
        cap: f64,
        /// The mean weight.
        mean: f64,
    },
    /// More categories than equations are solved for.
    #[error(
        "{categories} categories are more than {most}: rake, and estimate with --variance r-rake, or join categories"
    )]
    TooManyCategories {
        /// How many.
        categories: u64,
        /// The most.
        most: u64,
    },
    /// A stratum in which one unit alone was drawn.
    #[error(
        "stratum `{stratum}` has one sampling unit alone (stage {stage}): its variance cannot be estimated; join it with a stratum like it, or choose --single-psu"
    )]
    SinglePsu {
        /// The stratum.
        stratum: String,
        /// The stage.
        stage: u64,
    },
    /// A population is smaller than what was drawn from it, or differs inside a stratum.
    #[error("stratum `{stratum}`, stage {stage}: a population of {size} where {drawn} were drawn")]
    Population {
        /// The stratum, or the unit of the stage above.
        stratum: String,
        /// The stage.
        stage: u64,
        /// What the column says.
        size: f64,
        /// How many are in the data.
        drawn: u64,
    },
    /// The size of a population is not the same in a stratum.
    #[error(
        "stratum `{stratum}`, stage {stage}: the population is {one} in one row and {other} in another"
    )]
    PopulationDiffers {
        /// The stratum, or the unit of the stage above.
        stratum: String,
        /// The stage.
        stage: u64,
        /// One size.
        one: f64,
        /// Another.
        other: f64,
    },
    /// Populations are given for another number of stages than units.
    #[error("{fpc} populations for {stages} stages")]
    Stages {
        /// How many stages.
        stages: u64,
        /// How many populations.
        fpc: u64,
    },
    /// Nobody answered what an estimate is of.
    #[error("nobody has a value of `{variable}`")]
    NoAnswers {
        /// The variable.
        variable: String,
    },
    /// A quantile is asked for outside 0 and 1.
    #[error("a quantile is of a share between 0 and 1, not {share}")]
    Share {
        /// What was asked for.
        share: f64,
    },
    /// A table of counts with fewer than two rows or columns.
    #[error("no table: `{variable}` has one level alone")]
    NoTable {
        /// The variable.
        variable: String,
    },
    /// A disposition that AAPOR's list does not have.
    #[error(
        "line {line}, column `{column}`: `{value}` is no disposition code such as 1.1, 2.11 or 4.80"
    )]
    Disposition {
        /// The line.
        line: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A table to be protected is not of the form that is read, or does not add up.
    #[error("the table cannot be protected: {problem}")]
    CellTable {
        /// What is wrong.
        problem: String,
    },
    /// More cells than are protected at once.
    #[error("{cells} cells are more than {most}: make the rows coarser")]
    TooManyCells {
        /// How many.
        cells: u64,
        /// The most.
        most: u64,
    },
    /// A linear programme could not be solved.
    #[error("the audit of cell {cell} could not be computed: {problem}")]
    Solver {
        /// The cell's place.
        cell: u64,
        /// What the solver says.
        problem: String,
    },
    /// Too many key variables.
    #[error(
        "{keys} key variables are more than {most}: combinations grow beyond what can be looked through"
    )]
    TooManyKeys {
        /// How many.
        keys: u64,
        /// The most.
        most: u64,
    },
    /// A file is no Excel workbook.
    #[error("this is no Excel workbook (.xlsx): {problem}")]
    Workbook {
        /// What the reader says.
        problem: String,
    },
    /// A file is no questionnaire in JSON.
    #[error("this is no questionnaire in the format madang-questionnaire/1: {problem}")]
    Document {
        /// What is wrong.
        problem: String,
    },
    /// A questionnaire could not be written.
    #[error("the questionnaire cannot be written: {problem}")]
    NotWritten {
        /// What is wrong.
        problem: String,
    },
    /// A sheet that a questionnaire needs is not there.
    #[error("there is no sheet `{sheet}`")]
    NoSheet {
        /// The sheet.
        sheet: String,
    },
}
