//! Two who change the same at once: whoever comes second sees what the first recorded, keeps what they typed, and takes nothing back
//! that they did not touch.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, Programme, english, in_days};
use madang_programme::Command;
use madang_programme::clock::Period;
use madang_programme::needs::NeedSplit;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{errors, fields as answer, holder, official, programme, size};
use super::{Browser, KIM, LEE, LISTENING, ORIGIN, Yard, carried, leads, say, yard};
use crate::common::{self, Answer};
use crate::sight::{all, words};

/// The fields of a form as they are sent.
type Sent<'a> = &'a [(&'a str, &'a str)];

const P: Programme<'static> = Programme("flagships");
const AT: &str = "/en/programmes/flagships";

/// What a form holds as it is shown, with what somebody types into it.
fn typed(page: &Answer, other: &[(&str, &str)]) -> Vec<(String, String)> {
    let document = Html::parse_document(&page.text());
    let mut fields = carried(page);
    let mut put = |name: Option<&str>, value: String| {
        if let Some(name) = name {
            fields.push((name.to_owned(), value));
        }
    };
    for input in all(
        &document,
        "main form input[type=text], main form input[inputmode], main form input[type=datetime-local]",
    ) {
        put(
            input.attr("name"),
            input.attr("value").unwrap_or_default().to_owned(),
        );
    }
    for area in all(&document, "main form textarea") {
        put(area.attr("name"), area.text().collect());
    }
    for select in all(&document, "main form select") {
        let chosen = select
            .select(&scraper::Selector::parse("option[selected]").unwrap())
            .next();
        let chosen = chosen.and_then(|chosen| chosen.attr("value"));
        put(select.attr("name"), chosen.unwrap_or_default().to_owned());
    }
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields.retain(|(name, _)| !["saves", "save"].contains(&name.as_str()));
    fields
}

pub async fn post(
    browser: &mut Browser,
    yard: &Yard,
    at: &str,
    fields: &[(String, String)],
) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    browser.post(yard, at, &fields).await
}

fn section(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.text());
    let sections = all(&page, "section.meanwhile");
    assert_eq!(sections.len(), 1, "{}", answer.text());
    words(sections[0])
}

fn stands(fields: &[(String, String)], name: &str) -> String {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// One sends what they changed; another, who looked before that, sends theirs, is shown what stands, and sends it once more.
async fn one_after_the_other(
    yard: &Yard,
    (first, second): (&mut Browser, &mut Browser),
    at: &str,
    (theirs, mine): (Sent<'_>, Sent<'_>),
) -> Answer {
    let theirs = typed(&first.get(yard, at).await, theirs);
    let mine = typed(&second.get(yard, at).await, mine);
    let done = post(first, yard, at, &theirs).await;
    leads(&done);
    let before = size(yard).await;
    let shown = post(second, yard, at, &mine).await;
    assert_eq!(shown.status, StatusCode::BAD_REQUEST, "{}", shown.text());
    assert_eq!(errors(&shown).len(), 1, "{:?}", errors(&shown));
    assert_eq!(size(yard).await, before, "nothing is recorded unseen");
    // The first one sends theirs again: it is done, and not done twice.
    assert_eq!(leads(&post(first, yard, at, &theirs).await), leads(&done));
    assert_eq!(size(yard).await, before);
    let again = typed(&shown, &[]);
    leads(&post(second, yard, at, &again).await);
    shown
}

#[tokio::test]
async fn periods_that_somebody_else_fixed_are_not_taken_back() {
    let yard = yard().await;
    programme(&yard).await;
    let (mut kim, mut lee) = (
        official(&yard, KIM, None).await,
        official(&yard, LEE, None).await,
    );
    let at = format!("{AT}/setup/periods");
    let theirs = [("answer", "20"), ("answer-unit", "days")];
    let mine = [("progress", "100"), ("progress-unit", "days")];
    let shown = one_after_the_other(&yard, (&mut kim, &mut lee), &at, (&theirs, &mine)).await;
    assert!(section(&shown).contains("20"), "{}", section(&shown));
    let now = yard
        .portal
        .store
        .with_state(|state| state.programme("flagships").unwrap().periods(u64::MAX));
    let now = now.await.unwrap();
    assert_eq!(
        (now.answer, now.progress),
        (Period::Days(20), Period::Days(100))
    );
    // A unit that there is none of is no day.
    let fields = typed(&kim.get(&yard, &at).await, &[("answer-unit", "years")]);
    let wrong = errors(&post(&mut kim, &yard, &at, &fields).await);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}

/// A workshop that is announced.
async fn announced(kim: &mut Browser, yard: &Yard) -> String {
    let day = in_days(21);
    let (opens, closes) = (format!("{day}T14:00"), format!("{day}T18:00"));
    let fields = [
        ("title", "Night buses"),
        ("description", "Bring what you know."),
        ("type", "workshop"),
        ("mode", "in_person"),
        ("opens", opens.as_str()),
        ("closes", closes.as_str()),
        ("place", "The town hall"),
        ("question", "How do people get home at night?"),
        ("options", "A later last bus\nA shared taxi"),
        ("promised", "involve"),
        ("invitation", "open"),
        ("institution", INSTITUTION),
        ("contact", "Service design office"),
    ];
    let done = kim
        .post(yard, &format!("{AT}/consultations/new"), &fields)
        .await;
    leads(&done).split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_consultation_and_its_agenda_keep_what_both_changed() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    let one = announced(&mut kim, &yard).await;
    let theirs = [
        ("place", "The library"),
        ("contact", "Room 7"),
        ("mode", "online"),
        ("url", "https://example.org/call"),
    ];
    let mine = [("title", "Buses at night"), ("contact", "Room 9")];
    let at = format!("{one}/do/change");
    let shown = one_after_the_other(&yard, (&mut kim, &mut lee), &at, (&theirs, &mine)).await;
    let said = section(&shown);
    for part in ["The library", "online", "Room 7", "Room 9"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let form = typed(&shown, &[]);
    let now = ["title", "place", "contact", "mode"].map(|name| stands(&form, name));
    assert_eq!(now, ["Buses at night", "The library", "Room 9", "online"]);
    let page = yard.portal.get(&one).await.text();
    for part in ["Buses at night", "The library", "Room 9"] {
        assert!(page.contains(part), "{part}");
    }
    let at = format!("{one}/do/agenda");
    let theirs = [("items", "20 | Opening | The chair")];
    let mine = [("items", "30 | Welcome | The mayor")];
    let shown = one_after_the_other(&yard, (&mut kim, &mut lee), &at, (&theirs, &mine)).await;
    assert!(
        section(&shown).contains("20 | Opening | The chair"),
        "{}",
        section(&shown)
    );
    assert_eq!(
        stands(&typed(&shown, &[]), "items").trim(),
        "30 | Welcome | The mayor"
    );
}

#[tokio::test]
async fn a_voice_that_is_put_in_while_a_need_is_split_is_not_left_out_unseen() {
    let yard = yard().await;
    programme(&yard).await;
    let commands = vec![
        P.need("1", english("Buses")),
        P.change_need("1", &["1", "2"], &[]),
    ];
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, None).await;
    let at = format!("{AT}/needs/1/split");
    let parts = [
        ("part-1", "Early"),
        ("part-2", "Late"),
        ("into-1", "1"),
        ("into-2", "2"),
    ];
    let look = [&parts[..], &[("step", "preview")]].concat();
    let form = typed(&kim.get(&yard, &at).await, &look);
    let preview = post(&mut kim, &yard, &at, &form).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    common::submit(&yard.portal.store, vec![P.change_need("1", &["3"], &[])]).await;
    let before = size(&yard).await;
    let release = typed(&preview, &[("step", "release")]);
    for fields in [&release, &form] {
        let shown = post(&mut kim, &yard, &at, fields).await;
        assert_eq!(shown.status, StatusCode::BAD_REQUEST, "{}", shown.text());
        let page = shown.text();
        assert!(
            page.contains("put in meanwhile") && page.contains("value=\"Early\""),
            "{page}"
        );
    }
    assert_eq!(size(&yard).await, before);
    // Seen, it can be left out; and where the need is split by somebody else, the titles are not lost.
    let form = typed(&kim.get(&yard, &at).await, &look);
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    let split = Command::plain(NeedSplit {
        programme: P.0.to_owned(),
        need: "1".to_owned(),
        into: ids(&["2", "3"]),
        left: ids(&["1", "2", "3"]),
    });
    let others = vec![P.need("2", english("A")), P.need("3", english("B")), split];
    common::submit(&yard.portal.store, others).await;
    let shown = post(&mut kim, &yard, &at, &form).await;
    assert_eq!(shown.status, StatusCode::BAD_REQUEST);
    assert!(shown.text().contains("value=\"Early\""), "{}", shown.text());
}

#[tokio::test]
async fn asking_for_more_twice_loses_no_question_and_is_no_false_refusal() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    let at = format!("{AT}/voices/1/acts");
    let until = in_days(3).to_string();
    let ask = |key: &'static str, question: &'static str| {
        [
            ("act", "ask"),
            ("question", question),
            ("until", ""),
            ("key", key),
        ]
    };
    let sent = |mut fields: [(&'static str, &'static str); 4], until: &'static str| {
        fields[2].1 = until;
        fields
    };
    let until: &'static str = Box::leak(until.into_boxed_str());
    let first = sent(ask("one", "Which stop is it?"), until);
    let done = leads(&kim.post(&yard, &at, &first).await).to_owned();
    assert_eq!(
        leads(&kim.post(&yard, &at, &first).await),
        done,
        "sent twice"
    );
    let second = sent(ask("two", "When did it happen, and how often?"), until);
    let answer = lee.post(&yard, &at, &second).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(
        answer.text().contains("When did it happen, and how often?"),
        "{}",
        answer.text()
    );
    // Who is no official may not, whatever is possible.
    let mut facilitator = holder(&yard, "mo@example.org", Granted::Facilitator, None).await;
    let answer = facilitator
        .post(&yard, &at, &sent(ask("three", "Why?"), until))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// An official of an institution in the programme that listens.
pub async fn answering(yard: &Yard, address: &str, institution: &str) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    yard.grant_for(
        address,
        Granted::Official,
        Some(LISTENING),
        Some(institution),
    )
    .await;
    let device = &mut Device::new(ORIGIN, address.as_bytes()[0]);
    assert_eq!(browser.add(yard, device).await, "/en/account");
    browser
}

const REASON: &str = "The timetable of the region is made anew in spring.";

#[tokio::test]
async fn nobody_answers_words_that_they_have_not_read_or_loses_an_answer_with_its_voice() {
    let yard = yard().await.listening().await;
    let mut lee = Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "막차가 너무 일찍 떠납니다").await;
    let mut kim = answering(&yard, KIM, INSTITUTION).await;
    let (form, acts) = (
        "/en/programmes/p/answers/voice/1",
        "/en/programmes/p/voices/1/acts",
    );
    let today = madang_programme::days::day_in("Asia/Seoul", &yard.portal.store.now());
    let today = today.unwrap().to_string();
    let ask = [
        ("act", "ask"),
        ("question", "Which stop?"),
        ("until", today.as_str()),
    ];
    leads(&kim.post(&yard, acts, &ask).await);
    let own = carried(&kim.get(&yard, form).await);
    let own: Vec<(&str, &str)> = own.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let fields = answer(&[("reason", REASON)]);
    let look = [&own[..], &fields[..]].concat();
    let preview = kim.post(&yard, form, &look).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    let more = [
        ("act", "supplement"),
        ("words", "학교 앞 정류장입니다"),
        ("key", "more"),
    ];
    leads(&lee.post(&yard, acts, &more).await);
    let before = size(&yard).await;
    let release = typed(&preview, &[("step", "release")]);
    let mut again = Vec::new();
    for fields in [&release, &typed(&preview, &[("step", "preview")])] {
        let shown = post(&mut kim, &yard, form, fields).await;
        assert_eq!(shown.status, StatusCode::BAD_REQUEST, "{}", shown.text());
        let page = shown.text();
        assert!(
            page.contains("학교 앞 정류장입니다") && page.contains(REASON),
            "{page}"
        );
        again = typed(&shown, &[("step", "preview")]);
        assert!(section(&shown).contains("added to it while you wrote"));
    }
    assert_eq!(size(&yard).await, before);
    // Handed on meanwhile, the answer is no more theirs to give, and what they wrote is not lost.
    let hand_on = [
        ("act", "transfer"),
        ("to", "transport"),
        ("ground", "competence"),
        ("reason", "Roads are theirs."),
    ];
    leads(&kim.post(&yard, acts, &hand_on).await);
    let shown = post(
        &mut kim,
        &yard,
        form,
        &[again, vec![("reason".to_owned(), REASON.to_owned())]].concat(),
    )
    .await;
    assert_eq!(shown.status, StatusCode::FORBIDDEN);
    assert!(shown.text().contains(REASON), "{}", shown.text());
}

#[tokio::test]
async fn what_was_ticked_is_kept_until_somebody_has_signed_in() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = Browser::registered(&yard, KIM).await;
    yard.grant_for(KIM, Granted::Official, Some(P.0), None)
        .await;
    let mut device = Device::new(ORIGIN, 7);
    assert_eq!(kim.add(&yard, &mut device).await, "/en/account");
    let at = format!("{AT}/needs/new");
    let shown = typed(
        &kim.get(&yard, &at).await,
        &[("tick", "2"), ("step", "pick")],
    );
    yard.wait(madang_accounts::Lasting::OFFICE.idle);
    let led = leads(&post(&mut kim, &yard, &at, &shown).await).to_owned();
    assert!(kim.draft.is_some(), "{led}");
    let next = "/programmes/flagships/needs/new?returned=1";
    let asked = serde_json::json!({"address": KIM, "next": next});
    let signed = kim.show(&yard, &asked, &mut device).await;
    assert_eq!(
        signed.json()["to"],
        format!("/en{next}"),
        "{}",
        signed.text()
    );
    let page = kim.get(&yard, &format!("/en{next}")).await.text();
    assert!(page.contains("Buses stop too early, number 2."), "{page}");
    assert!(!page.contains("Buses stop too early, number 1."), "{page}");
}
