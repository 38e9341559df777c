//! Who is told by mail of the work that is due for them, when, and how that stops.

use madang_accounts::mail::{Digest, Mail};
use madang_accounts::{AccountId, Accounts, Rhythm};

use crate::support::{DAY, Fixture, mail, on_both_databases};

fn work(accounts: &Accounts, account: AccountId, lasts: u64) -> Mail {
    Mail {
        account: Some(account),
        to: mail("kim@example.org"),
        subject: "3 things to do".to_owned(),
        plain: "Answer: voice 12\n".to_owned(),
        html: None,
        until: accounts.now() + lasts,
        digest: Some(Digest {
            unsubscribe: "https://madang.example.go.kr/ko/account/unsubscribe?token=abc".to_owned(),
            quotes: Vec::new(),
            from: 7,
        }),
    }
}

async fn whoever_wants_it_is_told_when_it_is_time_and_once(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    assert_eq!(accounts.work_rhythm(kim).await.unwrap(), None);
    fixture.wait(30 * DAY);
    assert!(
        accounts.work_mail_due().await.unwrap().is_empty(),
        "nobody asked for any"
    );
    let daily = Some(Rhythm::Daily);
    accounts.set_work_rhythm(kim, daily).await.unwrap();
    assert_eq!(accounts.work_rhythm(kim).await.unwrap(), daily);
    assert_eq!(accounts.work_rhythm(lee).await.unwrap(), None);
    let taken = accounts.take(kim).await.unwrap().unwrap();
    assert_eq!((taken.told, taken.told_of_work), (None, Some("daily")));
    fixture.wait(DAY - 1);
    assert!(accounts.work_mail_due().await.unwrap().is_empty());
    fixture.wait(1);
    let due = accounts.work_mail_due().await.unwrap().remove(0);
    assert_eq!((due.account, due.lasts()), (kim, DAY));
    let told = work(accounts, kim, due.lasts());
    // Two nodes found the same; a program that starts anew does too.
    let other = fixture.again().await;
    assert_eq!(other.work_mail_due().await.unwrap().len(), 1);
    assert!(other.work_mail_done(&due, Some(&told)).await.unwrap());
    assert!(!accounts.work_mail_done(&due, Some(&told)).await.unwrap());
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 1);
    assert!(accounts.work_mail_due().await.unwrap().is_empty());
    fixture.wait(DAY);
    let due = accounts.work_mail_due().await.unwrap().remove(0);
    assert_eq!(
        accounts.mail_waiting().await.unwrap().count,
        0,
        "the next says it better"
    );
    assert!(accounts.work_mail_done(&due, None).await.unwrap());
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 0);
}

async fn it_comes_once_a_week_or_never_where_that_was_chosen(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let weekly = Some(Rhythm::Weekly);
    accounts.set_work_rhythm(kim, weekly).await.unwrap();
    fixture.wait(6 * DAY);
    assert!(accounts.work_mail_due().await.unwrap().is_empty());
    fixture.wait(DAY);
    let due = accounts.work_mail_due().await.unwrap().remove(0);
    accounts.set_work_rhythm(kim, None).await.unwrap();
    let told = work(accounts, kim, due.lasts());
    assert!(
        !accounts.work_mail_done(&due, Some(&told)).await.unwrap(),
        "stopped meanwhile"
    );
    fixture.wait(30 * DAY);
    assert!(accounts.work_mail_due().await.unwrap().is_empty());
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 0);
    // What somebody follows is another mail.
    assert!(accounts.digests_due().await.unwrap().is_empty());
    accounts.set_work_rhythm(kim, weekly).await.unwrap();
    fixture.wait(7 * DAY);
    assert_eq!(accounts.work_mail_due().await.unwrap().len(), 1);
    accounts.erase(kim).await.unwrap();
    assert!(accounts.work_mail_due().await.unwrap().is_empty());
}

on_both_databases!(
    whoever_wants_it_is_told_when_it_is_time_and_once,
    it_comes_once_a_week_or_never_where_that_was_chosen,
);
