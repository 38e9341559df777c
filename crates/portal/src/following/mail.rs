//! The mail that tells of what somebody follows: the same as plain text and as HTML.

use maud::{DOCTYPE, Markup, html};

use crate::following::digest::{Digest, Group, Item};
use crate::following::links;
use crate::frame::ui::Ui;

/// What stands in the mail.
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The words.
    pub plain: String,
    /// The same as HTML.
    pub html: String,
}

/// An address, as it stands in a mail.
pub(super) fn full(ui: &Ui, path: &str) -> String {
    format!("{}{}", ui.site.base(), ui.href(path))
}

/// Writes it; `token` is that with which its reader stops such mail.
pub fn write(ui: &Ui, digest: &Digest, token: &str) -> Letter {
    let site = ui.site_title();
    let items: usize = digest.groups.iter().map(|group| group.items.len()).sum();
    let title = ui.count("following-mail-subject", items as u64 + digest.more);
    Letter {
        subject: [title.as_str(), &site].join(" | "),
        plain: plain(ui, &title, digest, token),
        html: as_html(ui, &title, digest, token).into_string(),
    }
}

fn plain(ui: &Ui, title: &str, digest: &Digest, token: &str) -> String {
    let mut lines = vec![title.to_owned()];
    for Group { name, path, items } in &digest.groups {
        lines.push(format!("\n== {name} ==\n{}", full(ui, path)));
        for Item {
            what,
            at,
            path,
            words,
        } in items
        {
            lines.push(["\n- ", what, " (", at, ")"].concat());
            lines.extend(words.iter().map(|words| indented(words)));
            lines.push(format!("  {}", full(ui, path)));
        }
    }
    if digest.more > 0 {
        lines.push(format!(
            "\n{}",
            ui.count("following-mail-more", digest.more)
        ));
    }
    let change = full(ui, links::FOLLOWING);
    let stop = full(ui, &links::unsubscribe(token));
    lines.push(format!(
        "\n-- \n{}",
        ui.tf("following-mail-why", &[("site", ui.site_title().into())])
    ));
    lines.push(format!("{} {change}", ui.t("following-mail-change")));
    lines.push(format!("{} {stop}\n", ui.t("following-mail-stop")));
    lines.join("\n")
}

/// Words as they were said, set apart from ours: a line of them cannot look like one of the mail's own.
fn indented(words: &str) -> String {
    let lines = words.lines().map(|line| format!("  > {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn as_html(ui: &Ui, title: &str, digest: &Digest, token: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ui.lang.tag()) {
            head { meta charset="utf-8"; title { (title) } }
            body {
                h1 { (title) }
                @for group in &digest.groups {
                    h2 { a href=(full(ui, &group.path)) { (group.name) } }
                    ul {
                        @for item in &group.items {
                            li {
                                p { a href=(full(ui, &item.path)) { (item.what) } " · " (item.at) }
                                @for words in &item.words {
                                    blockquote { @for line in words.lines() { (line) br; } }
                                }
                            }
                        }
                    }
                }
                @if digest.more > 0 { p { (ui.count("following-mail-more", digest.more)) } }
                hr;
                p { (ui.tf("following-mail-why", &[("site", ui.site_title().into())])) }
                p { a href=(full(ui, links::FOLLOWING)) { (ui.t("following-mail-change")) } }
                p { a href=(full(ui, &links::unsubscribe(token))) { (ui.t("following-mail-stop")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_words::Language;

    #[test]
    fn what_was_said_cannot_pass_for_the_mail_itself() {
        let said = "<script>alert(1)</script>\n-- \nunsubscribe: https://evil.example";
        let item = Item {
            what: "의견 접수".to_owned(),
            at: "2026-12-01".to_owned(),
            path: "/programmes/p/voices/1".to_owned(),
            words: vec![said.to_owned()],
        };
        let digest = Digest {
            groups: vec![Group {
                name: "<b>버스".to_owned(),
                path: "/programmes/p".to_owned(),
                items: vec![item],
            }],
            more: 2,
            quotes: vec![],
        };
        let ui = Ui::new(Language::Ko, "/", Default::default());
        let letter = write(&ui, &digest, "abc");
        assert!(!letter.html.contains("<script>") && !letter.html.contains("<b>"));
        assert!(
            letter
                .plain
                .contains("  > -- \n  > unsubscribe: https://evil.example")
        );
        for written in [&letter.html, &letter.plain] {
            assert!(written.contains("http://127.0.0.1:8080/ko/account/unsubscribe?token=abc"));
            assert!(written.contains("http://127.0.0.1:8080/ko/programmes/p/voices/1"));
        }
        assert!(letter.subject.contains('3'), "{}", letter.subject);
    }
}
