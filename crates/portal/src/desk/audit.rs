//! Who did what in the programmes of whoever reads: actor, kind, subject, entry.

use madang_programme::Actor;
use madang_programme::named::unversioned;
use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::desk::links;
use crate::desk::page::{page, with_query};
use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::fields::known_field;
use crate::frame::form::{self, Choice, Field, error_summary, select};
use crate::frame::format::ZONE;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::{self, FieldError, MOST_EXACT, Query};
use crate::frame::ui::Ui;
use crate::model::{EntryFilter, EntrySummary, Page as ListPage, ProgrammeSummary};
use crate::programmes::labels::plain_title;
use crate::programmes::links as programmes;
use crate::proposals::links::thing_named;
use crate::record::labels::{kind, kind_names, kinds};
use crate::record::links::subject_page;

/// Entries on a page.
pub const PER_PAGE: u64 = 50;

const PROGRAMME: Field = Field {
    name: "programme",
    label: "desk-programme",
};
const KIND: Field = Field {
    name: "kind",
    label: "desk-audit-kind",
};
const ACTOR: Field = Field {
    name: "actor",
    label: "desk-audit-actor",
};
const SUBJECT: Field = Field {
    name: "subject",
    label: "desk-about",
};
const BEFORE: Field = Field::for_programs("before");

/// What stands for the whole record among the programmes: no identifier begins so.
const WHOLE_RECORD: &str = "-";

/// The longest subject that is asked for: the address of its page.
const MOST_SUBJECT: usize = 400;

/// The longest actor.
const MOST_ACTOR: usize = 80;

/// What was asked.
pub struct Asked {
    /// The filter: of one programme, or of the whole record.
    pub filter: EntryFilter,
    /// What it is to be about, as it was typed.
    pub about: String,
    /// By whom, as it was typed.
    pub who: String,
    /// Only before this entry.
    pub before: Option<u64>,
}

impl Asked {
    /// Reads the query against the programmes in which whoever reads holds a role: the first of them where none is named, the whole
    /// record where there is none.
    pub fn read(query: &mut Query, programmes: &[ProgrammeSummary]) -> Asked {
        let ids = programmes.iter().map(|summary| summary.facts.id.as_str());
        let first = ids.clone().next().unwrap_or(WHOLE_RECORD);
        let places = ids.chain([WHOLE_RECORD]).map(|id| (id, id));
        let place = query.one_of(PROGRAMME, places).unwrap_or(first).to_owned();
        let programme = Some(place).filter(|place| place != WHOLE_RECORD);
        let (who, about) = (query.text(ACTOR), query.text(SUBJECT));
        let is_actor = Actor::split(&who).is_ok();
        if !who.is_empty() && !is_actor {
            query.refuse(ACTOR, "record-no-actor", &who, "");
        }
        let subject = subject_of(&about, programme.as_deref());
        if !about.is_empty() && subject.is_none() {
            query.refuse(SUBJECT, "desk-audit-no-subject", &about, "");
        }
        Asked {
            filter: EntryFilter {
                kind: query.one_of(KIND, kind_names()).map(str::to_owned),
                actor: Some(who.clone()).filter(|_| is_actor),
                programme,
                subject,
                ..EntryFilter::default()
            },
            about,
            who,
            before: query.optional_number(BEFORE, 0..=MOST_EXACT),
        }
    }

    fn place(&self) -> &str {
        self.filter.programme.as_deref().unwrap_or(WHOLE_RECORD)
    }

    fn query(&self, before: &str) -> String {
        query::write(&[
            (PROGRAMME.name, self.place()),
            (KIND.name, self.filter.kind.as_deref().unwrap_or_default()),
            (ACTOR.name, &self.who),
            (SUBJECT.name, &self.about),
            (BEFORE.name, before),
        ])
    }
}

/// What somebody names: as the record does (`voice:kr0018-flagships/12`), by the address of its page, or by what it is and its number in
/// the programme that was chosen (`voice/12`, `의견 12`).
fn subject_of(typed: &str, programme: Option<&str>) -> Option<String> {
    let whole = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
    if typed.is_empty() || typed.len() > MOST_SUBJECT {
        return None;
    }
    if typed.contains("//") || typed.starts_with('/') {
        return subject_at(typed).filter(|subject| whole(subject));
    }
    if typed.contains(':') {
        return whole(typed).then(|| typed.to_owned());
    }
    let thing = thing_named(typed);
    let (kind, id) = match &thing {
        Some(thing) => thing.parts(),
        None => {
            let (kind, id) = typed.split_once('/')?;
            (SubjectKind::named(kind)?, id)
        }
    };
    (!id.is_empty() && whole(id)).then(|| programme.map(|programme| kind.of(programme, id)))?
}

/// What has its page at an address that somebody copied, or is shown on a page below it.
fn subject_at(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let (_, path) = path.split_once(programmes::ALL)?;
    let mut steps = path.strip_prefix('/')?.split('/');
    let programme = steps.next().filter(|step| !step.is_empty())?;
    let Some((list, id)) = steps.next().zip(steps.next()) else {
        return Some(SubjectKind::Programme.whole(programme));
    };
    let page = format!("{}/{list}/{id}", programmes::path(programme));
    let subjects = SubjectKind::ALL.iter();
    let mut subjects = subjects.map(|kind| kind.of(programme, id));
    subjects.find(|subject| subject_page(subject).as_deref() == Some(&page))
}

/// What the page shows.
pub struct Audit<'a> {
    /// The programmes to choose from.
    pub programmes: &'a [ProgrammeSummary],
    /// Everybody who acted so far.
    pub actors: &'a [String],
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [FieldError],
    /// The entries, newest first.
    pub found: &'a ListPage<EntrySummary>,
}

/// The page.
pub fn view(ui: &Ui, audit: &Audit<'_>) -> Page {
    let found = audit.found;
    let last = found.items.last().map(|entry| entry.index);
    let more = last.filter(|last| found.items.len() as u64 == PER_PAGE && *last > 0);
    let content = html! {
        (error_summary(ui, audit.errors))
        h1 { (ui.t("desk-audit-title")) }
        p.lead { (ui.t("desk-audit-lead")) }
        (filter(ui, audit))
        @if found.items.is_empty() {
            div.empty { p { (ui.t("desk-audit-none")) } }
        } @else {
            (entries(ui, &found.items))
            @if let Some(last) = more {
                p { a.button.button-plain rel="next" href=(with_query(ui.href(links::AUDIT), &audit.asked.query(&last.to_string()))) { (ui.t("desk-audit-older")) } }
            }
        }
        p { a href=(ui.href(links::DESK)) { (ui.t("desk-title")) } }
    };
    page(ui, "desk-audit-title", content)
}

fn filter(ui: &Ui, audit: &Audit<'_>) -> Markup {
    let (asked, errors) = (audit.asked, audit.errors);
    let all = ui.t("filter-all");
    let programmes = audit.programmes.iter();
    let mut programmes: Vec<Choice> = programmes
        .map(|summary| (summary.facts.id.clone(), plain_title(ui, summary)))
        .collect();
    programmes.push((WHOLE_RECORD.to_owned(), ui.t("desk-audit-whole")));
    let mut kinds: Vec<Choice> = kinds(ui);
    kinds.sort_by(|one, other| one.1.cmp(&other.1));
    let actors = audit.actors.iter();
    let actors: Vec<Choice> = actors.map(|who| (who.clone(), actor(ui, who))).collect();
    let chosen = asked.filter.kind.as_deref().unwrap_or_default();
    form::filter(
        ui,
        &ui.href(links::AUDIT),
        html! {
            (select(ui, errors, PROGRAMME, None, &programmes, asked.place()))
            (known_field(ui, errors, ACTOR, &actors, &asked.who, MOST_ACTOR))
            (select(ui, errors, KIND, Some(&all), &kinds, unversioned(chosen)))
            (form::text_field(ui, errors, SUBJECT, &asked.about, MOST_SUBJECT))
        },
    )
}

fn entries(ui: &Ui, entries: &[EntrySummary]) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("desk-entry")) }
        th scope="col" { (ui.t("desk-audit-at")) }
        th scope="col" { (ui.t("desk-audit-actor")) }
        th scope="col" { (ui.t("desk-audit-kind")) }
        th scope="col" { (ui.t("desk-about")) }
    };
    let rows = html! {
        @for entry in entries {
            tr {
                th scope="row" { (entry_link(ui, entry.index)) }
                td { (ui.time(&entry.at, ZONE)) }
                td { (actor(ui, &entry.actor)) }
                td { (kind(ui, &entry.kind)) }
                td {
                    @match path_of_record(ui, &entry.subject) {
                        Some((path, name)) => a href=(ui.href(&path)) { (name) },
                        None => code { (entry.subject) },
                    }
                }
            }
        }
    };
    table(ui, "audit", &ui.t("desk-audit-caption"), head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_named_as_people_have_it() {
        let of = |typed: &str| subject_of(typed, Some("yard"));
        for (typed, subject) in [
            ("voice:yard/12", Some("voice:yard/12")),
            ("role:account-1", Some("role:account-1")),
            ("voice/12", Some("voice:yard/12")),
            ("need/rest", Some("need:yard/rest")),
            ("의견 12", Some("voice:yard/12")),
            ("/ko/programmes/pond/voices/3#answer", Some("voice:pond/3")),
            (
                "https://example.org/en/programmes/pond/proposals/7/take-part?done=3",
                Some("proposal:pond/7"),
            ),
            ("", None),
            ("12", None),
            ("ballot/12", None),
            ("consultation/c1", Some("consultation:yard/c1")),
            (
                "/ko/programmes/pond/consultations/c1/do/agenda",
                Some("consultation:pond/c1"),
            ),
            ("/en/programmes/pond", Some("programme:pond")),
            ("/en/programmes/pond/consultations", Some("programme:pond")),
            ("https://example.org/en/record", None),
            ("voice:ya rd/12", None),
        ] {
            assert_eq!(of(typed).as_deref(), subject, "{typed}");
        }
        assert_eq!(subject_of("voice/12", None), None);
    }
}
