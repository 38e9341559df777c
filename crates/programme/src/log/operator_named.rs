//! Who runs the log said who they are.

use std::collections::BTreeMap;

use madang_words::{Malformed, Text, check_not_blank, check_title, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Actor, Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content of `log.operator_named/1` that holds how the office is reached: [`OperatorContact`].
pub const CONTACT: &str = "contact";

/// The subject of what the operator says of themselves.
pub const OPERATOR: &str = "operator";

/// How the address of a page begins.
const SECURE: &str = "https://";
const PLAIN: &str = "http://";

/// The most characters that a name or a sentence has.
const LONGEST: usize = 200;

/// The most posts that are named.
const MOST_POSTS: usize = 500;

/// Whoever runs the log said who they are. The newest statement counts; those before stay on the record. Nothing here is
/// personal: it is an office, its licence and its addresses. What may have to go (an e-mail address, a telephone number) is in the
/// content [`CONTACT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorNamed {
    /// The entry whose place it takes: the statement before, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u64>,
    /// The office's name, by language.
    pub name: Text,
    /// The sentence by which a portal says on top of every page whose official site it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<Text>,
    /// What the posts that act are called, by the pseudonym that stands on the record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub posts: BTreeMap<String, Text>,
    /// A page with other ways to get in touch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The privacy policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<String>,
    /// The accessibility statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<String>,
    /// The licence of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// Where the source of the program can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where the log's key is published besides the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_published: Option<String>,
}

/// A licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Name, by language.
    pub name: Text,
    /// Its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How the office is reached: what can be put away, since it may be a person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorContact {
    /// Where questions go: an e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where weaknesses are reported: an e-mail address or a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
}

impl OperatorNamed {
    /// Checks what is said, whatever stands on the record.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check_said(&self) -> Checked {
        check_words("name", &self.name)?;
        if let Some(official) = &self.official {
            check_words("official", official)?;
        }
        if self.posts.len() > MOST_POSTS {
            let reason = said!(
                "log-operator-posts",
                count = self.posts.len(),
                most = MOST_POSTS
            );
            return Err(Violation::field("posts", reason));
        }
        for (post, words) in &self.posts {
            let field = || format!("posts.{post}");
            Actor::new(Role::Official, post)
                .map_err(|violation| Violation::field(field(), violation.said()))?;
            check_words("posts", words).map_err(|malformed| Malformed {
                field: field(),
                ..malformed
            })?;
        }
        for (field, address) in [
            ("contact", &self.contact),
            ("privacy", &self.privacy),
            ("accessibility", &self.accessibility),
            ("source", &self.source),
            ("key_published", &self.key_published),
        ] {
            check_page(field, address)?;
        }
        let Some(licence) = &self.licence else {
            return Ok(());
        };
        check_words("licence.name", &licence.name)?;
        check_page("licence.url", &licence.url)
    }
}

impl Fact for OperatorNamed {
    const KIND: &'static str = "log.operator_named/1";
    const ASKED: &'static str = "name_operator";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<OperatorContact>(CONTACT).optional()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        let replaces = self.replaces.map(|entry| Relation::Replaces.to(entry));
        Ok(Place::of_record(OPERATOR, replaces.into_iter().collect()))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.check_said()?;
        // Whoever says it anew has seen what stands: two statements at once do not pass over each other.
        let stands = state.begun_log()?.operator.as_ref().map(|said| said.entry);
        if self.replaces != stands {
            let named = |entry: Option<u64>| match entry {
                Some(entry) => said!("log-operator-entry", entry = entry),
                None => said!("log-operator-nothing"),
            };
            let (is, stands) = (named(self.replaces), named(stands));
            let reason = said!("log-operator-replaces", is = is, stands = stands);
            return Err(Violation::field("replaces", reason));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.name_operator(self.clone(), entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

impl Content for OperatorContact {
    fn check(&self, _rules: u32) -> Checked {
        if *self == OperatorContact::default() {
            return Err(Violation::field(CONTACT, said!("log-operator-unreachable")));
        }
        if let Some(phone) = &self.phone {
            check_not_blank("phone", phone, 100)?;
        }
        if self.email.as_deref().is_some_and(|email| !is_email(email)) {
            return Err(Violation::field("email", said!("log-operator-email")));
        }
        let either = |text: &str| is_page(text) || is_email(text);
        if self.security.as_deref().is_some_and(|text| !either(text)) {
            return Err(Violation::field(
                "security",
                said!("log-operator-either", secure = SECURE, plain = PLAIN),
            ));
        }
        Ok(())
    }
}

/// Asks that the operator be called so from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOperator {
    /// What is public for good.
    pub facts: OperatorNamed,
    /// How the office is reached.
    pub contact: Option<OperatorContact>,
}

impl Ask for NameOperator {
    fn name(&self) -> &'static str {
        OperatorNamed::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.contact)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let mut asked = Asked::from(self.facts);
        if let Some(contact) = &self.contact {
            asked.contents.push(NewContent::public(CONTACT, contact)?);
        }
        Ok(asked)
    }
}

/// Words of a name: not too many, and nothing hidden in them.
fn check_words(field: &'static str, words: &Text) -> Result<(), Malformed> {
    words.check(field, LONGEST)?;
    for text in words.0.values() {
        check_title(field, text)?;
    }
    Ok(())
}

fn check_page(field: &'static str, address: &Option<String>) -> Checked {
    match address {
        Some(address) if !is_page(address) => {
            let reason = said!(
                "log-operator-page",
                address = quoted(address),
                secure = SECURE,
                plain = PLAIN
            );
            Err(Violation::field(field, reason))
        }
        Some(_) | None => Ok(()),
    }
}

/// Plain characters alone: what stands in a header or in an attribute.
fn is_plain(text: &str) -> bool {
    text.len() <= 500 && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether it is the address of a page.
fn is_page(text: &str) -> bool {
    let rest = [SECURE, PLAIN]
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
