//! What entries about bodies and their members say, in words.

use madang_programme::bodies::{Event, MemberAppointed, PERSON, Person};
use maud::html;

use crate::bodies::labels::{body_kind, member_class};
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said};
use crate::frame::ui::Ui;
use crate::model::read_body;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::BodyEstablished(facts) => vec![
            said(ui, "body-name", &facts.name),
            (ui.t("body-kind"), html! { (body_kind(ui, facts.kind)) }),
            said(ui, "body-mandate", &facts.mandate),
        ],
        Event::MemberAppointed(facts) => {
            let person = read_body(reading.detail, PERSON);
            member(ui, facts, person.as_ref())
        }
        Event::MemberLeft(_) => match reading.left {
            Some((facts, person)) => member(ui, facts, person.as_ref()),
            None => vec![],
        },
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::MemberLeft(facts) => Beside::Left(facts),
        Event::BodyEstablished(_) | Event::MemberAppointed(_) => Beside::Nothing,
    }
}

/// A member: post and class, and name and interests where they are public.
fn member(ui: &Ui, facts: &MemberAppointed, person: Option<&Person>) -> Vec<Line> {
    let class = html! { (member_class(ui, facts.class)) };
    let mut lines = vec![(ui.t("body-member-class"), class)];
    let Some(person) = person else {
        lines.push((
            ui.t("body-member-post"),
            absent(ui, "body-member-not-public"),
        ));
        return lines;
    };
    lines.push(said(ui, "body-member-post", &person.post));
    lines.extend(
        person
            .name
            .as_ref()
            .map(|name| (ui.t("body-member-name"), html! { (name) })),
    );
    let interests = person.interests.as_ref();
    lines.extend(interests.map(|text| said(ui, "body-member-declared", text)));
    lines
}
