//! No cell of a table that people fill becomes a formula in a spreadsheet.

use madang_fixtures::{Programme, english};
use madang_programme::Command;
use madang_programme::commitments::{CommitmentText, ReviewText};
use serde_json::json;

use crate::common::{self, EMPTY};
use crate::data::lines;

const FORMULA: &str = "=HYPERLINK(\"http://x\")";

/// Every cell of a table that has the words of the formula in it.
async fn cells(portal: &common::Portal, address: &str) -> Vec<String> {
    let answer = portal.get(address).await;
    assert_eq!(answer.status.as_u16(), 200, "{address}");
    let rows = lines(&answer.text());
    let cells = rows.into_iter().flatten();
    cells.filter(|cell| cell.contains("HYPERLINK")).collect()
}

#[tokio::test]
async fn what_people_write_is_guarded_in_every_table() {
    let portal = common::example().await;
    let own = Programme(EMPTY);
    let commitment = json!({ "id": "XX0001", "country": "XX", "status": FORMULA });
    let review = json!({
        "commitment": "XX0001", "report": "eot", "report_title": FORMULA, "stage": "end_of_term",
        "values": [{ "code_list": FORMULA, "field": FORMULA, "source": FORMULA, "value": FORMULA }],
    });
    let worded = vec![
        own.propose("1", 5, english(FORMULA)),
        Command::worded(
            serde_json::from_value::<madang_programme::commitments::CommitmentRecorded>(commitment)
                .expect("a commitment"),
            CommitmentText::default(),
        ),
        Command::worded(
            serde_json::from_value::<madang_programme::commitments::ReviewRecorded>(review)
                .expect("a review"),
            ReviewText::default(),
        ),
    ];
    common::submit(&portal.store, worded).await;
    for (address, least) in [
        (format!("/api/v1/programmes/{EMPTY}/proposals.csv"), 2),
        ("/api/v1/countries/XX/commitments.csv".to_owned(), 1),
        ("/api/v1/countries/XX/reviews.csv".to_owned(), 5),
    ] {
        let cells = cells(&portal, &address).await;
        assert!(cells.len() >= least, "{address}: {cells:?}");
        for cell in cells {
            assert!(cell.starts_with("'="), "{address}: {cell}");
        }
    }
}
