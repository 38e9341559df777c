//! The pages of commitments.

use madang_fixtures::{Programme, approval, english, greedy};
use madang_programme::Command;
use madang_programme::commitments::CommitmentCorrected;
use madang_selection::{Decimal, SelectionRule, Utility};
use madang_words::{Language, Text};

use crate::common::{self, EMPTY};
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

#[tokio::test]
async fn what_the_reviewer_missed_counts_until_it_is_on_record() {
    let portal = common::example().await;
    let told = async |address: &str| words(all(&page(&portal, address).await, "main")[0]);
    let made_up =
        "Example data of programmes under this commitment are made up and are no evidence.";
    // What is made up shows nothing, however much of it there is.
    let all_missing = "Of 7 pieces of evidence that the reviewer could not find, 7 are not on this record either.";
    let finished = format!("/en/programmes/{}", common::FINISHED);
    for address in [
        "/en/commitments/KR0018",
        "/en/commitments/KR0018/evidence",
        &finished,
    ] {
        let text = told(address).await;
        assert!(text.contains(all_missing), "{address}: {text}");
        assert!(text.contains(made_up), "{address}: {text}");
    }
    let rows = async |lang: &str| -> Vec<String> {
        let document = page(&portal, &format!("/{lang}/commitments/KR0018")).await;
        let rows = all(&document, "#evidence-gaps tbody tr");
        rows.into_iter().map(words).collect()
    };
    assert_eq!(rows("ko").await[0], "회의 안건 없음");
    assert_eq!(rows("en").await.len(), 7);

    // This programme's data are not made up.
    let of = Programme(EMPTY);
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_budget(Decimal::from(100u64));
    let commands = vec![
        of.propose("a", 80, english("Proposal a")),
        of.fix_rule("rule", rule, None),
        of.open_vote("v", "rule", approval()),
        of.cast("v", 1, &["a"]),
        of.close("v"),
        of.open_ballots("v", None),
    ];
    for command in commands {
        common::submit(&portal.store, vec![command]).await;
    }
    common::publish(&portal.store, EMPTY, "v").await;
    let one_less = "Of 7 pieces of evidence that the reviewer could not find, 6 are not on this record either.";
    for address in [
        "/en/commitments/KR0018",
        "/en/commitments/KR0018/evidence",
        &format!("/en/programmes/{EMPTY}"),
    ] {
        let text = told(address).await;
        assert!(text.contains(one_less), "{address}: {text}");
    }
    let rows = rows("en").await;
    let shown = rows.iter().filter(|row| row.contains(" there "));
    let shown: Vec<_> = shown.collect();
    assert_eq!(shown.len(), 1, "{rows:?}");
    assert!(
        shown[0].starts_with("How citizens' input was used there"),
        "{rows:?}"
    );
    let document = page(&portal, "/en/commitments/KR0018").await;
    let link = format!("#evidence-gaps a[href='/en/programmes/{EMPTY}/votes/v']");
    assert_eq!(all(&document, &link).len(), 1);
}
