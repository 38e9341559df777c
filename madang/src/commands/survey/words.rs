//! What the survey engine says is wrong, in the language of this process.

use madang_survey::SurveyError;
use madang_survey::questionnaire::Rule;

/// What is wrong.
pub fn said(error: &SurveyError) -> String {
    columns(error)
        .or_else(|| weights(error))
        .or_else(|| limits(error))
        .or_else(|| design(error))
        .or_else(|| tables(error))
        .unwrap_or_else(|| error.to_string())
}

/// What is wrong with a table.
fn columns(error: &SurveyError) -> Option<String> {
    use SurveyError as E;
    Some(match error {
        E::Encoding { line } => t!("survey-error-encoding", line = line.to_string()),
        E::Fields {
            line,
            fields,
            expected,
        } => t!(
            "survey-error-fields",
            line = line.to_string(),
            fields = fields,
            expected = expected
        ),
        E::NoRows => t!("survey-error-no-rows"),
        E::ColumnTwice { name } => t!("survey-error-column-twice", name = name),
        E::NoColumn { name, there } => t!("survey-error-no-column", name = name, there = there),
        E::NoNumber {
            line,
            column,
            value,
        } => t!(
            "survey-error-no-number",
            line = line.to_string(),
            column = column,
            value = value
        ),
        E::Missing {
            line,
            column,
            value,
        } => t!(
            "survey-error-missing-value",
            line = line.to_string(),
            column = column,
            value = value
        ),
        E::Weight {
            line,
            column,
            value,
        } => t!(
            "survey-error-weight",
            line = line.to_string(),
            column = column,
            value = value
        ),
        E::IdTwice {
            line,
            column,
            value,
            first,
        } => t!(
            "survey-error-id-twice",
            line = line.to_string(),
            column = column,
            value = value,
            first = first.to_string()
        ),
        _ => return None,
    })
}

/// What is wrong with margins and bounds.
fn weights(error: &SurveyError) -> Option<String> {
    use SurveyError as E;
    Some(match error {
        E::MarginsForm { problem } => t!("survey-error-margins-form", problem = problem),
        E::NoMargins => t!("survey-error-no-margins"),
        E::MarginTotal {
            variable,
            level,
            total,
        } => t!(
            "survey-error-margin-total",
            variable = variable,
            level = level,
            total = total.to_string()
        ),
        E::MarginsDiffer {
            one,
            one_total,
            other,
            other_total,
            gap,
        } => t!(
            "survey-error-margins-differ",
            one = one,
            one_total = one_total.to_string(),
            other = other,
            other_total = other_total.to_string(),
            gap = gap.to_string()
        ),
        E::EmptyLevel {
            variable,
            level,
            total,
        } => t!(
            "survey-error-empty-level",
            variable = variable,
            level = level,
            total = total.to_string()
        ),
        E::ZeroTarget {
            variable,
            level,
            line,
            count,
        } => t!(
            "survey-error-zero-target",
            variable = variable,
            level = level,
            line = line.to_string(),
            count = count
        ),
        E::UnknownLevel {
            variable,
            line,
            value,
        } => t!(
            "survey-error-unknown-level",
            variable = variable,
            line = line.to_string(),
            value = value
        ),
        _ => return None,
    })
}

/// What is wrong with what weights are to keep.
fn limits(error: &SurveyError) -> Option<String> {
    use SurveyError as E;
    Some(match error {
        E::OneMargin { margins } => t!("survey-error-one-margin", margins = margins),
        E::NotAttainable {
            variable,
            level,
            gap,
            relative,
        } => t!(
            "survey-error-not-attainable",
            variable = variable,
            level = level,
            gap = gap.to_string(),
            relative = relative.to_string()
        ),
        E::Bounds { lower, upper } => t!(
            "survey-error-bounds",
            lower = lower.to_string(),
            upper = upper.to_string()
        ),
        E::NoBounds => t!("survey-error-no-bounds"),
        E::Cap { cap, mean } => t!(
            "survey-error-cap",
            cap = cap.to_string(),
            mean = mean.to_string()
        ),
        E::TooManyCategories { categories, most } => t!(
            "survey-error-too-many-categories",
            categories = categories,
            most = most
        ),
        _ => return None,
    })
}

/// What is wrong with a design or an estimate.
fn design(error: &SurveyError) -> Option<String> {
    use SurveyError as E;
    Some(match error {
        E::SinglePsu { stratum, stage } => t!(
            "survey-error-single-psu",
            stratum = stratum,
            stage = stage.to_string()
        ),
        E::Population {
            stratum,
            stage,
            size,
            drawn,
        } => t!(
            "survey-error-population",
            stratum = stratum,
            stage = stage.to_string(),
            size = size.to_string(),
            drawn = drawn
        ),
        E::PopulationDiffers {
            stratum,
            stage,
            one,
            other,
        } => t!(
            "survey-error-population-differs",
            stratum = stratum,
            stage = stage.to_string(),
            one = one.to_string(),
            other = other.to_string()
        ),
        E::Stages { stages, fpc } => t!("survey-error-stages", stages = stages, fpc = fpc),
        E::NoAnswers { variable } => t!("survey-error-no-answers", variable = variable),
        E::Share { share } => t!("survey-error-share", share = share.to_string()),
        E::NoTable { variable } => t!("survey-error-no-table", variable = variable),
        E::Disposition {
            line,
            column,
            value,
        } => t!(
            "survey-error-disposition",
            line = line.to_string(),
            column = column,
            value = value
        ),
        _ => return None,
    })
}

/// What is wrong with what is to be published, or a form.
fn tables(error: &SurveyError) -> Option<String> {
    use SurveyError as E;
    Some(match error {
        E::CellTable { problem } => t!("survey-error-cell-table", problem = problem),
        E::TooManyCells { cells, most } => {
            t!("survey-error-too-many-cells", cells = cells, most = most)
        }
        E::Solver { cell, problem } => t!(
            "survey-error-solver",
            cell = cell.to_string(),
            problem = problem
        ),
        E::TooManyKeys { keys, most } => t!("survey-error-too-many-keys", keys = keys, most = most),
        E::Workbook { problem } => t!("survey-error-workbook", problem = problem),
        E::Document { problem } => t!("survey-error-document", problem = problem),
        E::NotWritten { problem } => t!("survey-error-not-written", problem = problem),
        E::NoSheet { sheet } => t!("survey-error-no-sheet", sheet = sheet),
        _ => return None,
    })
}

/// What a questionnaire breaks.
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::Macros => t!("survey-rule-macros"),
        Rule::UnknownType => t!("survey-rule-unknown-type"),
        Rule::UnsupportedType => t!("survey-rule-unsupported-type"),
        Rule::UnsupportedMedia => t!("survey-rule-unsupported-media"),
        Rule::UnsupportedSheet => t!("survey-rule-unsupported-sheet"),
        Rule::UnclosedGroup => t!("survey-rule-unclosed-group"),
        Rule::MissingName => t!("survey-rule-missing-name"),
        Rule::MalformedName => t!("survey-rule-malformed-name"),
        Rule::DuplicateName => t!("survey-rule-duplicate-name"),
        Rule::MissingChoiceList => t!("survey-rule-missing-choice-list"),
        Rule::DuplicateChoice => t!("survey-rule-duplicate-choice"),
        Rule::MissingChoice => t!("survey-rule-missing-choice"),
        Rule::FormulaWithoutValue => t!("survey-rule-formula-without-value"),
        Rule::MalformedExpression => t!("survey-rule-malformed-expression"),
        Rule::UnknownFunction => t!("survey-rule-unknown-function"),
        Rule::UnknownName => t!("survey-rule-unknown-name"),
        Rule::Cycle => t!("survey-rule-cycle"),
        Rule::LaterQuestion => t!("survey-rule-later-question"),
        Rule::Unreachable => t!("survey-rule-unreachable"),
        Rule::DeadEnd => t!("survey-rule-dead-end"),
        Rule::Piping => t!("survey-rule-piping"),
        Rule::MissingTranslation => t!("survey-rule-missing-translation"),
        Rule::NotChecked => t!("survey-rule-not-checked"),
        Rule::NotKept => t!("survey-rule-not-kept"),
        rule => rule.as_str().to_owned(),
    }
}
