//! What kinds of bodies and of members are called.

use madang_programme::bodies::{BodyKind, MemberClass};

use crate::frame::ui::Ui;
use crate::model::MemberDetail;

/// A kind of body of people.
pub fn body_kind(ui: &Ui, kind: BodyKind) -> String {
    match kind {
        BodyKind::AdvisoryCommittee => ui.t("body-advisory-committee"),
        BodyKind::ExpertPanel => ui.t("body-expert-panel"),
        BodyKind::TaskForce => ui.t("body-task-force"),
    }
}

/// What a member is there as.
pub fn member_class(ui: &Ui, class: MemberClass) -> String {
    match class {
        MemberClass::Official => ui.t("body-member-official"),
        MemberClass::Expert => ui.t("body-member-expert"),
        MemberClass::Designer => ui.t("body-member-designer"),
        MemberClass::Citizen => ui.t("body-member-citizen"),
    }
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
