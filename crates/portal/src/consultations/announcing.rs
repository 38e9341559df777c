//! What is announced of a consultation as an official writes it in a form.

use madang_programme::consultations::{
    ConsultationText, ConsultationType, Influence, Invitation, Mode, Plan, Registration,
};
use madang_words::{Language, Text, moment};
use maud::{Markup, html};

use crate::consultations::labels;
use crate::frame::act::Places;
use crate::frame::fields::{
    InBoth, Words, line_field, time, time_field, words_area, words_line, words_line_with,
};
use crate::frame::form::{Choice, Field, more, number_field, select, text_area};
use crate::frame::language;
use crate::frame::meanwhile::{self, Value};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{ConsultationDetail, InstitutionDetail, ProgrammeDetail};

/// The other language of a field.
const OTHER: &str = "programme-set-other";

const TITLE: InBoth = InBoth::new(("title", "consultation-title"), ("title-other", OTHER));
const DESCRIPTION: InBoth = InBoth::new(
    ("description", "consultation-description"),
    ("description-other", OTHER),
);
const KIND: Field = Field::new("type", "consultation-type");
const MODE: Field = Field::new("mode", "consultation-mode");
const OPENS: Field = Field::new("opens", "consultation-opens");
const CLOSES: Field = Field::new("closes", "consultation-closes");
const PLACE: InBoth = InBoth::new(("place", "consultation-place"), ("place-other", OTHER));
const URL: Field = Field::new("url", "consultation-url");
const TWIN: Field = Field::new("twin", "consultation-twin");
const QUESTION: InBoth = InBoth::new(
    ("question", "consultation-question"),
    ("question-other", OTHER),
);
const OPTIONS: InBoth = InBoth::new(
    ("options", "consultation-options-lines"),
    ("options-other", OTHER),
);
const DECISION: Field = Field::new("decision", "consultation-decision-if");
const PROMISED: Field = Field::new("promised", "consultation-promised");
const INVITATION: Field = Field::new("invitation", "consultation-who");
const CRITERION: InBoth = InBoth::new(
    ("criterion", "consultation-criterion"),
    ("criterion-other", OTHER),
);
const FROM: Field = Field::new("from", "consultation-registration-from");
const TO: Field = Field::new("to", "consultation-registration-to");
const CAPACITY: Field = Field::new("capacity", "consultation-room-for");
const BODY: Field = Field::new("body", "consultation-body");
const INSTITUTION: Field = Field::new("institution", "consultation-institution");
const CONTACT: InBoth = InBoth::new(
    ("contact", "consultation-contact"),
    ("contact-other", OTHER),
);

/// The most people for whom there is room.
const MOST_CAPACITY: u64 = 1_000_000;

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("title", TITLE.here),
    ("description", DESCRIPTION.here),
    ("type", KIND),
    ("mode", MODE),
    ("opens_at", OPENS),
    ("closes_at", CLOSES),
    ("place", PLACE.here),
    ("url", URL),
    ("twin", TWIN),
    ("question", QUESTION.here),
    ("options", OPTIONS.here),
    ("decision_at", DECISION),
    ("criterion", CRITERION.here),
    ("from", FROM),
    ("to", TO),
    ("capacity", CAPACITY),
    ("contact", CONTACT.here),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    title: Words,
    description: Words,
    kind: Option<ConsultationType>,
    mode: Option<Mode>,
    opens: String,
    closes: String,
    place: Words,
    url: String,
    twin: String,
    question: Words,
    options: Words,
    decision: String,
    promised: Option<Influence>,
    invitation: Option<Invitation>,
    criterion: Words,
    from: String,
    to: String,
    capacity: Option<u64>,
    body: String,
    institution: String,
    contact: Words,
}

/// What an enum of the record is chosen from in a form.
fn named<T: Copy>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl Iterator<Item = (&'static str, T)> {
    all.iter().map(move |one| (name(*one), *one))
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            description: Words::read(query, DESCRIPTION),
            kind: query.one_of(KIND, named(ConsultationType::ALL, ConsultationType::name)),
            mode: query.one_of(MODE, named(Mode::ALL, Mode::name)),
            opens: query.text(OPENS),
            closes: query.text(CLOSES),
            place: Words::read(query, PLACE),
            url: query.text(URL),
            twin: query.text(TWIN),
            question: Words::read(query, QUESTION),
            options: Words::read(query, OPTIONS),
            decision: query.text(DECISION),
            promised: query.one_of(PROMISED, named(Influence::ALL, Influence::name)),
            invitation: query.one_of(INVITATION, named(Invitation::ALL, Invitation::name)),
            criterion: Words::read(query, CRITERION),
            from: query.text(FROM),
            to: query.text(TO),
            capacity: query.optional_number(CAPACITY, 1..=MOST_CAPACITY),
            body: query.text(BODY),
            institution: query.text(INSTITUTION),
            contact: Words::read(query, CONTACT),
        }
    }

    /// Of what is announced, for the form that changes it.
    pub fn of(known: &ConsultationDetail, zone: &str, lang: Language) -> Typed {
        let (plan, text) = (&known.plan, known.text.as_ref());
        let time = |at: Option<&String>| at.map(|at| moment::in_field(at, zone));
        let registration = plan.registration.as_ref();
        let options = |lang| {
            let lines = plan.options.iter().map(|option| option.0.get(&lang));
            let lines = lines.map(|line| line.cloned().unwrap_or_default());
            lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
        };
        Typed {
            title: Words::of(text.map(|text| &text.title), lang),
            description: Words::of(text.map(|text| &text.description), lang),
            kind: Some(plan.kind),
            mode: Some(plan.mode),
            opens: moment::in_field(&plan.opens_at, zone),
            closes: moment::in_field(&plan.closes_at, zone),
            place: Words::of(plan.place.as_ref(), lang),
            url: plan.url.clone().unwrap_or_default(),
            twin: plan.twin.clone().unwrap_or_default(),
            question: Words::of(Some(&plan.question), lang),
            options: Words {
                here: options(lang),
                other: options(language::other(lang)),
            },
            decision: time(plan.decision_at.as_ref()).unwrap_or_default(),
            promised: Some(plan.promised),
            invitation: Some(plan.invitation),
            criterion: Words::of(plan.criterion.as_ref(), lang),
            from: time(registration.map(|of| &of.from)).unwrap_or_default(),
            to: time(registration.map(|of| &of.to)).unwrap_or_default(),
            capacity: registration.and_then(|of| of.capacity).map(u64::from),
            body: plan.body.clone().unwrap_or_default(),
            institution: plan.institution.clone(),
            contact: Words::of(Some(&plan.contact), lang),
        }
    }

    /// What stands in the fields.
    pub fn values(&self) -> Vec<Value> {
        let mut values = meanwhile::of_words(&[
            (TITLE, &self.title),
            (DESCRIPTION, &self.description),
            (PLACE, &self.place),
            (QUESTION, &self.question),
            (OPTIONS, &self.options),
            (CRITERION, &self.criterion),
            (CONTACT, &self.contact),
        ]);
        let capacity = self.capacity.map(|number| number.to_string());
        let plain = [
            (KIND, self.kind.map_or("", ConsultationType::name)),
            (MODE, self.mode.map_or("", Mode::name)),
            (OPENS, self.opens.as_str()),
            (CLOSES, self.closes.as_str()),
            (URL, self.url.as_str()),
            (TWIN, self.twin.as_str()),
            (DECISION, self.decision.as_str()),
            (PROMISED, self.promised.map_or("", Influence::name)),
            (INVITATION, self.invitation.map_or("", Invitation::name)),
            (FROM, self.from.as_str()),
            (TO, self.to.as_str()),
            (CAPACITY, capacity.as_deref().unwrap_or_default()),
            (BODY, self.body.as_str()),
            (INSTITUTION, self.institution.as_str()),
        ];
        values.extend(plain.map(|(field, value)| (field, value.to_owned())));
        values
    }

    /// The words of what is announced; what is missing is noted.
    pub fn words(&self, query: &mut Query, lang: Language) -> Option<ConsultationText> {
        let title = self.title.needed(query, TITLE, lang);
        let description = self.description.needed(query, DESCRIPTION, lang);
        Some(ConsultationText {
            title: title?,
            description: description?,
        })
    }

    /// What is announced by it; what is missing or no time is noted.
    pub fn plan(&self, query: &mut Query, zone: &str, lang: Language) -> Option<Plan> {
        let kind = needed(query, KIND, self.kind);
        let mode = needed(query, MODE, self.mode);
        let opens_at = time(query, OPENS, &self.opens, zone);
        let closes_at = time(query, CLOSES, &self.closes, zone);
        let question = self.question.needed(query, QUESTION, lang);
        let promised = needed(query, PROMISED, self.promised);
        let invitation = needed(query, INVITATION, self.invitation);
        let contact = self.contact.needed(query, CONTACT, lang);
        let institution = filled(&self.institution);
        needed(query, INSTITUTION, institution.as_ref());
        let place = self.place.shown(query, PLACE, lang);
        let criterion = self.criterion.shown(query, CRITERION, lang);
        let decision_at = match self.decision.as_str() {
            "" => None,
            typed => time(query, DECISION, typed, zone),
        };
        let registration = match (self.from.as_str(), self.to.as_str()) {
            ("", "") => None,
            (from, to) => {
                let from = time(query, FROM, from, zone);
                let to = time(query, TO, to, zone);
                let capacity = self.capacity.and_then(|number| u32::try_from(number).ok());
                from.zip(to)
                    .map(|(from, to)| Registration { from, to, capacity })
            }
        };
        Some(Plan {
            kind: kind?,
            mode: mode?,
            opens_at: opens_at?,
            closes_at: closes_at?,
            place,
            url: filled(&self.url),
            twin: filled(&self.twin),
            question: question?,
            options: self.options(lang),
            decision_at,
            promised: promised?,
            invitation: invitation?,
            criterion,
            registration,
            body: filled(&self.body),
            institution: institution?,
            contact: contact?,
        })
    }

    /// One option a line; the line of that number in the other language says the same.
    fn options(&self, lang: Language) -> Vec<Text> {
        let (mut here, mut other) = (self.options.here.lines(), self.options.other.lines());
        let mut options = Vec::new();
        loop {
            let (one, same) = (here.next(), other.next());
            if one.is_none() && same.is_none() {
                return options;
            }
            let words = [
                (lang, one.unwrap_or_default()),
                (language::other(lang), same.unwrap_or_default()),
            ];
            options.extend(Text::written(&words));
        }
    }
}

fn filled(typed: &str) -> Option<String> {
    Some(typed.to_owned()).filter(|typed| !typed.is_empty())
}

fn needed<T>(query: &mut Query, field: Field, chosen: Option<T>) -> Option<T> {
    let noted = query.errors.iter().any(|error| error.field == field);
    if chosen.is_none() && !noted {
        query.refuse(field, "error-empty", "", "");
    }
    chosen
}

/// What a form chooses from.
pub struct Known<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
}

/// What stands in a field that is chosen from, in words.
pub fn seen(ui: &Ui, known: &Known<'_>, field: Field, value: &str) -> Option<String> {
    fn of<T: Copy>(all: &'static [T], name: fn(T) -> &'static str, value: &str) -> Option<T> {
        let mut all = named(all, name);
        all.find(|(name, _)| *name == value).map(|(_, one)| one)
    }
    if field == KIND {
        let one = of(ConsultationType::ALL, ConsultationType::name, value)?;
        return Some(labels::kind(ui, one));
    }
    if field == MODE {
        return Some(labels::mode(ui, of(Mode::ALL, Mode::name, value)?));
    }
    if field == PROMISED {
        let one = of(Influence::ALL, Influence::name, value)?;
        return Some(labels::promised(ui, one));
    }
    if field == INVITATION {
        let one = of(Invitation::ALL, Invitation::name, value)?;
        return Some(labels::invitation(ui, one));
    }
    if field == BODY {
        let mut bodies = known.programme.bodies.iter();
        let body = bodies.find(|body| body.facts.id == value)?;
        return Some(ui.plain(&body.facts.name));
    }
    let institution = field == INSTITUTION && !value.is_empty();
    institution.then(|| plain_institution(ui, known.institutions, value))
}

/// The fields of a form that announces a consultation.
pub fn fields(ui: &Ui, known: &Known<'_>, typed: &Typed, errors: &[FieldError]) -> Markup {
    let zone = known.programme.summary.facts.zone.clone();
    let kinds = ConsultationType::ALL.iter();
    let kinds: Vec<Choice> = kinds
        .map(|one| (one.name().to_owned(), labels::kind(ui, *one)))
        .collect();
    let modes = Mode::ALL.iter();
    let modes: Vec<Choice> = modes
        .map(|one| (one.name().to_owned(), labels::mode(ui, *one)))
        .collect();
    let chosen = ui.t("consultation-choose");
    html! {
        (words_line(ui, errors, TITLE, &typed.title))
        (words_area(ui, errors, DESCRIPTION, &typed.description))
        div.pair {
            (select(ui, errors, KIND, Some(&chosen), &kinds, typed.kind.map_or("", ConsultationType::name)))
            (select(ui, errors, MODE, Some(&chosen), &modes, typed.mode.map_or("", Mode::name)))
        }
        p.hint { (ui.tf("consultation-zone", &[("zone", zone.into())])) }
        div.pair { (time_field(ui, errors, OPENS, &typed.opens)) (time_field(ui, errors, CLOSES, &typed.closes)) }
        (words_line_with(ui, errors, PLACE, Some("consultation-place-hint"), &typed.place))
        (line_field(ui, errors, URL, Some("consultation-url-hint"), &typed.url))
        (line_field(ui, errors, TWIN, Some("consultation-twin-hint"), &typed.twin))
        (words_area(ui, errors, QUESTION, &typed.question))
        (text_area(ui, errors, OPTIONS.here, &typed.options.here))
        (more(ui, !typed.options.other.is_empty(), text_area(ui, errors, OPTIONS.other, &typed.options.other)))
        (time_field(ui, errors, DECISION, &typed.decision))
        (who(ui, known, typed, errors))
    }
}

/// The fields that say who may come, how far they have a say, and who convenes it.
fn who(ui: &Ui, known: &Known<'_>, typed: &Typed, errors: &[FieldError]) -> Markup {
    let promised = Influence::ALL.iter();
    let promised: Vec<Choice> = promised
        .map(|one| (one.name().to_owned(), labels::promised(ui, *one)))
        .collect();
    let invitations = Invitation::ALL.iter();
    let invitations: Vec<Choice> = invitations
        .map(|one| (one.name().to_owned(), labels::invitation(ui, *one)))
        .collect();
    let bodies = known.programme.bodies.iter();
    let bodies: Vec<Choice> = bodies
        .map(|body| (body.facts.id.clone(), ui.plain(&body.facts.name)))
        .collect();
    let institutions = known.institutions.iter().map(|one| {
        let id = &one.facts.id;
        (id.clone(), plain_institution(ui, known.institutions, id))
    });
    let institutions: Vec<Choice> = institutions.collect();
    let (chosen, none) = (ui.t("consultation-choose"), ui.t("consultation-no-body"));
    html! {
        (select(ui, errors, PROMISED, Some(&chosen), &promised, typed.promised.map_or("", Influence::name)))
        (select(ui, errors, INVITATION, Some(&chosen), &invitations, typed.invitation.map_or("", Invitation::name)))
        (words_line_with(ui, errors, CRITERION, Some("consultation-criterion-hint"), &typed.criterion))
        p.hint { (ui.t("consultation-registration-hint")) }
        div.pair { (time_field(ui, errors, FROM, &typed.from)) (time_field(ui, errors, TO, &typed.to)) }
        (number_field(ui, errors, CAPACITY, typed.capacity))
        @if !bodies.is_empty() { (select(ui, errors, BODY, Some(&none), &bodies, &typed.body)) }
        (select(ui, errors, INSTITUTION, Some(&chosen), &institutions, &typed.institution))
        (words_line_with(ui, errors, CONTACT, Some("consultation-contact-hint"), &typed.contact))
    }
}
