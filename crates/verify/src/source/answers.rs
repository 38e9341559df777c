//! What servers and connections have to say instead of a file.

use std::io;

use madang_words::{Said, system_said};

use crate::said::said;

/// A server that answered with a status that is no file.
pub(super) fn answered(status: u16) -> Said {
    said("verify-source-answered").text("status", status)
}

/// What became of a connection: as the system says it, or the client.
pub(super) fn connection_said(error: &io::Error) -> Said {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(ureq::Error::Io(inner)) => connection_said(inner),
        Some(ureq::Error::Timeout(which)) => said("verify-source-timeout").text("which", which),
        Some(ureq::Error::HostNotFound) => said("verify-source-no-host"),
        Some(ureq::Error::ConnectionFailed) => said("verify-source-no-connection"),
        Some(ureq::Error::BadUri(uri)) => said("verify-source-address").text("uri", uri),
        Some(_) | None => system_said(error),
    }
}
