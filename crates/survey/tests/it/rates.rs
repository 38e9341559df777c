//! Outcome rates against outcomerate.

use madang_survey::rates::{Cases, Counts};
use serde_json::Value;

use crate::common::{close, expected, only, table};

fn agrees(found: &Counts, expected: &Value, what: &str) {
    let counts = expected["counts"].as_object().expect("counts");
    assert_eq!(found.classes().count(), counts.len(), "{what}");
    for (class, count) in found.classes() {
        close(count, only(&counts[&format!("{class:?}")]), 1e-12, what);
    }
    let e = found.eligible_share();
    close(e.expect("a share"), only(&expected["e"]), 1e-12, what);
    for (of, e) in [("rates", e), ("rates_e1", Some(1.0))] {
        let Some(rates) = expected[of].as_object() else {
            continue;
        };
        assert_eq!(rates.len(), 18);
        for (name, rate) in found.rates(e) {
            close(rate.expect("a rate"), only(&rates[name]), 1e-12, name);
        }
    }
}

#[test]
fn of_all_cases_and_by_stratum() {
    let table = table("dev/kr-survey/cases.csv");
    let expected = expected("kr-survey/aapor.json");
    let column = |name: &str| table.column(name).expect("a column");
    let cases = Cases::of(
        &table,
        column("disposition"),
        Some(column("weight")),
        Some(column("stratum")),
    )
    .expect("cases");
    agrees(&cases.unweighted, &expected["unweighted"], "unweighted");
    agrees(
        cases.weighted.as_ref().expect("weights"),
        &expected["weighted"],
        "weighted",
    );
    let strata = expected["by_stratum"].as_object().expect("strata");
    assert_eq!(cases.by_stratum.len(), strata.len());
    for (stratum, counts) in &cases.by_stratum {
        agrees(counts, &strata[stratum], stratum);
    }
}
