//! What a provider says of somebody: an ID token (OpenID Connect Core 1.0, 3.1.3.7), signed (RFC 7515) by one of the keys that it publishes
//! (RFC 7517). The signature is checked before anything that it says is looked at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value as Json;

use super::identity::Identity;
use super::talk::Fault;
use crate::address::MailAddress;

/// How far a provider's clock may be from ours, in seconds.
const SKEW: f64 = 60.0;

/// The longest name of a person at a provider, in bytes.
const LONGEST_SUBJECT: usize = 255;

/// The keys that a provider publishes.
#[derive(Debug, Deserialize)]
pub(super) struct Keys {
    keys: Vec<Json>,
}

/// A key, as far as it is one that we know to use.
#[derive(Deserialize)]
struct Key {
    kty: String,
    #[serde(rename = "use")]
    serves: Option<String>,
    alg: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// How tokens are signed that we take. Secrets that both sides know, and nothing at all, are not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Algorithm {
    #[serde(rename = "RS256")]
    Rs256,
    #[serde(rename = "PS256")]
    Ps256,
    #[serde(rename = "ES256")]
    Es256,
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    /// As a key says that it is for it (RFC 7518, 3.1; RFC 8037).
    fn name(self) -> &'static str {
        match self {
            Algorithm::Rs256 => "RS256",
            Algorithm::Ps256 => "PS256",
            Algorithm::Es256 => "ES256",
            Algorithm::EdDsa => "EdDSA",
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: Algorithm,
    kid: Option<String>,
    /// What must be understood: nothing that we know.
    crit: Option<Json>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// What is said of somebody.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    auth_time: Option<f64>,
    email: Option<Json>,
    email_verified: Option<Json>,
}

/// What a token is held against.
pub(super) struct Held {
    /// What it must name.
    pub nonce: String,
    /// The time, in milliseconds since 1970.
    pub now: u64,
    /// Since when they must have shown who they are, where they were to do so anew.
    pub shown_since: Option<u64>,
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&bytes(text)?).ok()
}

impl Key {
    /// Whether it is for a token with this header.
    fn fits(&self, header: &Header) -> bool {
        let kind = match header.alg {
            Algorithm::Rs256 | Algorithm::Ps256 => self.kty == "RSA",
            Algorithm::Es256 => self.kty == "EC" && self.crv.as_deref() == Some("P-256"),
            Algorithm::EdDsa => self.kty == "OKP" && self.crv.as_deref() == Some("Ed25519"),
        };
        let own = header.alg.name();
        kind && self.serves.as_deref().is_none_or(|serves| serves == "sig")
            && self.alg.as_deref().is_none_or(|alg| alg == own)
            && header
                .kid
                .as_ref()
                .is_none_or(|kid| self.kid.as_ref() == Some(kid))
    }

    /// Whether it signed this.
    fn signed(&self, algorithm: Algorithm, words: &[u8], signature: &[u8]) -> bool {
        match algorithm {
            Algorithm::Rs256 => self.rsa(&RSA_PKCS1_2048_8192_SHA256, words, signature),
            Algorithm::Ps256 => self.rsa(&RSA_PSS_2048_8192_SHA256, words, signature),
            Algorithm::Es256 => self.point().is_some_and(|point| {
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(words, signature).is_ok()
            }),
            Algorithm::EdDsa => self.x.as_deref().and_then(bytes).is_some_and(|point| {
                let key = UnparsedPublicKey::new(&ED25519, point);
                key.verify(words, signature).is_ok()
            }),
        }
    }

    fn rsa(&self, how: &'static RsaParameters, words: &[u8], signature: &[u8]) -> bool {
        let number = |text: &Option<String>| text.as_deref().and_then(bytes);
        let (Some(n), Some(e)) = (number(&self.n), number(&self.e)) else {
            return false;
        };
        let key = RsaPublicKeyComponents { n, e };
        key.verify(how, words, signature).is_ok()
    }

    /// A point of P-256, written in full (SEC 1, 2.3.3).
    fn point(&self) -> Option<Vec<u8>> {
        let (x, y) = (bytes(self.x.as_deref()?)?, bytes(self.y.as_deref()?)?);
        let whole = x.len() == 32 && y.len() == 32;
        whole.then(|| [vec![4], x, y].concat())
    }
}

impl Keys {
    /// Whether one of them signed a token; that none is for it is another fault than that it is not signed.
    fn signed(&self, header: &Header, words: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let own = self
            .keys
            .iter()
            .filter_map(|key| Key::deserialize(key).ok());
        let own: Vec<Key> = own.filter(|key| key.fits(header)).collect();
        if own.is_empty() {
            return Err(Fault::Key);
        }
        let mut own = own.iter();
        let signed = own.any(|key| key.signed(header.alg, words, signature));
        match (signed, &header.kid) {
            (true, _) => Ok(()),
            (false, Some(_)) => Err(Fault::Wrong("its signature is not right")),
            // It does not say by which key: it may be one that was not read yet.
            (false, None) => Err(Fault::Key),
        }
    }
}

/// Reads a token of an issuer for a client.
pub(super) fn read(
    token: &str,
    keys: &Keys,
    (issuer, client): (&str, &str),
    held: &Held,
) -> Result<Identity, Fault> {
    let parts: Vec<&str> = token.split('.').collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(Fault::Wrong("it is no signed token"));
    };
    let header = part::<Header>(first);
    let header = header.ok_or(Fault::Wrong("it is not signed in a way that is taken"))?;
    if header.crit.is_some() {
        return Err(Fault::Wrong("it asks for what is not known here"));
    }
    let signature = bytes(third).ok_or(Fault::Wrong("its signature is not right"))?;
    let words = &token[..first.len() + 1 + second.len()];
    keys.signed(&header, words.as_bytes(), &signature)?;
    let claims = part::<Claims>(second);
    let claims = claims.ok_or(Fault::Wrong("what it says cannot be read"))?;
    claims.hold(issuer, client, held)?;
    Ok(claims.identity())
}

impl Claims {
    fn hold(&self, issuer: &str, client: &str, held: &Held) -> Result<(), Fault> {
        let now = held.now as f64 / 1000.0;
        let ours = match &self.aud {
            Audience::One(one) => one == client,
            // Whoever else it is for could bring it here as well.
            Audience::Several(all) => !all.is_empty() && all.iter().all(|one| one == client),
        };
        let subject = self.sub.as_str();
        let named = !subject.is_empty() && subject.len() <= LONGEST_SUBJECT;
        let shown = held.shown_since.is_none_or(|since| {
            let since = since as f64 / 1000.0 - SKEW;
            self.auth_time.is_some_and(|at| at >= since)
        });
        let rules = [
            (self.iss == issuer, "it is of another issuer"),
            (ours, "it is for another client"),
            (
                self.azp.as_deref().is_none_or(|azp| azp == client),
                "it is for another client",
            ),
            (now < self.exp + SKEW, "it has run out"),
            (self.iat <= now + SKEW, "it is of a time to come"),
            (
                self.nbf.is_none_or(|from| from <= now + SKEW),
                "it is of a time to come",
            ),
            (
                self.nonce.as_ref() == Some(&held.nonce),
                "it answers another question",
            ),
            (
                named && !subject.contains(char::is_control),
                "it names nobody",
            ),
            (shown, "it does not say that they showed anew who they are"),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            Some((_, why)) => Err(Fault::Wrong(why)),
            None => Ok(()),
        }
    }

    /// Who it is. An address counts only where the provider says in so many words that it is theirs.
    fn identity(self) -> Identity {
        let seen = self.email_verified == Some(Json::Bool(true));
        let address = self.email.as_ref().filter(|_| seen).and_then(Json::as_str);
        Identity {
            address: address.and_then(MailAddress::parse),
            issuer: self.iss,
            subject: self.sub,
        }
    }
}
