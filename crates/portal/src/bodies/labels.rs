//! What kinds of bodies and of members are called.

use madang_programme::bodies::{BodyComposed, BodyKind, MemberClass, MemberSeated};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::frame::words::is_called;
use crate::model::{BodyDetail, MemberDetail, ProgrammeDetail};

/// A kind of body of people.
pub fn body_kind(ui: &Ui, kind: BodyKind) -> String {
    match kind {
        BodyKind::AdvisoryCommittee => ui.t("body-advisory-committee"),
        BodyKind::ExpertPanel => ui.t("body-expert-panel"),
        BodyKind::TaskForce => ui.t("body-task-force"),
        BodyKind::Forum => ui.t("body-forum"),
    }
}

/// What members are there as, by their names in forms.
pub const CLASSES: [(&str, MemberClass); 4] = [
    ("official", MemberClass::Official),
    ("expert", MemberClass::Expert),
    ("designer", MemberClass::Designer),
    ("citizen", MemberClass::Citizen),
];

/// The parts of society that members come from, by their names on the record.
pub const SECTORS: [(&str, &str); 6] = [
    ("citizen", "body-sector-citizen"),
    ("civil-society", "body-sector-civil-society"),
    ("business", "body-sector-business"),
    ("university", "body-sector-university"),
    ("public", "body-sector-public"),
    ("media", "body-sector-media"),
];

/// A part of society; as the record names it where it is none of these.
pub fn sector(ui: &Ui, id: &str) -> String {
    let known = SECTORS.iter().find(|(one, _)| *one == id);
    known.map_or_else(|| id.to_owned(), |(_, key)| ui.t(key))
}

fn class_key(class: MemberClass) -> &'static str {
    match class {
        MemberClass::Official => "body-member-official",
        MemberClass::Expert => "body-member-expert",
        MemberClass::Designer => "body-member-designer",
        MemberClass::Citizen => "body-member-citizen",
    }
}

/// What a member is there as.
pub fn member_class(ui: &Ui, class: MemberClass) -> String {
    ui.t(class_key(class))
}

/// The name of a class in forms.
pub fn class_name(class: MemberClass) -> &'static str {
    let found = CLASSES.into_iter().find(|(_, one)| *one == class);
    found.map_or("", |(name, _)| name)
}

/// What somebody wrote that a member is there as: as pages call it in any language, or by its name in forms.
pub fn class_named(written: &str) -> Option<MemberClass> {
    let is = |(name, class): &(&str, MemberClass)| {
        *name == written || is_called(class_key(*class), written)
    };
    let found = CLASSES.into_iter().find(is);
    found.map(|(_, class)| class)
}

/// The keys by which members of a class are counted.
const COUNTED: [(MemberClass, &str); 4] = [
    (MemberClass::Official, "body-count-officials"),
    (MemberClass::Expert, "body-count-experts"),
    (MemberClass::Designer, "body-count-designers"),
    (MemberClass::Citizen, "body-count-citizens"),
];

/// So many members of a class: “3 officials”.
pub fn counted(ui: &Ui, class: MemberClass, number: u64) -> String {
    let key = COUNTED.iter().find(|(of, _)| *of == class);
    key.map_or_else(String::new, |(_, key)| ui.count(key, number))
}

/// The seats of a body: “3 officials, 2 experts”.
pub fn seats(ui: &Ui, composed: &BodyComposed) -> String {
    let all = composed.seats.iter();
    let all = all.map(|(class, number)| counted(ui, *class, (*number).into()));
    all.collect::<Vec<String>>().join(", ")
}

/// A term, from its first day to its last.
pub fn term(ui: &Ui, seated: &MemberSeated) -> String {
    let from = partial_date(ui.lang, &seated.from);
    match &seated.until {
        Some(until) => ui.tf(
            "body-term-days",
            &[
                ("from", from.into()),
                ("until", partial_date(ui.lang, until).into()),
            ],
        ),
        None => ui.tf("body-term-open", &[("from", from.into())]),
    }
}

/// How many members there are of each class: “3 officials, 2 experts”.
pub fn composition(ui: &Ui, members: &[MemberDetail]) -> String {
    let number = |class| {
        members
            .iter()
            .filter(|member| member.facts.class == class)
            .count()
    };
    let counted = COUNTED
        .into_iter()
        .map(|(class, key)| (number(class) as u64, key));
    let words = counted.filter(|(number, _)| *number > 0);
    let words: Vec<String> = words.map(|(number, key)| ui.count(key, number)).collect();
    match words.is_empty() {
        true => ui.t("body-no-members"),
        false => words.join(", "),
    }
}

/// Who left a body, from when until when they were there; nothing where nobody did.
pub fn former(ui: &Ui, zone: &str, body: &BodyDetail) -> Markup {
    html! {
        @if !body.former.is_empty() {
            details {
                summary { (ui.count("body-former", body.former.len() as u64)) }
                ul {
                    @for member in &body.former {
                        li {
                            (who(ui, member))
                            br;
                            (ui.t("body-member-from")) " " (ui.time(&member.at, zone)) " · " (entry_link(ui, member.entry))
                            @if let Some(left) = &member.left {
                                br;
                                (ui.t("body-member-until")) " " (ui.time(&left.at, zone)) " · " (entry_link(ui, left.entry))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A member by post and name as far as these are public, else by the pseudonym.
pub fn member_name(ui: &Ui, programme: &ProgrammeDetail, body: &str, member: &str) -> Markup {
    let mut bodies = programme.bodies.iter();
    let body = bodies.find(|known| known.facts.id == body);
    let person = body.and_then(|body| body.member(member)?.person.as_ref());
    html! {
        @match person {
            Some(person) => {
                span.words { (ui.words(&person.post)) }
                @if let Some(name) = &person.name { ", " (name) }
            }
            None => (member),
        }
    }
}

/// A member, as far as the public may know.
pub fn who(ui: &Ui, member: &MemberDetail) -> Markup {
    html! {
        @match &member.person {
            Some(person) => {
                span.words { (ui.words(&person.post)) }
                @if let Some(name) = &person.name { ", " (name) }
                " (" (member_class(ui, member.facts.class)) ")"
                @if let Some(interests) = &person.interests {
                    br; span.muted.words { (ui.t("body-member-interests")) " " (ui.words(interests)) }
                }
            }
            None => { (member_class(ui, member.facts.class)) " · " (ui.t("body-member-not-public")) }
        }
    }
}
