//! For whom passkeys are: the address that a browser shows.

use std::sync::Arc;

use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

/// The party that people show themselves to: the portal under its public address. Clones are handles of the same.
#[derive(Clone, Debug)]
pub struct RelyingParty {
    pub(crate) webauthn: Arc<Webauthn>,
    origin: String,
}

impl RelyingParty {
    /// The party at a public address, `https://madang.example.kr`. `None` where browsers have no passkeys: without TLS anywhere
    /// but on this machine, and at a number instead of a name. This machine is called `localhost` then, since browsers take
    /// passkeys under that name alone.
    pub fn at(address: &str) -> Option<RelyingParty> {
        let mut url = Url::parse(address).ok()?;
        let own = match url.host()? {
            url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            url::Host::Ipv4(address) => address.is_loopback(),
            url::Host::Ipv6(address) => address.is_loopback(),
        };
        if own && url.domain().is_none() {
            url.set_host(Some("localhost")).ok()?;
        }
        let safe = url.scheme() == "https" || own;
        let name = url.domain().filter(|_| safe)?.to_owned();
        let origin = url.origin().ascii_serialization();
        let webauthn = WebauthnBuilder::new(&name, &url).ok()?.build().ok()?;
        Some(RelyingParty {
            webauthn: Arc::new(webauthn),
            origin,
        })
    }

    /// Where its passkeys work: scheme, name, and port where it is not the usual one.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_take_passkeys_over_tls_and_on_this_machine() {
        let origin = |address| RelyingParty::at(address).map(|party| party.origin);
        for (address, expected) in [
            ("https://madang.example.kr", "https://madang.example.kr"),
            (
                "https://madang.example.kr:8443/",
                "https://madang.example.kr:8443",
            ),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:8080", "http://localhost:8080"),
            ("http://[::1]:8080", "http://localhost:8080"),
        ] {
            assert_eq!(origin(address).as_deref(), Some(expected), "{address}");
        }
        for address in [
            "http://madang.example.kr",
            "https://192.0.2.1",
            "madang",
            "",
        ] {
            assert_eq!(origin(address), None, "{address}");
        }
    }
}
