//! Commands: what is asked. A command becomes an event with its contents; whether it may happen is for
//! [`crate::State::apply`] to say.

use std::fmt::Debug;

use madang_record::entry::Visibility;
use madang_record::to_canonical;
use serde::Serialize;
use serde_json::Value;

use crate::contents::{TEXT, content_rule, length};
use crate::event::Event;
use crate::fact::{By, Fact};
use crate::place::Place;
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;

/// Something that can be asked of the programme.
pub trait Ask: Clone + Debug + Send + Sync + 'static {
    /// Its name: [`Fact::ASKED`] of what it leads to.
    fn name(&self) -> &'static str;

    /// All that is asked: two commands are the same when their names and contents are.
    fn content(&self) -> impl Serialize;

    /// The event that it asks for in `state`, with its contents.
    ///
    /// # Errors
    /// What it names and is not there. The rules of the programme are checked when the entry is applied.
    fn draft(self, state: &State) -> Result<Asked, Violation>;

    /// The same once an event came of it: an identifier that it left to the record is the one that it got there.
    #[must_use]
    fn named_as(self, _event: &Event) -> Self {
        self
    }
}

/// The event that is asked for, with its contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The event.
    pub event: Event,
    /// Its contents.
    pub contents: Vec<NewContent>,
}

impl<E: Into<Event>> From<E> for Asked {
    fn from(event: E) -> Asked {
        Asked {
            event: event.into(),
            contents: Vec::new(),
        }
    }
}

/// A content that an entry is to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct NewContent {
    /// Its name in the entry.
    pub name: &'static str,
    /// Who may see it.
    pub visibility: Visibility,
    /// What it says.
    pub content: Value,
}

impl NewContent {
    /// A public content.
    ///
    /// # Errors
    /// What has no JSON form.
    pub fn public(name: &'static str, content: &impl Serialize) -> Result<NewContent, Violation> {
        let content =
            serde_json::to_value(content).map_err(|error| Violation::unreadable(name, error))?;
        Ok(NewContent {
            name,
            visibility: Visibility::Public,
            content,
        })
    }

    /// A content that roles read, and nobody else.
    ///
    /// # Errors
    /// What has no JSON form.
    pub fn restricted(
        name: &'static str,
        content: &impl Serialize,
        roles: &[Role],
    ) -> Result<NewContent, Violation> {
        let roles = roles.iter().map(|role| role.name().to_owned());
        Ok(NewContent {
            visibility: Visibility::Restricted {
                roles: roles.collect(),
            },
            ..NewContent::public(name, content)?
        })
    }

    /// A content that is sealed until an event about the subject `until`.
    ///
    /// # Errors
    /// What has no JSON form.
    pub fn sealed(
        name: &'static str,
        content: &impl Serialize,
        until: String,
    ) -> Result<NewContent, Violation> {
        Ok(NewContent {
            visibility: Visibility::Sealed { until },
            ..NewContent::public(name, content)?
        })
    }
}

/// Asks for an event that has no contents, by its facts.
#[derive(Clone, Debug)]
pub struct Plain<F>(pub F);

impl<F> Ask for Plain<F>
where
    F: Fact + Into<Event> + Clone + Debug + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        F::ASKED
    }

    fn content(&self) -> impl Serialize {
        &self.0
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        Ok(Asked::from(self.0))
    }
}

/// Asks for an event with public words, by its facts and one content of a name.
#[derive(Clone, Debug)]
pub struct Worded<F, T> {
    facts: F,
    name: &'static str,
    words: T,
}

impl<F, T> Ask for Worded<F, T>
where
    F: Fact + Into<Event> + Clone + Debug + Send + Sync + 'static,
    T: Serialize + Clone + Debug + Send + Sync + 'static,
{
    fn name(&self) -> &'static str {
        F::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.words)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let words = NewContent::public(self.name, &self.words)?;
        let mut asked = Asked::from(self.facts);
        asked.contents.push(words);
        Ok(asked)
    }
}

/// Something that is asked of the programme, whatever it is.
#[derive(Debug)]
pub struct Command(Box<dyn AnyAsk>);

impl Clone for Command {
    fn clone(&self) -> Command {
        Command(self.0.boxed())
    }
}

impl<A: Ask> From<A> for Command {
    fn from(ask: A) -> Command {
        Command(Box::new(ask))
    }
}

/// [`Ask`] of whatever kind.
trait AnyAsk: Debug + Send + Sync {
    fn boxed(&self) -> Box<dyn AnyAsk>;
    fn name(&self) -> &'static str;
    fn canonical(&self) -> Result<Vec<u8>, String>;
    fn declared(&self) -> Result<Vec<u8>, String>;
    fn draft(self: Box<Self>, state: &State) -> Result<Asked, Violation>;
    fn asks_for(&self, state: &State, event: &Event) -> bool;
}

impl<A: Ask> AnyAsk for A {
    fn boxed(&self) -> Box<dyn AnyAsk> {
        Box::new(self.clone())
    }

    fn name(&self) -> &'static str {
        Ask::name(self)
    }

    fn canonical(&self) -> Result<Vec<u8>, String> {
        to_canonical(&(Ask::name(self), self.content())).map_err(|error| error.to_string())
    }

    fn declared(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(&(Ask::name(self), self.content())).map_err(|error| error.to_string())
    }

    fn draft(self: Box<Self>, state: &State) -> Result<Asked, Violation> {
        Ask::draft(*self, state)
    }

    fn asks_for(&self, state: &State, event: &Event) -> bool {
        let asked = self.clone().named_as(event).draft(state);
        asked.is_ok_and(|asked| asked.event == *event)
    }
}

/// An event with its contents and its place, ready to become an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The event.
    pub event: Event,
    /// Where it belongs.
    pub place: Place,
    /// Its contents.
    pub contents: Vec<NewContent>,
}

impl Command {
    /// Asks for an event that has no contents.
    pub fn plain<F>(facts: F) -> Command
    where
        F: Fact + Into<Event> + Clone + Debug + Send + Sync + 'static,
    {
        Plain(facts).into()
    }

    /// Asks for an event with public words, in its content [`TEXT`].
    pub fn worded<F, T>(facts: F, text: T) -> Command
    where
        F: Fact + Into<Event> + Clone + Debug + Send + Sync + 'static,
        T: Serialize + Clone + Debug + Send + Sync + 'static,
    {
        Command::said(TEXT, facts, text)
    }

    /// Asks for an event with public words, in its content of that name.
    pub fn said<F, T>(name: &'static str, facts: F, words: T) -> Command
    where
        F: Fact + Into<Event> + Clone + Debug + Send + Sync + 'static,
        T: Serialize + Clone + Debug + Send + Sync + 'static,
    {
        Worded { facts, name, words }.into()
    }

    /// Its name: `submit_proposal`.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Name and content as canonical JSON: two commands are the same when these are.
    ///
    /// # Errors
    /// A content without a canonical form.
    pub fn content(&self) -> Result<Vec<u8>, Violation> {
        let content = self.0.canonical();
        content.map_err(|reason| Violation::unreadable("command", reason))
    }

    /// Name and content with the fields in the order in which the code declares them: what databases kept of a command
    /// before [`Command::content`]. For comparison only.
    ///
    /// # Errors
    /// A content without a JSON form.
    pub fn content_as_declared(&self) -> Result<Vec<u8>, Violation> {
        let content = self.0.declared();
        content.map_err(|reason| Violation::unreadable("command", reason))
    }

    /// The event that it asks for in `state`, whether or not it may happen.
    ///
    /// # Errors
    /// What the command names and is not there.
    pub fn event(self, state: &State) -> Result<Event, Violation> {
        Ok(self.0.draft(state)?.event)
    }

    /// Whether it asks for what an event on record says, its contents aside.
    pub fn asks_for(&self, state: &State, event: &Event) -> bool {
        self.0.asks_for(state, event)
    }

    /// Makes the event that the command asks for, in `state`.
    ///
    /// # Errors
    /// What the command names and is not there, a content of the wrong shape, or the first rule that the event would break
    /// if `by` caused it now.
    pub fn draft(self, state: &State, by: &By<'_>) -> Result<Draft, Violation> {
        let Asked {
            event,
            mut contents,
        } = self.0.draft(state)?;
        for content in &mut contents {
            let rule = content_rule(&event, content.name)?;
            rule.number(&mut content.content);
            rule.check_length(length(&content.content))?;
            rule.check_under(state.rules(), &content.content)?;
            rule.check_beside(&event, state, &content.content)?;
        }
        let fact = event.fact();
        state.may(fact, by)?;
        let place = fact.place(state)?;
        Ok(Draft {
            event,
            place,
            contents,
        })
    }
}
