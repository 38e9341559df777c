//! Roles that are granted, in words.

use madang_programme::people::Granted;

use crate::frame::ui::Ui;

/// What a role is called that is granted.
pub fn granted(ui: &Ui, role: Granted) -> String {
    match role {
        Granted::Administrator => ui.t("people-role-administrator"),
        Granted::Official => ui.t("people-role-official"),
        Granted::Facilitator => ui.t("people-role-facilitator"),
        Granted::Reviewer => ui.t("people-role-reviewer"),
    }
}
