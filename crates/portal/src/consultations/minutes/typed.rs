//! The form of minutes: what was typed into it, what it begins with, and what it says.

use madang_programme::consultations::{Minutes, Present};
use madang_words::{Language, Text, moment};
use maud::{Markup, html};
use serde::Serialize;

use crate::bodies::labels::{CLASSES, class_name, member_class};
use crate::consultations::lines::lines as each;
use crate::consultations::minutes::lines::{
    counted, of_counted, of_present, of_remark, present, remark, text, words,
};
use crate::frame::act::Places;
use crate::frame::fields::{boxes, line_field, time, time_field};
use crate::frame::form::{Field, number_field, text_area};
use crate::frame::meanwhile::Value;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationPapers};

pub const NAME: Field = Field::new("name", "minutes-name");
pub const HOST: Field = Field::new("host", "minutes-host");
pub const BEGAN: Field = Field::new("began", "consultation-began");
pub const ENDED: Field = Field::new("ended", "consultation-ended");
pub const PLACE: Field = Field::new("place", "consultation-place");
pub const ATTENDEES: Field = Field::new("attendees", "minutes-attendees-lines");
pub const OTHERS: Field = Field::new("others", "minutes-others");
pub const OBSERVERS: Field = Field::new("observers", "minutes-observers-lines");
pub const ORDER: Field = Field::new("order", "minutes-order-lines");
pub const ITEMS: Field = Field::new("items", "minutes-items-lines");
pub const REMARKS: Field = Field::new("remarks", "minutes-remarks-lines");
pub const DECISIONS: Field = Field::new("decisions", "minutes-decisions-lines");
pub const VOTES: Field = Field::new("votes", "minutes-votes-lines");
pub const CONSENT: Field = Field::new("consent", "minutes-consent");

/// What the box of consent sends.
pub const YES: &str = "yes";

/// The most people that a form takes.
const MOST: u64 = 1_000_000;

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("host", HOST),
    ("began_at", BEGAN),
    ("ended_at", ENDED),
    ("place", PLACE),
    ("attendees", ATTENDEES),
    ("post", ATTENDEES),
    ("others", OTHERS),
    ("observers", OBSERVERS),
    ("order", ORDER),
    ("items", ITEMS),
    ("remarks", REMARKS),
    ("role", REMARKS),
    ("gist", REMARKS),
    ("decisions", DECISIONS),
    ("votes", VOTES),
    ("question", VOTES),
];

/// What was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    name: String,
    host: String,
    began: String,
    ended: String,
    place: String,
    attendees: String,
    others: Option<u64>,
    observers: String,
    order: String,
    items: String,
    remarks: String,
    decisions: String,
    votes: String,
    consent: Vec<String>,
}

/// What a form of minutes begins with, where there are none yet.
pub struct Known<'a> {
    /// The consultation.
    pub consultation: &'a ConsultationDetail,
    /// What was published of it.
    pub papers: &'a ConsultationPapers,
    /// Who convenes it, in words.
    pub host: String,
    /// What it is called.
    pub name: String,
}

impl Typed {
    /// Reads the fields of a form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            name: query.prose(NAME),
            host: query.prose(HOST),
            began: query.text(BEGAN),
            ended: query.text(ENDED),
            place: query.prose(PLACE),
            attendees: query.prose(ATTENDEES),
            others: query.optional_number(OTHERS, 0..=MOST),
            observers: query.prose(OBSERVERS),
            order: query.prose(ORDER),
            items: query.prose(ITEMS),
            remarks: query.prose(REMARKS),
            decisions: query.prose(DECISIONS),
            votes: query.prose(VOTES),
            consent: query.ticked(CONSENT),
        }
    }

    /// Minutes that there are, as the form has them.
    pub fn of(minutes: &Minutes, zone: &str, lang: Language) -> Typed {
        fn lined<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
            all.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        let people = |all: &[Present]| lined(all, |one| of_present(one, lang));
        let texts = |all: &[Text]| lined(all, |one| words(one, lang));
        let named = minutes.remarks.iter().any(|one| one.consent);
        let named = named || minutes.attendees.iter().any(|one| one.consent);
        Typed {
            name: words(&minutes.name, lang),
            host: words(&minutes.host, lang),
            began: moment::in_field(&minutes.began_at, zone),
            ended: moment::in_field(&minutes.ended_at, zone),
            place: words(&minutes.place, lang),
            attendees: people(&minutes.attendees),
            others: Some(minutes.others.into()),
            observers: people(&minutes.observers),
            order: texts(&minutes.order),
            items: texts(&minutes.items),
            remarks: lined(&minutes.remarks, |one| of_remark(one, lang)),
            decisions: texts(&minutes.decisions),
            votes: lined(&minutes.votes, |one| of_counted(one, lang)),
            consent: named.then(|| YES.to_owned()).into_iter().collect(),
        }
    }

    /// A form as it begins: with what the record says of the consultation already.
    pub fn begun(known: &Known<'_>, zone: &str, lang: Language) -> Typed {
        let plan = &known.consultation.plan;
        let held = known.papers.held.as_ref();
        let (began, ended) = held.map_or((&plan.opens_at, &plan.closes_at), |(_, held)| {
            (&held.began_at, &held.ended_at)
        });
        let agenda = known.papers.agenda.iter();
        let titles = agenda.flat_map(|(_, agenda)| &agenda.items);
        let titles: Vec<String> = titles.map(|item| words(&item.title, lang)).collect();
        let attendance = known.papers.attendance.as_ref();
        let named = attendance.and_then(|(_, _, named)| named.as_ref());
        let people = named.iter().flat_map(|named| &named.people);
        let people = people.map(|one| {
            let post = words(&one.post, lang);
            let mut parts = vec![class_name(one.class), post.as_str()];
            parts.extend(one.name.as_deref());
            parts.join(" | ")
        });
        Typed {
            name: known.name.clone(),
            host: known.host.clone(),
            began: moment::in_field(began, zone),
            ended: moment::in_field(ended, zone),
            place: plan
                .place
                .as_ref()
                .map_or_else(String::new, |place| words(place, lang)),
            attendees: people.collect::<Vec<_>>().join("\n"),
            others: attendance.map(|(_, facts, _)| facts.counted().into()),
            order: titles.join("\n"),
            items: titles.join("\n"),
            ..Typed::default()
        }
    }

    /// What stands in the fields.
    pub fn values(&self) -> Vec<Value> {
        let others = self.others.map(|others| others.to_string());
        vec![
            (NAME, self.name.clone()),
            (HOST, self.host.clone()),
            (BEGAN, self.began.clone()),
            (ENDED, self.ended.clone()),
            (PLACE, self.place.clone()),
            (ATTENDEES, self.attendees.clone()),
            (OTHERS, others.unwrap_or_default()),
            (OBSERVERS, self.observers.clone()),
            (ORDER, self.order.clone()),
            (ITEMS, self.items.clone()),
            (REMARKS, self.remarks.clone()),
            (DECISIONS, self.decisions.clone()),
            (VOTES, self.votes.clone()),
        ]
    }

    /// The minutes that the form says; what cannot be read is noted.
    pub fn minutes(&self, query: &mut Query, zone: &str, lang: Language) -> Option<Minutes> {
        let name = needed(query, NAME, &self.name, lang);
        let host = needed(query, HOST, &self.host, lang);
        let began_at = time(query, BEGAN, &self.began, zone);
        let ended_at = time(query, ENDED, &self.ended, zone);
        let place = needed(query, PLACE, &self.place, lang);
        let attendees = optional(query, ATTENDEES, &self.attendees, |line| {
            present(line, lang)
        });
        let observers = optional(query, OBSERVERS, &self.observers, |line| {
            present(line, lang)
        });
        let order = each(query, ORDER, &self.order, |line| text(line, lang));
        let items = each(query, ITEMS, &self.items, |line| text(line, lang));
        let remarks = each(query, REMARKS, &self.remarks, |line| remark(line, lang));
        let decisions = each(query, DECISIONS, &self.decisions, |line| text(line, lang));
        let votes = optional(query, VOTES, &self.votes, |line| counted(line, lang));
        let minutes = Minutes {
            name: name?,
            host: host?,
            began_at: began_at?,
            ended_at: ended_at?,
            place: place?,
            attendees: attendees?,
            others: u32::try_from(self.others.unwrap_or(0)).unwrap_or(u32::MAX),
            observers: observers?,
            order: order?,
            items: items?,
            remarks: remarks?,
            decisions: decisions?,
            votes: votes?,
        };
        let people = minutes.attendees.iter().chain(&minutes.observers);
        let names = people.map(|one| one.consent);
        let mut names = names.chain(minutes.remarks.iter().map(|one| one.consent));
        if names.any(|consents| consents) && self.consent.is_empty() {
            query.refuse(CONSENT, "minutes-consent-missing", "", "");
        }
        Some(minutes)
    }
}

fn needed(query: &mut Query, field: Field, typed: &str, lang: Language) -> Option<Text> {
    let said = text(typed, lang);
    if said.is_none() {
        query.refuse(field, "error-empty", "", "");
    }
    said
}

fn optional<T>(
    query: &mut Query,
    field: Field,
    typed: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    match typed.trim() {
        "" => Some(Vec::new()),
        _ => each(query, field, typed, read),
    }
}

/// What attendees can be there as.
fn classes(ui: &Ui) -> String {
    CLASSES.map(|(_, class)| member_class(ui, class)).join(", ")
}

/// The fields of the form.
pub fn fields(ui: &Ui, typed: &Typed, zone: &str, errors: &[FieldError]) -> Markup {
    let consents = [(YES.to_owned(), ui.t("minutes-consent-all"))];
    html! {
        (line_field(ui, errors, NAME, None, &typed.name))
        (line_field(ui, errors, HOST, None, &typed.host))
        p.hint { (ui.tf("consultation-zone", &[("zone", zone.into())])) }
        div.pair { (time_field(ui, errors, BEGAN, &typed.began)) (time_field(ui, errors, ENDED, &typed.ended)) }
        (line_field(ui, errors, PLACE, None, &typed.place))
        p.hint { (ui.tf("consultation-named-hint", &[("classes", classes(ui).into())])) }
        (text_area(ui, errors, ATTENDEES, &typed.attendees))
        (number_field(ui, errors, OTHERS, typed.others))
        p.hint { (ui.t("minutes-observers-hint")) }
        (text_area(ui, errors, OBSERVERS, &typed.observers))
        (text_area(ui, errors, ORDER, &typed.order))
        (text_area(ui, errors, ITEMS, &typed.items))
        p.hint { (ui.t("minutes-remarks-hint")) }
        (text_area(ui, errors, REMARKS, &typed.remarks))
        (boxes(ui, errors, CONSENT, &consents, &typed.consent))
        (text_area(ui, errors, DECISIONS, &typed.decisions))
        p.hint { (ui.t("minutes-votes-hint")) }
        (text_area(ui, errors, VOTES, &typed.votes))
    }
}
