//! Proposals by programs.

use serde_json::json;

use super::{BOTH, Program, points};
use crate::accounts::{Browser, KIM, LEE, Yard, yard_in};
use crate::common::Database;

const PROPOSE: &str = "/api/v1/programmes/{programme}/proposals";
const REVISE: &str = "/api/v1/programmes/{programme}/proposals/{proposal}/versions";
const ENDORSE: &str = "/api/v1/programmes/{programme}/proposals/{proposal}/endorse";
const UNENDORSE: &str = "/api/v1/programmes/{programme}/proposals/{proposal}/endorse/withdraw";
const COMMENT: &str = "/api/v1/programmes/{programme}/proposals/{proposal}/comments";
const TAKE_BACK: &str = "/api/v1/programmes/{programme}/proposals/{proposal}/withdraw";

/// A programme with the proposal 1 of the first program; the second is somebody else's.
async fn handed_in(database: Database) -> (Yard, Program, Program) {
    let yard = yard_in(database).await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let kim = Program::of(&mut kim, &yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let lee = Program::of(&mut lee, &yard).await;
    let proposal = json!({
        "title": {"ko": "심야 버스", "en": "Night buses"}, "summary": {"en": "A bus every hour."},
        "cost": 1000, "group": "general", "audiences": ["families"],
    });
    let done = kim.done(&yard, PROPOSE, &["p"], &proposal).await;
    assert_eq!(done["subject"], "proposal:p/1");
    (yard, kim, lee)
}

const ONE: &[&str] = &["p", "1"];

#[tokio::test]
async fn a_proposal_is_handed_in_and_revised_by_programs() {
    for database in BOTH {
        let (yard, kim, lee) = handed_in(database).await;
        let address = "/api/v1/programmes/p/proposals/1";
        let shown = yard.portal.get(address).await.json();
        let titles = json!({"ko": "심야 버스", "en": "Night buses"});
        assert_eq!(shown["title"], titles);
        let bad = json!({"title": {}, "group": "general"});
        let refused = kim.not_done(&yard, (PROPOSE, &["p"]), &bad, (422, "field"));
        assert_eq!(points(&refused.await), ["/title"]);
        // What nobody sees is no part of it, as on pages.
        let hidden = json!({"title": {"en": "a\u{202e}b"}, "group": "general"});
        let done = kim.done(&yard, PROPOSE, &["p"], &hidden).await;
        let said = done["receipt"]["bodies"][0]["content"]["title"]["en"].clone();
        assert_eq!(said, "ab");
        let version = json!({"base": 1, "title": {"en": "Later night buses"}, "cost": 2000});
        kim.done(&yard, REVISE, ONE, &version).await;
        let late = kim.not_done(&yard, (REVISE, ONE), &version, (409, "stale"));
        late.await;
        let theirs = json!({"base": 2, "title": {"en": "Mine"}});
        let refused = lee.not_done(&yard, (REVISE, ONE), &theirs, (403, "role"));
        refused.await;
        let nothing = json!({});
        let refused = lee.not_done(&yard, (TAKE_BACK, ONE), &nothing, (403, "role"));
        refused.await;
        let why = json!({"reason": "Another is better."});
        kim.done(&yard, TAKE_BACK, ONE, &why).await;
        let late = json!({"text": "Late"});
        let refused = lee.not_done(&yard, (COMMENT, ONE), &late, (409, "out-of-turn"));
        refused.await;
    }
}

#[tokio::test]
async fn a_proposal_is_endorsed_and_talked_about_by_programs() {
    for database in BOTH {
        let (yard, kim, lee) = handed_in(database).await;
        let version = json!({"version": 1});
        let own = kim.not_done(&yard, (ENDORSE, ONE), &version, (403, "role"));
        own.await;
        lee.done(&yard, ENDORSE, ONE, &version).await;
        lee.done(&yard, UNENDORSE, ONE, &version).await;
        let words = json!({"text": "좋습니다"});
        let comment = lee.done(&yard, COMMENT, ONE, &words).await;
        let reply = json!({"text": "Thank you", "parent": comment["entry"]});
        kim.done(&yard, COMMENT, ONE, &reply).await;
        let address = "/api/v1/programmes/p/proposals/1/comments";
        let said = yard.portal.get(address).await.json().to_string();
        assert!(said.contains("{\"ko\":\"좋습니다\"}"), "{said}");
        let office = json!({"text": "x", "official": true});
        let refused = lee.not_done(&yard, (COMMENT, ONE), &office, (403, "role"));
        refused.await;
        let words = json!({"text": "x"});
        let nobody = Program::nobody();
        let refused = nobody.not_done(&yard, (COMMENT, ONE), &words, (401, "sign-in"));
        refused.await;
        let none = lee.not_done(&yard, (COMMENT, &["p", "7"]), &words, (404, "not-found"));
        none.await;
    }
}
