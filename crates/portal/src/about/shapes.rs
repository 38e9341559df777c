//! What the API says about who runs the portal.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::operator::Running;
use crate::frame::shapes::{Texts, optional, texts};

/// Who runs the portal, as they say it themselves. What is not said is absent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OperatorView {
    /// Name by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Texts>,
    /// The sentence by which the portal says whose official site it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<Texts>,
    /// What the posts that act are called, by the pseudonym that stands on the record.
    pub posts: BTreeMap<String, Texts>,
    /// Where questions go: an e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// A page with other ways to get in touch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The privacy policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<String>,
    /// The accessibility statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<String>,
    /// The licence of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceView>,
    /// Where the source of the program can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where the log's key is published besides the portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_published: Option<String>,
    /// Where weaknesses are reported, as a URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
    /// The entry of the record that says it; absent where it comes from the server's settings, or nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// The time of that entry, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// A licence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LicenceView {
    /// Name by language.
    pub name: Texts,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl From<&Running> for OperatorView {
    fn from(running: &Running) -> OperatorView {
        let operator = &running.operator;
        let statement = running.statement.as_ref();
        let posts = operator.posts.iter();
        OperatorView {
            name: optional(operator.name.as_ref()),
            official: optional(operator.official.as_ref()),
            posts: posts
                .map(|(post, words)| (post.clone(), texts(words)))
                .collect(),
            email: operator.email.clone(),
            phone: operator.phone.clone(),
            contact: operator.contact.clone(),
            privacy: operator.privacy.clone(),
            accessibility: operator.accessibility.clone(),
            licence: operator.licence.as_ref().map(|licence| LicenceView {
                name: texts(&licence.name),
                url: licence.url.clone(),
            }),
            source: operator.source.clone(),
            key_published: operator.key_published.clone(),
            security: operator.security_contact(),
            entry: statement.map(|statement| statement.entry),
            at: statement.map(|statement| statement.at.clone()),
        }
    }
}
