//! `madang admin`: who administers the portal, named and ended at the console.

use anyhow::Result;
use madang_accounts::{Accounts, Link, MailAddress, Purpose, Scope};
use madang_programme::people::{Granted, RoleEnded, RoleGranted};
use madang_programme::{Actor, Command, Role};
use madang_store::Store;

use super::acting::{ActorArguments, act};
use super::mail::{self, MailArguments};
use crate::addresses;
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::words;

/// Name who administers the portal
#[derive(Debug, clap::Args)]
pub struct AdminCommand {
    #[command(subcommand)]
    action: AdminAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    mail: MailArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

/// Where a portal is of which nobody says more: as `serve` has it without options.
const HERE: &str = "http://localhost:8080";

#[derive(Debug, clap::Subcommand)]
enum AdminAction {
    /// Make the account of a mail address an administrator, and print a link with which they sign in
    ///
    /// The role is granted on the record to a random name; the address stays among the accounts, off the record. Asked again, it
    /// prints another link. Everybody else is granted their roles by an administrator.
    Invite {
        /// The mail address
        #[arg(value_name = "ADDRESS", value_parser = mail::address)]
        address: MailAddress,
        /// Public address of the portal, which the link begins with
        #[arg(
            long,
            value_name = "URL",
            env = "MADANG_BASE_URL",
            default_value = HERE,
            value_parser = addresses::public_address
        )]
        base_url: String,
    },
    /// End every role of the account of a mail address
    ///
    /// What they did with it stays theirs on the record. An account without a role can be erased by whoever it belongs to.
    End {
        /// The mail address
        #[arg(value_name = "ADDRESS", value_parser = mail::address)]
        address: MailAddress,
    },
}

impl AdminCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let operator = Actor::new(Role::Operator, &self.actor.post("console"))?;
        let directory = DataDirectory::create(data)?;
        let store = directory.store(data, Accepted::default()).await?;
        let accounts = directory.accounts().await?;
        match self.action {
            AdminAction::Invite { address, base_url } => {
                if self.mail.server()?.is_none() {
                    note!("madang: {}", t!("admin-no-mail"));
                }
                invite(&store, &accounts, operator, address, &base_url).await?;
            }
            AdminAction::End { address } => end(&store, &accounts, operator, &address).await?,
        }
        accounts.close().await;
        store.close().await;
        Ok(())
    }
}

async fn invite(
    store: &Store,
    accounts: &Accounts,
    operator: Actor,
    address: MailAddress,
    base_url: &str,
) -> Result<()> {
    let language = words::language().tag();
    let account = accounts.invite(&address, language).await?;
    let name = accounts.pseudonym(account, &Scope::Roles).await?;
    let holder = format!("account-{name}");
    let administers = store.with_state(|state| {
        let mut held = state.roles_of(&holder).into_iter();
        held.any(|grant| grant.role == Granted::Administrator && grant.programme.is_none())
    });
    if administers.await? {
        say!("madang: {}", t!("admin-already"));
    } else {
        let granted = Command::plain(RoleGranted {
            holder: holder.clone(),
            role: Granted::Administrator,
            programme: None,
            institution: None,
        });
        let done = t!("admin-granted", holder = holder);
        act(store, operator, vec![granted], &done).await?;
    }
    let link = Link {
        purpose: Purpose::SignIn,
        address,
        account: Some(account),
    };
    let token = accounts.make_link(&link).await?.text();
    let link = format!("{base_url}/{language}/account/link?token={token}");
    say!("madang: {}", t!("admin-link", link = link));
    if base_url == HERE {
        say!("madang: {}", t!("admin-base", base = base_url));
    }
    Ok(())
}

async fn end(
    store: &Store,
    accounts: &Accounts,
    operator: Actor,
    address: &MailAddress,
) -> Result<()> {
    let Some(account) = accounts.account_of(address).await? else {
        refuse!("admin-no-account", address = address.as_str());
    };
    let name = accounts.pseudonym(account, &Scope::Roles).await?;
    let holder = format!("account-{name}");
    let held = store.with_state(|state| {
        let held = state.roles_of(&holder).into_iter();
        held.map(|grant| grant.entry).collect::<Vec<u64>>()
    });
    let ends: Vec<Command> = held
        .await?
        .into_iter()
        .map(|granted| {
            let holder = holder.clone();
            Command::plain(RoleEnded { holder, granted })
        })
        .collect();
    if ends.is_empty() {
        say!("madang: {}", t!("admin-none"));
        return Ok(());
    }
    let done = t!("admin-ended", holder = holder);
    act(store, operator, ends, &done).await
}
