//! Addresses given on the command line.

use madang_record::check_key_name;
use url::Url;

/// Where a portal is found by others.
#[derive(Debug, Clone, clap::Args)]
pub struct PublicAddress {
    /// Public address of the portal, for feeds, instructions and where a result stands: https://madang.example.go.kr
    #[arg(long, value_name = "URL", env = "MADANG_BASE_URL", value_parser = public_address)]
    pub base_url: Option<String>,
}

/// The public address of a portal: scheme, host and, where it is not the usual one, port. A host in letters of any language
/// comes back as programs write it (`https://마당.한국` as `https://xn--…`).
///
/// # Errors
/// Another scheme, a user, a path, a query or a fragment: the portal answers at the root of its host.
pub fn public_address(text: &str) -> Result<String, String> {
    let wrong = |what: String| t!("addresses-public", what = what);
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(wrong(t!("addresses-blank")));
    }
    let address = Url::parse(text).map_err(|_| wrong(t!("addresses-no-address")))?;
    if !["https", "http"].contains(&address.scheme()) || !text.contains("://") {
        return Err(wrong(t!("addresses-scheme")));
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Err(wrong(t!("addresses-user")));
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err(wrong(t!("addresses-query")));
    }
    if !["", "/"].contains(&address.path()) {
        return Err(wrong(t!("addresses-path")));
    }
    Ok(address.origin().ascii_serialization())
}

/// An address to listen on: a host by number or name, and a port.
///
/// # Errors
/// Where the port is missing, or the host is no name.
pub fn listen_address(text: &str) -> Result<String, String> {
    let (host, port) = text
        .rsplit_once(':')
        .ok_or_else(|| t!("addresses-no-port"))?;
    port.parse::<u16>()
        .map_err(|_| t!("addresses-port", port = port))?;
    let bare = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
    if bare {
        return Err(t!("addresses-brackets"));
    }
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/@?#".contains(c)) {
        return Err(t!("addresses-host", host = host));
    }
    Ok(text.to_owned())
}

/// The name of a log, its origin: an address without its scheme, as C2SP's tlog-checkpoint recommends.
///
/// # Errors
/// A scheme, or what cannot name a key.
pub fn origin(text: &str) -> Result<String, String> {
    if text.contains("://") {
        return Err(t!("addresses-origin-scheme"));
    }
    check_key_name(text).map_err(|_| t!("addresses-origin", name = text))?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_a_scheme_and_a_host() {
        let kept = |text: &str| public_address(text).expect("an address");
        for (given, expected) in [
            (
                "https://madang.example.go.kr/",
                "https://madang.example.go.kr",
            ),
            (
                "https://madang.example.go.kr:443",
                "https://madang.example.go.kr",
            ),
            (
                "HTTPS://Madang.example.go.kr",
                "https://madang.example.go.kr",
            ),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("https://마당.한국", "https://xn--ok1b32k.xn--3e0b707e"),
        ] {
            assert_eq!(kept(given), expected);
        }
        for wrong in [
            "",
            "foo",
            "ftp://host",
            "https://",
            "https:host",
            "https://host/path",
            "https://host/madang/",
            "https://host//",
            "https://user@host",
            "https://user:word@host",
            "https://host?q",
            "https://host/#a",
            "https://ho st",
            "https://host:99999",
            "https://host\\a",
            "https://host/\"onclick",
        ] {
            assert!(public_address(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn addresses_to_listen_on_have_a_host_and_a_port() {
        for right in [
            "127.0.0.1:8080",
            "localhost:8080",
            "0.0.0.0:0",
            "[::1]:8080",
            "[::]:80",
            "portal.local:1",
        ] {
            assert_eq!(listen_address(right).as_deref(), Ok(right));
        }
        for wrong in [
            "",
            "0.0.0.0",
            "localhost",
            ":8080",
            "::1:8080",
            "localhost:",
            "localhost:http",
            "a b:1",
            "http://a:1",
            "a:70000",
        ] {
            assert!(listen_address(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn origins_have_no_scheme() {
        assert_eq!(
            origin("madang.example.go.kr/record").as_deref(),
            Ok("madang.example.go.kr/record")
        );
        for wrong in ["", "https://madang.example.go.kr", "two words", "a+b"] {
            assert!(origin(wrong).is_err(), "{wrong:?}");
        }
    }
}
