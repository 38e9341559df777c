//! The pages of commitments.

use madang_programme::Command;
use madang_programme::commitments::CommitmentCorrected;
use madang_words::{Language, Text};

use crate::common;
use crate::sight::{all, page, words};

#[tokio::test]
async fn a_commitment_shows_all_that_its_source_has_and_leaves_blanks_blank() {
    let portal = common::example().await;
    let document = page(&portal, "/en/commitments/KR0018").await;
    let text = words(all(&document, "main")[0]);
    for expected in [
        "Providing Customized Services",
        "South Korea Second Action Plan for 2014-2016",
        "Marginalized Communities",
        "Inclusion",
        "Ministry of the Interior (MOI)",
        "1.b.1",
        "20 of the 50 projects had been selected and published online.",
        "The ministry supplied a list of 50 projects",
        "Did it open government? Civic participation",
        "2014-16",
        "Lists of participants",
        "Say exactly what their opinions change.",
        "27 February 2014",
        "June 2016",
        "A professor at Inha University",
        "— blank: the source gives no value",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    assert_eq!(all(&document, "#milestones tbody tr").len(), 3);
    let notes: Vec<_> = all(&document, "ol.notes li")
        .iter()
        .filter_map(|li| li.attr("value").map(str::to_owned))
        .collect();
    assert_eq!(notes, ["18", "19", "20", "21", "22", "23"]);
    let korean = page(&portal, "/ko/commitments/KR0018").await;
    assert!(words(all(&korean, "main")[0]).contains("상당 부분 이행 ( Substantial )"));

    let list = page(&portal, "/ko/countries/KR").await;
    assert_eq!(all(&list, "#commitments tbody tr").len(), 48);
    let searched = page(&portal, "/en/countries/KR?q=customized&plan=KR-2").await;
    assert_eq!(all(&searched, "#commitments tbody tr").len(), 1);
    let area = page(&portal, "/en/countries/KR?area=Youth").await;
    assert_eq!(all(&area, "#commitments tbody tr").len(), 1);
    page(&portal, "/ko/countries/KR?q=nothing-like-this").await;
}

#[tokio::test]
async fn a_correction_shows_the_old_beside_the_new() {
    let portal = common::example().await;
    let before = portal.store.commitment("KR0018").await;
    let before = before.expect("the store answers").expect("it is there");
    let mut values = before.facts.clone();
    values.number = Some("<b>18a</b>".to_owned());
    let mut text = before.text.clone().expect("its words are public");
    text.title = Some(Text::new(Language::En, "Services cut to measure"));
    let corrected = CommitmentCorrected {
        corrects: before.entry,
        reason: Text::new(Language::En, "The number was misread."),
        values,
    };
    common::submit(&portal.store, vec![Command::worded(corrected, text)]).await;

    let document = page(&portal, "/en/commitments/KR0018").await;
    assert_eq!(words(all(&document, "h1")[0]), "Services cut to measure");
    let section = words(all(&document, "#correction-0")[0]);
    for expected in [
        "Providing Customized Services",
        "Services cut to measure",
        "<b>18a</b>",
    ] {
        assert!(section.contains(expected), "{expected}: {section}");
    }
    assert!(all(&document, "main b").is_empty());
    assert!(words(all(&document, "main")[0]).contains("The number was misread."));
    page(&portal, "/ko/commitments/KR0018").await;

    let api = portal.get("/api/v1/commitments/KR0018").await.json();
    assert_eq!(api["number"], "<b>18a</b>");
    assert_eq!(api["title"]["en"], "Services cut to measure");
    assert_eq!(api["corrections"][0]["corrects"], before.entry);
    assert_eq!(
        api["recorded"]["values"]["number"],
        serde_json::to_value(&before.facts.number).expect("JSON")
    );
    let feed = portal.get("/en/record/feed.atom").await.text();
    assert!(feed.contains("Commitment corrected"), "the feed names it");
}
