//! What the kinds of entries are called.

use madang_programme::{Actor, Relation, Role};

use crate::frame::ui::Ui;

/// What a role is called.
pub fn role(ui: &Ui, role: Role) -> String {
    match role {
        Role::Operator => ui.t("record-role-operator"),
        Role::Official => ui.t("record-role-official"),
        Role::Registrar => ui.t("record-role-registrar"),
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
        "record-actor",
        &[("role", role.into()), ("name", post(ui, name).into())],
    )
}

/// A post by the words that the operator gave for its pseudonym. Those that the program itself acts under have their own; of
/// any other the pseudonym is spelled out.
fn post(ui: &Ui, pseudonym: &str) -> String {
    if let Some(words) = ui.site.operator.posts.get(pseudonym) {
        return ui.plain(words);
    }
    match pseudonym {
        "console" => ui.t("record-post-console"),
        "demo" => ui.t("record-post-demo"),
        "demo-open-government" => ui.t("record-post-demo-open-government"),
        "demo-service-innovation" => ui.t("record-post-demo-service-innovation"),
        "http" => ui.t("record-post-http"),
        "import" => ui.t("record-post-import"),
        "server" => ui.t("record-post-server"),
        other => other.replace('-', " "),
    }
}

/// What an earlier entry is to one that rests on it; its name on the record where it is not known here.
pub fn relation(ui: &Ui, name: &str) -> String {
    let Some(relation) = Relation::named(name) else {
        return name.to_owned();
    };
    match relation {
        Relation::Entry => ui.t("record-relation-entry"),
        Relation::ActionPlan => ui.t("record-relation-action-plan"),
        Relation::Commitment => ui.t("record-relation-commitment"),
        Relation::Corrects => ui.t("record-relation-corrects"),
        Relation::Programme => ui.t("record-relation-programme"),
        Relation::Group => ui.t("record-relation-group"),
        Relation::Body => ui.t("record-relation-body"),
        Relation::Member => ui.t("record-relation-member"),
        Relation::Proposal => ui.t("record-relation-proposal"),
        Relation::Rule => ui.t("record-relation-rule"),
        Relation::Vote => ui.t("record-relation-vote"),
    }
}

/// What an entry of a kind says happened: the message `kind-` and the kind's name with `-` for `.` and `_`, without its
/// version. The kind itself where it is not known here.
pub fn kind(ui: &Ui, kind: &str) -> String {
    ui.known(&kind_key(kind)).unwrap_or_else(|| kind.to_owned())
}

/// `body.member_appointed/1` → `kind-body-member-appointed`.
fn kind_key(kind: &str) -> String {
    let name = kind.split('/').next().unwrap_or_default();
    format!("kind-{}", name.replace(['.', '_'], "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_programme::Event;
    use madang_words::Language;

    #[test]
    fn every_kind_of_entry_has_a_name_in_both_languages() {
        for lang in Language::SPOKEN {
            let ui = Ui::new(lang, "/", Default::default());
            for known in Event::kinds() {
                let name = known.name;
                assert_ne!(
                    kind(&ui, name),
                    name,
                    "{} in {}",
                    kind_key(name),
                    lang.tag()
                );
            }
            assert_eq!(kind(&ui, "moon.landed/1"), "moon.landed/1");
        }
    }
}
