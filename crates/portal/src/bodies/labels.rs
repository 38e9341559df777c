//! What kinds of bodies and of members are called.

use madang_programme::bodies::{BodyKind, MemberClass};

use crate::frame::ui::Ui;

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
