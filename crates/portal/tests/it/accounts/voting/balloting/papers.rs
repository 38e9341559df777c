//! Papers that two people key, and whoever is helped.

use axum::http::StatusCode;
use madang_fixtures::approval;

use super::*;

const PAPERS: &str = "/en/programmes/flagships/setup/votes/v1/papers";
const ASSIST: &str = "/en/programmes/flagships/setup/votes/v1/assist";
const JUNG: &str = "jung@example.org";

async fn opened(table: &str) -> (Yard, Browser) {
    let yard = announced(4).await;
    let mut kim = official(&yard, KIM, None).await;
    close_roll(&yard, &mut kim, table).await;
    (open(yard, approval()).await, kim)
}

async fn key(browser: &mut Browser, yard: &Yard, number: &str, says: &str) -> Answer {
    let fields = [("place", "Town hall"), ("number", number), ("says", says)];
    browser.post(yard, PAPERS, &fields).await
}

#[tokio::test]
async fn papers_are_brought_in_when_two_people_say_the_same_of_each() {
    let (yard, mut kim) = opened("id\nlee1\n").await;
    let mut jung = official(&yard, JUNG, None).await;
    for (number, says) in [("1", "2, 1"), ("2", "3"), ("3", "")] {
        let page = key(&mut kim, &yard, number, says).await;
        assert_eq!(page.status, StatusCode::OK, "{:?}", errors(&page));
        check_page(PAPERS, &page.text());
        assert!(main_words(&page).contains("Another person keys it"));
    }
    let release = [("place", "Town hall"), ("step", "release"), ("key", "done")];
    let refused = kim.post(&yard, PAPERS, &release).await;
    assert_ne!(
        refused.status,
        StatusCode::SEE_OTHER,
        "one person is not two"
    );
    // The other sees nothing of what was keyed before they keyed it.
    let page = jung
        .get(&yard, &format!("{PAPERS}?place=Town%20hall"))
        .await;
    let said = main_words(&page);
    assert!(
        said.contains("for yourself") && !said.contains("1 2"),
        "{said}"
    );
    key(&mut jung, &yard, "1", "1 2").await;
    key(&mut jung, &yard, "3", "").await;
    let differs = key(&mut jung, &yard, "2", "4").await;
    let said = main_words(&differs);
    assert!(
        said.contains("3 ≠ 4") && said.contains("something else"),
        "{said}"
    );
    let same = key(&mut jung, &yard, "2", "3").await;
    assert!(
        main_words(&same).contains("Bring 3 papers in"),
        "{}",
        main_words(&same)
    );
    let before = yard.size().await;
    let done = jung.post(&yard, PAPERS, &release).await;
    assert!(leads(&done).contains("?done="));
    assert_eq!(
        yard.size().await,
        before + 3,
        "two ballots, and their count"
    );
    let public = yard.portal.get("/en/programmes/flagships/votes/v1").await;
    let said = main_words(&public);
    assert!(
        said.contains("Town hall : 2 as ballots, 1 on which nothing counts"),
        "{said}"
    );
}

#[tokio::test]
async fn what_cannot_stand_on_a_paper_is_refused() {
    let (yard, mut kim) = opened("id\nlee1\n").await;
    for (number, says, told) in [
        ("", "1", "missing"),
        ("0", "1", "number"),
        ("1", "1:3", "cannot be read"),
        ("1", "1 9", "9"),
        ("1", "1 1", "twice"),
    ] {
        let answer = key(&mut kim, &yard, number, says).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{number} {says}");
        let errors = errors(&answer);
        assert!(errors[0].to_lowercase().contains(told), "{errors:?}");
    }
    let nowhere = kim
        .post(&yard, PAPERS, &[("number", "1"), ("says", "1")])
        .await;
    assert_eq!(nowhere.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn whoever_comes_is_helped_or_votes_on_paper_and_goes_once() {
    let (yard, mut kim) = opened("id\nlee1\npark2\n").await;
    let page = kim.get(&yard, ASSIST).await;
    check_page(ASSIST, &page.text());
    for (fields, told) in [
        (&[("identifier", ""), ("how", "helped")][..], "missing"),
        (&[("identifier", "lee1"), ("how", "")], "choose"),
        (
            &[("identifier", "nobody"), ("how", "helped")],
            "not on the roll",
        ),
        (
            &[("identifier", "nobody"), ("how", "paper")],
            "not on the roll",
        ),
    ] {
        let answer = kim.post(&yard, ASSIST, fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
        let errors = errors(&answer);
        assert!(errors[0].to_lowercase().contains(told), "{errors:?}");
    }
    let helped = [("identifier", "LEE-1"), ("how", "helped")];
    let form = kim.post(&yard, ASSIST, &helped).await;
    assert_eq!(form.status, StatusCode::OK);
    check_page(ASSIST, &form.text());
    let carried = carried(&form);
    let mut fields: Vec<(&str, &str)> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend([("choose", "1"), ("step", "cast")]);
    let done = kim.post(&yard, ASSIST, &fields).await;
    assert!(leads(&done).starts_with(&format!("{ASSIST}?entries=")));
    let paper = |who: &'static str| [("identifier", who), ("how", "paper")];
    let given = kim.post(&yard, ASSIST, &paper("park-2")).await;
    assert!(main_words(&given).contains("they vote on paper"));
    assert!(main_words(&given).contains("2 people on the roll have voted"));
    for fields in [
        paper("park2"),
        paper("lee1"),
        [("identifier", "park2"), ("how", "helped")],
    ] {
        let answer = kim.post(&yard, ASSIST, &fields).await;
        assert!(
            errors(&answer)[0].contains("voted already"),
            "{:?}",
            errors(&answer)
        );
    }
    // They themselves are told so, too.
    let mut park = identified(&yard, PARK, "park2").await;
    let answer = park.get(&yard, BALLOT).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        main_words(&answer).contains("on paper"),
        "{}",
        main_words(&answer)
    );
}
