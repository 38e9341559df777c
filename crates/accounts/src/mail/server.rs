//! An SMTP server, and one message to it.

use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use madang_words::{Said, quoted};
use thiserror::Error;

use crate::mail::queue::Mail;
use crate::words::said;

/// How long the server is waited for, at each step.
const PATIENCE: Duration = Duration::from_secs(30);

/// An SMTP server that mail is given to, and in whose name.
#[derive(Clone)]
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where it is, without a password.
    place: String,
}

/// Why a server cannot be used as it was named. [`ServerError::said`] tells it in the reader's language, `to_string` in English.
#[derive(Debug, Error)]
#[non_exhaustive]
#[error("{}", self.said())]
pub enum ServerError {
    /// Its address, here without user and password.
    Address(String),
    /// Who writes.
    From(String),
    /// A password that would cross the network in the clear.
    Clear,
}

impl ServerError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            ServerError::Address(place) => said!("accounts-mail-address", place = quoted(place)),
            ServerError::From(sender) => said!("accounts-mail-from", sender = quoted(sender)),
            ServerError::Clear => said!("accounts-mail-clear"),
        }
    }
}

/// Why a mail did not go out. [`Trouble::said`] tells it in the reader's language, `to_string` in English; what the server said stays
/// as it is.
#[derive(Debug, Error)]
#[non_exhaustive]
#[error("{}", self.said())]
pub enum Trouble {
    /// The server will never take it, or it is no message: another attempt changes nothing.
    Refused(String),
    /// The server does not take this mail now.
    Later(String),
    /// The server cannot be reached, or takes nothing.
    Server {
        /// Which.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

impl Trouble {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            Trouble::Refused(problem) => said!("accounts-mail-refused", problem = problem),
            Trouble::Later(problem) => said!("accounts-mail-later", problem = problem),
            Trouble::Server { place, reason } => {
                said!("accounts-mail-server", place = place, problem = reason)
            }
        }
    }
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// The address without user and password.
fn place(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{rest}")
}

impl MailServer {
    /// A server: `smtps://user:password@host:465` for TLS from the beginning, `smtp://user:password@host:587?tls=required` for
    /// STARTTLS, `smtp://localhost:25` for one without either. `from` is who writes, as a mail header says it.
    ///
    /// # Errors
    /// An address or a sender that cannot be used; a password without TLS to another machine.
    pub fn new(url: &str, from: &str) -> Result<MailServer, ServerError> {
        let place = place(url);
        let safe = url.starts_with("smtps://") || url.contains("tls=required");
        let host = place.trim_start_matches("smtp://");
        let near = ["localhost", "127.0.0.1", "[::1]"]
            .iter()
            .any(|name| host.starts_with(name));
        if url.contains('@') && !safe && !near {
            return Err(ServerError::Clear);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| ServerError::Address(place.clone()))?
            .timeout(Some(PATIENCE))
            .build();
        let from: Mailbox = from
            .parse()
            .map_err(|_| ServerError::From(from.to_owned()))?;
        Ok(MailServer {
            transport,
            from,
            place,
        })
    }

    /// The domain in whose name it writes.
    pub(crate) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Gives a mail to the server.
    ///
    /// # Errors
    /// Whether the mail was refused for good, for now, or the server is in trouble.
    pub async fn send(&self, mail: &Mail, message_id: Option<String>) -> Result<(), Trouble> {
        let message = self
            .message(mail, message_id)
            .map_err(|error| Trouble::Refused(error.to_string()))?;
        let Err(error) = self.transport.send(message).await else {
            return Ok(());
        };
        let reason = in_words(&error);
        Err(if error.is_permanent() && refuses_the_mail(&reason) {
            Trouble::Refused(reason)
        } else if error.is_transient() && !reason.contains("421") {
            Trouble::Later(reason)
        } else {
            Trouble::Server {
                place: self.place.clone(),
                reason,
            }
        })
    }

    fn message(
        &self,
        mail: &Mail,
        message_id: Option<String>,
    ) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let automatic = raw("Auto-Submitted", "auto-generated".to_owned());
        let builder = Message::builder()
            .from(self.from.clone())
            .to(mail.to.mailbox()?)
            .subject(mail.subject.replace(['\r', '\n'], " "))
            .message_id(message_id)
            .raw_header(automatic);
        let builder = match &mail.digest {
            Some(digest) => builder
                .raw_header(raw("List-Unsubscribe", format!("<{}>", digest.unsubscribe)))
                .raw_header(raw("List-Unsubscribe-Post", ONE_CLICK.to_owned())),
            None => builder,
        };
        Ok(match &mail.html {
            Some(html) => builder.multipart(MultiPart::alternative_plain_html(
                mail.plain.clone(),
                html.clone(),
            ))?,
            None => builder.singlepart(SinglePart::plain(mail.plain.clone()))?,
        })
    }
}

/// What a mail program sends to the address of a `List-Unsubscribe` (RFC 8058, 3.1).
pub const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// A refusal of who we are (530, 535) says nothing about the mail: it waits until that is put right.
fn refuses_the_mail(reason: &str) -> bool {
    !["530", "534", "535", "538"]
        .iter()
        .any(|code| reason.contains(code))
}

/// An error with its causes, which name no address but the server's own words.
fn in_words(error: &lettre::transport::smtp::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let next_words = next.to_string();
        if !words.contains(&next_words) {
            words = format!("{words}: {next_words}");
        }
        cause = next.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_cross_the_network_in_the_clear() {
        let from = "Madang <madang@example.go.kr>";
        let new = |url: &str| MailServer::new(url, from).map(drop);
        assert!(matches!(
            new("smtp://user:secret@mail.example.go.kr:25"),
            Err(ServerError::Clear)
        ));
        for good in [
            "smtps://user:secret@mail.example.go.kr",
            "smtp://user:secret@mail.example.go.kr:587?tls=required",
            "smtp://user:secret@localhost:2525",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(new(good).is_ok(), "{good}");
        }
        assert!(matches!(new("http://x"), Err(ServerError::Address(_))));
        let server = MailServer::new("smtps://user:secret@mail.example.go.kr", from);
        assert!(!format!("{server:?}").contains("secret"));
        assert!(matches!(
            MailServer::new("smtp://localhost", "nobody"),
            Err(ServerError::From(_))
        ));
    }
}
