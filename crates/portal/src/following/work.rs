//! The mail that tells whoever holds a role of the work that is due: the list of the desk, as plain text and as HTML.

use madang_programme::openness::{Part, Task, Work, work_in_order};
use madang_programme::people::{Grant, Granted};
use madang_programme::{Actor, Role};
use madang_store::{Store, StoreError};
use maud::{DOCTYPE, Markup, html};

use crate::answers::labels::path_of_record;
use crate::desk::labels::{task, way};
use crate::desk::links::DESK;
use crate::following::links;
use crate::following::mail::{Letter, full};
use crate::frame::entries::entry;
use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::programmes::labels::plain_title;
use crate::votes::links as votes;

/// Lines of one mail; it says how many more there are.
const MOST_LINES: usize = 50;

/// Something that is to be done, as the mail says it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// What is to be done, and about what.
    what: String,
    /// In which programme, by whom, by when, how late it is.
    details: String,
    /// The form that does it, or the page of what it is about, without a language.
    path: String,
    late: bool,
}

/// All that is due for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueWork {
    lines: Vec<Line>,
    /// How many things there are, and how many of them are late.
    numbers: (u64, u64),
}

/// What is due for `holder`, who holds these roles, as their desk has it; `None` where that is nothing.
///
/// # Errors
/// What the store says.
pub async fn read(
    ui: &Ui,
    store: &Store,
    (holder, roles): (&str, &[Grant]),
) -> Result<Option<DueWork>, StoreError> {
    let of_programmes = store.work_of(roles).await?;
    let several = of_programmes.len() > 1;
    let mut all: Vec<(Work, Line)> = Vec::new();
    for (summary, work) in of_programmes {
        if work.is_empty() {
            continue;
        }
        let known = store.institutions(&summary.facts.id).await?;
        let programme = several.then(|| plain_title(ui, &summary));
        let reviewed = work.iter().filter(|(work, _)| work.task == Task::Review);
        let reviewed: Vec<u64> = reviewed.map(|(work, _)| work.entry).collect();
        let moderators = moderators(holder, roles, &summary.facts.id);
        let reviews = store.moderated_by(&moderators, &reviewed).await?;
        for (work, part) in work {
            let whom = match &work.institution {
                Some(id) => plain_institution(ui, &known, id),
                None if work.is_of_whole() => ui.t("desk-of-programme"),
                None => ui.t("answers-no-institution"),
            };
            let decides = reviews.iter().any(|(entry, _)| *entry == work.entry);
            let form = way(&work, decides).filter(|_| part == Part::Does);
            let line = line(ui, &work, (programme.as_deref(), &whom), form);
            all.push((work, line));
        }
    }
    if all.is_empty() {
        return Ok(None);
    }
    all.sort_by(|(one, _), (other, _)| work_in_order(one).cmp(&work_in_order(other)));
    let late = all.iter().filter(|(_, line)| line.late).count() as u64;
    let numbers = (all.len() as u64, late);
    let lines = all.into_iter().map(|(_, line)| line).take(MOST_LINES);
    Ok(Some(DueWork {
        lines: lines.collect(),
        numbers,
    }))
}

/// In which names somebody can look again at what is hidden in a programme, where the record lets them: nobody is led to a form that
/// turns them away.
fn moderators(holder: &str, roles: &[Grant], programme: &str) -> Vec<Actor> {
    let there = roles.iter().filter(|grant| {
        let there = grant.programme.as_deref();
        there.is_none_or(|there| there == programme)
    });
    let there: Vec<Granted> = there.map(|grant| grant.role).collect();
    let moderate = [
        (Granted::Official, Role::Official),
        (Granted::Facilitator, Role::Facilitator),
    ];
    let held = moderate.iter().filter(|(held, _)| there.contains(held));
    held.filter_map(|(_, role)| Actor::new(*role, holder).ok())
        .collect()
}

fn line(
    ui: &Ui,
    work: &Work,
    (programme, whom): (Option<&str>, &str),
    form: Option<String>,
) -> Line {
    let id = work.subject.rsplit('/').next().unwrap_or_default();
    let known = path_of_record(ui, &work.subject);
    let (page, about) = known.unwrap_or_else(|| match work.task.is_of_vote() {
        true => {
            let about = [&ui.t("vote"), " ", id].concat();
            (votes::office(&work.programme), about)
        }
        false => (entry(work.entry), work.subject.clone()),
    });
    let due = [&ui.t("desk-due"), " ", &partial_date(ui.lang, &work.due)].concat();
    let late = (work.late > 0).then(|| ui.count("desk-late", work.late.into()));
    let details = [
        programme.map(str::to_owned),
        Some(whom.to_owned()),
        Some(due),
        late,
    ];
    Line {
        what: [&task(ui, work.task), ": ", &about].concat(),
        details: details
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        path: form.unwrap_or(page),
        late: work.late > 0,
    }
}

impl DueWork {
    /// What is late, and what falls due next, each with its heading, where there is any.
    fn sections(&self) -> impl Iterator<Item = (&'static str, Vec<&Line>)> {
        let of = |late: bool| self.lines.iter().filter(move |line| line.late == late);
        let all = [
            ("following-work-late", of(true).collect::<Vec<_>>()),
            ("following-work-next", of(false).collect()),
        ];
        all.into_iter().filter(|(_, lines)| !lines.is_empty())
    }

    /// How many things the mail does not list.
    fn more(&self) -> u64 {
        self.numbers.0.saturating_sub(self.lines.len() as u64)
    }
}

/// Writes it; `token` is that with which its reader stops such mail.
pub fn write(ui: &Ui, due: &DueWork, token: &str) -> Letter {
    let (all, late) = due.numbers;
    let title = match late {
        0 => ui.count("desk-found", all),
        late => {
            let late = ui.count("desk-found-late", late);
            [&ui.count("desk-found", all), ", ", &late].concat()
        }
    };
    Letter {
        subject: [title.as_str(), &ui.site_title()].join(" | "),
        plain: plain(ui, &title, due, token),
        html: as_html(ui, &title, due, token).into_string(),
    }
}

fn why(ui: &Ui) -> String {
    ui.tf("following-work-why", &[("site", ui.site_title().into())])
}

fn plain(ui: &Ui, title: &str, due: &DueWork, token: &str) -> String {
    let mut lines = vec![title.to_owned()];
    for (heading, section) in due.sections() {
        lines.push(format!("\n== {} ==", ui.t(heading)));
        for line in section {
            lines.push(format!("\n- {}\n  {}", line.what, line.details));
            lines.push(format!("  {}", full(ui, &line.path)));
        }
    }
    if due.more() > 0 {
        lines.push(format!("\n{}", ui.count("following-work-more", due.more())));
    }
    let desk = full(ui, DESK);
    lines.push(format!("\n{} {desk}", ui.t("following-work-desk")));
    let change = full(ui, &links::work());
    let stop = full(ui, &links::unsubscribe(token));
    lines.push(format!("\n-- \n{}", why(ui)));
    lines.push(format!("{} {change}", ui.t("following-work-change")));
    lines.push(format!("{} {stop}\n", ui.t("following-mail-stop")));
    lines.join("\n")
}

fn as_html(ui: &Ui, title: &str, due: &DueWork, token: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ui.lang.tag()) {
            head { meta charset="utf-8"; title { (title) } }
            body {
                h1 { (title) }
                @for (heading, section) in due.sections() {
                    h2 { (ui.t(heading)) }
                    ul {
                        @for line in section {
                            li { p { a href=(full(ui, &line.path)) { (line.what) } br; (line.details) } }
                        }
                    }
                }
                @if due.more() > 0 { p { (ui.count("following-work-more", due.more())) } }
                p { a href=(full(ui, DESK)) { (ui.t("desk-title")) } }
                hr;
                p { (why(ui)) }
                p { a href=(full(ui, &links::work())) { (ui.t("following-work-change")) } }
                p { a href=(full(ui, &links::unsubscribe(token))) { (ui.t("following-mail-stop")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_words::Language;

    fn line_of(number: usize, late: bool) -> Line {
        Line {
            what: format!("답변하기: <의견> {number}"),
            details: "교육 담당 부처".to_owned(),
            path: format!("/programmes/p/answers/voice/{number}"),
            late,
        }
    }

    #[test]
    fn what_is_late_stands_on_top_and_what_is_left_out_is_counted() {
        let lines = vec![line_of(1, false), line_of(2, true)];
        let due = DueWork {
            lines,
            numbers: (5, 1),
        };
        let ui = Ui::new(Language::Ko, "/", Default::default());
        let letter = write(&ui, &due, "abc");
        assert!(
            letter.subject.starts_with("할 일 5건, 기한 지남 1건 | "),
            "{}",
            letter.subject
        );
        let (late, next) = letter.plain.split_once("의견> 2").expect("the late one");
        assert!(
            !late.contains("의견> 1") && next.contains("의견> 1"),
            "{}",
            letter.plain
        );
        assert!(letter.plain.contains('3'), "three more: {}", letter.plain);
        assert!(!letter.html.contains("<의견>"), "{}", letter.html);
        for written in [&letter.html, &letter.plain] {
            for path in [
                "/ko/account/unsubscribe?token=abc",
                "/ko/desk",
                "/ko/programmes/p/answers/voice/2",
            ] {
                let address = format!("http://127.0.0.1:8080{path}");
                assert!(written.contains(&address), "{address}: {written}");
            }
        }
    }
}
