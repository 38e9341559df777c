//! What is said between us and a provider: its documents, the way to it, and the code that somebody brings back.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use ureq::http::{Request, Response};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::Inner;
use super::client::Trouble;
use super::flow::Came;
use super::id_token::{Held, Keys, read};
use super::identity::Identity;

/// The longest code that is handed on.
const LONGEST_CODE: usize = 4096;

/// Why it is not known who somebody is. It goes into the operator's log, and holds nothing of persons.
#[derive(Debug, Error)]
pub(super) enum Fault {
    /// The provider does not answer, or not as it should.
    #[error("the provider does not answer as it should: {0}")]
    Down(String),
    /// Whoever it is did not want to, or may not.
    #[error("access was denied at the provider")]
    Denied,
    /// What it says is not to be trusted, or not meant for us.
    #[error("the answer is refused: {0}")]
    Wrong(&'static str),
    /// It is signed by a key that the provider does not publish.
    #[error("the answer is refused: its key is none of those that the provider publishes")]
    Key,
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Fault {
        Fault::Down(trouble.to_string())
    }
}

/// What a provider says of itself (OpenID Connect Discovery 1.0; RFC 8414), as far as it concerns us.
#[derive(Debug, Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What is known of a provider.
#[derive(Debug)]
pub(super) struct Known {
    document: Document,
    keys: Keys,
}

/// What somebody is sent there with.
pub(super) struct Asking<'a> {
    /// By what the answer is known.
    pub state: String,
    /// What it names.
    pub nonce: String,
    /// What the code is given out against.
    pub verifier: String,
    /// Where they come back.
    pub back: &'a str,
    /// The language that they read.
    pub language: &'a str,
    /// Whether they are to show who they are though the provider knows.
    pub anew: bool,
}

/// What a code is exchanged with.
pub(super) struct Exchange {
    /// The code.
    pub code: String,
    /// What it was given out against.
    pub verifier: String,
    /// Where it was brought.
    pub back: String,
}

fn get(inner: &Inner, url: &Url) -> Result<Response<Vec<u8>>, Fault> {
    let request = Request::get(url.as_str()).header(ACCEPT, "application/json");
    let request = request.body(Vec::new());
    let request = request.map_err(|error| Fault::Down(error.to_string()))?;
    Ok(inner.client.ask(request)?)
}

/// What an answer says; `what` names it to the operator. What cannot be read is not repeated: it may be of a person.
fn json<T: DeserializeOwned>(answer: &Response<Vec<u8>>, what: &str) -> Result<T, Fault> {
    let status = answer.status().as_u16();
    if status != 200 {
        return Err(Fault::Down(format!("{what} is answered with {status}")));
    }
    serde_json::from_slice(answer.body()).map_err(|_| Fault::Down(format!("{what} cannot be read")))
}

impl Known {
    /// Reads what a provider says of itself. Waits.
    pub(super) fn read(inner: &Inner) -> Result<Known, Fault> {
        let place = inner.issuer.as_str().trim_end_matches('/');
        let place = Url::parse(&format!("{place}/.well-known/openid-configuration"));
        let place = place.map_err(|error| Fault::Down(error.to_string()))?;
        let document: Document = json(&get(inner, &place)?, "its configuration")?;
        if document.issuer != inner.settings.issuer {
            return Err(Fault::Down("it names itself by another issuer".to_owned()));
        }
        for address in [&document.authorization_endpoint, &document.token_endpoint] {
            inner.client.allow(address)?;
        }
        let keys = json(&get(inner, &document.jwks_uri)?, "its keys")?;
        Ok(Known { document, keys })
    }

    /// The way to it.
    pub(super) fn way(&self, inner: &Inner, asking: &Asking<'_>) -> Url {
        let mut way = self.document.authorization_endpoint.clone();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&asking.verifier));
        let mut query = way.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            // A form from another site would come without our cookie.
            .append_pair("response_mode", "query")
            .append_pair("client_id", &inner.settings.client)
            .append_pair("redirect_uri", asking.back)
            .append_pair("scope", "openid email")
            .append_pair("state", &asking.state)
            .append_pair("nonce", &asking.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", asking.language);
        if asking.anew {
            query
                .append_pair("prompt", "login")
                .append_pair("max_age", "0");
        }
        drop(query);
        way
    }

    /// Whether what a browser brought is an answer of this provider that says something.
    pub(super) fn answered(&self, inner: &Inner, came: &Came) -> Result<(), Fault> {
        let says_who = self.document.authorization_response_iss_parameter_supported;
        if (says_who || !came.issuer.is_empty()) && came.issuer != inner.settings.issuer {
            return Err(Fault::Wrong("it comes from another issuer"));
        }
        match came.error.as_str() {
            "" => {}
            "access_denied" | "consent_required" | "interaction_required" | "login_required" => {
                return Err(Fault::Denied);
            }
            "server_error" | "temporarily_unavailable" => {
                return Err(Fault::Down("it says so itself".to_owned()));
            }
            _ => return Err(Fault::Wrong("the provider does not take what was asked")),
        }
        match came.code.len() {
            1..=LONGEST_CODE => Ok(()),
            _ => Err(Fault::Wrong("it holds no code")),
        }
    }

    /// Exchanges a code for what the provider says of whoever brought it. Waits.
    pub(super) fn exchange(&self, inner: &Inner, exchange: &Exchange) -> Result<String, Fault> {
        #[derive(Deserialize)]
        struct Exchanged {
            id_token: String,
        }
        let settings = &inner.settings;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", &exchange.code)
            .append_pair("redirect_uri", &exchange.back)
            .append_pair("code_verifier", &exchange.verifier);
        let request = Request::post(self.document.token_endpoint.as_str())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let methods = self
            .document
            .token_endpoint_auth_methods_supported
            .as_deref();
        let takes = |method: &str| methods.is_none_or(|all| all.iter().any(|one| one == method));
        // Either is shown; what was named first in the standard is what a provider takes that says nothing.
        let request = match takes("client_secret_basic") || !takes("client_secret_post") {
            true => {
                let part = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
                let pair = format!("{}:{}", part(&settings.client), part(&settings.secret));
                request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(pair)))
            }
            false => {
                form.append_pair("client_id", &settings.client)
                    .append_pair("client_secret", &settings.secret);
                request
            }
        };
        let request = request.body(form.finish().into_bytes());
        let request = request.map_err(|error| Fault::Down(error.to_string()))?;
        let answer = inner.client.ask(request)?;
        match answer.status().as_u16() {
            400 => Err(Fault::Wrong("the provider does not take the code")),
            _ => Ok(json::<Exchanged>(&answer, "a code")?.id_token),
        }
    }

    /// Who somebody is, by what the provider signed.
    pub(super) fn who(&self, inner: &Inner, token: &str, held: &Held) -> Result<Identity, Fault> {
        let settings = &inner.settings;
        read(
            token,
            &self.keys,
            (&settings.issuer, &settings.client),
            held,
        )
    }
}
