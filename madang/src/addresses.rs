//! Addresses given on the command line.

use madang_record::check_key_name;
use url::Url;

/// The public address of a portal: scheme, host and, where it is not the usual one, port. A host in letters of any language
/// comes back as programs write it (`https://마당.한국` as `https://xn--…`).
///
/// # Errors
/// Another scheme, a user, a path, a query or a fragment: the portal answers at the root of its host.
pub fn public_address(text: &str) -> Result<String, String> {
    let wrong = |what: &str| {
        format!(
            "{what}: it is https:// (or http://) and a host, as in https://madang.example.go.kr"
        )
    };
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(wrong(
            "it holds a blank, a control character or a backslash",
        ));
    }
    let address = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
    if !["https", "http"].contains(&address.scheme()) || !text.contains("://") {
        return Err(wrong("it has another scheme"));
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Err(wrong("it names a user"));
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err(wrong("it goes on with ? or #"));
    }
    if !["", "/"].contains(&address.path()) {
        return Err(wrong(
            "it has a path, but the portal answers at the root of a host: give it a host of its own, or a proxy that has one",
        ));
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
        .ok_or("it lacks a port, as in 127.0.0.1:8080 or localhost:8080")?;
    port.parse::<u16>()
        .map_err(|_| format!("{port:?} is no port, as in 127.0.0.1:8080"))?;
    let bare = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
    if bare {
        return Err("an IPv6 address stands in brackets, as in [::1]:8080".to_owned());
    }
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/@?#".contains(c)) {
        return Err(format!(
            "{host:?} is no host, as in 127.0.0.1:8080; 0.0.0.0 is every one"
        ));
    }
    Ok(text.to_owned())
}

/// The name of a log, its origin: an address without its scheme, as C2SP's tlog-checkpoint recommends.
///
/// # Errors
/// A scheme, or what cannot name a key.
pub fn origin(text: &str) -> Result<String, String> {
    if text.contains("://") {
        return Err("it has no https:// before it, as in madang.example.go.kr/record".to_owned());
    }
    check_key_name(text).map_err(|error| error.to_string())?;
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
