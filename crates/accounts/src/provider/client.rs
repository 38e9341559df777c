//! Asking a provider: of the hosts that the operator named alone, without following it elsewhere, and for as long and as much as is
//! of use.

use std::io::Read as _;
use std::time::Duration;

use thiserror::Error;
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::{Host, Origin, Url};

use super::near::Screened;

/// How long an answer may take, from the first byte of the question to the last of the answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// The longest answer, in bytes, after it was unpacked. Documents and keys of the large providers have some 10,000.
const MOST: u64 = 256 << 10;

/// Asks a provider.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    allowed: Vec<Origin>,
    own_machine: bool,
}

/// Why nothing came back that is of use. Operators read it; it holds nothing of persons.
#[derive(Debug, Error)]
pub(super) enum Trouble {
    /// It leads to where the operator did not say that it may.
    #[error("{0} is none of the hosts that were named for it")]
    Elsewhere(String),
    /// It answers that something stands elsewhere.
    #[error("it leads to another address, which is not followed")]
    Redirects,
    /// It answers without an end, or with more than there can be.
    #[error("it answers with more than {most} bytes", most = MOST)]
    Long,
    /// It does not answer.
    #[error("{0}")]
    Silent(#[from] ureq::Error),
    /// Its answer broke off.
    #[error("its answer broke off: {0}")]
    Broken(#[from] std::io::Error),
}

/// Whether a host is this machine by its name.
pub(super) fn is_own_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl Client {
    /// One that asks the origin of an issuer, and the others that were named with it.
    pub(super) fn new(issuer: &Url, others: &[Url]) -> Client {
        let own_machine = is_own_machine(issuer);
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            // What stands between would resolve names instead of us.
            .proxy(None)
            .max_idle_connections(0)
            .user_agent(concat!("madang/", env!("CARGO_PKG_VERSION")))
            .build();
        let inner = DefaultResolver::default();
        let screened = Screened { own_machine, inner };
        let allowed = std::iter::once(issuer).chain(others).map(Url::origin);
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), screened),
            allowed: allowed.collect(),
            own_machine,
        }
    }

    /// Whether an address may be asked, or somebody's browser led there: over TLS, or on this machine where the provider is.
    pub(super) fn allow(&self, url: &Url) -> Result<(), Trouble> {
        let safe = url.scheme() == "https" || (url.scheme() == "http" && self.own_machine);
        let plain = url.username().is_empty() && url.password().is_none();
        match safe && plain && self.allowed.contains(&url.origin()) {
            true => Ok(()),
            false => Err(Trouble::Elsewhere(url.origin().ascii_serialization())),
        }
    }

    /// Asks. Waits: not to be called where others wait for it.
    pub(super) fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Trouble> {
        let asked = request.uri().to_string();
        match Url::parse(&asked) {
            Ok(url) => self.allow(&url)?,
            Err(_) => return Err(Trouble::Elsewhere(asked)),
        }
        let response = match request.body().is_empty() {
            true => self.agent.run(request.map(drop))?,
            false => self.agent.run(request)?,
        };
        if response.status().is_redirection() {
            return Err(Trouble::Redirects);
        }
        let (parts, body) = response.into_parts();
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(MOST + 1);
        reader.read_to_end(&mut bytes)?;
        match bytes.len() as u64 > MOST {
            true => Err(Trouble::Long),
            false => Ok(Response::from_parts(parts, bytes)),
        }
    }
}
