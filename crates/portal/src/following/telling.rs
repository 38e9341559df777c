//! Who tells people: looks at what was recorded since, and makes the mail of it.

use std::sync::Arc;
use std::time::Duration;

use madang_accounts::mail::{Digest as AsDigest, Fresh, Mail};
use madang_accounts::{AccountId, Accounts, AccountsError, Due, MailAddress, Scope, Told, WorkDue};
use madang_programme::consultations::{ConsultationChanged, RegistrationCancelled};
use madang_programme::people::Grant;
use madang_programme::{Fact, State};
use madang_record::time::parse_at;
use madang_store::{Store, StoreError};
use madang_words::Language;

use crate::consultations::links as consultations;
use crate::following::digest::{self, hides, is_open};
use crate::following::links;
use crate::following::mail::Letter;
use crate::following::{mail, notices, reminding, work};
use crate::frame::language::by_tag;
use crate::frame::options::PortalOptions;
use crate::frame::ui::{Site, Ui};
use crate::model::{EntryFilter, EntryRange, EntrySummary};

/// How often the record is looked at.
const LOOK: Duration = Duration::from_secs(5);

/// Looks are this many times rarer while one of the databases is in trouble.
const RARELY: u32 = 12;

/// How long a digest waits for a mail server that is down, in milliseconds.
const LASTS: u64 = 7 * 24 * 3_600_000;

/// Entries that are looked through at once.
const PAGE: u64 = 1000;

/// What the place on the record is kept as up to which it was looked through.
const WATCHED: &str = "notices";

/// The same of the time up to which people were reminded of what begins.
const REMINDED: &str = "reminders";

/// How often it is looked whom to remind, in milliseconds.
const REMIND: u64 = 60_000;

/// Who tells people of what was recorded.
#[derive(Clone)]
pub struct Telling {
    store: Store,
    accounts: Accounts,
    site: Arc<Site>,
}

impl std::fmt::Debug for Telling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Telling")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// Why nobody could be told.
#[derive(Debug)]
enum Untold {
    Store(StoreError),
    Accounts(AccountsError),
}

impl std::fmt::Display for Untold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Untold::Store(error) => error.fmt(f),
            Untold::Accounts(error) => error.fmt(f),
        }
    }
}

impl From<StoreError> for Untold {
    fn from(error: StoreError) -> Untold {
        Untold::Store(error)
    }
}

impl From<AccountsError> for Untold {
    fn from(error: AccountsError) -> Untold {
        Untold::Accounts(error)
    }
}

impl Telling {
    /// Of a portal with accounts; `None` where it has none.
    pub fn new(options: &PortalOptions) -> Option<Telling> {
        let base_url = options.base_url.as_deref();
        Some(Telling {
            store: options.store.clone(),
            accounts: options.accounts.clone()?,
            site: Arc::new(Site {
                base_url: base_url.map(|url| url.trim_end_matches('/').to_owned()),
                ..Site::default()
            }),
        })
    }

    /// Tells people for as long as the program runs. To be started once a process; of several processes each thing is told by
    /// one.
    pub async fn keep(self) {
        loop {
            let well = self.once().await;
            tokio::time::sleep(if well { LOOK } else { LOOK * RARELY }).await;
        }
    }

    /// Tells what there is to tell now. Gives whether that went well; why it did not is in the log.
    pub async fn once(&self) -> bool {
        for done in [
            self.look_through().await,
            self.remind().await,
            self.send_digests().await,
            self.send_work().await,
        ] {
            if let Err(error) = done {
                tracing::warn!(%error, "people are not told of what happened for now");
                return false;
            }
        }
        true
    }

    /// What the sender of mail asks before it sends what quotes entries: whether all of that may still be read.
    pub fn fresh(&self) -> Fresh {
        let store = self.store.clone();
        Arc::new(move |quotes| {
            let store = store.clone();
            Box::pin(async move {
                let open =
                    store.with_state(|state| quotes.iter().all(|entry| is_open(state, *entry)));
                open.await.unwrap_or(false)
            })
        })
    }

    /// What is told at once, and mail that quotes what was hidden or erased since.
    async fn look_through(&self) -> Result<(), Untold> {
        let size = self.store.size().await?;
        let from = self.accounts.watched(WATCHED, size).await?;
        if from >= size {
            return Ok(());
        }
        let range = EntryRange::From(from);
        let page = self
            .store
            .filtered_entries(range, PAGE, &EntryFilter::default())
            .await?;
        let full = page.items.len() as u64 == PAGE;
        let last = page.items.last().map(|entry| entry.index + 1);
        let to = last.filter(|_| full).unwrap_or(size).min(size);
        let entries: Vec<_> = page
            .items
            .into_iter()
            .filter(|entry| entry.index < to)
            .collect();
        self.take_back(&entries).await?;
        self.promote(&entries).await;
        let mut mails = Vec::new();
        for entry in entries.iter().filter(|entry| notices::concerns(entry)) {
            for notice in notices::of(&self.store, entry).await? {
                for (scope, name) in &notice.whose {
                    if let Some(account) = self.accounts.account_behind(scope, name).await? {
                        let written = notices::write(&self.site, &self.accounts, account, &notice);
                        mails.extend(written.await?);
                    }
                }
            }
        }
        self.accounts.watched_on(WATCHED, from, to, &mails).await?;
        Ok(())
    }

    /// Reminds those who have a place of what begins in a day.
    async fn remind(&self) -> Result<(), Untold> {
        let now = parse_at(&self.store.now()).unwrap_or(0);
        let from = self.accounts.watched(REMINDED, now).await?;
        if now < from.saturating_add(REMIND) {
            return Ok(());
        }
        let mut mails = Vec::new();
        for reminder in reminding::due(&self.store, (from, now)).await? {
            for (scope, name) in reminder.whose() {
                if let Some(account) = self.accounts.account_behind(&scope, name).await? {
                    let mail = reminder.write(&self.site, &self.accounts, account);
                    mails.extend(mail.await?);
                }
            }
        }
        self.accounts
            .watched_on(REMINDED, from, now, &mails)
            .await?;
        Ok(())
    }

    /// Gives the places that these entries may have made free to who waits for one. Who took a place back was answered already where
    /// that went well; after a fault it is done here.
    async fn promote(&self, entries: &[EntrySummary]) {
        let frees = |entry: &&EntrySummary| {
            [RegistrationCancelled::KIND, ConsultationChanged::KIND].contains(&entry.kind.as_str())
        };
        for entry in entries.iter().filter(frees) {
            if let Some((programme, id)) = consultations::of_subject(&entry.subject)
                && let Err(error) = self.store.promote_waiting(programme, id).await
            {
                tracing::warn!(%error, "who waits for a place was not promoted");
            }
        }
    }

    /// Takes back the mail that quotes what these entries hide or erase. What is erased goes from the accounts' files as well:
    /// mail that went out stood there too.
    async fn take_back(&self, entries: &[EntrySummary]) -> Result<(), Untold> {
        let (mut gone, mut erases) = (Vec::new(), false);
        for entry in entries
            .iter()
            .filter(|entry| entry.kind.starts_with("content."))
        {
            let detail = self.store.entry(entry.index).await?;
            let about = detail.and_then(|detail| hides(&detail.bytes));
            gone.extend(about.map(|(entry, _)| entry));
            erases |= about.is_some_and(|(_, erases)| erases);
        }
        if gone.is_empty() {
            return Ok(());
        }
        self.accounts.take_back_quoting(&gone).await?;
        if erases {
            for remains in self.accounts.clear_traces().await? {
                tracing::warn!(target: "security", ?remains, "traces of mail that quoted an erased content are left");
            }
        }
        Ok(())
    }

    async fn send_digests(&self) -> Result<(), Untold> {
        for due in self.accounts.digests_due().await? {
            let size = self.store.size().await?;
            let mail = self.digest(&due, size).await?;
            self.accounts.digest_done(&due, mail.as_ref(), size).await?;
        }
        Ok(())
    }

    /// The mail to somebody who is to be told; `None` where there is nothing to tell, or nowhere.
    async fn digest(&self, due: &Due, size: u64) -> Result<Option<Mail>, Untold> {
        let Some((to, ui)) = self.reader(due.account).await? else {
            return Ok(None);
        };
        let digest = digest::read(&ui, &self.store, due, size).await?;
        if digest.groups.is_empty() {
            return Ok(None);
        }
        let token = self.token(due.account, Told::Followed).await?;
        let letter = mail::write(&ui, &digest, &token);
        let about = AsDigest {
            unsubscribe: self.way_out(&ui, &token),
            quotes: digest.quotes,
            from: due.told,
        };
        Ok(Some(self.mail(due.account, to, letter, (LASTS, about))))
    }

    /// Where somebody gets mail, and how it is written to them; `None` where they have no address.
    async fn reader(&self, account: AccountId) -> Result<Option<(MailAddress, Ui)>, Untold> {
        let contacts = self.accounts.contacts(account).await?;
        let Some(contact) = contacts.into_iter().next() else {
            return Ok(None);
        };
        let tag = self.accounts.language(account).await?;
        let lang = tag.and_then(|tag| by_tag(&tag)).unwrap_or(Language::Ko);
        let ui = Ui::new(lang, links::FOLLOWING, Arc::clone(&self.site));
        Ok(Some((contact.address, ui)))
    }

    async fn token(&self, account: AccountId, told: Told) -> Result<String, AccountsError> {
        self.accounts.unsubscribe_token(account, told).await
    }

    /// The address with which a mail program stops mail of a kind (RFC 8058).
    fn way_out(&self, ui: &Ui, token: &str) -> String {
        let path = ui.href(&links::unsubscribe(token));
        format!("{}{path}", self.site.base())
    }

    fn mail(
        &self,
        account: AccountId,
        to: MailAddress,
        letter: Letter,
        (lasts, digest): (u64, AsDigest),
    ) -> Mail {
        Mail {
            account: Some(account),
            to,
            subject: letter.subject,
            plain: letter.plain,
            html: Some(letter.html),
            until: self.accounts.now().saturating_add(lasts),
            digest: Some(digest),
        }
    }

    async fn send_work(&self) -> Result<(), Untold> {
        for due in self.accounts.work_mail_due().await? {
            let mail = self.work(&due).await?;
            self.accounts.work_mail_done(&due, mail.as_ref()).await?;
        }
        Ok(())
    }

    /// The mail of the work that is due for somebody; `None` where that is nothing, or where they hold no role any more.
    async fn work(&self, due: &WorkDue) -> Result<Option<Mail>, Untold> {
        let name = self.accounts.known_pseudonym(due.account, &Scope::Roles);
        let (Some(name), Some((to, ui))) = (name.await?, self.reader(due.account).await?) else {
            return Ok(None);
        };
        let holder = format!("account-{name}");
        let roles = |state: &State| state.roles_of(&holder).into_iter().cloned().collect();
        let roles: Vec<Grant> = self.store.with_state(roles).await?;
        let Some(found) = work::read(&ui, &self.store, (&holder, &roles)).await? else {
            return Ok(None);
        };
        let token = self.token(due.account, Told::Work).await?;
        let letter = work::write(&ui, &found, &token);
        // It quotes nothing, and says nothing of what happened: it never has to be taken back.
        let about = AsDigest {
            unsubscribe: self.way_out(&ui, &token),
            quotes: Vec::new(),
            from: self.store.size().await?,
        };
        Ok(Some(self.mail(
            due.account,
            to,
            letter,
            (due.lasts(), about),
        )))
    }
}
