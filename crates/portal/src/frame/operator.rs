//! Who runs a portal, as they say it themselves: name, contact, policies, the licence of the data.

use std::collections::BTreeMap;

use madang_programme::{Actor, Role};
use madang_words::Text;
use serde::Deserialize;

/// Who runs a portal. What is not said is left out on the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Name, by language: `{"ko": "…", "en": "…"}`.
    pub name: Option<Text>,
    /// The sentence by which the portal says on top of every page whose official site it is.
    pub official: Option<Text>,
    /// What the posts that act are called, by the pseudonym that stands on the record: `{"innovation-division": {"ko": "…"}}`.
    #[serde(default)]
    pub posts: BTreeMap<String, Text>,
    /// Where questions go: an e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A page with other ways to get in touch.
    pub contact: Option<String>,
    /// The privacy policy.
    pub privacy: Option<String>,
    /// The accessibility statement.
    pub accessibility: Option<String>,
    /// The licence of the data.
    pub licence: Option<Licence>,
    /// Where the source of the program can be had.
    pub source: Option<String>,
    /// Where the log's key is published besides the portal.
    pub key_published: Option<String>,
    /// Where weaknesses are reported: an e-mail address or a page. Without it the e-mail address for questions.
    pub security: Option<String>,
}

/// A licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Name, by language.
    pub name: Text,
    /// Its text.
    pub url: Option<String>,
}

impl Operator {
    /// Reads what an operator says of themselves, JSON.
    ///
    /// # Errors
    /// What is wrong, with line and column where that can be said.
    pub fn from_json(text: &str) -> Result<Operator, String> {
        let operator: Operator = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let texts = [
            ("name", operator.name.as_ref()),
            ("official", operator.official.as_ref()),
            ("licence.name", operator.licence.as_ref().map(|l| &l.name)),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                text.check(field, 200).map_err(|error| error.to_string())?;
            }
        }
        for (post, words) in &operator.posts {
            let field = format!("posts.{post}");
            Actor::new(Role::Official, post).map_err(|error| format!("{field}: {error}"))?;
            words
                .check("words", 200)
                .map_err(|error| format!("{field}: {error}"))?;
        }
        let pages = [
            ("contact", &operator.contact),
            ("privacy", &operator.privacy),
            ("accessibility", &operator.accessibility),
            ("source", &operator.source),
            ("key_published", &operator.key_published),
        ];
        for (field, address) in pages {
            check(
                field,
                address,
                is_page,
                "an address that begins with https:// or http://",
            )?;
        }
        let licence = operator
            .licence
            .as_ref()
            .and_then(|licence| licence.url.clone());
        check(
            "licence.url",
            &licence,
            is_page,
            "an address that begins with https:// or http://",
        )?;
        check("email", &operator.email, is_email, "an e-mail address")?;
        let either = |text: &str| is_page(text) || is_email(text);
        check(
            "security",
            &operator.security,
            either,
            "an e-mail address or one that begins with https://",
        )?;
        Ok(operator)
    }

    /// Where weaknesses are reported, as a URI.
    pub fn security_contact(&self) -> Option<String> {
        let contact = self.security.as_ref().or(self.email.as_ref())?;
        Some(if is_page(contact) {
            contact.clone()
        } else {
            format!("mailto:{contact}")
        })
    }
}

fn check(
    field: &str,
    value: &Option<String>,
    fits: impl Fn(&str) -> bool,
    expected: &str,
) -> Result<(), String> {
    match value {
        Some(value) if !fits(value) => Err(format!("{field}: {value:?} is not {expected}")),
        Some(_) | None => Ok(()),
    }
}

/// Plain characters alone: what stands in a header or in an attribute.
fn is_plain(text: &str) -> bool {
    text.len() <= 500 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_page(text: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    is_plain(text) && rest.is_some_and(|rest| !rest.is_empty())
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    is_plain(text)
        && parts.is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_read_and_what_is_wrong_is_named() {
        let said = r#"{"name": {"ko": "행정안전부"}, "email": "open@example.go.kr", "privacy": "https://example.go.kr/privacy",
            "licence": {"name": {"en": "CC BY 4.0"}, "url": "https://creativecommons.org/licenses/by/4.0/"}}"#;
        let operator = Operator::from_json(said).expect("an operator");
        assert_eq!(
            operator.security_contact().as_deref(),
            Some("mailto:open@example.go.kr")
        );
        for (wrong, named) in [
            (r#"{"nme": {}}"#, "unknown field `nme`"),
            (r#"{"name": {"ko": " "}}"#, "name"),
            (
                r#"{"privacy": "javascript:alert(1)"}"#,
                "privacy: \"javascript:alert(1)\"",
            ),
            (r#"{"privacy": "https://"}"#, "privacy"),
            (r#"{"email": "nobody"}"#, "email"),
            (
                r#"{"licence": {"name": {"en": "x"}, "url": "ftp://x"}}"#,
                "licence.url",
            ),
            (r#"{"security": "by post"}"#, "security"),
            (r#"{"official": {}}"#, "official"),
            (
                r#"{"posts": {"Jane Doe": {"ko": "과장"}}}"#,
                "posts.Jane Doe",
            ),
            (r#"{"posts": {"head": {"ko": ""}}}"#, "posts.head"),
            (r#"{"posts": ["head"]}"#, "expected a map"),
        ] {
            let error = Operator::from_json(wrong).expect_err(wrong);
            assert!(error.contains(named), "{wrong}: {error}");
        }
        assert_eq!(Operator::from_json("{}"), Ok(Operator::default()));
    }
}
