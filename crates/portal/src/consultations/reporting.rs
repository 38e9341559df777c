//! What officials and facilitators tell of a consultation as they write it in forms: its agenda, that it was held, who was there, and
//! that it was called off. Each line of a text is one thing.

use std::collections::BTreeMap;

use madang_programme::Command;
use madang_programme::bodies::MemberClass;
use madang_programme::consultations::suppression::{LEAST_MINIMUM, USUAL_MINIMUM};
use madang_programme::consultations::{
    AgendaItem, AgendaPublished, AttendanceCounted, Attendant, CancellationReason,
    ConsultationCancelled, ConsultationHeld, CountedBy, OutcomeRecorded, OutcomeText, PointsTo,
    REASON as WHY, SummaryPublished,
};
use madang_words::{Language, Text, moment};
use maud::{Markup, html};

use crate::consultations::announcing::time;
use crate::consultations::links::Way;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, line_field, time_field, words_area};
use crate::frame::form::{Field, number_field, text_area};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationPapers};

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
#[derive(Clone, Debug, Default)]
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

    /// What the form of a way asks for; what cannot be read is noted. `base` is the entry of what stood when the form was shown,
    /// `next` the number of the next outcome.
    pub fn command(
        &self,
        query: &mut Query,
        (programme, id, zone): (&str, &str, &str),
        (way, base, next): (Way, Option<u64>, u32),
        lang: Language,
    ) -> Option<Command> {
        let (programme, consultation) = (programme.to_owned(), id.to_owned());
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
            Way::Attendance => self.counted(query, (programme, consultation, base), lang),
        }
    }

    fn counted(
        &self,
        query: &mut Query,
        (programme, consultation, base): (String, String, Option<u64>),
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
            let cells = lines(query, field, typed, cell)?;
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
            programme,
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

/// What each line says; a line that says nothing is passed over, and the first that cannot be read is noted.
fn lines<T>(
    query: &mut Query,
    field: Field,
    typed: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let mut found = Vec::new();
    for (number, line) in typed.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read(line) {
            Some(one) => found.push(one),
            None => {
                query.refuse(field, "consultation-line", line, (number + 1).to_string());
                return None;
            }
        }
    }
    if found.is_empty() {
        query.refuse(field, "error-empty", "", "");
        return None;
    }
    Some(found)
}

/// `20 | Opening | The chair`
fn item(line: &str, lang: Language) -> Option<AgendaItem> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    let minutes = parts.next()?.parse().ok()?;
    let mut text = || Text::written(&[(lang, parts.next()?)]);
    Some(AgendaItem {
        no: 0,
        minutes,
        title: text()?,
        role: text()?,
    })
}

/// `official | Director of Transport | Kim`
fn attendant(line: &str, lang: Language) -> Option<Attendant> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    let class = match parts.next()? {
        "official" => MemberClass::Official,
        "expert" => MemberClass::Expert,
        "designer" => MemberClass::Designer,
        "citizen" => MemberClass::Citizen,
        _ => return None,
    };
    let post = Text::written(&[(lang, parts.next()?)])?;
    let name = parts.next().filter(|name| !name.is_empty());
    Some(Attendant {
        class,
        post,
        name: name.map(str::to_owned),
    })
}

/// `voice 3`, `need 1`, `proposal 7`
fn point(line: &str) -> Option<PointsTo> {
    let (what, id) = line.trim().split_once(' ')?;
    let id = id.trim().to_owned();
    match what {
        "voice" => Some(PointsTo::Voice(id)),
        "need" => Some(PointsTo::Need(id)),
        "proposal" => Some(PointsTo::Proposal(id)),
        _ => None,
    }
}

/// `KR-11 = 13`
fn cell(line: &str) -> Option<(String, u32)> {
    let (name, number) = line.rsplit_once('=')?;
    Some((name.trim().to_owned(), number.trim().parse().ok()?))
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
                p.hint { (ui.t("consultation-named-hint")) }
                (text_area(ui, errors, NAMED, &typed.named))
                p.hint { (ui.t("consultation-tables-hint")) }
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
    fn a_line_is_one_thing_or_is_told() {
        let item = item(" 20 | Opening | The chair ", Language::En).expect("an item");
        assert_eq!((item.minutes, item.title.0.len()), (20, 1));
        for bad in [
            "Opening",
            "x | Opening | The chair",
            "20 | Opening",
            "20 || chair",
        ] {
            assert!(super::item(bad, Language::En).is_none(), "{bad}");
        }
        assert_eq!(cell("KR-11 = 13"), Some(("KR-11".to_owned(), 13)));
        assert_eq!(cell("a = b = 2"), Some(("a = b".to_owned(), 2)));
        for bad in ["KR-11", "KR-11 = many", "KR-11 = -1"] {
            assert!(cell(bad).is_none(), "{bad}");
        }
        let person = attendant("official | Director", Language::En).expect("somebody");
        assert_eq!((person.class, person.name), (MemberClass::Official, None));
        assert!(attendant("king | Director", Language::En).is_none());
    }
}
