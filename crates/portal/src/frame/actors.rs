//! Who acts on the record, in words.

use madang_programme::people::Granted;
use madang_programme::{Actor, Role};

use crate::frame::ui::Ui;

/// What a role is called.
pub fn role(ui: &Ui, role: Role) -> String {
    match role {
        Role::Operator => ui.t("role-operator"),
        Role::Administrator => ui.t("role-administrator"),
        Role::Official => ui.t("role-official"),
        Role::Facilitator => ui.t("role-facilitator"),
        Role::Participant => ui.t("role-participant"),
        Role::Registrar => ui.t("role-registrar"),
    }
}

/// A role by its name on the record; that name where there is no such role.
pub fn role_named(ui: &Ui, name: &str) -> String {
    let known = Role::ALL.into_iter().find(|role| role.name() == name);
    known.map_or_else(|| name.to_owned(), |known| role(ui, known))
}

/// Who acted: the role, and the post in it.
pub fn actor(ui: &Ui, text: &str) -> String {
    let Ok((of, name)) = Actor::split(text) else {
        return text.to_owned();
    };
    let role = role(ui, of);
    ui.tf(
        "actor-in-role",
        &[("role", role.into()), ("name", post(ui, name).into())],
    )
}

/// A post by the words that the operator gave for its pseudonym. Those that the program itself acts under have their own; of
/// any other the pseudonym is spelled out.
pub fn post(ui: &Ui, pseudonym: &str) -> String {
    if let Some(words) = ui.operator().posts.get(pseudonym) {
        return ui.plain(words);
    }
    if let Some(random) = pseudonym.strip_prefix("account-") {
        // The first digits tell accounts apart, and the record has the others.
        let random = random.get(..8).unwrap_or(random);
        return ui.tf("post-account", &[("random", random.into())]);
    }
    // So does that of a participant, which is nothing but random digits.
    let digits = pseudonym.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let (Some(random), 32, true) = (pseudonym.get(..8), pseudonym.len(), digits) {
        return ui.tf("post-account", &[("random", random.into())]);
    }
    // Nobody: whom the demonstration made up.
    if let Some(name) = pseudonym.strip_prefix("invented-") {
        return ui.tf("post-invented", &[("name", name.replace('-', " ").into())]);
    }
    match pseudonym {
        "console" => ui.t("post-console"),
        "demo" => ui.t("post-demo"),
        "demo-open-government" => ui.t("post-demo-open-government"),
        "demo-service-innovation" => ui.t("post-demo-service-innovation"),
        "http" => ui.t("post-http"),
        "import" => ui.t("post-import"),
        "server" => ui.t("post-server"),
        other => other.replace('-', " "),
    }
}

/// What a role is called that is granted.
pub fn granted(ui: &Ui, role: Granted) -> String {
    match role {
        Granted::Administrator => ui.t("people-role-administrator"),
        Granted::Official => ui.t("people-role-official"),
        Granted::Facilitator => ui.t("people-role-facilitator"),
        Granted::Reviewer => ui.t("people-role-reviewer"),
    }
}
