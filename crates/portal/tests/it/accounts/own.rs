//! What somebody does with their own account.

use axum::http::StatusCode;
use madang_accounts::MailAddress;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use madang_store::model::BodyView;

use super::{Browser, KIM, LEE, MINUTE, ORIGIN, PASSWORD, Yard, leads, listening, say, yard};

#[tokio::test]
async fn a_password_is_set_and_signs_the_others_out() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    let mut phone = Browser::default();
    phone.follow(&yard, KIM).await;
    for (new, words) in [
        ("short", "fewer than 15 characters"),
        ("aaaaaaaaaaaaaaaaaaa", "first to be guessed"),
        ("kim@example.org and", "first to be guessed"),
        ("", "fewer than 15 characters"),
    ] {
        let answer = kim
            .post(&yard, "/en/account/password", &[("new", new)])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{new}");
        assert!(answer.text().contains(words), "{new}");
    }
    let set = kim
        .post(&yard, "/en/account/password", &[("new", PASSWORD)])
        .await;
    assert_eq!(leads(&set), "/en/account");
    assert_eq!(
        leads(&phone.get(&yard, "/ko/account").await),
        "/ko/account/sign-in"
    );
    assert_eq!(kim.get(&yard, "/ko/account").await.status, StatusCode::OK);
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("비밀번호를 새로 정했습니다"))
    );

    let sign_in = [("address", KIM), ("password", PASSWORD)];
    let signed = phone.post(&yard, "/ko/account/sign-in", &sign_in).await;
    assert_eq!(leads(&signed), "/ko/account");
    let new = "nine yellow geese fly";
    let wrong = [("current", "something else entirely"), ("new", new)];
    let refused = phone.post(&yard, "/en/account/password", &wrong).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text().contains("not your password so far"));
    assert!(
        !refused.text().contains(new),
        "a password is never sent back"
    );
    let right = [("current", PASSWORD), ("new", new)];
    assert_eq!(
        leads(&phone.post(&yard, "/en/account/password", &right).await),
        "/en/account"
    );
}

#[tokio::test]
async fn devices_are_listed_and_signed_out() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
            .await;
        let mut other = Browser::default();
        other.follow(&yard, KIM).await;
        others.push(other);
    }
    let page = kim.get(&yard, "/en/account").await.text();
    let ids: Vec<&str> = page
        .split("name=\"id\" value=\"")
        .skip(1)
        .map(|rest| &rest[..32])
        .collect();
    assert_eq!(ids.len(), 2);
    let mut lee = Browser::registered(&yard, LEE).await;
    lee.post(&yard, "/en/account/devices", &[("id", ids[0])])
        .await;
    assert_eq!(
        yard_signed(&yard, &others).await,
        2,
        "nobody signs others out"
    );
    kim.post(&yard, "/en/account/devices", &[("id", ids[0])])
        .await;
    assert_eq!(yard_signed(&yard, &others).await, 1);
    kim.post(&yard, "/en/account/sign-out-everywhere", &[])
        .await;
    assert_eq!(yard_signed(&yard, &others).await, 0);
    assert_eq!(kim.get(&yard, "/en/account").await.status, StatusCode::OK);
}

async fn yard_signed(yard: &Yard, browsers: &[Browser]) -> usize {
    let mut signed = 0;
    for browser in browsers {
        let own = browser.clone().get(yard, "/en/account").await;
        signed += usize::from(own.status == StatusCode::OK);
    }
    signed
}

#[tokio::test]
async fn addresses_come_and_go_and_one_stays() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    Browser::registered(&yard, LEE).await;
    let work = "kim.work@example.org";
    for (typed, status) in [
        ("no address", StatusCode::BAD_REQUEST),
        (work, StatusCode::OK),
    ] {
        let answer = kim
            .post(&yard, "/en/account/addresses", &[("address", typed)])
            .await;
        assert_eq!(answer.status, status, "{typed}");
    }
    assert!(
        !kim.get(&yard, "/en/account").await.text().contains(work),
        "not before the link"
    );
    kim.follow(&yard, work).await;
    assert!(kim.get(&yard, "/en/account").await.text().contains(work));
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("계정에 주소를 더했습니다"))
    );
    // Somebody else's address stays theirs.
    kim.post(&yard, "/en/account/addresses", &[("address", LEE)])
        .await;
    let answer = kim.follow(&yard, LEE).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    kim.post(&yard, "/en/account/addresses/remove", &[("address", KIM)])
        .await;
    kim.post(&yard, "/en/account/addresses/remove", &[("address", work)])
        .await;
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(
        page.contains(work) && !page.contains(&format!("{KIM}<")),
        "the last one stays"
    );
}

#[tokio::test]
async fn who_was_signed_in_long_ago_shows_again_who_they_are() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    yard.wait(10 * MINUTE);
    for path in [
        "/ko/account/password",
        "/ko/account/addresses",
        "/ko/account/addresses/remove",
    ] {
        let answer = kim
            .post(&yard, path, &[("new", PASSWORD), ("address", LEE)])
            .await;
        assert_eq!(leads(&answer), "/ko/account/sign-in?again=1", "{path}");
    }
    let erase = kim.post(&yard, "/ko/account/erase", &[]).await;
    let again = "/ko/account/sign-in?again=1&next=%2Faccount%2Ferase";
    assert_eq!(leads(&erase), again);
    let page = kim.get(&yard, "/ko/account/sign-in?again=1").await;
    assert!(page.text().contains("본인인지 한 번 더 확인합니다"));
    assert_eq!(
        kim.get(&yard, "/ko/account").await.status,
        StatusCode::OK,
        "and is still signed in"
    );
}

#[tokio::test]
async fn everything_is_taken_along_and_erased() {
    let yard = yard().await;
    let marker = "zebrafinch@example.org";
    let mut kim = Browser::registered(&yard, marker).await;
    let data = kim.get(&yard, "/ko/account/data").await;
    assert!(data.header("content-disposition").starts_with("attachment"));
    let json = data.json();
    assert_eq!(json["format"], "madang account/1");
    assert_eq!(json["contacts"][0]["address"], marker);
    assert_eq!(json["sessions"][0]["device"], "Firefox, Linux");
    assert!(
        kim.get(&yard, "/ko/account/erase")
            .await
            .text()
            .contains("되돌릴 수 없습니다")
    );
    let old = kim.clone();
    assert_eq!(
        leads(&kim.post(&yard, "/ko/account/erase", &[]).await),
        "/ko/account/erased"
    );
    assert!(kim.cookie.is_none());
    assert!(
        kim.get(&yard, "/ko/account/erased")
            .await
            .text()
            .contains("계정을 지웠습니다")
    );
    assert_eq!(
        leads(&old.clone().get(&yard, "/ko/account").await),
        "/ko/account/sign-in"
    );
    let address = MailAddress::parse(marker).unwrap();
    assert_eq!(yard.accounts.account_of(&address).await.unwrap(), None);
    assert_eq!(yard.mail(marker).await, []);
    for entry in std::fs::read_dir(yard.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes.windows(10).any(|window| window == b"zebrafinch");
        assert!(!found, "{}", path.display());
    }
}

#[tokio::test]
async fn who_holds_a_role_is_signed_out_sooner_and_is_not_erased() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    yard.grant(KIM, Granted::Administrator, None).await;
    let own = kim.get(&yard, "/en/account").await.text();
    assert!(own.contains("administrator: grants roles"), "{own}");
    let mut phone = Device::new(ORIGIN, 1);
    kim.add(&yard, &mut phone).await;
    let page = kim.get(&yard, "/en/account/erase").await.text();
    assert!(page.contains("You hold a role"));
    let answer = kim.post(&yard, "/en/account/erase", &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    yard.wait(30 * MINUTE);
    assert_eq!(
        leads(&kim.get(&yard, "/ko/account").await),
        "/ko/account/sign-in"
    );
    assert_eq!(lee.get(&yard, "/ko/account").await.status, StatusCode::OK);
}

fn stands(folder: &std::path::Path, marker: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(stands(&path, marker));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut windows = bytes.windows(marker.len());
        if windows.any(|window| window == marker.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn what_was_said_is_erased_with_the_account_where_that_is_wanted() {
    let yard = listening().await;
    let marker = "까치밥나무";
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let first = say(&yard, KIM, &format!("{marker} 하나")).await;
    let second = say(&yard, KIM, &format!("{marker} 둘")).await;
    let of_lee = say(&yard, LEE, "버스가 너무 늦습니다").await;
    let page = kim.get(&yard, "/en/account/erase").await.text();
    for promised in [
        "You said 2 things on the record.",
        &format!("/en/record/entries/{first}\""),
        &format!("/en/record/entries/{second}\""),
    ] {
        assert!(page.contains(promised), "{promised}: {page}");
    }
    assert!(!page.contains(&format!("/en/record/entries/{of_lee}\"")));
    for chosen in ["", "everything", "<script>"] {
        let answer = kim
            .post(&yard, "/en/account/erase", &[("texts", chosen)])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{chosen}");
        assert!(
            answer.text().contains("Choose what is to become"),
            "{chosen}"
        );
        assert!(!answer.text().contains("<script>"));
    }
    let folder = yard.portal.folder().to_owned();
    assert!(!stands(&folder, marker).is_empty(), "it was there");
    let answer = kim
        .post(&yard, "/ko/account/erase", &[("texts", "erase")])
        .await;
    assert_eq!(leads(&answer), "/ko/account/erased");
    assert_eq!(stands(&folder, marker), [""; 0]);
    assert_eq!(stands(yard.folder.path(), KIM), [""; 0]);
    let store = &yard.portal.store;
    for entry in [first, second] {
        let detail = store.entry(entry).await.unwrap().unwrap();
        assert!(matches!(&detail.bodies[..], [BodyView::Erased { .. }]));
    }
    let detail = store.entry(of_lee).await.unwrap().unwrap();
    assert!(matches!(&detail.bodies[..], [BodyView::Open { .. }]));
    let page = yard
        .portal
        .get(&format!("/en/record/entries/{}", of_lee + 1))
        .await
        .text();
    assert!(page.contains("the person’s request for erasure"), "{page}");
    assert_eq!(lee.get(&yard, "/ko/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_was_said_stays_where_the_account_alone_is_erased() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let entry = say(&yard, KIM, "막차가 너무 일찍 떠납니다").await;
    let before = yard.portal.store.size().await.unwrap();
    let answer = kim
        .post(&yard, "/ko/account/erase", &[("texts", "keep")])
        .await;
    assert_eq!(leads(&answer), "/ko/account/erased");
    assert_eq!(yard.portal.store.size().await.unwrap(), before);
    let detail = yard.portal.store.entry(entry).await.unwrap().unwrap();
    assert!(matches!(&detail.bodies[..], [BodyView::Open { .. }]));
    let address = MailAddress::parse(KIM).unwrap();
    assert_eq!(yard.accounts.account_of(&address).await.unwrap(), None);
}
