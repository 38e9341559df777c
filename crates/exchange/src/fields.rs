//! The fields of an object in a JSON file, read one by one, so that all that is wrong is told at once.

use std::sync::Arc;

use madang_programme::Violation;
use madang_words::{Said, serde_said};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::labels::named;
use crate::mistake::{Column, Mistake, Mistakes};
use crate::places::Places;
use crate::source::{At, Source};
use crate::words::said;

/// The members of an object, in their order.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Members<'t>, D::Error> {
        struct Each;
        impl<'t> Visitor<'t> for Each {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// The fields of one object. What is wrong is collected; whoever reads asks for each field and then for [`Fields::end`].
pub(crate) struct Fields<'t, 'm> {
    source: &'t Source,
    /// The object, as it stands in the file.
    object: &'t str,
    members: Vec<(String, &'t RawValue)>,
    asked: Vec<&'static str>,
    mistakes: &'m mut Vec<Mistake>,
}

/// Reads an object of a file.
pub(crate) trait FromFields: Sized {
    /// Asks for each field. `None` where one that is needed is not there, or is something else.
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self>;
}

impl<'t, 'm> Fields<'t, 'm> {
    fn of(
        source: &'t Source,
        object: &'t str,
        mistakes: &'m mut Vec<Mistake>,
    ) -> Option<Fields<'t, 'm>> {
        let Members(members) = source.value(object, mistakes)?;
        for (place, (name, value)) in members.iter().enumerate() {
            if members[..place].iter().any(|(other, _)| other == name) {
                let what = said!("mistake-twice", name = name.as_str());
                mistakes.push(source.mistake_at(value.get(), what));
            }
        }
        Some(Fields {
            source,
            object,
            members,
            asked: Vec::new(),
            mistakes,
        })
    }

    /// The field, as it stands in the file; one that is `null` is not there.
    fn raw(&mut self, name: &'static str) -> Option<&'t str> {
        self.asked.push(name);
        let mut members = self.members.iter();
        let (_, value) = members.find(|(member, _)| member == name)?;
        (value.get() != "null").then_some(value.get())
    }

    /// What stands in a field; what does not fit is a mistake of that field.
    fn value<T: Deserialize<'t>>(&mut self, name: &str, value: &'t str) -> Option<T> {
        let before = self.mistakes.len();
        let read = self.source.value(value, self.mistakes);
        for mistake in &mut self.mistakes[before..] {
            if let Column::Character(column) = mistake.column {
                mistake.column = Column::Field(column, name.into());
            }
        }
        read
    }

    /// A field that must be there.
    pub(crate) fn needed<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        match self.raw(name) {
            Some(value) => self.value(name, value),
            None => {
                let what = said!("mistake-missing", field = named(name));
                self.mistakes
                    .push(self.source.mistake_at(self.object, what));
                None
            }
        }
    }

    /// A field that may be left out.
    pub(crate) fn given<T: Deserialize<'t>>(&mut self, name: &'static str) -> Option<T> {
        let value = self.raw(name)?;
        self.value(name, value)
    }

    /// A list that may be left out where it is empty.
    pub(crate) fn list<T: Deserialize<'t>>(&mut self, name: &'static str) -> Vec<At<T>> {
        let items: Vec<&RawValue> = self.given(name).unwrap_or_default();
        let mut read = Vec::with_capacity(items.len());
        for item in items {
            let value = self.value(name, item.get());
            let line = self.source.line_of(item.get());
            read.extend(value.map(|value| At { line, value }));
        }
        read
    }

    /// A list of objects that may be left out where it is empty.
    pub(crate) fn objects<T: FromFields>(&mut self, name: &'static str) -> Vec<At<T>> {
        let items: Vec<&RawValue> = self.given(name).unwrap_or_default();
        objects(self.source, &items, self.mistakes)
    }

    /// An object that may be left out.
    pub(crate) fn object<T: FromFields>(&mut self, name: &'static str) -> Option<T> {
        let value = self.raw(name)?;
        read(self.source, value, self.mistakes)
    }

    /// An object that must be there.
    pub(crate) fn needed_object<T: FromFields>(&mut self, name: &'static str) -> Option<T> {
        let value: &RawValue = self.needed(name)?;
        read(self.source, value.get(), self.mistakes)
    }

    /// A field that must be there and be what a rule of the record asks for.
    pub(crate) fn held<T: Deserialize<'t>, E: Into<Violation>>(
        &mut self,
        name: &'static str,
        rule: impl Fn(&T) -> Result<(), E>,
    ) -> Option<T> {
        let value = self.needed(name)?;
        self.keep(name, rule(&value));
        Some(value)
    }

    /// The same where it may be left out.
    pub(crate) fn held_if_given<T: Deserialize<'t>, E: Into<Violation>>(
        &mut self,
        name: &'static str,
        rule: impl Fn(&T) -> Result<(), E>,
    ) -> Option<T> {
        let value = self.given(name)?;
        self.keep(name, rule(&value));
        Some(value)
    }

    fn keep<E: Into<Violation>>(&mut self, name: &'static str, kept: Result<(), E>) {
        if let Err(reason) = kept {
            let reason = match reason.into() {
                // Where it stands says which field it is.
                Violation::Field { reason, .. } => reason,
                other => other.said(),
            };
            self.wrong(name, reason);
        }
    }

    /// Where each field stands, and each field of the objects in them.
    pub(crate) fn places(&self) -> Places {
        let mut places = Places::default();
        add_places(self.source, "", &self.members, &mut places);
        places
    }

    /// Says what is wrong with a field that was read: `budget`, or `rule.budget` inside another.
    pub(crate) fn wrong(&mut self, path: &'static str, what: Said) {
        let place = self.places().nearest(path);
        let place = place.unwrap_or_else(|| {
            let (line, column) = self.source.place_of(self.object);
            (line, column.into())
        });
        let (line, column) = place;
        let name = self.source.name();
        self.mistakes.push(Mistake::at(name, line, column, what));
    }

    /// Refuses the fields that nobody asked for.
    fn end(self) {
        let known: Vec<String> = self.asked.iter().map(|name| format!("`{name}`")).collect();
        for (name, value) in &self.members {
            if !self.asked.contains(&name.as_str()) {
                let known = known.join(", ");
                let what = serde_said(format!("unknown field `{name}`, expected one of {known}"));
                self.mistakes
                    .push(self.source.mistake_at(value.get(), what));
            }
        }
    }
}

fn add_places(source: &Source, of: &str, members: &[(String, &RawValue)], places: &mut Places) {
    for (name, value) in members {
        let path = match of {
            "" => name.clone(),
            of => format!("{of}.{name}"),
        };
        if let Ok(Members(members)) = serde_json::from_str(value.get()) {
            add_places(source, &path, &members, places);
        }
        let (line, column) = source.place_of(value.get());
        let name: Arc<str> = path.as_str().into();
        places.add(path, (line, Column::Field(column, name)));
    }
}

fn read<'t, T: FromFields>(
    source: &'t Source,
    object: &'t str,
    mistakes: &mut Vec<Mistake>,
) -> Option<T> {
    let mut fields = Fields::of(source, object, mistakes)?;
    let value = T::read(&mut fields);
    fields.end();
    value
}

fn objects<'t, T: FromFields>(
    source: &'t Source,
    items: &[&'t RawValue],
    mistakes: &mut Vec<Mistake>,
) -> Vec<At<T>> {
    let item = |item: &&'t RawValue| {
        let value = read(source, item.get(), mistakes)?;
        let line = source.line_of(item.get());
        Some(At { line, value })
    };
    items.iter().filter_map(item).collect()
}

/// Reads a file that is one object.
pub(crate) fn read_object<T: FromFields>(source: &Source) -> Result<T, Mistakes> {
    let whole: &RawValue = source.json()?;
    let mut mistakes = Vec::new();
    let value = read(source, whole.get(), &mut mistakes);
    finished(source, value, mistakes)
}

/// Reads a file that is a list of objects.
pub(crate) fn read_list<T: FromFields>(source: &Source) -> Result<Vec<At<T>>, Mistakes> {
    let items: Vec<&RawValue> = source.json()?;
    let mut mistakes = Vec::new();
    let read = objects(source, &items, &mut mistakes);
    Mistakes::none_of(mistakes, read)
}

fn finished<T>(source: &Source, value: Option<T>, mistakes: Vec<Mistake>) -> Result<T, Mistakes> {
    Mistakes::none_of(mistakes, ())?;
    // Where a value is missing, why stands among the mistakes.
    value.ok_or_else(|| Mistake::of_file(source.name(), said!("mistake-no-value")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Shelf {
        id: String,
        books: Vec<At<Book>>,
    }

    #[derive(Debug)]
    struct Book {
        title: String,
    }

    impl FromFields for Shelf {
        fn read(fields: &mut Fields<'_, '_>) -> Option<Shelf> {
            let id = fields.needed("id");
            let books = fields.objects("books");
            Some(Shelf { id: id?, books })
        }
    }

    impl FromFields for Book {
        fn read(fields: &mut Fields<'_, '_>) -> Option<Book> {
            let title = fields.needed("title");
            let _pages: Option<u32> = fields.given("pages");
            Some(Book { title: title? })
        }
    }

    fn shelf(text: &str) -> Result<Shelf, Mistakes> {
        let source = Source::new("a.json", text.as_bytes().to_vec()).expect("text");
        read_object(&source)
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_with_its_place() {
        let text = "{ // a shelf\n \"shade\": 1,\n \"books\": [\n  {\"pages\": \"many\"},\n  7,\n  {\"title\": \"가\", \"titel\": \"나\", \"title\": \"다\"}]}";
        let error = shelf(text).expect_err("a lot is wrong");
        let said: Vec<String> = error.all().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "a.json: line 1, column 1, missing field \"id\" (identifier)",
                "a.json: line 2, column 11, unknown field `shade`, expected one of `id`, `books`",
                "a.json: line 4, column 3, missing field \"title\"",
                "a.json: line 4, column 18, \"pages\": invalid type: string \"many\", expected a whole number",
                "a.json: line 5, column 3, invalid type: integer `7`, expected an object",
                "a.json: line 6, column 27, unknown field `titel`, expected one of `title`, `pages`",
                "a.json: line 6, column 41, title: stands twice in the object",
            ]
        );
    }

    #[test]
    fn lists_that_are_empty_and_nulls_may_be_left_out() {
        let shelf = shelf("{\"id\": \"x\", \"books\": null}").expect("a shelf");
        assert_eq!((shelf.id.as_str(), shelf.books.len()), ("x", 0));
        let read = self::shelf("{\"id\": \"x\", \"books\": [{\"title\": \"t\", \"pages\": null}]}");
        assert_eq!(read.expect("a shelf").books[0].title, "t");
    }
}
