//! What somebody else recorded while a form was filled in. What they changed stands in every field that its sender left as it was; what
//! its sender typed stays, and where both changed the same, theirs is shown beside it. A form that names what it was written against
//! ([`Sending::base`]) gives for it nothing but what stands now, field by field.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sha2::{Digest, Sha256};

use crate::frame::fields::{InBoth, Words};
use crate::frame::form::{Field, Sending};
use crate::frame::parts::{Tone, badge, table};
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE};
use crate::frame::ui::Ui;

/// A field of a form, with what stands in it.
pub type Value = (Field, String);

/// Fields that say one thing together: whoever changed one changed both.
pub type AsOne<'a> = &'a [(Field, Field)];

/// Bytes of a digest that a form carries of what it was shown with: enough to tell what was left from what was changed.
const DIGEST: usize = 6;

/// Words of two languages, as their fields have them.
pub fn of_words(words: &[(InBoth, &Words)]) -> Vec<Value> {
    let each = words.iter().flat_map(|(fields, words)| {
        [
            (fields.here, words.here.clone()),
            (fields.other, words.other.clone()),
        ]
    });
    each.collect()
}

/// A text as it comes back from a form: browsers send other ends of lines than they were given.
fn sent(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn digest(text: &str) -> String {
    let digest = Sha256::digest(sent(text).as_bytes());
    let digest = digest.iter().take(DIGEST);
    digest.map(|byte| format!("{byte:02x}")).collect()
}

/// What a form is shown with, as it carries that unseen: a digest of each field that is not empty.
pub fn shown(values: &[Value]) -> String {
    let filled = values.iter().filter(|(_, value)| !sent(value).is_empty());
    let each = filled.map(|(field, value)| format!("{}.{}", field.name, digest(value)));
    // What was empty is told from a form that carries nothing of the kind.
    each.chain(["-".to_owned()]).collect::<Vec<_>>().join(",")
}

/// What somebody else recorded meanwhile.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Meanwhile {
    /// Fields that both changed: what stands now, and what was typed.
    both: Vec<(Field, String, String)>,
    /// Fields that they alone changed, with what stands now.
    taken: Vec<Value>,
}

/// Where somebody else recorded something since the form was shown that `sending` comes from, that alone is said, whatever else was
/// wrong: everything may have changed with it. Then `query` has what stands now in each field that was left as it was shown, and the form
/// is of `stands` from here on, with `theirs` in it. `None` where nobody did.
pub fn stale(
    query: &mut Query,
    sending: &mut Sending,
    stands: Option<u64>,
    (theirs, as_one): (&[Value], AsOne<'_>),
) -> Option<Meanwhile> {
    if sending.base == stands {
        return None;
    }
    query.errors.clear();
    query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
    let meanwhile = Meanwhile::between(query, &sending.shown, (theirs, as_one));
    sending.base = stands;
    sending.shown = shown(theirs);
    Some(meanwhile)
}

impl Meanwhile {
    fn between(query: &mut Query, carried: &str, (theirs, as_one): (&[Value], AsOne<'_>)) -> Self {
        let was: BTreeMap<&str, &str> = carried
            .split(',')
            .filter_map(|one| one.split_once('.'))
            .collect();
        let known = !carried.is_empty();
        let nothing = digest("");
        let is_as_shown = |field: Field, text: &str| {
            let was = was.get(field.name).copied();
            known && digest(text) == was.unwrap_or(nothing.as_str())
        };
        let came: &Query = query;
        let mine = |field: Field| came.has(field).then(|| sent(&came.exact(field)));
        // Who changed a field, by whether each of those that belong together is as it was shown.
        let together = |field: Field| {
            let pair = as_one
                .iter()
                .find(|(one, other)| field == *one || field == *other);
            pair.map_or_else(|| vec![field], |(one, other)| vec![*one, *other])
        };
        let stands = |field: Field| theirs.iter().find(|(of, _)| *of == field);
        let mut found = Meanwhile::default();
        let mut changes = Vec::new();
        for (field, theirs) in theirs {
            let own = mine(*field);
            let theirs = sent(theirs);
            if own.as_ref() == Some(&theirs) {
                continue;
            }
            let of = together(*field);
            let left = of.iter().all(|field| {
                let own = mine(*field);
                own.is_none_or(|own| is_as_shown(*field, &own))
            });
            let same = of.iter().all(|field| {
                let now = stands(*field).map_or("", |(_, now)| now.as_str());
                is_as_shown(*field, now)
            });
            match (own, left, same) {
                // Changed by nobody else.
                (_, _, true) => {}
                (own, true, false) => {
                    if own.is_some() {
                        changes.push((*field, theirs.clone()));
                    }
                    found.taken.push((*field, theirs));
                }
                (own, false, false) => {
                    found.both.push((*field, theirs, own.unwrap_or_default()));
                }
            }
        }
        for (field, theirs) in changes {
            query.set(field, theirs);
        }
        found
    }

    /// What a page shows above the form: `given` is what stands now, as a link; `seen` says what is written in a field in words, where
    /// that is not what the record has.
    pub fn section(
        &self,
        ui: &Ui,
        given: Markup,
        seen: &dyn Fn(Field, &str) -> Option<String>,
    ) -> Markup {
        let said = |field: Field, text: &str| match text {
            "" => ui.t("form-meanwhile-empty"),
            text => seen(field, text).unwrap_or_else(|| text.to_owned()),
        };
        let head = html! {
            th scope="col" { (ui.t("form-meanwhile-field")) }
            th scope="col" { (ui.t("form-meanwhile-theirs")) }
            th scope="col" { (ui.t("form-meanwhile-mine")) }
        };
        let rows = html! {
            @for (field, theirs, mine) in &self.both {
                tr {
                    th.key scope="row" { (ui.t(field.label)) }
                    td.words.lines { (said(*field, theirs)) }
                    td.words.lines { (said(*field, mine)) }
                }
            }
        };
        html! {
            section.meanwhile aria-labelledby="meanwhile" {
                h2 #meanwhile { (ui.t("form-meanwhile-title")) }
                p.prose { (ui.t("form-meanwhile-text")) }
                p { (badge(Tone::Active, &ui.t("form-meanwhile-stands"))) " " (given) }
                @if !self.taken.is_empty() {
                    p { (ui.t("form-meanwhile-taken")) }
                    dl.facts {
                        @for (field, theirs) in &self.taken {
                            div { dt { (ui.t(field.label)) } dd.words.lines { (said(*field, theirs)) } }
                        }
                    }
                }
                @if !self.both.is_empty() {
                    (table(ui, "difference", &ui.t("form-meanwhile-caption"), head, rows))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: Field = Field::for_programs("title");
    const PLACE: Field = Field::for_programs("place");
    const TEXT: Field = Field::for_programs("text");
    const UNIT: Field = Field::for_programs("unit");

    fn values(title: &str, place: &str, text: &str) -> Vec<Value> {
        vec![
            (TITLE, title.to_owned()),
            (PLACE, place.to_owned()),
            (TEXT, text.to_owned()),
        ]
    }

    fn sending(carried: &[Value], base: u64) -> Sending {
        Sending {
            shown: shown(carried),
            ..Sending::new(Some(base))
        }
    }

    #[test]
    fn what_was_left_takes_what_stands_and_what_was_typed_stays() {
        let mut sending = sending(&values("Buses", "Hall", "a\nb"), 3);
        let mut query = Query::parse("title=Night+buses&place=Library&text=a%0D%0Ab");
        query.refuse(TITLE, "error-empty", "", "");
        let theirs = values("Buses", "Museum", "a\nc");
        let found = stale(&mut query, &mut sending, Some(5), (&theirs, &[])).expect("stale");
        let both = vec![(PLACE, "Museum".to_owned(), "Library".to_owned())];
        assert_eq!(found.both, both);
        assert_eq!(found.taken, vec![(TEXT, "a\nc".to_owned())]);
        let now = [TITLE, PLACE, TEXT].map(|field| query.exact(field));
        assert_eq!(now, ["Night buses", "Library", "a\nc"]);
        let errors: Vec<_> = query.errors.iter().map(|error| error.key).collect();
        assert_eq!(errors, ["error-base"], "that alone");
        assert_eq!((sending.base, sending.shown), (Some(5), shown(&theirs)));
    }

    #[test]
    fn nothing_is_stale_that_nobody_changed_and_what_carries_nothing_keeps_all_that_was_typed() {
        let mut mine = sending(&values("Buses", "", ""), 3);
        let mut query = Query::parse("title=Night+buses");
        let theirs = values("Trams", "", "");
        assert_eq!(stale(&mut query, &mut mine, Some(3), (&theirs, &[])), None);
        mine.shown.clear();
        let found = stale(&mut query, &mut mine, Some(4), (&theirs, &[])).expect("stale");
        assert_eq!(found.both.len(), 1);
        assert_eq!(query.exact(TITLE), "Night buses");
    }

    #[test]
    fn a_number_and_its_unit_are_one_thing() {
        let period =
            |number: &str, unit: &str| vec![(TEXT, number.to_owned()), (UNIT, unit.to_owned())];
        let mut mine = sending(&period("30", "days"), 1);
        let mut query = Query::parse("text=20&unit=days");
        let theirs = period("2", "months");
        let as_one = [(TEXT, UNIT)];
        let found = stale(&mut query, &mut mine, Some(2), (&theirs, &as_one)).expect("stale");
        assert_eq!(found.both.len(), 2);
        assert_eq!(query.exact(UNIT), "days", "20 days are no 20 months");
    }
}
