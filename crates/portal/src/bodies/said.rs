//! What entries about bodies and their members say, in words.

use madang_programme::bodies::{
    BodyComposed, BodyRules, Event, MemberAppointed, MemberSeated, PERSON, Person, RULES,
};
use maud::html;

use crate::bodies::labels::{body_kind, member_class, seats, sector, term};
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said, words};
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
        Event::BodyComposed(facts) => composed(ui, facts, reading),
        Event::MemberSeated(facts) => {
            let person = read_body(reading.detail, PERSON);
            seated(ui, facts, person.as_ref())
        }
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
        Event::BodyEstablished(_)
        | Event::BodyComposed(_)
        | Event::MemberAppointed(_)
        | Event::MemberSeated(_) => Beside::Nothing,
    }
}

/// A body with its seats and its rules.
fn composed(ui: &Ui, facts: &BodyComposed, reading: &Reading<'_>) -> Vec<Line> {
    let rules = read_body::<BodyRules>(reading.detail, RULES);
    let mut lines = vec![
        said(ui, "body-name", &facts.name),
        (ui.t("body-kind"), html! { (body_kind(ui, facts.kind)) }),
        said(ui, "body-mandate", &facts.mandate),
        (ui.t("body-seats"), html! { (seats(ui, facts)) }),
        (
            ui.t("body-quorum"),
            html! { (ui.number(facts.quorum.into())) },
        ),
    ];
    lines.extend(facts.meets_every.map(|days| {
        let days = html! { (ui.count("body-meets-days", days.into())) };
        (ui.t("body-meets-every"), days)
    }));
    lines.push(words(ui, "body-rules", rules.map(|rules| rules.text)));
    lines
}

/// A member for a term.
fn seated(ui: &Ui, facts: &MemberSeated, person: Option<&Person>) -> Vec<Line> {
    let mut lines = member(ui, &facts.clone().into(), person);
    lines.push((
        ui.t("body-member-sector"),
        html! { (sector(ui, &facts.sector)) },
    ));
    lines.push((ui.t("body-term"), html! { (term(ui, facts)) }));
    if facts.chair {
        lines.push((
            ui.t("body-member-chair"),
            html! { (ui.t("body-member-chairs")) },
        ));
    }
    lines
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
