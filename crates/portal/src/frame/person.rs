//! Who is asking: the cookie of somebody who is signed in, where the request comes from, and that it comes from a page of ours.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, ORIGIN, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use madang_accounts::{DRAFT_LASTS, PROVIDER_LASTS, Token};

/// The cookie's name. A browser takes one of such a name from this very host alone, over a safe connection, for all its
/// addresses (RFC 6265bis, 4.1.3.2).
const COOKIE_NAME: &str = "__Host-madang";

/// The cookie with which a form opens that was sent when nobody was signed in any more.
const DRAFT_NAME: &str = "__Host-draft";

/// The cookie of a browser that was sent to the provider, without which nothing is taken that is brought back.
const AWAY_NAME: &str = "__Host-away";

/// As long as the longest session.
const MAX_AGE: u64 = 30 * 24 * 3600;

/// Whether a request comes from one of our own pages, as browsers say it.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Who asked a proxy that stands before us; the last one is whom the nearest proxy saw.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The network address at the other end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The proxies that are believed when they say for whom they ask, once for the program.
static TRUSTED: OnceLock<Proxies> = OnceLock::new();

/// Networks, by their first address and how many of its bits are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<(IpAddr, u8)>);

impl Default for Proxies {
    /// This machine's own.
    fn default() -> Proxies {
        Proxies(vec![
            (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
            (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
        ])
    }
}

impl FromStr for Proxies {
    type Err = String;

    /// Reads networks and addresses with commas between them: `10.0.0.0/8, 192.0.2.7, fd00::/8`. Gives back what is none.
    fn from_str(text: &str) -> Result<Proxies, String> {
        let each = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        let read = each.map(|one| {
            let (address, bits) = match one.split_once('/') {
                Some((address, bits)) => (address, Some(bits)),
                None => (one, None),
            };
            let address = address.parse::<IpAddr>().ok();
            let most = address.map(|address| if address.is_ipv4() { 32 } else { 128 });
            let bits = bits.map_or(most, |bits| bits.parse().ok());
            match (address, bits) {
                (Some(address), Some(bits)) if Some(bits) <= most => Ok((address, bits)),
                _ => Err(one.to_owned()),
            }
        });
        read.collect::<Result<_, _>>().map(Proxies)
    }
}

impl Proxies {
    /// Makes these the ones that are believed, from the program's start on; nothing where others are already.
    pub fn trust(self) {
        let _ = TRUSTED.set(self);
    }

    fn are(&self, address: IpAddr) -> bool {
        let asked = address.to_canonical();
        self.0.iter().any(|(network, bits)| match (network, asked) {
            (IpAddr::V4(network), IpAddr::V4(asked)) => {
                let differ = u32::from(*network) ^ u32::from(asked);
                differ.leading_zeros() >= u32::from(*bits)
            }
            (IpAddr::V6(network), IpAddr::V6(asked)) => {
                let differ = u128::from(*network) ^ u128::from(asked);
                differ.leading_zeros() >= u32::from(*bits)
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        })
    }

    /// Who asks: the last who is no proxy of these, as far as each of them says for whom it asks. What stands before that in the
    /// header, whoever asks wrote there.
    fn asked_by(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED).iter();
        let lines = lines.map(|value| value.to_str().unwrap_or_default());
        let said: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
        let mut asked = peer;
        for one in said.iter().rev() {
            if !self.are(asked) {
                break;
            }
            match one.trim().parse() {
                Ok(address) => asked = address,
                Err(_) => break,
            }
        }
        asked
    }
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(COOKIE).iter();
    let all = all.filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

fn named(headers: &HeaderMap, wanted: &str) -> Option<Token> {
    let mut own = cookies(headers).filter(|(name, _)| *name == wanted);
    own.next().and_then(|(_, value)| Token::parse(value))
}

/// The token that somebody came with: that of a browser's cookie, or that which a program sends.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    named(headers, COOKIE_NAME).or_else(|| Token::parse(bearer(headers)?))
}

/// What stands in a header that says who asks (RFC 6750).
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// The token that an answer signs somebody in with.
pub fn token_given(headers: &HeaderMap) -> Option<Token> {
    let mut given = headers.get_all(SET_COOKIE).iter().filter_map(|value| {
        let pair = value.to_str().ok()?.split(';').next()?;
        let (name, token) = pair.split_once('=')?;
        (name == COOKIE_NAME).then(|| Token::parse(token))?
    });
    given.next()
}

/// What opens the form that somebody sent before they signed in.
pub fn draft(headers: &HeaderMap) -> Option<Token> {
    named(headers, DRAFT_NAME)
}

fn cookie(name: &str, value: &str, age: u64) -> Option<HeaderValue> {
    let text = format!("{name}={value}; Path=/; Max-Age={age}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&text).ok()
}

/// The cookie for somebody who is signed in from here on.
pub fn signed_in(token: &Token) -> Option<HeaderValue> {
    cookie(COOKIE_NAME, &token.text(), MAX_AGE)
}

/// The cookie that takes it away.
pub fn signed_out() -> Option<HeaderValue> {
    cookie(COOKIE_NAME, "", 0)
}

/// The cookie for a form that is kept.
pub fn keeps_draft(token: &Token) -> Option<HeaderValue> {
    cookie(DRAFT_NAME, &token.text(), DRAFT_LASTS / 1000)
}

/// The cookie that takes it away.
pub fn drops_draft() -> Option<HeaderValue> {
    cookie(DRAFT_NAME, "", 0)
}

/// What a browser keeps that was sent to the provider.
pub fn went_away(headers: &HeaderMap) -> Option<Token> {
    named(headers, AWAY_NAME)
}

/// The cookie for a browser that is sent to the provider.
pub fn goes_away(token: &Token) -> Option<HeaderValue> {
    cookie(AWAY_NAME, &token.text(), PROVIDER_LASTS / 1000)
}

/// The cookie that takes it away.
pub fn came_back() -> Option<HeaderValue> {
    cookie(AWAY_NAME, "", 0)
}

/// From where a request comes, as it is counted by. A proxy that is trusted says whom it asks for, and through which other proxies;
/// anybody else could say whatever they like. Of IPv6 the network counts: a household has as many addresses as it wants.
pub fn network(peer: Option<Peer>, headers: &HeaderMap) -> String {
    let trusted = TRUSTED.get_or_init(Proxies::default);
    let Some(Peer(peer)) = peer else {
        return String::new();
    };
    match trusted.asked_by(peer, headers).to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

/// Programs that browse, and the systems that they run on, by what they say of themselves; the first that fits is it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Whale/", "Whale"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// The device, in two words at most: enough to know one's own by, and nothing to follow somebody by.
pub fn device(headers: &HeaderMap) -> String {
    let said = headers.get(USER_AGENT);
    let said = said
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let named = |list: &[(&str, &'static str)]| {
        let mut fitting = list.iter().filter(|(sign, _)| said.contains(sign));
        fitting.next().map(|(_, name)| *name)
    };
    let words = [named(&BROWSERS), named(&SYSTEMS)];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    words.join(", ")
}

/// Refuses what would change something for somebody who is signed in and does not say that it comes from one of our pages:
/// the layer before this lets through what says nothing at all.
pub async fn from_own_pages(request: Request, next: Next) -> Response<Body> {
    let headers = request.headers();
    let said = headers.contains_key(SITE) || headers.contains_key(ORIGIN);
    let signed = cookies(headers).any(|(name, _)| name == COOKIE_NAME);
    if signed && !said && !request.method().is_safe() {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            headers.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        headers
    }

    #[test]
    fn a_proxy_on_this_machine_says_for_whom_it_asks_and_nobody_else_does() {
        let said = headers(&[
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "198.51.100.1, 192.0.2.7"),
        ]);
        let from = |peer: &str| Some(Peer(peer.parse().expect("an address")));
        assert_eq!(network(from("127.0.0.1"), &said), "192.0.2.7");
        assert_eq!(network(from("203.0.113.5"), &said), "203.0.113.5");
        let none = HeaderMap::new();
        assert_eq!(network(from("127.0.0.1"), &none), "127.0.0.1");
        assert_eq!(network(from("::ffff:192.0.2.7"), &none), "192.0.2.7");
        assert_eq!(
            network(from("2001:db8:1:2:3:4:5:6"), &none),
            "2001:db8:1:2::"
        );
    }

    #[test]
    fn proxies_that_are_trusted_are_believed_and_no_line_that_lies() {
        let trusted: Proxies = "10.0.0.0/8, 192.0.2.7,fd00::/8".parse().expect("networks");
        let by = |peer: &str, line: &str| {
            let peer = peer.parse().expect("an address");
            let said = headers(&[("x-forwarded-for", line)]);
            trusted.asked_by(peer, &said).to_string()
        };
        // Of two proxies behind each other each says whom it saw; what stands before was sent by whoever asks.
        assert_eq!(
            by("10.1.2.3", "1.1.1.1, 203.0.113.9, 192.0.2.7"),
            "203.0.113.9"
        );
        assert_eq!(
            by("10.1.2.3", "1.1.1.1, 10.9.9.9, 203.0.113.9"),
            "203.0.113.9"
        );
        assert_eq!(by("fd00::1", "2001:db8::5"), "2001:db8::5");
        assert_eq!(by("::ffff:10.1.2.3", "203.0.113.9"), "203.0.113.9");
        // Whoever is none, says what they like; this machine is none where others are named.
        assert_eq!(by("203.0.113.5", "10.0.0.1"), "203.0.113.5");
        assert_eq!(by("11.0.0.1", "203.0.113.9"), "11.0.0.1");
        assert_eq!(by("127.0.0.1", "203.0.113.9"), "127.0.0.1");
        // What is no address ends it.
        assert_eq!(by("10.1.2.3", "203.0.113.9, unknown"), "10.1.2.3");
        assert_eq!(by("10.1.2.3", ""), "10.1.2.3");
        assert_eq!(by("10.1.2.3", "10.4.4.4"), "10.4.4.4");
        for wrong in ["10.0.0.0/33", "proxy", "10.0.0.0/", "::/129", "10.0.0/8"] {
            assert_eq!(wrong.parse::<Proxies>(), Err(wrong.to_owned()));
        }
        assert_eq!("".parse::<Proxies>(), Ok(Proxies(vec![])), "nobody");
    }

    #[test]
    fn a_device_is_told_in_two_words() {
        let said = |agent: &str| device(&headers(&[("user-agent", agent)]));
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(said(chrome), "Chrome, Linux");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1";
        assert_eq!(said(safari), "Safari, iPhone");
        assert_eq!(said("curl/8.0"), "");
    }

    #[test]
    fn the_cookie_reads_back_and_is_for_this_host_alone() {
        let token = Token::random().expect("random numbers");
        let set = signed_in(&token).expect("a header");
        let set = set.to_str().expect("text");
        for promised in ["__Host-", "Path=/;", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(set.contains(promised), "{set}");
        }
        assert!(!set.contains("Domain"), "{set}");
        let sent = set.split(';').next().expect("a pair");
        let came = headers(&[("cookie", &format!("language=ko; {sent}"))]);
        assert_eq!(super::token(&came), Some(token));
        assert_eq!(
            super::token(&headers(&[("cookie", "__Host-madang=x")])),
            None
        );
    }
}
