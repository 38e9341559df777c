//! Every act of every page as everybody who may not do it: from the list of the pages' addresses, so that a new one is tried
//! without being named. Whatever is everybody's is named here.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::{Device, in_days, workshop};
use madang_programme::people::Granted;
use madang_programme::voices::code::Code;

use super::{Browser, ORIGIN, P, Yard, leads, listening, say};
use crate::common::{self, Answer};

/// Acts that show who somebody is, or only read, or are done by who has a code or a mailed link.
const EVERYBODYS: [&str; 10] = [
    "/account/link",
    "/account/mail",
    "/account/register",
    "/account/sign-in",
    "/account/sign-in/begin",
    "/account/sign-in/passkey",
    "/account/sign-out",
    "/account/unsubscribe",
    "/receipt/{receipt}",
    "/record/find",
];

/// What somebody who may would send; `{holder}` and `{granted}` are of a role that stands, `{code}` is a slip's.
const SENT: [(&str, &[(&str, &str)]); 5] = [
    (
        "/people/end",
        &[("holder", "{holder}"), ("granted", "{granted}")],
    ),
    (
        "/people/grant",
        &[
            ("address", "new@example.org"),
            ("role", "reviewer"),
            ("place", "p"),
        ],
    ),
    (
        "/programmes/{programme}/consultations/{consultation}/do/{way}",
        &[("reason", "No hall")],
    ),
    (
        "/programmes/{programme}/enter",
        &[
            ("code", "{code}"),
            ("channel", "phone"),
            ("text", "버스"),
            ("step", "send"),
        ],
    ),
    (
        "/programmes/{programme}/voices/{voice}/acts",
        &[
            ("act", "transfer"),
            ("to", "transport"),
            ("ground", "competence"),
            ("reason", "Buses"),
        ],
    ),
];

/// An address with something in its placeholders.
fn filled(address: &str) -> String {
    let filled = address.split('/').map(|step| match step {
        "{programme}" => "p",
        "{kind}" => "voice",
        "{way}" => "cancel",
        step if step.starts_with('{') => "1",
        step => step,
    });
    format!("/en{}", filled.collect::<Vec<_>>().join("/"))
}

/// The addresses that take what is sent, but those that are everybody's.
async fn acts(yard: &Yard) -> Vec<&'static str> {
    let mut acts = Vec::new();
    for address in madang_portal::page_addresses() {
        let request = Request::post(filled(address));
        let request = request.body(Body::empty()).unwrap();
        let answer = yard.portal.request(request).await;
        let takes = answer.status != StatusCode::METHOD_NOT_ALLOWED;
        if takes && !EVERYBODYS.contains(address) {
            acts.push(*address);
        }
    }
    acts
}

/// Somebody who holds a role, or none, and has shown their passkey where they have one.
async fn somebody(
    yard: &Yard,
    name: &str,
    role: Option<(Granted, &str)>,
    passkey: bool,
) -> Browser {
    let address = format!("{name}@example.org");
    let seed = name.bytes().fold(1, u8::wrapping_add);
    // From one place few register in an hour.
    let mut browser = Browser {
        network: Box::leak(format!("192.0.2.{seed}").into_boxed_str()),
        ..Browser::default()
    };
    let register = [("address", address.as_str())];
    browser.post(yard, "/ko/account/register", &register).await;
    browser.follow(yard, &address).await;
    if let Some((role, programme)) = role {
        yard.grant(&address, role, Some(programme)).await;
    }
    if passkey {
        let added = browser.add(yard, &mut Device::new(ORIGIN, seed)).await;
        assert_eq!(added, "/en/account");
    }
    browser
}

async fn sent(yard: &Yard, browser: &mut Browser, act: &str, held: &[String; 2]) -> Answer {
    let code = Code::of_random([7; 20]).to_string();
    let known = [
        ("{holder}", &held[0]),
        ("{granted}", &held[1]),
        ("{code}", &code),
    ];
    let fields = SENT.iter().find(|(address, _)| *address == act);
    let fields = fields.map_or(&[][..], |(_, fields)| *fields);
    let fields: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, value)| {
            let mut value = (*value).to_owned();
            for (name, with) in known {
                value = value.replace(name, with);
            }
            (*name, value)
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(yard, &filled(act), &fields).await
}

/// Whether an answer sends somebody away who may not. The script for passkeys is told where to go instead.
fn turns_away(act: &str, answer: &Answer) -> bool {
    match answer.status {
        StatusCode::SEE_OTHER => leads(answer).starts_with("/en/account"),
        StatusCode::OK => act.starts_with("/account/passkeys/"),
        status => [
            StatusCode::FORBIDDEN,
            StatusCode::BAD_REQUEST,
            StatusCode::NOT_FOUND,
        ]
        .contains(&status),
    }
}

#[tokio::test]
async fn nobody_does_what_is_not_theirs() {
    let yard = listening().await;
    somebody(&yard, "holder", None, false).await;
    let holder = "holder@example.org";
    let granted = yard.grant(holder, Granted::Facilitator, Some("p")).await;
    say(&yard, holder, "막차가 너무 일찍 떠납니다").await;
    let held = [yard.holder(holder).await, granted.to_string()];
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(21));
    let consultation = P.announce("1", workshop(&at("05:00"), &at("09:00")));
    common::submit(&yard.portal.store, vec![consultation]).await;
    let mut people = vec![
        Browser::default(),
        somebody(&yard, "participant", None, false).await,
    ];
    for role in Granted::ALL {
        let name = role.name();
        people.push(somebody(&yard, &format!("{name}.q"), Some((role, "q")), true).await);
        // Who holds the role, but did not show a passkey, does nothing in it.
        people.push(somebody(&yard, &format!("{name}.x"), Some((role, "p")), false).await);
    }
    let acts = acts(&yard).await;
    for (known, _) in SENT {
        assert!(acts.contains(&known), "{known} is no act any more");
    }
    let before = yard.portal.store.size().await.unwrap();
    for act in &acts {
        // What is about oneself is refused to nobody but who is not signed in.
        let about_oneself = act.starts_with("/account/");
        for (number, browser) in people.iter_mut().enumerate() {
            if about_oneself && number > 0 {
                break;
            }
            let answer = sent(&yard, browser, act, &held).await;
            assert!(
                turns_away(act, &answer),
                "{act} as {number}: {}",
                answer.status
            );
            let after = yard.portal.store.size().await.unwrap();
            assert_eq!(after, before, "{act} as {number}");
        }
    }
    // What is sent is what somebody who may would send: it is recorded for them.
    let administrator = Some((Granted::Administrator, "p"));
    let mut administrator = somebody(&yard, "administrator", administrator, true).await;
    for act in ["/people/grant", "/people/end"] {
        let before = yard.portal.store.size().await.unwrap();
        sent(&yard, &mut administrator, act, &held).await;
        assert_eq!(yard.portal.store.size().await.unwrap(), before + 1, "{act}");
    }
}
