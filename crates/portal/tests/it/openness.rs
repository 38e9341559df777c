//! What the page of checks says, and what anybody finds in a copy of the record.

use madang_programme::finding::Check;
use madang_verify::{At, Options, Source, verify};
use serde_json::Value;

use crate::common::{self, FINISHED, Portal};
use crate::data::copy_of_the_record;

/// What the API says of the checks, and what the verifier finds at the same time in a copy of the record.
async fn both(portal: &Portal) -> (Value, Value) {
    let address = format!("/api/v1/programmes/{FINISHED}/openness");
    let page = portal.get(&address).await.json();
    let folder = copy_of_the_record(portal).await;
    let options = Options {
        at: page["at"].as_str().map(|at| At::Time(at.to_owned())),
        ..Options::default()
    };
    let source = Source::new(folder.path().to_str().expect("a path"));
    let report = verify(&source, &options, &mut |_, _| ());
    let found = report.openness.expect("what the checks found");
    assert!(found.left.is_empty(), "{:?}", found.left);
    (page, serde_json::to_value(found).expect("JSON"))
}

/// The findings of a check that are late, as the API tells them.
fn late(found: &Value, check: &Value) -> Vec<Value> {
    let all = found["findings"].as_array().expect("findings").iter();
    let of_check = all.filter(|one| one["programme"] == FINISHED && one["check"] == *check);
    let late = of_check.filter(|one| one["status"] == "overdue" || one["status"] == "broken");
    late.map(|one| {
        let mut one = one.clone();
        let members = one.as_object_mut().expect("a finding");
        members.retain(|name, _| name != "programme" && name != "check");
        one
    })
    .collect()
}

#[tokio::test]
async fn a_copy_of_the_record_gives_the_same_findings_as_the_page() {
    let today = common::example().await;
    let (page, found) = both(&today).await;
    let mut seen = same(&page, &found);
    // Six weeks later answers are overdue, which is all that happened meanwhile.
    let later = common::later(today, 24 * 45).await;
    let (page, found) = both(&later).await;
    assert_eq!(found["entries"], later.store.size().await.expect("a size"));
    seen += same(&page, &found);
    assert!(
        seen > 50,
        "{seen} findings that are late were held against each other"
    );
}

/// Holds both against each other; gives how many are late.
fn same(page: &Value, found: &Value) -> usize {
    let mut seen = 0;
    assert_eq!(page["at"], found["at"]);
    let checks = page["checks"].as_array().expect("checks");
    assert_eq!(checks.len(), Check::ALL.len());
    for check in checks {
        let standings = found["checks"].as_array().expect("checks").iter();
        let mut of_check =
            standings.filter(|one| one["programme"] == FINISHED && one["check"] == check["check"]);
        let standing = of_check.next().expect("it stands somehow");
        for status in ["held", "not_yet_due", "overdue", "broken"] {
            assert_eq!(
                check[status], standing[status],
                "{} {status}",
                check["check"]
            );
        }
        let of_page = check["late"].as_array().expect("what is late");
        assert_eq!(*of_page, late(found, &check["check"]), "{}", check["check"]);
        seen += of_page.len();
    }
    seen
}
