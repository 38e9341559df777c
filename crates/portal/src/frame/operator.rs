//! Who runs a portal, as they say it themselves: name, contact, policies, the licence of the data. What stands on the record counts;
//! a record that says nothing of it is shown with what the server was started with.

use std::collections::BTreeMap;

use madang_programme::log::{CONTACT, NameOperator, OperatorContact, OperatorNamed, OperatorState};
use madang_programme::{Content, State, Violation, log};
use madang_store::{Store, StoreError};
use madang_words::{Language, Said, Text, serde_said};
use serde::{Deserialize, Serialize};

pub use madang_programme::log::Licence;

/// Who runs a portal. What is not said is left out on the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Name, by language: `{"ko": "…", "en": "…"}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The sentence by which the portal says on top of every page whose official site it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<Text>,
    /// What the posts that act are called, by the pseudonym that stands on the record: `{"innovation-division": {"ko": "…"}}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub posts: BTreeMap<String, Text>,
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
    pub licence: Option<Licence>,
    /// Where the source of the program can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where the log's key is published besides the portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_published: Option<String>,
    /// Where weaknesses are reported: an e-mail address or a page. Without it the e-mail address for questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
}

impl Operator {
    /// Reads what an operator says of themselves, JSON.
    ///
    /// # Errors
    /// What is wrong, with line and column where that can be said.
    pub fn from_json(text: &str) -> Result<Operator, Said> {
        let operator: Operator = serde_json::from_str(text).map_err(serde_said)?;
        operator.check().map_err(|error| error.said_of_json())?;
        Ok(operator)
    }

    /// Checks what is said, by the rules of the record.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check(&self) -> Result<(), Violation> {
        let mut facts = self.facts(None);
        if self.name.is_none() {
            // Whoever only shows it may leave the name out.
            facts.name = Text::new(Language::En, "-");
        }
        facts.check_said()?;
        match self.how_reached() {
            Some(contact) => contact.check(log::RULES),
            None => Ok(()),
        }
    }

    /// What asks that this be on the record, in the place of what stands there.
    pub fn asked(&self, replaces: Option<u64>) -> NameOperator {
        NameOperator {
            facts: self.facts(replaces),
            contact: self.how_reached(),
        }
    }

    fn facts(&self, replaces: Option<u64>) -> OperatorNamed {
        OperatorNamed {
            replaces,
            name: self.name.clone().unwrap_or_default(),
            official: self.official.clone(),
            posts: self.posts.clone(),
            contact: self.contact.clone(),
            privacy: self.privacy.clone(),
            accessibility: self.accessibility.clone(),
            licence: self.licence.clone(),
            source: self.source.clone(),
            key_published: self.key_published.clone(),
        }
    }

    fn how_reached(&self) -> Option<OperatorContact> {
        let contact = OperatorContact {
            email: self.email.clone(),
            phone: self.phone.clone(),
            security: self.security.clone(),
        };
        (contact != OperatorContact::default()).then_some(contact)
    }

    /// What the record says: the facts, and how the office is reached as far as that is public.
    fn recorded(facts: OperatorNamed, contact: Option<OperatorContact>) -> Operator {
        let contact = contact.unwrap_or_default();
        Operator {
            name: Some(facts.name),
            official: facts.official,
            posts: facts.posts,
            email: contact.email,
            phone: contact.phone,
            contact: facts.contact,
            privacy: facts.privacy,
            accessibility: facts.accessibility,
            licence: facts.licence,
            source: facts.source,
            key_published: facts.key_published,
            security: contact.security,
        }
    }

    /// Where weaknesses are reported, as a URI.
    pub fn security_contact(&self) -> Option<String> {
        let contact = self.security.as_ref().or(self.email.as_ref())?;
        Some(if contact.contains("://") {
            contact.clone()
        } else {
            format!("mailto:{contact}")
        })
    }
}

/// Who runs a portal, and where that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// What is said.
    pub operator: Operator,
    /// Where the record says it; `None` where it does not.
    pub statement: Option<Statement>,
}

/// What the record says of who runs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The entry.
    pub entry: u64,
    /// Its time.
    pub at: String,
    /// How many there have been, this one too.
    pub statements: u64,
}

impl Running {
    /// Who runs a portal by what it was started with alone.
    pub fn unrecorded(operator: Operator) -> Running {
        Running {
            operator,
            statement: None,
        }
    }

    /// What the record says now; `None` where it says nothing of it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn on_record(store: &Store) -> Result<Option<Running>, StoreError> {
        match store.with_state(stands).await? {
            Some((said, _)) => Ok(Some(Running::read(store, said).await?)),
            None => Ok(None),
        }
    }

    /// What a statement says, its contact as far as that is public.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read(store: &Store, said: OperatorState) -> Result<Running, StoreError> {
        // The store gives a content only as long as the public may see it.
        let detail = store.entry(said.entry).await?;
        let contact = detail.as_ref().and_then(|detail| detail.open_body(CONTACT));
        let contact = contact.and_then(|contact| serde_json::from_slice(contact).ok());
        Ok(Running {
            operator: Operator::recorded(said.facts, contact),
            statement: Some(Statement {
                entry: said.entry,
                at: said.at,
                statements: said.statements,
            }),
        })
    }
}

/// What stands of the operator, and the entry that hid, showed or erased its contact last.
pub fn stands(state: &State) -> Option<(OperatorState, Option<u64>)> {
    let said = state.log()?.operator.clone()?;
    let changed = state.content(said.entry, CONTACT);
    let changed_by = changed.map(madang_programme::content::ContentState::by);
    Some((said, changed_by))
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
                "[privacy] \"javascript:alert(1)\"",
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
            let error = Operator::from_json(wrong).expect_err(wrong).to_string();
            assert!(error.contains(named), "{wrong}: {error}");
        }
        assert_eq!(Operator::from_json("{}"), Ok(Operator::default()));
    }

    #[test]
    fn what_is_asked_of_the_record_is_what_it_says_then() {
        let said = r#"{"name":{"ko":"열린정부과"},"official":{"ko":"공식 누리집"},"posts":{"head":{"ko":"과장"}},"email":"a@b.kr","phone":"02-1",
            "contact":"https://a.kr/c","privacy":"https://a.kr/p","accessibility":"https://a.kr/a","licence":{"name":{"ko":"공공누리"}},
            "source":"https://a.kr/s","key_published":"https://a.kr/k","security":"https://a.kr/x"}"#;
        let operator = Operator::from_json(said).expect("an operator");
        let asked = operator.asked(Some(3));
        assert_eq!(asked.facts.replaces, Some(3));
        // Nothing that may have to go stands in what stays for good.
        let facts = serde_json::to_string(&asked.facts).expect("JSON");
        for private in ["a@b.kr", "02-1", "https://a.kr/x"] {
            assert!(!facts.contains(private), "{facts}");
        }
        assert_eq!(Operator::recorded(asked.facts, asked.contact), operator);
        let erased = Operator::recorded(operator.asked(None).facts, None);
        assert_eq!(
            (erased.email, erased.phone, erased.security),
            (None, None, None)
        );
        assert_eq!(erased.name, operator.name);
    }
}
