//! `madang mail`: the server that mail goes out through.

use anyhow::{Context, Result};
use madang_accounts::MailAddress;
use madang_accounts::mail::{Mail, MailServer};

/// The server that mail goes out through, and in whose name.
#[derive(Debug, Clone, clap::Args)]
pub struct MailArguments {
    /// SMTP server: smtps://user:password@host for TLS, smtp://user:password@host?tls=required for STARTTLS, smtp://localhost
    /// for one on this machine
    #[arg(
        long,
        value_name = "URL",
        env = "MADANG_MAIL_SERVER",
        hide_env_values = true,
        global = true,
        help_heading = "Mail"
    )]
    mail_server: Option<String>,
    /// Who writes: `Madang <madang@example.go.kr>`
    #[arg(
        long,
        value_name = "SENDER",
        env = "MADANG_MAIL_FROM",
        global = true,
        help_heading = "Mail"
    )]
    mail_from: Option<String>,
}

impl MailArguments {
    /// The server; `None` where none is named.
    ///
    /// # Errors
    /// An address that cannot be used, a sender that is missing or none.
    pub fn server(&self) -> Result<Option<MailServer>> {
        let Some(url) = &self.mail_server else {
            return Ok(None);
        };
        let from = self.mail_from.as_ref();
        let from = from.with_context(|| t!("mail-no-sender"))?;
        Ok(Some(MailServer::new(url, from)?))
    }
}

/// Try the server that mail goes out through
#[derive(Debug, clap::Args)]
pub struct MailCommand {
    #[command(subcommand)]
    action: MailAction,
    #[command(flatten)]
    mail: MailArguments,
}

#[derive(Debug, clap::Subcommand)]
enum MailAction {
    /// Send a mail to an address at once, and say what the server answers
    Test {
        /// To whom
        #[arg(value_name = "ADDRESS", value_parser = address)]
        address: MailAddress,
    },
}

/// Reads a mail address of a call.
///
/// # Errors
/// What is none.
pub fn address(text: &str) -> Result<MailAddress, String> {
    MailAddress::parse(text).ok_or_else(|| t!("mail-no-address"))
}

impl MailCommand {
    pub async fn run(self) -> Result<()> {
        let MailAction::Test { address } = self.action;
        let server = self.mail.server()?;
        let server = server.with_context(|| t!("mail-no-server"))?;
        let mail = Mail {
            account: None,
            to: address,
            subject: t!("mail-test-subject"),
            plain: format!("{}\n", t!("mail-test-text")),
            html: None,
            until: u64::MAX,
            digest: None,
        };
        server.send(&mail, None).await?;
        let to = mail.to.to_string();
        say!("madang: {}", t!("mail-test-taken", to = to));
        Ok(())
    }
}
