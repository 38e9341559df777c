//! What is mailed, in the reader's language.

use madang_accounts::mail::Mail;
use madang_accounts::{AccountId, Accounts, AccountsError, LINK_LASTS, MailAddress, Token};
use madang_words::Language;
use maud::{DOCTYPE, html};

use crate::accounts::links;
use crate::frame::language::by_tag;
use crate::frame::ui::Ui;
use crate::frame::words::message;

/// How long a notice waits for a mail server that is down, in milliseconds.
const NOTICE_LASTS: u64 = 3 * 24 * 3_600_000;

/// A letter for mail programs that show HTML: the same words, with its link to press.
fn as_html(lang: Language, subject: &str, plain: &str, link: &str) -> String {
    let line = |line: &str| match line.split_once(link) {
        Some((before, after)) if !link.is_empty() => {
            html! { (before) a href=(link) { (link) } (after) }
        }
        _ => html! { (line) },
    };
    let letter = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head { meta charset="utf-8"; title { (subject) } }
            body {
                @for part in plain.split("\n\n") {
                    p {
                        @for (number, said) in part.lines().enumerate() {
                            @if number > 0 { br; }
                            (line(said.trim()))
                        }
                    }
                }
            }
        }
    };
    letter.into_string()
}

/// What a mail with a link is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// A link to sign in with.
    SignIn,
    /// There is no account under the address.
    NoAccount,
    /// A link to make an account with.
    Register,
    /// There is an account already: a link to sign in with.
    Known,
    /// A link that adds the address to an account.
    Contact,
}

impl Letter {
    fn words(self, ui: &Ui, link: &str) -> (String, String) {
        let site = ui.site_title();
        let args = [("link", link.into()), ("site", site.as_str().into())];
        let (subject, text) = match self {
            Letter::SignIn => (
                "account-letter-sign-in-subject",
                ui.tf("account-letter-sign-in", &args),
            ),
            Letter::NoAccount => (
                "account-letter-no-account-subject",
                ui.tf("account-letter-no-account", &args),
            ),
            Letter::Register => (
                "account-letter-register-subject",
                ui.tf("account-letter-register", &args),
            ),
            Letter::Known => (
                "account-letter-known-subject",
                ui.tf("account-letter-known", &args),
            ),
            Letter::Contact => (
                "account-letter-contact-subject",
                ui.tf("account-letter-contact", &args),
            ),
        };
        (format!("{} | {site}", ui.t(subject)), text)
    }
}

/// Mails a link, or that there is none.
pub async fn send(
    ui: &Ui,
    accounts: &Accounts,
    to: MailAddress,
    account: Option<AccountId>,
    letter: Letter,
    token: &Token,
) -> Result<(), AccountsError> {
    let base = ui.site.base();
    let link = match letter {
        Letter::NoAccount => format!("{base}{}", ui.href(links::REGISTER)),
        _ => format!("{base}{}?token={}", ui.href(links::LINK), token.text()),
    };
    let (subject, plain) = letter.words(ui, &link);
    let html = as_html(ui.lang, &subject, &plain, &link);
    let mail = Mail {
        account,
        to,
        subject,
        plain: format!("{plain}\n"),
        html: Some(html),
        until: accounts.now().saturating_add(LINK_LASTS),
        digest: None,
    };
    accounts.queue_mail(&mail).await
}

/// Somebody who was granted a role.
pub struct Invited {
    /// Their address.
    pub to: MailAddress,
    /// Their account.
    pub account: AccountId,
    /// The role, in words.
    pub role: String,
}

/// Mails to somebody that they were granted a role, with a link to sign in with.
pub async fn invite(
    ui: &Ui,
    accounts: &Accounts,
    invited: Invited,
    token: &Token,
) -> Result<(), AccountsError> {
    let (base, site) = (ui.site.base(), ui.site_title());
    let link = format!("{base}{}?token={}", ui.href(links::LINK), token.text());
    let later = format!("{base}{}", ui.href(links::MAIL));
    let args = [
        ("link", link.as_str().into()),
        ("later", later.as_str().into()),
        ("role", invited.role.as_str().into()),
        ("site", site.as_str().into()),
    ];
    let subject = [ui.t("account-letter-invited-subject"), site.clone()].join(" | ");
    let plain = ui.tf("account-letter-invited", &args);
    let html = as_html(ui.lang, &subject, &plain, &link);
    let mail = Mail {
        account: Some(invited.account),
        to: invited.to,
        subject,
        plain: format!("{plain}\n"),
        html: Some(html),
        until: accounts.now().saturating_add(NOTICE_LASTS),
        digest: None,
    };
    accounts.queue_mail(&mail).await
}

/// What was changed about how somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The password.
    Password,
    /// An address was added.
    ContactAdded,
    /// An address was taken away.
    ContactRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was taken away.
    PasskeyRemoved,
    /// Who they are at a provider was added.
    IdentityAdded,
    /// It was taken away.
    IdentityRemoved,
    /// Somebody says that they lost every passkey, and waits to add another.
    Recovery,
}

/// Tells every address of an account what was changed; `also` is one that was just taken away.
pub async fn tell(
    ui: &Ui,
    accounts: &Accounts,
    account: AccountId,
    notice: Notice,
    also: Option<MailAddress>,
) -> Result<(), AccountsError> {
    let own = accounts.language(account).await?;
    let lang = own.and_then(|tag| by_tag(&tag)).unwrap_or(Language::Ko);
    let ui = Ui::new(lang, links::ACCOUNT, std::sync::Arc::clone(&ui.site));
    let site = ui.site_title();
    let link = format!("{}{}", ui.site.base(), ui.href(links::ACCOUNT));
    let said = match notice {
        Notice::Password => ui.t("account-letter-password"),
        Notice::ContactAdded => ui.t("account-letter-contact-added"),
        Notice::ContactRemoved => ui.t("account-letter-contact-removed"),
        Notice::PasskeyAdded => ui.t("account-letter-passkey-added"),
        Notice::PasskeyRemoved => ui.t("account-letter-passkey-removed"),
        Notice::IdentityAdded => ui.t("account-letter-identity-added"),
        Notice::IdentityRemoved => ui.t("account-letter-identity-removed"),
        Notice::Recovery => ui.t("account-letter-recovery"),
    };
    let more = [
        ("link", link.as_str().into()),
        ("site", site.as_str().into()),
    ];
    let more = message(lang, "account-letter-not-you", &more);
    let subject = [said.as_str(), &site].join(" | ");
    let plain = [said, more].join("\n\n");
    let html = as_html(lang, &subject, &plain, &link);
    let contacts = accounts.contacts(account).await?;
    for to in contacts
        .into_iter()
        .map(|contact| contact.address)
        .chain(also)
    {
        let mail = Mail {
            account: Some(account),
            to,
            subject: subject.clone(),
            plain: format!("{plain}\n"),
            html: Some(html.clone()),
            until: accounts.now().saturating_add(NOTICE_LASTS),
            digest: None,
        };
        accounts.queue_mail(&mail).await?;
    }
    Ok(())
}
