//! Taking one's data along, and erasing oneself.

use std::path::Path;

use madang_accounts::mail::Mail;
use madang_accounts::{AddedIdentity, Draft, Identity, Limit, Link, Proof, Purpose, Scope};

use madang_fixtures::Device;

use crate::passkeys::{ORIGIN, add};
use crate::support::{Fixture, HOUR, Kind, mail, on_both_databases};

/// A word that stands in everything that the accounts keep of somebody.
const MARKER: &str = "zebrafinch";

/// Another: tests that run at the same time share the log of PostgreSQL.
const OTHER: &str = "goldcrest";

async fn somebody_full_of_data(fixture: &Fixture, marker: &str) -> madang_accounts::AccountId {
    let accounts = &fixture.accounts;
    let address = format!("{marker}@example.org");
    let account = fixture.somebody(&address).await;
    let device = format!("{marker} phone");
    let begun = accounts.begin_session(account, Proof::Link, &device, None);
    begun.await.unwrap();
    let mut passkey = Device::new(ORIGIN, 1);
    passkey.id = marker.as_bytes().to_vec();
    assert!(add(fixture, account, &mut passkey).await);
    accounts
        .set_password(account, "seven brown hens cross")
        .await
        .unwrap();
    accounts
        .pseudonym(account, &Scope::Programme(marker.to_owned()))
        .await
        .unwrap();
    let identity = Identity {
        issuer: format!("https://{marker}.example.org"),
        subject: format!("{marker} at a provider"),
        address: None,
    };
    let added = accounts.add_identity(account, &identity).await.unwrap();
    assert_eq!(added, AddedIdentity::Added);
    let fields = format!("reason={marker}");
    accounts.save_form(account, "/a", &fields).await.unwrap();
    accounts.count(Limit::Mail, &[&address]).await.unwrap();
    let followed = format!("voice:{marker}/1");
    assert!(accounts.follow(account, &followed, 3).await.unwrap());
    for (to, account) in [(&address, Some(account)), (&address, None)] {
        let queued = Mail {
            account,
            to: mail(to),
            subject: marker.to_owned(),
            plain: format!("Dear {marker}"),
            html: Some(format!("<p>{marker}</p>")),
            until: accounts.now() + HOUR,
            digest: None,
        };
        accounts.queue_mail(&queued).await.unwrap();
    }
    let draft = Draft {
        path: format!("/{marker}"),
        body: format!("text={marker}"),
    };
    let kept = accounts.keep_draft(&draft, Some(account), None);
    kept.await.unwrap();
    for (purpose, account) in [(Purpose::SignIn, Some(account)), (Purpose::Register, None)] {
        let address = mail(&address);
        let link = Link {
            purpose,
            address,
            account,
        };
        accounts.make_link(&link).await.unwrap();
    }
    account
}

async fn everything_is_taken_along(fixture: Fixture) {
    let account = somebody_full_of_data(&fixture, OTHER).await;
    let taken = fixture.accounts.take(account).await.unwrap().expect("hers");
    assert!(taken.password);
    assert_eq!((taken.language.as_str(), taken.mail_waiting), ("ko", 1));
    assert_eq!(taken.contacts[0].address, format!("{OTHER}@example.org"));
    assert_eq!(taken.sessions[0].device, format!("{OTHER} phone"));
    assert_eq!(taken.passkeys[0].device, "Firefox, Linux");
    let subject = format!("{OTHER} at a provider");
    assert_eq!(taken.identities[0].subject, subject);
    assert_eq!(taken.pseudonyms[0].scope, format!("programme:{OTHER}"));
    assert_eq!(taken.saved[0].fields, format!("reason={OTHER}"));
    assert_eq!(taken.followed[0].subject, format!("voice:{OTHER}/1"));
    assert_eq!(taken.told, Some("daily"));
    let json = serde_json::to_string(&taken).unwrap();
    assert!(!json.contains("argon2"), "{json}");
}

async fn who_erases_themselves_is_nowhere(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let other = fixture.somebody("lee@example.org").await;
    let account = somebody_full_of_data(&fixture, MARKER).await;
    let before = found(&fixture).await;
    assert!(before > 0, "the marker stands somewhere while she is there");
    let remains = accounts.erase(account).await.unwrap();
    assert_eq!(remains, []);
    assert_eq!(accounts.take(account).await.unwrap(), None);
    assert_eq!(accounts.sessions(account).await.unwrap(), []);
    let address = mail(&format!("{MARKER}@example.org"));
    assert_eq!(accounts.account_of(&address).await.unwrap(), None);
    assert_eq!(accounts.mail_waiting().await.unwrap().count, 0);
    // Other tests write to the same PostgreSQL meanwhile, whose log they take on to its next file: what it says then is cleared again.
    for _ in 0..5 {
        if found(&fixture).await > 0 {
            accounts.clear_traces().await.unwrap();
        }
    }
    assert_eq!(found(&fixture).await, 0);
    assert!(accounts.take(other).await.unwrap().is_some(), "others stay");
    let anew = fixture.somebody(&format!("{MARKER}@example.org")).await;
    assert_ne!(anew, account);
}

/// In how many files of the database the marker stands.
async fn found(fixture: &Fixture) -> usize {
    files_with(fixture, MARKER).await
}

/// In how many files of the database something stands.
pub async fn files_with(fixture: &Fixture, marker: &str) -> usize {
    match fixture.kind {
        Kind::Sqlite => in_files(fixture.folder.path(), marker),
        Kind::Postgres => {
            let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&fixture.url)
                .await
                .unwrap();
            sqlx::query("CHECKPOINT")
                .execute(&mut connection)
                .await
                .unwrap();
            let text = "SELECT setting || '/base/' || (SELECT oid FROM pg_database WHERE datname = current_database()) \
                        FROM pg_settings WHERE name = 'data_directory'";
            let folder: String = sqlx::query_scalar(text)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            let folder = Path::new(&folder);
            let log = folder.join("../../pg_wal");
            in_files(folder, marker) + in_files(&log, marker)
        }
    }
}

fn in_files(folder: &Path, marker: &str) -> usize {
    let holds = |path: &Path| {
        std::fs::read(path).is_ok_and(|bytes| {
            let mut windows = bytes.windows(marker.len());
            windows.any(|window| window == marker.as_bytes())
        })
    };
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries.filter(|entry| holds(&entry.path())).count()
}

on_both_databases!(everything_is_taken_along, who_erases_themselves_is_nowhere,);
