//! Officials and facilitators with consultations: announced, changed, called off, their agenda; and what is refused.

mod carding;

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days};
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{WELFARE, holder, official, programme, size};
use super::{Browser, KIM, LEE, Yard, carried, leads, yard};
use crate::common::Answer;
use crate::sight::{all, words};

const LIST: &str = "/en/programmes/flagships/consultations";
const NEW: &str = "/en/programmes/flagships/consultations/new";

fn errors(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let links = all(&page, ".error-summary a").into_iter();
    links.map(words).collect()
}

/// A workshop in three weeks, but for what is said otherwise.
fn fields(other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let day = in_days(21);
    let mut fields = vec![
        ("title", "Night buses".to_owned()),
        ("description", "Bring what you know.".to_owned()),
        ("type", "workshop".to_owned()),
        ("mode", "in_person".to_owned()),
        ("opens", format!("{day}T14:00")),
        ("closes", format!("{day}T18:00")),
        ("place", "The town hall".to_owned()),
        ("question", "How do people get home at night?".to_owned()),
        ("options", "A later last bus\nA shared taxi".to_owned()),
        ("promised", "involve".to_owned()),
        ("invitation", "open".to_owned()),
        ("institution", INSTITUTION.to_owned()),
        ("contact", "Service design office".to_owned()),
    ];
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    fields
}

async fn post(
    browser: &mut Browser,
    yard: &Yard,
    address: &str,
    fields: &[(&'static str, String)],
) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(yard, address, &fields).await
}

/// Announces a workshop; gives its page.
async fn announced(browser: &mut Browser, yard: &Yard) -> String {
    let answer = post(browser, yard, NEW, &fields(&[])).await;
    assert_eq!(errors(&answer), [""; 0]);
    leads(&answer).split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_official_announces_a_consultation_and_changes_it() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, LIST).await.text();
    assert!(page.contains(&format!("href=\"{NEW}\"")), "{page}");
    let form = kim.get(&yard, NEW).await;
    let key = carried(&form);
    let mut sent = fields(&[]);
    let key = key
        .iter()
        .find(|(name, _)| name == "key")
        .unwrap()
        .1
        .clone();
    sent.push(("key", key));
    let answer = post(&mut kim, &yard, NEW, &sent).await;
    let to = leads(&answer).to_owned();
    assert!(to.starts_with(&format!("{LIST}/1?entries=")), "{to}");
    let before = size(&yard).await;
    assert_eq!(
        leads(&post(&mut kim, &yard, NEW, &sent).await),
        to,
        "sent twice"
    );
    assert_eq!(size(&yard).await, before, "recorded once");
    let one = format!("{LIST}/1");
    let change = format!("{one}/do/change");
    let form = kim.get(&yard, &change).await;
    let mut typed = carried(&form);
    assert!(
        form.text().contains("A later last bus\nA shared taxi"),
        "{}",
        form.text()
    );
    typed.retain(|(name, _)| ["key", "base"].contains(&name.as_str()));
    let own: Vec<(&str, &str)> = typed
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let other = fields(&[("place", "The library")]);
    let other: Vec<(&str, &str)> = other.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let sent = [own, other].concat();
    let answer = kim.post(&yard, &change, &sent).await;
    assert!(leads(&answer).starts_with(&format!("{one}?entries=")));
    let page = yard.portal.get(&one).await.text();
    assert!(
        page.contains("The library") && page.contains("1 earlier version"),
        "{page}"
    );
    // Whoever has not seen the change is shown it first.
    let stale: Vec<(&str, &str)> = sent
        .iter()
        .copied()
        .filter(|(name, _)| *name != "key")
        .collect();
    let answer = kim.post(&yard, &change, &stale).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(errors(&answer).len(), 1, "{:?}", errors(&answer));
}

#[tokio::test]
async fn what_cannot_be_announced_is_told_at_its_field_and_stays_typed() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, None).await;
    let before = size(&yard).await;
    let soon = format!("{}T14:00", in_days(5));
    for (other, field) in [
        (("closes", "2020-01-01T09:00"), "Until"),
        (("opens", "soon"), "From"),
        (("opens", soon.as_str()), "From"),
        (("title", ""), "Title"),
        (("place", ""), "Place"),
        (("invitation", "invited"), "By what they are invited"),
        (("institution", ""), "Convened by"),
        (("type", "party"), "What it is"),
        (("mode", "hybrid"), "Address on the web"),
        (("decision", "never"), "Decided at"),
        (("capacity", "0"), "Room for"),
    ] {
        let answer = post(&mut kim, &yard, NEW, &fields(&[other])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let errors = errors(&answer);
        assert!(
            errors.iter().any(|error| error.starts_with(field)),
            "{other:?}: {errors:?}"
        );
        let typed = other.0 == "title" || answer.text().contains("Night buses");
        assert!(typed, "what was typed stays");
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
}

#[tokio::test]
async fn an_agenda_is_published_by_who_leads_and_one_after_the_other() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let one = announced(&mut kim, &yard).await;
    let mut lee = holder(&yard, LEE, Granted::Facilitator, None).await;
    let agenda = format!("{one}/do/agenda");
    let bad = [("items", "20 | Opening | The chair\nnonsense")];
    let answer = lee.post(&yard, &agenda, &bad).await;
    let wrong = errors(&answer);
    assert!(
        wrong[0].contains("line 2") && answer.text().contains("nonsense"),
        "{wrong:?}"
    );
    let good = [(
        "items",
        "20 | Opening | The chair\n\n90 | Night buses | The facilitator",
    )];
    let answer = lee.post(&yard, &agenda, &good).await;
    assert!(leads(&answer).starts_with(&one));
    // Whoever did not see it does not put another in its place.
    let answer = lee.post(&yard, &agenda, &good).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "two at once");
    let form = lee.get(&yard, &agenda).await;
    let own = carried(&form);
    assert!(
        form.text().contains("90 | Night buses | The facilitator"),
        "{}",
        form.text()
    );
    let mut sent: Vec<(&str, &str)> = own
        .iter()
        .filter(|(name, _)| name == "key" || name == "base")
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    sent.extend([("items", "30 | Opening | The chair")]);
    let answer = lee.post(&yard, &agenda, &sent).await;
    assert!(leads(&answer).starts_with(&one), "{:?}", errors(&answer));
    let page = yard.portal.get(&one).await.text();
    assert!(
        page.contains("30 minutes") && page.contains("1 earlier version"),
        "{page}"
    );
}

#[tokio::test]
async fn each_does_what_is_theirs_when_it_can_be_done() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let one = announced(&mut kim, &yard).await;
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    let before = size(&yard).await;
    // Of another institution; and nobody.
    let reason = [("reason", "No hall")];
    let answer = lee.post(&yard, &format!("{one}/do/cancel"), &reason).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let mut nobody = Browser::default();
    let answer = nobody.get(&yard, &format!("{one}/do/cancel")).await;
    assert_eq!(leads(&answer), "/en/account/sign-in");
    // Only who leads says that it was held, and not before it began.
    let answer = kim.get(&yard, &format!("{one}/do/held")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        kim.get(&yard, &format!("{one}/do/dance")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(size(&yard).await, before);
    let answer = kim
        .post(&yard, &format!("{one}/do/cancel"), &[("reason", "")])
        .await;
    assert!(
        errors(&answer)[0].starts_with("Reason"),
        "{:?}",
        errors(&answer)
    );
    let answer = kim.post(&yard, &format!("{one}/do/cancel"), &reason).await;
    assert!(leads(&answer).starts_with(&one));
    let answer = kim.get(&yard, &format!("{one}/do/change")).await;
    assert!(answer.text().contains("This can not be done with it now."));
}
