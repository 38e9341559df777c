//! Registering for a consultation on pages: place and code, who waits and gets a place, who is told by mail; and the door.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, in_days, workshop};
use madang_programme::consultations::{Plan, Registration};
use madang_programme::people::Granted;
use scraper::Html;
use serde_json::json;

use super::answering::{errors, holder, official, programme, size};
use super::by_program::Program;
use super::{Browser, KIM, LEE, Yard, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const P: Programme<'static> = Programme("flagships");
pub const ONE: &str = "/en/programmes/flagships/consultations/1";
pub const PARK: &str = "park@example.org";
const API: &str = "/api/v1/programmes/{programme}/consultations/{consultation}";

/// A workshop in three weeks with room for one, for which people register since an hour ago.
fn plan() -> Plan {
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(21));
    Plan {
        registration: Some(Registration {
            from: format!("{}T00:00:00.000Z", in_days(-2)),
            to: at("00:00"),
            capacity: Some(1),
        }),
        ..workshop(&at("05:00"), &at("09:00"))
    }
}

pub async fn registering() -> Yard {
    let yard = yard().await;
    programme(&yard).await;
    common::submit(&yard.portal.store, vec![P.announce("", plan())]).await;
    yard
}

fn register() -> String {
    format!("{ONE}/register")
}

/// Somebody who registers; gives what their page says then.
pub async fn registered(yard: &Yard, address: &str, name: &str) -> (Browser, String) {
    let mut browser = Browser::registered(yard, address).await;
    let fields = [
        ("name", name),
        ("contact", address),
        ("sector", "citizen"),
        ("region", "KR-11"),
        ("needs", "A seat near the door"),
    ];
    let answer = browser.post(yard, &register(), &fields).await;
    let to = leads(&answer).to_owned();
    assert!(to.starts_with(&format!("{}?entries=", register())), "{to}");
    let page = browser.get(yard, &to).await.text();
    check_page(&register(), &page);
    (browser, page)
}

fn seen(page: &str) -> String {
    words(all(&Html::parse_document(page), "main")[0])
}

/// The code on somebody's own page.
pub fn code(page: &str) -> String {
    words(all(&Html::parse_document(page), ".slip-code")[0])
}

pub async fn told(yard: &Yard, address: &str, begins: &str) -> usize {
    let all = yard.mail(address).await.into_iter();
    all.filter(|(subject, _)| subject.starts_with(begins))
        .count()
}

#[tokio::test]
async fn whoever_registers_has_a_place_and_a_code_or_waits_for_one_and_is_told() {
    let yard = registering().await;
    // What is told begins with what is recorded from here on.
    assert!(yard.telling.once().await);
    let mut nobody = Browser::default();
    let answer = nobody.get(&yard, &register()).await;
    assert!(
        leads(&answer).starts_with("/en/account/sign-in"),
        "{}",
        leads(&answer)
    );
    let (mut kim, page) = registered(&yard, KIM, "Kim Minji").await;
    assert!(seen(&page).contains("You have a place."), "{page}");
    let own = code(&page);
    assert_eq!(own.len(), 25, "{own}");
    // It is there whenever they come back.
    assert_eq!(code(&kim.get(&yard, &register()).await.text()), own);
    let (mut lee, page) = registered(&yard, LEE, "Lee Jun").await;
    assert!(seen(&page).contains("number 1 of those who wait"), "{page}");
    assert_ne!(code(&page), own);
    let public = yard.portal.get(ONE).await.text();
    check_page(ONE, &public);
    let text = seen(&public);
    assert!(
        text.contains("1 person has a place.") && text.contains("1 person waits for one."),
        "{text}"
    );
    // Nothing that they wrote is anybody else's to read: not on the page, nor in any entry.
    let size = size(&yard).await;
    for entry in 0..size {
        for address in [
            format!("/en/record/entries/{entry}"),
            format!("/api/v1/record/entries/{entry}"),
        ] {
            let text = yard.portal.get(&address).await.text();
            for theirs in ["Kim Minji", "Lee Jun", KIM, "A seat near the door", &own] {
                assert!(!text.contains(theirs), "{address}: {theirs}");
            }
        }
    }
    assert!(!public.contains("Kim Minji"));
    // Whoever is registered is not registered twice.
    let again = kim
        .post(&yard, &register(), &[("name", "Kim"), ("contact", KIM)])
        .await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&again)[0].contains("registered already"),
        "{:?}",
        errors(&again)
    );
    assert!(yard.telling.once().await);
    let registered = "협의 참가를 신청하셨습니다";
    assert_eq!(told(&yard, KIM, registered).await, 1);
    assert_eq!(told(&yard, LEE, registered).await, 1);
    // Kim does not come, and Lee has the place at once.
    let answer = kim
        .post(&yard, &format!("{}/cancel", register()), &[])
        .await;
    let to = leads(&answer).to_owned();
    let page = kim.get(&yard, &to).await.text();
    assert!(
        seen(&page).contains("Your registration is cancelled."),
        "{page}"
    );
    let page = lee.get(&yard, &register()).await.text();
    assert!(seen(&page).contains("You have a place."), "{page}");
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let promoted = "기다리시던 협의에 자리가 났습니다";
    assert_eq!(told(&yard, LEE, promoted).await, 1, "once");
    assert_eq!(told(&yard, KIM, promoted).await, 0);
    // Letters that were sent in one second come in any order.
    let letters = yard.mail(LEE).await;
    let place = "/ko/programmes/flagships/consultations/1/register";
    let any = |words: &str| letters.iter().any(|(_, mail)| mail.contains(words));
    assert!(any(place) && !any("Lee Jun"), "{letters:?}");
}

#[tokio::test]
async fn whoever_registered_is_told_when_it_moves_or_is_called_off_and_others_are_not() {
    let yard = registering().await;
    registered(&yard, KIM, "Kim Minji").await;
    let (mut lee, _) = registered(&yard, LEE, "Lee Jun").await;
    leads(
        &lee.post(&yard, &format!("{}/cancel", register()), &[])
            .await,
    );
    assert!(yard.telling.once().await);
    let known = yard
        .portal
        .store
        .consultation(P.0, "1")
        .await
        .unwrap()
        .unwrap();
    let asks = Plan {
        contact: madang_fixtures::english("Another office"),
        ..plan()
    };
    let same = P.announce_otherwise("1", known.announced, asks.clone());
    common::submit(&yard.portal.store, vec![same]).await;
    assert!(yard.telling.once().await);
    let moved = "참가를 신청하신 협의의 일시나 장소가 바뀌었습니다";
    assert_eq!(told(&yard, KIM, moved).await, 0, "it takes place as before");
    let known = yard
        .portal
        .store
        .consultation(P.0, "1")
        .await
        .unwrap()
        .unwrap();
    let elsewhere = Plan {
        place: Some(madang_fixtures::english("The library")),
        ..asks
    };
    let change = P.announce_otherwise("1", known.announced, elsewhere);
    common::submit(&yard.portal.store, vec![change]).await;
    assert!(yard.telling.once().await);
    assert_eq!(told(&yard, KIM, moved).await, 1);
    assert_eq!(told(&yard, LEE, moved).await, 0, "they cancelled");
    common::submit(&yard.portal.store, vec![P.call_off("1")]).await;
    assert!(yard.telling.once().await);
    let off = "참가를 신청하신 협의가 취소되었습니다";
    assert_eq!(
        (told(&yard, KIM, off).await, told(&yard, LEE, off).await),
        (1, 0)
    );
}

#[tokio::test]
async fn what_cannot_be_registered_is_told_at_its_field_and_stays_typed() {
    let yard = registering().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let before = size(&yard).await;
    let long = "x".repeat(300);
    for (other, field) in [
        (("name", ""), "Name"),
        (("contact", ""), "How you are reached"),
        (("name", "Kim\u{200b}"), "Name"),
        (("name", long.as_str()), "Name"),
        (("region", "Seoul"), "Province"),
        (("sector", "no such sector"), "Part of society"),
    ] {
        let mut fields = vec![("name", "Kim Minji"), ("contact", KIM), ("needs", "Quiet")];
        fields.retain(|(name, _)| *name != other.0);
        fields.push(other);
        let answer = kim.post(&yard, &register(), &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let errors = errors(&answer);
        assert!(errors[0].starts_with(field), "{other:?}: {errors:?}");
        assert!(answer.text().contains("Quiet"), "what was typed stays");
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    // Who registered is for those who lead it.
    for page in ["people", "people/new", "people/list", "check-in"] {
        let answer = kim.get(&yard, &format!("{ONE}/{page}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        let mut nobody = Browser::default();
        let answer = nobody.get(&yard, &format!("{ONE}/{page}")).await;
        assert!(leads(&answer).starts_with("/en/account/sign-in"), "{page}");
    }
}

#[tokio::test]
async fn a_facilitator_registers_others_and_prints_the_list() {
    let yard = registering().await;
    registered(&yard, KIM, "Kim Minji").await;
    let mut park = holder(&yard, PARK, Granted::Facilitator, None).await;
    let enter = format!("{ONE}/people/new");
    let by_telephone = [
        ("name", "Choi"),
        ("contact", "02-000-0000"),
        ("key", "once"),
    ];
    for _ in 0..2 {
        let answer = park.post(&yard, &enter, &by_telephone).await;
        assert!(leads(&answer).starts_with(&format!("{ONE}/people?entries=")));
    }
    let people = park.get(&yard, &format!("{ONE}/people")).await.text();
    check_page(&format!("{ONE}/people"), &people);
    let text = seen(&people);
    for says in [
        "Kim Minji",
        "Choi",
        "A seat near the door",
        "waits for a place",
        "Seoul",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert_eq!(
        text.matches("Choi").count(),
        2,
        "once, with its button: {text}"
    );
    let list = park.get(&yard, &format!("{ONE}/people/list")).await.text();
    check_page(&format!("{ONE}/people/list"), &list);
    assert!(
        seen(&list).contains("Kim Minji") && !seen(&list).contains("Choi"),
        "{list}"
    );
}

#[tokio::test]
async fn attendees_are_let_in_by_code_and_without_registration() {
    let yard = registering().await;
    let (_, page) = registered(&yard, KIM, "Kim Minji").await;
    let own = code(&page);
    let mut park = holder(&yard, PARK, Granted::Facilitator, None).await;
    let door = format!("{ONE}/check-in");
    let early = park
        .post(&yard, &door, &[("by", "code"), ("code", &own)])
        .await;
    assert!(
        errors(&early)[0].contains("from that day on"),
        "{:?}",
        errors(&early)
    );
    let yard = yard.later(24 * 21).await;
    let said = |answer: &Answer| errors(answer).join(" ");
    let never = madang_fixtures::code_of(9).to_string();
    let other = if own.ends_with('X') { "Y" } else { "X" };
    let mistyped = format!("{}{other}", &own[..24]);
    for (code, says) in [
        (never.as_str(), "was never issued for this consultation"),
        (mistyped.as_str(), "Code"),
        ("", "Code"),
    ] {
        let answer = park
            .post(&yard, &door, &[("by", "code"), ("code", code)])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{code}");
        assert!(said(&answer).contains(says), "{code}: {}", said(&answer));
    }
    let typed = own.to_lowercase().replace('-', " ");
    let answer = park
        .post(&yard, &door, &[("by", "code"), ("code", &typed)])
        .await;
    let page = park.get(&yard, leads(&answer)).await.text();
    check_page(&door, &page);
    assert!(seen(&page).contains("Kim Minji"), "{page}");
    assert!(seen(&page).contains("1 person was checked in."), "{page}");
    let twice = park
        .post(&yard, &door, &[("by", "code"), ("code", &own)])
        .await;
    assert!(
        said(&twice).contains("was checked in already"),
        "{}",
        said(&twice)
    );
    let walks_in = [("by", "walk-in"), ("name", "Jung"), ("consent", "yes")];
    let answer = park.post(&yard, &door, &walks_in).await;
    let page = park.get(&yard, leads(&answer)).await.text();
    assert!(seen(&page).contains("2 people were checked in."), "{page}");
    let nameless = [("by", "walk-in"), ("name", "")];
    let answer = park.post(&yard, &door, &nameless).await;
    assert!(said(&answer).starts_with("Name"), "{}", said(&answer));
    begins_with_attendees(yard, &mut park).await;
}

/// The form of who was there begins with those who came: by name who consents, the others counted.
async fn begins_with_attendees(yard: Yard, park: &mut Browser) {
    let yard = yard.later(24 * 22).await;
    let day = in_days(21);
    let (began, ended) = (format!("{day}T14:05"), format!("{day}T17:50"));
    let held = [("began", began.as_str()), ("ended", ended.as_str())];
    leads(&park.post(&yard, &format!("{ONE}/do/held"), &held).await);
    let form = park
        .get(&yard, &format!("{ONE}/do/attendance"))
        .await
        .text();
    for says in [
        "value=\"2\"",
        "citizen | Attendee | Jung",
        "citizen = 1",
        "KR-11 = 1",
    ] {
        assert!(form.contains(says), "{says}: {form}");
    }
    assert!(!form.contains("Kim Minji"), "{form}");
}

#[tokio::test]
async fn programs_register_cancel_and_check_in_as_people_do() {
    let yard = registering().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let program = Program::of(&mut kim, &yard).await;
    let at = ["flagships", "1"];
    let (all, cancel) = (
        format!("{API}/registrations"),
        format!("{API}/registrations/cancel"),
    );
    let who = json!({"name": "Kim Minji", "contact": KIM, "consent": true});
    program.done(&yard, &all, &at, &who).await;
    let nameless = json!({"name": ""});
    program
        .not_done(&yard, (&all, &at), &nameless, (422, "field"))
        .await;
    let one = yard
        .portal
        .get("/api/v1/programmes/flagships/consultations/1")
        .await
        .json();
    assert_eq!(
        one["registered"],
        json!({"confirmed": 1, "waiting": 0, "came": 0})
    );
    assert_eq!(one["registration"]["capacity"], 1);
    program.done(&yard, &cancel, &at, &json!({})).await;
    let mut official = official(&yard, PARK, Some(INSTITUTION)).await;
    let office = Program::of(&mut official, &yard).await;
    let attendees = format!("{API}/attendees");
    let early = json!({"walk_in": {"name": "Jung"}});
    office
        .not_done(&yard, (&attendees, &at), &early, (409, "out-of-turn"))
        .await;
    let yard = yard.later(24 * 21).await;
    office.done(&yard, &attendees, &at, &early).await;
}

#[tokio::test]
async fn whoever_has_a_place_is_reminded_once_a_day_before_it_begins() {
    let yard = registering().await;
    registered(&yard, KIM, "Kim Minji").await;
    registered(&yard, LEE, "Lee").await;
    assert!(yard.telling.once().await);
    let begins = madang_record::time::parse_at(&plan().opens_at).unwrap();
    let now = madang_record::time::parse_at(&yard.portal.store.now()).unwrap();
    let hours = (begins - now) / 3_600_000;
    let reminder = "참가하시는 협의가 하루 뒤에 시작합니다";
    let yard = yard.later(hours - 30).await;
    assert!(yard.telling.once().await);
    assert_eq!(told(&yard, KIM, reminder).await, 0, "too early");
    let yard = yard.later(hours - 20).await;
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    assert_eq!(told(&yard, KIM, reminder).await, 1);
    assert_eq!(told(&yard, LEE, reminder).await, 0, "they wait for a place");
}
