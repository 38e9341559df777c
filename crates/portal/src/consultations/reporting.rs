//! What officials and facilitators tell of a consultation as they write it in forms: its agenda, that it was held, who was there, and
//! that it was called off. Each line of a text is one thing.

use std::collections::BTreeMap;

use madang_programme::Command;
use madang_programme::consultations::suppression::{LEAST_MINIMUM, USUAL_MINIMUM};
use madang_programme::consultations::{
    AgendaItem, AgendaPublished, AttendanceCounted, CancellationReason, ConsultationCancelled,
    ConsultationHeld, CountedBy, OutcomeRecorded, OutcomeText, REASON as WHY, RegisteredPerson,
    SummaryPublished,
};
use madang_words::{Language, Text, moment};
use maud::{Markup, html};
use serde::Serialize;

use crate::bodies::labels::{CLASSES, class_name, member_class};
use crate::consultations::labels::NOT_STATED;
use crate::consultations::lines::{attendant, category, cell, item, lines, point};
use crate::consultations::links::Way;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, line_field, time, time_field, words_area};
use crate::frame::form::{Field, number_field, text_area};
use crate::frame::meanwhile::Value;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationPapers, ProgrammeDetail};
use crate::voices::labels::region;

const REASON: InBoth = InBoth::new(
    ("reason", "consultation-reason"),
    ("reason-other", "programme-set-other"),
);
const ITEMS: Field = Field::new("items", "consultation-agenda-lines");
const BEGAN: Field = Field::new("began", "consultation-began");
const ENDED: Field = Field::new("ended", "consultation-ended");
const TEXT: InBoth = InBoth::new(
    ("text", "consultation-text"),
    ("text-other", "programme-set-other"),
);
const POINTS: Field = Field::new("points", "consultation-points-lines");
const ALSO: Field = Field::new("also", "consultation-also");
const TOTAL: Field = Field::new("total", "consultation-total");
const NAMED: Field = Field::new("named", "consultation-named-lines");
const MINIMUM: Field = Field::new("minimum", "consultation-minimum");
const SECTOR: Field = Field::new("sector", "consultation-by-sector");
const REGION: Field = Field::new("region", "consultation-by-region");
const GROUP: Field = Field::new("group", "consultation-by-group");

/// The most attendees that a form takes.
const MOST: u64 = 100_000;

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("reason", REASON.here),
    ("items", ITEMS),
    ("no", ITEMS),
    ("title", ITEMS),
    ("minutes", ITEMS),
    ("role", ITEMS),
    ("began_at", BEGAN),
    ("ended_at", ENDED),
    ("total", TOTAL),
    ("people", NAMED),
    ("post", NAMED),
    ("name", NAMED),
    ("minimum", MINIMUM),
    ("tables", SECTOR),
    ("cells", SECTOR),
    ("sector", SECTOR),
    ("region", REGION),
    ("group", GROUP),
    ("text", TEXT.here),
    ("points_to", POINTS),
    ("consultations", ALSO),
];

/// What was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    reason: Words,
    items: String,
    began: String,
    ended: String,
    total: Option<u64>,
    named: String,
    minimum: Option<u64>,
    sector: String,
    region: String,
    group: String,
    text: Words,
    points: String,
    also: String,
}

impl Typed {
    /// Reads the fields of a form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            reason: Words::read(query, REASON),
            items: query.text(ITEMS),
            began: query.text(BEGAN),
            ended: query.text(ENDED),
            total: query.optional_number(TOTAL, 0..=MOST),
            named: query.text(NAMED),
            minimum: query.optional_number(MINIMUM, u64::from(LEAST_MINIMUM)..=100),
            sector: query.text(SECTOR),
            region: query.text(REGION),
            group: query.text(GROUP),
            text: Words::read(query, TEXT),
            points: query.text(POINTS),
            also: query.text(ALSO),
        }
    }

    /// A form as it begins.
    pub fn of(
        known: &ConsultationDetail,
        papers: &ConsultationPapers,
        zone: &str,
        lang: Language,
    ) -> Typed {
        let items = papers.agenda.iter().flat_map(|(_, agenda)| &agenda.items);
        let items = items.map(|item| {
            let words = |text: &Text| text.best(lang).map(|(_, words)| words.to_owned());
            let (title, role) = (words(&item.title), words(&item.role));
            let (title, role) = (title.unwrap_or_default(), role.unwrap_or_default());
            [item.minutes.to_string(), title, role].join(" | ")
        });
        Typed {
            items: items.collect::<Vec<_>>().join("\n"),
            began: moment::in_field(&known.plan.opens_at, zone),
            ended: moment::in_field(&known.plan.closes_at, zone),
            minimum: Some(u64::from(USUAL_MINIMUM)),
            ..Typed::default()
        }
    }

    /// What stands of what the form of a way puts another in the place of. Of an attendance the counts of small groups are told nowhere.
    pub fn standing(
        way: Way,
        known: &ConsultationDetail,
        papers: &ConsultationPapers,
        (zone, lang): (&str, Language),
    ) -> Typed {
        let begun = Typed::of(known, papers, zone, lang);
        let Some((_, facts, named)) = papers.attendance.as_ref() else {
            return begun;
        };
        if way != Way::Attendance {
            return begun;
        }
        let people = named.iter().flat_map(|named| &named.people);
        let people = people.map(|person| {
            let post = person.post.best(lang).map_or("", |(_, post)| post);
            let mut parts = vec![class_name(person.class), post];
            parts.extend(person.name.as_deref());
            parts.join(" | ")
        });
        Typed {
            total: Some(facts.total.into()),
            named: people.collect::<Vec<_>>().join("\n"),
            minimum: Some(facts.minimum.into()),
            ..begun
        }
    }

    /// What stands in the fields of the form of a way that puts something in the place of what there is.
    pub fn values(&self, way: Way) -> Vec<Value> {
        let number = |number: Option<u64>| number.map_or_else(String::new, |one| one.to_string());
        match way {
            Way::Agenda => vec![(ITEMS, self.items.clone())],
            Way::Attendance => vec![
                (TOTAL, number(self.total)),
                (NAMED, self.named.clone()),
                (MINIMUM, number(self.minimum)),
            ],
            Way::Change | Way::Cancel | Way::Held | Way::Outcome | Way::Summary => Vec::new(),
        }
    }

    /// The form of who was there, as it begins where people were checked in: those who consent by name, the others counted. Of `came` those
    /// of whom nobody says who they are are counted as not stated; `post` is what those who are named are there as.
    pub fn with_attendees(self, people: &[RegisteredPerson], came: u64, post: &str) -> Typed {
        let named: Vec<&RegisteredPerson> = people.iter().filter(|one| one.consent).collect();
        let counted = came.saturating_sub(named.len() as u64);
        let table = |of: fn(&RegisteredPerson) -> Option<&String>| {
            let mut cells: BTreeMap<&str, u64> = BTreeMap::new();
            for one in people.iter().filter(|one| !one.consent) {
                let cell = of(one).map_or(NOT_STATED, String::as_str);
                *cells.entry(cell).or_default() += 1;
            }
            let unknown = counted.saturating_sub(cells.values().sum());
            if unknown > 0 {
                *cells.entry(NOT_STATED).or_default() += unknown;
            }
            let line = |(cell, number): (&&str, &u64)| [*cell, " = ", &number.to_string()].concat();
            cells.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let lines = named
            .iter()
            .map(|one| ["citizen", post, &one.name].join(" | "));
        Typed {
            total: Some(came),
            named: lines.collect::<Vec<_>>().join("\n"),
            sector: table(|one| one.sector.as_ref()),
            region: table(|one| one.region.as_ref()),
            group: table(|one| one.group.as_ref()),
            ..self
        }
    }

    /// What the form of a way asks for; what cannot be read is noted. `base` is the entry of what stood when the form was shown,
    /// `next` the number of the next outcome.
    pub fn command(
        &self,
        query: &mut Query,
        (of, id): (&ProgrammeDetail, &str),
        (way, base, next): (Way, Option<u64>, u32),
        lang: Language,
    ) -> Option<Command> {
        let facts = &of.summary.facts;
        let (programme, consultation) = (facts.id.clone(), id.to_owned());
        let zone = &facts.zone;
        match way {
            Way::Change => None,
            Way::Cancel => {
                let reason = self.reason.needed(query, REASON, lang)?;
                let facts = ConsultationCancelled {
                    programme,
                    consultation,
                };
                Some(Command::said(WHY, facts, CancellationReason { reason }))
            }
            Way::Agenda => {
                let items = lines(query, ITEMS, &self.items, |line| item(line, lang))?;
                let items = items.into_iter().zip(1u32..);
                let items = items.map(|(item, no)| AgendaItem { no, ..item });
                Some(Command::plain(AgendaPublished {
                    programme,
                    consultation,
                    base,
                    items: items.collect(),
                }))
            }
            Way::Held => {
                let began_at = time(query, BEGAN, &self.began, zone);
                let ended_at = time(query, ENDED, &self.ended, zone);
                Some(Command::plain(ConsultationHeld {
                    programme,
                    consultation,
                    began_at: began_at?,
                    ended_at: ended_at?,
                }))
            }
            Way::Outcome => {
                let text = self.text.needed(query, TEXT, lang);
                let points_to = lines(query, POINTS, &self.points, point);
                let facts = OutcomeRecorded {
                    programme,
                    consultation,
                    no: next,
                    points_to: points_to?,
                };
                Some(Command::worded(facts, OutcomeText { text: text? }))
            }
            Way::Summary => {
                let text = self.text.needed(query, TEXT, lang)?;
                let others = self.also.split([',', ' ', '\n']).map(str::trim);
                let others = others.filter(|id| !id.is_empty()).map(str::to_owned);
                let facts = SummaryPublished {
                    programme,
                    consultations: std::iter::once(consultation).chain(others).collect(),
                };
                Some(Command::worded(facts, OutcomeText { text }))
            }
            Way::Attendance => self.counted(query, of, (consultation, base), lang),
        }
    }

    fn counted(
        &self,
        query: &mut Query,
        of: &ProgrammeDetail,
        (consultation, base): (String, Option<u64>),
        lang: Language,
    ) -> Option<Command> {
        let noted = query.errors.iter().any(|error| error.field == TOTAL);
        if self.total.is_none() && !noted {
            query.refuse(TOTAL, "error-empty", "", "");
        }
        let people = match self.named.as_str() {
            "" => Some(Vec::new()),
            named => lines(query, NAMED, named, |line| attendant(line, lang)),
        };
        let mut tables = BTreeMap::new();
        for (by, field, typed) in [
            (CountedBy::Sector, SECTOR, &self.sector),
            (CountedBy::Region, REGION, &self.region),
            (CountedBy::Group, GROUP, &self.group),
        ] {
            if typed.is_empty() {
                continue;
            }
            let cells = lines(query, field, typed, |line| {
                let (name, number) = cell(line)?;
                Some((category(name, by, &of.groups), number))
            })?;
            let number = cells.len();
            let cells: BTreeMap<String, u32> = cells.into_iter().collect();
            if cells.len() < number {
                query.refuse(field, "consultation-line-twice", "", "");
            }
            tables.insert(by, cells);
        }
        let mut salt = [0; 32];
        if getrandom::fill(&mut salt).is_err() {
            query.refuse(TOTAL, "consultation-no-salt", "", "");
        }
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let counted = AttendanceCounted {
            programme: of.summary.facts.id.clone(),
            consultation,
            base,
            total: small(self.total?),
            people: people?,
            minimum: self.minimum.map_or(USUAL_MINIMUM, small),
            tables,
            salt,
        };
        query.errors.is_empty().then(|| counted.into())
    }
}

/// What attendees can be there as.
fn classes(ui: &Ui) -> String {
    CLASSES.map(|(_, class)| member_class(ui, class)).join(", ")
}

/// The fields of the form of a way.
pub fn fields(ui: &Ui, way: Way, typed: &Typed, zone: &str, errors: &[FieldError]) -> Markup {
    html! {
        @match way {
            Way::Change => {},
            Way::Cancel => (words_area(ui, errors, REASON, &typed.reason)),
            Way::Agenda => {
                p.hint { (ui.t("consultation-agenda-hint")) }
                (text_area(ui, errors, ITEMS, &typed.items))
            },
            Way::Held => {
                p.hint { (ui.tf("consultation-zone", &[("zone", zone.into())])) }
                div.pair { (time_field(ui, errors, BEGAN, &typed.began)) (time_field(ui, errors, ENDED, &typed.ended)) }
            },
            Way::Outcome => {
                (words_area(ui, errors, TEXT, &typed.text))
                p.hint { (ui.t("consultation-points-hint")) }
                (text_area(ui, errors, POINTS, &typed.points))
            },
            Way::Summary => {
                (words_area(ui, errors, TEXT, &typed.text))
                (line_field(ui, errors, ALSO, Some("consultation-also-hint"), &typed.also))
            },
            Way::Attendance => {
                (number_field(ui, errors, TOTAL, typed.total))
                p.hint { (ui.tf("consultation-named-hint", &[("classes", classes(ui).into())])) }
                (text_area(ui, errors, NAMED, &typed.named))
                p.hint { (ui.tf("consultation-tables-hint", &[("region", region(ui, "KR-11").into()), ("unstated", ui.t("consultation-not-stated").into())])) }
                (text_area(ui, errors, SECTOR, &typed.sector))
                (text_area(ui, errors, REGION, &typed.region))
                (text_area(ui, errors, GROUP, &typed.group))
                (number_field(ui, errors, MINIMUM, typed.minimum))
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_checked_in_is_counted_but_for_those_who_consent() {
        let one = |consent, sector: Option<&str>| RegisteredPerson {
            name: "Kim".to_owned(),
            contact: None,
            sector: sector.map(str::to_owned),
            region: None,
            group: None,
            needs: None,
            consent,
            code: None,
        };
        let people = [
            one(true, Some("media")),
            one(false, Some("media")),
            one(false, Some("media")),
            one(false, None),
        ];
        let typed = Typed::default().with_attendees(&people, 6, "Attendee");
        assert_eq!(typed.total, Some(6));
        assert_eq!(typed.named, "citizen | Attendee | Kim");
        assert_eq!(typed.sector, "media = 2\nnot-stated = 3");
        assert_eq!(typed.region, "not-stated = 5");
    }
}
