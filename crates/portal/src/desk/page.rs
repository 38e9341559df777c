//! The page of the desk: what is due next, overdue on top, each with the form that does it; and what is kept for later.

use std::collections::{BTreeMap, BTreeSet};

use madang_accounts::SavedForm;
use madang_programme::openness::{Part, Task, Work};
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::answers::links::{self as answers, Many};
use crate::desk::labels::{task, way};
use crate::desk::links;
use crate::following::links as following;
use crate::frame::form::{self, Choice, Field, PAGE, error_summary, select};
use crate::frame::format::partial_date;
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge, pager, table, turned_away};
use crate::frame::query::{self, FieldError, Query};
use crate::frame::saved;
use crate::frame::ui::Ui;
use crate::institutions::labels::{institution, plain_institution};
use crate::model::{InstitutionDetail, ProgrammeSummary};
use crate::programmes::labels::{plain_title, title};
use crate::votes::links as votes;

/// Lines on a page.
const PER_PAGE: usize = 50;

/// The last page that can be asked for.
const LAST_PAGE: u64 = 400;

/// Only this task.
const TASK: Field = Field {
    name: "task",
    label: "desk-what",
};
/// Only this programme.
const PROGRAMME: Field = Field {
    name: "programme",
    label: "desk-programme",
};
/// Only what this institution has to do.
const INSTITUTION: Field = Field {
    name: "institution",
    label: "desk-institution",
};
/// Only what is overdue.
const LATE: Field = Field {
    name: "late",
    label: "desk-only",
};

/// What whoever reads has before them.
pub struct Seen {
    /// The programmes in which they hold a role, with their institutions.
    pub programmes: Vec<(ProgrammeSummary, Vec<InstitutionDetail>)>,
    /// What is to be done there, in order, with their part in it.
    pub work: Vec<(Work, Part)>,
    /// The programmes in which they answer for an institution.
    pub answers_in: Vec<String>,
    /// What they are writing.
    pub saved: Vec<SavedForm>,
    /// The entries about whose hidden contents they decide again.
    pub reviews: BTreeSet<u64>,
    /// Whether they grant roles.
    pub administers: bool,
}

/// What was asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    task: Option<Task>,
    programme: Option<String>,
    institution: Option<String>,
    late: bool,
    page: u64,
}

impl Seen {
    fn institutions(&self) -> BTreeMap<&str, &[InstitutionDetail]> {
        let all = self.programmes.iter();
        all.map(|(summary, known)| (summary.facts.id.as_str(), known.as_slice()))
            .collect()
    }

    /// What a reader asked for, in order.
    pub fn asked_for(&self, asked: &Asked) -> impl Iterator<Item = &(Work, Part)> {
        let Asked {
            task,
            programme,
            institution,
            late,
            ..
        } = asked.clone();
        self.work.iter().filter(move |(work, _)| {
            task.is_none_or(|task| task == work.task)
                && programme.as_ref().is_none_or(|id| *id == work.programme)
                && (institution.is_none() || institution == work.institution)
                && (!late || work.late > 0)
        })
    }

    /// Every institution that has something to do, once.
    fn named(&self) -> BTreeMap<&str, &str> {
        let work = self.work.iter();
        let named = work.filter_map(|(work, _)| {
            let id = work.institution.as_deref()?;
            Some((id, work.programme.as_str()))
        });
        named.collect()
    }
}

impl Asked {
    /// Reads the query. What cannot be read is noted in its errors and left at its default.
    pub fn read(query: &mut Query, seen: &Seen) -> Asked {
        let tasks = Task::ALL.map(|task| (task.name(), task));
        let programmes = seen.programmes.iter();
        let programmes = programmes.map(|(summary, _)| summary.facts.id.as_str());
        let institutions = seen.named().into_keys();
        Asked {
            task: query.one_of(TASK, tasks),
            programme: query
                .one_of(PROGRAMME, programmes.map(|id| (id, id)))
                .map(str::to_owned),
            institution: query
                .one_of(INSTITUTION, institutions.map(|id| (id, id)))
                .map(str::to_owned),
            late: query.one_of(LATE, [("late", true)]).unwrap_or_default(),
            page: query.number(PAGE, 1..=LAST_PAGE, 1),
        }
    }

    fn query(&self, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![
            (TASK.name, self.task.map_or("", Task::name)),
            (
                PROGRAMME.name,
                self.programme.as_deref().unwrap_or_default(),
            ),
            (
                INSTITUTION.name,
                self.institution.as_deref().unwrap_or_default(),
            ),
            (LATE.name, if self.late { "late" } else { "" }),
        ];
        pairs.extend(more);
        query::write(&pairs)
    }
}

/// An address with a query, where there is one.
pub fn with_query(path: String, query: &str) -> String {
    match query {
        "" => path,
        query => format!("{path}?{query}"),
    }
}

/// The page.
pub fn view(ui: &Ui, seen: &Seen, asked: &Asked, errors: &[FieldError]) -> Page {
    let found: Vec<&(Work, Part)> = seen.asked_for(asked).collect();
    let late = found.iter().filter(|(work, _)| work.late > 0).count();
    let first = usize::try_from(asked.page.saturating_sub(1)).unwrap_or(0) * PER_PAGE;
    let shown = found.iter().skip(first).take(PER_PAGE);
    let shown: Vec<&(Work, Part)> = shown.copied().collect();
    let pages = found.len().div_ceil(PER_PAGE) as u64;
    let href = |page: u64| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        with_query(ui.href(links::DESK), &asked.query(&[("page", &page)]))
    };
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("desk-title")) }
        p.lead { (ui.t("desk-lead")) }
        (ways(ui, seen))
        h2 #next { (ui.t("desk-next")) }
        (filter(ui, seen, asked, errors))
        p #page role="status" {
            (ui.count("desk-found", found.len() as u64))
            @if late > 0 { " · " strong { (ui.count("desk-found-late", late as u64)) } }
        }
        @if shown.is_empty() {
            div.empty { p { (ui.t(if seen.work.is_empty() { "desk-nothing" } else { "desk-nothing-like-that" })) } }
        } @else {
            (work(ui, seen, &shown))
            (pager(ui, asked.page, pages > asked.page, Some(pages), href))
            p { a href=(with_query(ui.href(links::TABLE), &asked.query(&[]))) { (ui.t("desk-table")) } }
        }
        h2 #saved { (ui.t("account-saved-title")) }
        p.prose { (ui.t("account-saved-lead")) }
        (saved::list(ui, &seen.saved))
    };
    page(ui, "desk-title", content)
}

/// A page of the desk.
pub fn page(ui: &Ui, key: &str, content: Markup) -> Page {
    Page {
        title: ui.t(key),
        description: ui.t("desk-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// What somebody reads who holds no role.
pub fn not_yours(ui: &Ui) -> Page {
    let content = turned_away(ui, &ui.t("desk-title"), &ui.t("desk-not-yours"));
    page(ui, "desk-title", content)
}

/// Where else whoever reads works.
fn ways(ui: &Ui, seen: &Seen) -> Markup {
    let answers_in = seen.programmes.iter();
    let answers_in = answers_in.filter(|(summary, _)| seen.answers_in.contains(&summary.facts.id));
    html! {
        ul.desk-ways {
            @for (summary, _) in answers_in {
                li { a href=(ui.href(&answers::many(&summary.facts.id, Many::Voices, ""))) { (ui.t("desk-answer-many")) ": " (plain_title(ui, summary)) } }
                li { a href=(ui.href(&answers::many(&summary.facts.id, Many::Proposals, ""))) { (ui.t("desk-answer-many-proposals")) ": " (plain_title(ui, summary)) } }
            }
            @if seen.administers { li { a href=(ui.href(ui.site.people)) { (ui.t("people-title")) } } }
            li { a href=(ui.href(links::AUDIT)) { (ui.t("desk-audit-title")) } }
            li { a href=(ui.href(&following::work())) { (ui.t("desk-mail")) } }
        }
    }
}

fn filter(ui: &Ui, seen: &Seen, asked: &Asked, errors: &[FieldError]) -> Markup {
    let all = ui.t("filter-all");
    let tasks: Vec<Choice> = Task::ALL
        .into_iter()
        .filter(|one| seen.work.iter().any(|(work, _)| work.task == *one))
        .map(|one| (one.name().to_owned(), task(ui, one)))
        .collect();
    let programmes = seen.programmes.iter();
    let programmes: Vec<Choice> = programmes
        .map(|(summary, _)| (summary.facts.id.clone(), plain_title(ui, summary)))
        .collect();
    let known = seen.institutions();
    let named = seen.named().into_iter();
    let named: Vec<Choice> = named
        .map(|(id, programme)| {
            let known = known.get(programme).copied().unwrap_or_default();
            (id.to_owned(), plain_institution(ui, known, id))
        })
        .collect();
    let late = [("late".to_owned(), ui.t("desk-only-late"))];
    let chosen = |value: &Option<String>| value.clone().unwrap_or_default();
    let wrong = |field: Field| errors.iter().any(|error| error.field == field);
    html! {
        @if !seen.work.is_empty() || !errors.is_empty() {
            (form::filter(ui, &ui.href(links::DESK), html! {
                (select(ui, errors, TASK, Some(&all), &tasks, asked.task.map_or("", Task::name)))
                @if programmes.len() > 1 || wrong(PROGRAMME) { (select(ui, errors, PROGRAMME, Some(&all), &programmes, &chosen(&asked.programme))) }
                @if named.len() > 1 || wrong(INSTITUTION) { (select(ui, errors, INSTITUTION, Some(&all), &named, &chosen(&asked.institution))) }
                (select(ui, errors, LATE, Some(&all), &late, if asked.late { "late" } else { "" }))
            }))
        }
    }
}

fn work(ui: &Ui, seen: &Seen, shown: &[&(Work, Part)]) -> Markup {
    let known = seen.institutions();
    let several = seen.programmes.len() > 1;
    let summary = |id: &str| {
        let mut all = seen.programmes.iter();
        all.find(|(summary, _)| summary.facts.id == id)
            .map(|(summary, _)| summary)
    };
    let head = html! {
        th scope="col" { (ui.t("desk-what")) }
        th scope="col" { (ui.t("desk-about")) }
        th scope="col" { (ui.t("desk-institution")) }
        th scope="col" { (ui.t("desk-due")) }
    };
    let rows = html! {
        @for (one, part) in shown {
            @let name = task(ui, one.task);
            // Whoever reads what others are to do is led to no form that turns them away.
            @let way = way(one, seen.reviews.contains(&one.entry)).filter(|_| *part == Part::Does);
            tr {
                th.key scope="row" {
                    @match way { Some(way) => a href=(ui.href(&way)) { (name) }, None => (name) }
                }
                td {
                    @match path_of_record(ui, &one.subject) {
                        Some((path, name)) => a href=(ui.href(&path)) { (name) },
                        None if one.task.is_of_vote() => a href=(ui.href(&votes::office(&one.programme))) { (ui.t("vote")) " " code { (one.subject.rsplit('/').next().unwrap_or_default()) } },
                        None => code { (one.subject) },
                    }
                    @if several { @if let Some(summary) = summary(&one.programme) { br; (title(ui, summary)) } }
                }
                td {
                    @match &one.institution {
                        Some(id) => (institution(ui, known.get(one.programme.as_str()).copied().unwrap_or_default(), id)),
                        None if one.is_of_whole() => (ui.t("desk-of-programme")),
                        None => (ui.t("answers-no-institution")),
                    }
                }
                td {
                    (partial_date(ui.lang, &one.due)) " "
                    @if one.late > 0 { (badge(Tone::Bad, &ui.count("desk-late", one.late.into()))) }
                }
            }
        }
    };
    table(ui, "work", &ui.t("desk-caption"), head, rows)
}
