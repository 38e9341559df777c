//! A provider as its operator names it.

use madang_words::{Said, quoted};
use thiserror::Error;
use url::Url;

use super::client::is_own_machine;
use crate::words::said;

/// An OpenID Connect provider by which people sign in: a national or a corporate identity.
#[derive(Clone)]
pub struct ProviderSettings {
    /// The issuer, exactly as the provider names itself: `https://id.example.go.kr`.
    pub issuer: String,
    /// By what the provider knows the portal.
    pub client: String,
    /// By what the portal shows the provider that it is it.
    pub secret: String,
    /// Other hosts where the provider has some of its addresses: `oauth2.example.com`, `keys.example.com:8443`.
    pub hosts: Vec<String>,
    /// What people call it, in Korean.
    pub korean: String,
    /// What people call it, in English.
    pub english: String,
}

/// Why a provider cannot be used as it was named. [`ProviderError::said`] tells it in the reader's language, `to_string` in English.
#[derive(Debug, Error)]
#[non_exhaustive]
#[error("{}", self.said())]
pub enum ProviderError {
    /// The issuer's address.
    Issuer(String),
    /// A host.
    Host(String),
    /// Something that is missing.
    Empty(ProviderPart),
}

/// What a provider cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderPart {
    /// By what the provider knows the portal.
    Client,
    /// By what the portal shows that it is it.
    Secret,
    /// What people call it, in Korean.
    Korean,
    /// The same in English.
    English,
}

impl ProviderError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            ProviderError::Issuer(issuer) => {
                said!("accounts-provider-issuer", issuer = quoted(issuer))
            }
            ProviderError::Host(host) => said!("accounts-provider-host", host = quoted(host)),
            ProviderError::Empty(ProviderPart::Client) => said!("accounts-provider-client"),
            ProviderError::Empty(ProviderPart::Secret) => said!("accounts-provider-secret"),
            ProviderError::Empty(ProviderPart::Korean) => said!("accounts-provider-korean"),
            ProviderError::Empty(ProviderPart::English) => said!("accounts-provider-english"),
        }
    }
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

impl ProviderSettings {
    /// The issuer's address and those of the other hosts, if all of it can be used. Nobody is asked.
    pub(super) fn checked(&self) -> Result<(Url, Vec<Url>), ProviderError> {
        let empty = [
            (&self.client, ProviderPart::Client),
            (&self.secret, ProviderPart::Secret),
            (&self.korean, ProviderPart::Korean),
            (&self.english, ProviderPart::English),
        ];
        for (text, what) in empty {
            if text.trim().is_empty() {
                return Err(ProviderError::Empty(what));
            }
        }
        let issuer = Url::parse(&self.issuer).ok();
        let issuer = issuer.filter(|url| {
            let plain = url.username().is_empty() && url.password().is_none();
            let bare = url.query().is_none() && url.fragment().is_none();
            let safe = url.scheme() == "https" || (url.scheme() == "http" && is_own_machine(url));
            plain && bare && safe && url.host().is_some()
        });
        let issuer = issuer.ok_or_else(|| ProviderError::Issuer(self.issuer.clone()))?;
        let hosts = self.hosts.iter().map(|host| at(host));
        Ok((issuer, hosts.collect::<Result<_, _>>()?))
    }
}

/// The address of a host, which is asked over TLS.
fn at(host: &str) -> Result<Url, ProviderError> {
    let wrong = || ProviderError::Host(host.to_owned());
    let url = Url::parse(&format!("https://{host}/")).map_err(|_| wrong())?;
    let ours = url.path() == "/" && url.username().is_empty() && url.query().is_none();
    match ours && url.fragment().is_none() && !host.ends_with('/') {
        true => Ok(url),
        false => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> ProviderSettings {
        ProviderSettings {
            issuer: "https://id.example.go.kr".to_owned(),
            client: "madang".to_owned(),
            secret: "ff00ff00".to_owned(),
            hosts: vec![],
            korean: "보기 신분증".to_owned(),
            english: "Example ID".to_owned(),
        }
    }

    #[test]
    fn an_issuer_is_reached_safely_or_on_this_machine() {
        let check = |issuer: &str| {
            let issuer = issuer.to_owned();
            ProviderSettings {
                issuer,
                ..settings()
            }
            .checked()
            .is_ok()
        };
        for good in [
            "https://id.example.go.kr",
            "https://id.example.go.kr/realms/people",
            "http://localhost:9400",
            "http://127.0.0.1:9400",
        ] {
            assert!(check(good), "{good}");
        }
        for bad in [
            "",
            "id.example.go.kr",
            "http://id.example.go.kr",
            "https://user:secret@id.example.go.kr",
            "https://id.example.go.kr/?realm=people",
            "https://id.example.go.kr/#people",
            "file:///etc/passwd",
        ] {
            assert!(!check(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_missing_or_no_host_is_named() {
        let hosts = |host: &str| ProviderSettings {
            hosts: vec![host.to_owned()],
            ..settings()
        };
        for good in ["keys.example.com", "keys.example.com:8443"] {
            assert!(hosts(good).checked().is_ok(), "{good}");
        }
        for bad in [
            "",
            "https://keys.example.com",
            "keys.example.com/keys",
            "user@keys.example.com",
            "a b",
        ] {
            assert!(
                matches!(hosts(bad).checked(), Err(ProviderError::Host(_))),
                "{bad}"
            );
        }
        let none = ProviderSettings {
            secret: " ".to_owned(),
            ..settings()
        };
        assert!(matches!(
            none.checked(),
            Err(ProviderError::Empty(ProviderPart::Secret))
        ));
        assert!(!format!("{:?}", settings()).contains("ff00ff00"));
    }
}
