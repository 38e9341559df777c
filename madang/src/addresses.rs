//! Addresses given on the command line.

use madang_record::check_key_name;

/// The public address of a portal, without a slash at its end.
///
/// # Errors
/// What does not begin with `https://` or `http://` and a host, or goes on with a query or fragment.
pub fn public_address(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split('/').next());
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"?#\"<>\\".contains(c);
    if host.is_none_or(str::is_empty) || !text.chars().all(plain) {
        return Err(
            "it must begin with https:// or http:// and a host, and have no ? or #, as in https://madang.example.go.kr"
                .to_owned(),
        );
    }
    Ok(text.trim_end_matches('/').to_owned())
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
    fn public_addresses_have_a_scheme_and_a_host() {
        let kept = |text: &str| public_address(text).expect("an address");
        assert_eq!(
            kept("https://madang.example.go.kr/"),
            "https://madang.example.go.kr"
        );
        assert_eq!(kept("http://[::1]:8080/a"), "http://[::1]:8080/a");
        for wrong in [
            "",
            "foo",
            "ftp://host",
            "https://",
            "https:///path",
            "https://host?q",
            "https://host/#a",
            "https://ho st",
            "https://host/\"onclick",
        ] {
            assert!(public_address(wrong).is_err(), "{wrong:?}");
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
