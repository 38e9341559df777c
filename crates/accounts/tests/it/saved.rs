//! Forms that somebody keeps for later.

use madang_accounts::SAVED_LASTS;

use crate::support::{Fixture, on_both_databases};

async fn what_was_saved_is_there_for_its_writer_alone(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    accounts.save_form(kim, "/a", "reason=first").await.unwrap();
    fixture.wait(1);
    accounts.save_form(kim, "/b", "reason=other").await.unwrap();
    fixture.wait(1);
    accounts.save_form(kim, "/a", "reason=last").await.unwrap();
    let places = |saved: Vec<madang_accounts::SavedForm>| -> Vec<(String, String)> {
        let saved = saved.into_iter();
        saved.map(|form| (form.place, form.fields)).collect()
    };
    let own = places(accounts.saved_forms(kim).await.unwrap());
    let expected = [("/a", "reason=last"), ("/b", "reason=other")];
    let expected = expected.map(|(place, fields)| (place.to_owned(), fields.to_owned()));
    assert_eq!(own, expected, "the newest words, the newest first");
    assert_eq!(accounts.saved_form(lee, "/a").await.unwrap(), None);
    accounts.drop_form(lee, "/a").await.unwrap();
    assert!(accounts.saved_form(kim, "/a").await.unwrap().is_some());
    accounts.drop_form(kim, "/a").await.unwrap();
    assert_eq!(accounts.saved_form(kim, "/a").await.unwrap(), None);
}

async fn what_was_saved_is_sealed(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let words = "reason=zebrafinch";
    accounts.save_form(kim, "/a", words).await.unwrap();
    let kept = fixture.texts("SELECT fields FROM saved_form").await;
    assert_eq!(kept.len(), 1);
    assert!(
        kept[0].starts_with("sealed:") && !kept[0].contains("zebra"),
        "{kept:?}"
    );
    // It opens for its account at its place alone, and after a restart as well.
    let again = fixture.again().await;
    let form = again.saved_form(kim, "/a").await.unwrap().unwrap();
    assert_eq!(form.fields, words);
    fixture.change("UPDATE saved_form SET place = '/b'").await;
    assert!(again.saved_form(kim, "/b").await.is_err());
    // What was saved before forms were sealed is still read.
    fixture
        .change("UPDATE saved_form SET fields = 'reason=old'")
        .await;
    let form = again.saved_form(kim, "/b").await.unwrap().unwrap();
    assert_eq!(form.fields, "reason=old");
}

async fn what_was_saved_is_not_kept_for_ever(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.save_form(kim, "/a", "reason=x").await.unwrap();
    fixture.wait(SAVED_LASTS - 1);
    accounts.sweep().await.unwrap();
    assert!(accounts.saved_form(kim, "/a").await.unwrap().is_some());
    fixture.wait(1);
    assert_eq!(accounts.saved_form(kim, "/a").await.unwrap(), None);
    assert_eq!(accounts.saved_forms(kim).await.unwrap(), []);
    accounts.sweep().await.unwrap();
    // What was swept is gone, not only hidden.
    let again = fixture.again().await;
    assert_eq!(again.saved_forms(kim).await.unwrap(), []);
}

async fn one_account_keeps_only_so_many(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    for number in 0..502 {
        fixture.wait(1);
        accounts
            .save_form(kim, &format!("/{number}"), "x=1")
            .await
            .unwrap();
    }
    let own = accounts.saved_forms(kim).await.unwrap();
    assert_eq!(own.len(), 500);
    assert_eq!(own.last().unwrap().place, "/2", "the oldest went");
}

on_both_databases!(
    what_was_saved_is_there_for_its_writer_alone,
    what_was_saved_is_sealed,
    what_was_saved_is_not_kept_for_ever,
    one_account_keeps_only_so_many,
);
