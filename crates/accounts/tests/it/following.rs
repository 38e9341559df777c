//! What people follow, when they are told of it, and how they stop that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use madang_accounts::mail::{Digest, Fresh, Mail, ONE_CLICK, keep_sending};
use madang_accounts::{AccountId, Accounts, MOST_FOLLOWED, Rhythm, Told};
use tokio::time::{sleep, timeout};

use crate::erasing::files_with;
use crate::mail::{Smtp, always, read};
use crate::support::{DAY, Fixture, HOUR, mail, on_both_databases};

const VOICE: &str = "voice:p/1";
const NEED: &str = "need:p/1";

/// A digest that quotes the entries 7 and 8.
fn digest(accounts: &Accounts, account: AccountId, words: &str, from: u64) -> Mail {
    Mail {
        account: Some(account),
        to: mail("kim@example.org"),
        subject: "What happened".to_owned(),
        plain: format!("{words}\n"),
        html: Some(format!("<p>{words}</p>")),
        until: accounts.now() + 7 * DAY,
        digest: Some(Digest {
            unsubscribe: "https://madang.example.go.kr/ko/account/unsubscribe?token=abc".to_owned(),
            quotes: vec![7, 8],
            from,
        }),
    }
}

async fn what_somebody_follows_is_listed_until_they_stop(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let subjects = async |account| {
        let (followed, rhythm) = accounts.following(account).await.unwrap();
        let subjects: Vec<String> = followed.into_iter().map(|one| one.subject).collect();
        (subjects, rhythm)
    };
    assert_eq!(subjects(kim).await, (vec![], None));
    assert!(accounts.follow(kim, VOICE, 3).await.unwrap());
    fixture.wait(1);
    for _ in 0..2 {
        assert!(accounts.follow(kim, NEED, 5).await.unwrap());
    }
    let both = vec![NEED.to_owned(), VOICE.to_owned()];
    assert_eq!(subjects(kim).await, (both, Some(Rhythm::Daily)));
    assert_eq!(subjects(lee).await, (vec![], None));
    assert!(!accounts.unfollow(lee, VOICE).await.unwrap());
    assert!(accounts.unfollow(kim, VOICE).await.unwrap());
    assert!(!accounts.unfollow(kim, VOICE).await.unwrap());
    for number in 1..MOST_FOLLOWED {
        let subject = format!("voice:q/{number}");
        assert!(accounts.follow(kim, &subject, 5).await.unwrap(), "{number}");
    }
    assert!(
        !accounts.follow(kim, VOICE, 5).await.unwrap(),
        "one too many"
    );
    assert_eq!(subjects(kim).await.0.len() as u64, MOST_FOLLOWED);
}

async fn somebody_is_told_when_it_is_time_and_once(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.follow(kim, VOICE, 3).await.unwrap();
    assert!(
        accounts.digests_due().await.unwrap().is_empty(),
        "a day later"
    );
    fixture.wait(DAY);
    let due = accounts.digests_due().await.unwrap().remove(0);
    assert_eq!((due.account, due.told, due.followed.len()), (kim, 3, 1));
    let told = digest(accounts, kim, "words", due.told);
    // Two nodes found the same.
    let other = fixture.again().await;
    assert!(other.digest_done(&due, Some(&told), 9).await.unwrap());
    assert!(!accounts.digest_done(&due, Some(&told), 9).await.unwrap());
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 1);
    fixture.wait(DAY - 1);
    assert!(accounts.digests_due().await.unwrap().is_empty());
    fixture.wait(1);
    let due = accounts.digests_due().await.unwrap().remove(0);
    assert_eq!(due.told, 9);
    assert!(accounts.digest_done(&due, None, 12).await.unwrap());
    assert_eq!(
        accounts.mail_waiting().await.unwrap().count,
        1,
        "nothing to tell"
    );
    accounts
        .set_rhythm(kim, Some(Rhythm::Weekly), 20)
        .await
        .unwrap();
    fixture.wait(6 * DAY);
    assert!(accounts.digests_due().await.unwrap().is_empty());
    fixture.wait(DAY);
    let due = accounts.digests_due().await.unwrap().remove(0);
    assert_eq!(due.told, 12, "where it was left");
    accounts.set_rhythm(kim, None, 20).await.unwrap();
    assert!(
        !accounts.digest_done(&due, Some(&told), 20).await.unwrap(),
        "stopped meanwhile"
    );
    fixture.wait(30 * DAY);
    assert!(accounts.digests_due().await.unwrap().is_empty());
    accounts
        .set_rhythm(kim, Some(Rhythm::Daily), 40)
        .await
        .unwrap();
    fixture.wait(DAY);
    let due = accounts.digests_due().await.unwrap().remove(0);
    assert_eq!(due.told, 40, "nothing of the time without mail");
}

async fn a_token_stops_ones_own_mail_and_nobody_elses(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let told = Told::Followed;
    let token = accounts.unsubscribe_token(kim, told).await.unwrap();
    let other = fixture.again().await;
    assert_eq!(other.unsubscribe_token(kim, told).await.unwrap(), token);
    let whose = accounts.unsubscribing(&token).await.unwrap();
    assert_eq!(whose, Some((kim, told)));
    let of_work = accounts.unsubscribe_token(kim, Told::Work).await.unwrap();
    let whose = accounts.unsubscribing(&of_work).await.unwrap();
    assert_eq!(whose, Some((kim, Told::Work)), "each stops its own mail");
    let of_lee = accounts.unsubscribe_token(lee, told).await.unwrap();
    let mixed = format!("{}{}", &of_lee[..32], &token[32..]);
    let flipped = format!(
        "{}{}",
        &token[..63],
        if token.ends_with('0') { '1' } else { '0' }
    );
    for wrong in [
        "",
        "abc",
        &token[..62],
        &mixed,
        &flipped,
        &token.to_uppercase(),
    ] {
        assert_eq!(
            accounts.unsubscribing(wrong).await.unwrap(),
            None,
            "{wrong}"
        );
    }
    accounts.erase(kim).await.unwrap();
    assert_eq!(accounts.unsubscribing(&token).await.unwrap(), None);
}

async fn what_was_looked_through_is_told_once(fixture: Fixture) {
    let accounts = &fixture.accounts;
    assert_eq!(
        accounts.watched("notices", 5).await.unwrap(),
        5,
        "nothing of before"
    );
    assert_eq!(accounts.watched("notices", 9).await.unwrap(), 5);
    let kim = fixture.somebody("kim@example.org").await;
    let told = [digest(accounts, kim, "words", 5)];
    let other = fixture.again().await;
    assert!(accounts.watched_on("notices", 5, 9, &told).await.unwrap());
    assert!(!other.watched_on("notices", 5, 9, &told).await.unwrap());
    assert_eq!(other.watched("notices", 9).await.unwrap(), 9);
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 1);
}

async fn words_that_are_gone_leave_the_queue_and_its_files(fixture: Fixture) {
    let marker = match fixture.kind {
        crate::support::Kind::Sqlite => "hawfinch",
        crate::support::Kind::Postgres => "wheatear",
    };
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.follow(kim, VOICE, 3).await.unwrap();
    fixture.wait(DAY);
    let due = accounts.digests_due().await.unwrap().remove(0);
    let told = digest(accounts, kim, marker, due.told);
    accounts.digest_done(&due, Some(&told), 9).await.unwrap();
    assert!(files_with(&fixture, marker).await > 0, "it stood there");
    assert_eq!(accounts.take_back_quoting(&[1, 9]).await.unwrap(), 0);
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 1);
    assert_eq!(accounts.take_back_quoting(&[8]).await.unwrap(), 1);
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 0);
    assert_eq!(accounts.clear_traces().await.unwrap(), []);
    assert_eq!(files_with(&fixture, marker).await, 0);
    let anew = accounts.digests_due().await.unwrap().remove(0);
    assert_eq!(anew.told, 3, "all of it is told anew, without the words");
}

async fn a_digest_goes_out_with_the_way_out_of_it(fixture: Fixture) {
    let smtp = Smtp::start().await;
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let told = digest(accounts, kim, "열린 마당", 3);
    accounts.queue_mail(&told).await.unwrap();
    let sender = tokio::spawn(keep_sending(accounts.clone(), smtp.server(), always()));
    let taken = smtp.wait_for(1).await;
    let read = read(&taken[0]);
    let unsubscribe = &told.digest.as_ref().unwrap().unsubscribe;
    assert_eq!(
        read["headers"]["list-unsubscribe"],
        format!("<{unsubscribe}>")
    );
    assert_eq!(read["headers"]["list-unsubscribe-post"], ONE_CLICK);
    assert_eq!(read["plain"], "열린 마당\n");
    assert!(taken[0].contains("multipart/alternative") && taken[0].contains("text/html"));
    sender.abort();
}

async fn what_was_hidden_on_the_way_does_not_go_out(fixture: Fixture) {
    let smtp = Smtp::start().await;
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.follow(kim, VOICE, 3).await.unwrap();
    fixture.wait(DAY);
    let due = accounts.digests_due().await.unwrap().remove(0);
    let told = digest(accounts, kim, "words", due.told);
    accounts.digest_done(&due, Some(&told), 9).await.unwrap();
    let asked = Arc::new(AtomicBool::new(false));
    let noted = Arc::clone(&asked);
    let hidden: Fresh = Arc::new(move |quotes| {
        assert_eq!(quotes, [7, 8]);
        noted.store(true, Ordering::SeqCst);
        Box::pin(async { false })
    });
    let other = Mail {
        digest: None,
        until: accounts.now() + HOUR,
        ..digest(accounts, kim, "another", 3)
    };
    accounts.queue_mail(&other).await.unwrap();
    let sender = tokio::spawn(keep_sending(accounts.clone(), smtp.server(), hidden));
    let taken = smtp.wait_for(1).await;
    let empty = async {
        while accounts.mail_waiting().await.unwrap().count > 0 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), empty).await.unwrap();
    assert!(asked.load(Ordering::SeqCst));
    assert_eq!(
        (smtp.taken().len(), &read(&taken[0])["plain"]),
        (1, &"another\n".into())
    );
    assert_eq!(accounts.digests_due().await.unwrap()[0].told, 3);
    sender.abort();
}

on_both_databases!(
    what_somebody_follows_is_listed_until_they_stop,
    somebody_is_told_when_it_is_time_and_once,
    a_token_stops_ones_own_mail_and_nobody_elses,
    what_was_looked_through_is_told_once,
    words_that_are_gone_leave_the_queue_and_its_files,
    a_digest_goes_out_with_the_way_out_of_it,
    what_was_hidden_on_the_way_does_not_go_out,
);
