//! Setting a password.

use madang_accounts::{AccountsError, Limit, PASSWORD_LENGTH, PasswordFault, Proof};

use super::show;
use crate::accounts::caller::{Caller, signed};
use crate::accounts::letters::{self, Notice};
use crate::accounts::links;
use crate::accounts::own::{CURRENT, NEW};
use crate::frame::app::Answer;
use crate::frame::query::Query;

/// Sets it, or says what is wrong with it.
pub async fn set(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.fresh());
    let account = signed.session.account;
    let mut query = Query::parse(&body);
    let (current, new) = (query.exact(CURRENT), query.exact(NEW));
    let set = async {
        let accounts = &caller.accounts;
        // Whoever was mailed a link has shown as much as whoever knows the password: one that was forgotten is not asked for.
        if accounts.has_password(account).await? && signed.session.proved_by == Proof::Password {
            let contacts = accounts.contacts(account).await?;
            let address = contacts.first().map(|contact| &contact.address);
            let counted = [(Limit::SignIn, vec![signed.session.id.as_str()])];
            if !caller.within(&mut query, CURRENT, &counted).await? {
                return Ok(());
            }
            if accounts.by_password(address, &current).await? != Some(account) {
                query.refuse(CURRENT, "account-password-wrong", "", "");
                return Ok(());
            }
        }
        if let Some(fault) = accounts.password_fault(account, &new).await? {
            let (key, expected) = match fault {
                PasswordFault::Short => ("account-password-short", *PASSWORD_LENGTH.start()),
                PasswordFault::Long => ("account-password-long", *PASSWORD_LENGTH.end()),
                PasswordFault::Guessed => ("account-password-guessed", 0),
            };
            query.refuse(NEW, key, "", expected.to_string());
            return Ok(());
        }
        accounts.set_password(account, &new).await?;
        // Whoever knew the old one is signed out.
        accounts
            .sign_out_everywhere(account, Some(&signed.session))
            .await?;
        letters::tell(&caller.visit.ui, accounts, account, Notice::Password, None).await
    };
    match set.await {
        Ok(()) => {}
        Err(AccountsError::Busy) => query.refuse(NEW, "account-busy", "", ""),
        Err(error) => return Err(caller.failed(&error)),
    }
    match query.errors.is_empty() {
        true => Ok(caller.to(links::ACCOUNT)),
        false => show(&caller, signed, "", &query.errors).await,
    }
}
