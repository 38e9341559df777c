//! What kinds of bodies and of members are called.

use madang_programme::bodies::{BodyKind, MemberClass};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::ui::Ui;
use crate::frame::words::is_called;
use crate::model::{BodyDetail, MemberDetail, ProgrammeDetail};

/// A kind of body of people.
pub fn body_kind(ui: &Ui, kind: BodyKind) -> String {
    match kind {
        BodyKind::AdvisoryCommittee => ui.t("body-advisory-committee"),
        BodyKind::ExpertPanel => ui.t("body-expert-panel"),
        BodyKind::TaskForce => ui.t("body-task-force"),
    }
}

/// What members are there as, by their names in forms.
pub const CLASSES: [(&str, MemberClass); 4] = [
    ("official", MemberClass::Official),
    ("expert", MemberClass::Expert),
    ("designer", MemberClass::Designer),
    ("citizen", MemberClass::Citizen),
];

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

/// How many members there are of each class: “3 officials, 2 experts”.
pub fn composition(ui: &Ui, members: &[MemberDetail]) -> String {
    let classes = [
        (MemberClass::Official, "body-count-officials"),
        (MemberClass::Expert, "body-count-experts"),
        (MemberClass::Designer, "body-count-designers"),
        (MemberClass::Citizen, "body-count-citizens"),
    ];
    let number = |class| {
        members
            .iter()
            .filter(|member| member.facts.class == class)
            .count()
    };
    let counted = classes
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
