//! Who registered for a consultation and who came, for whoever leads it; and the list that attendees sign.

use madang_programme::consultations::{RegisteredPerson, Standing};
use maud::{Markup, html};

use crate::consultations::page::under;
use crate::consultations::registering::SECTORS;
use crate::consultations::{labels, links};
use crate::frame::entries::{entry_link, receipts};
use crate::frame::form::{Field, Sending, carried, error_summary};
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, absent, badge, row, table};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ProgrammeDetail};
use crate::programmes::labels::plain_group;
use crate::voices::labels as voice_labels;

/// The name that somebody has in a consultation.
pub const REGISTRANT: Field = Field::for_programs("registrant");

/// Somebody who registered, or came without.
pub struct Somebody {
    /// Their name there.
    pub registrant: String,
    /// The entry.
    pub entry: u64,
    /// How it stands.
    pub standing: Standing,
    /// The entry that says that they came.
    pub came: Option<u64>,
    /// Who they are, as far as that is there.
    pub person: Option<RegisteredPerson>,
}

impl Somebody {
    /// Their name, as they gave it.
    pub fn name(&self, ui: &Ui) -> Markup {
        match &self.person {
            Some(person) => html! { (person.name) },
            None => absent(ui, "words-hidden"),
        }
    }

    /// Whether they have a place and did not come yet.
    pub fn is_awaited(&self) -> bool {
        self.standing == Standing::Confirmed && self.came.is_none()
    }
}

/// What the pages show.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The consultation.
    pub consultation: &'a ConsultationDetail,
    /// Everybody, in the order in which they registered.
    pub people: &'a [Somebody],
    /// Whether somebody can be registered now.
    pub open: bool,
    /// Whether a registration can be cancelled now.
    pub cancellable: bool,
    /// Whether attendees are checked in now.
    pub comes: bool,
    /// What was recorded just now.
    pub done: &'a [u64],
    /// What is wrong with what was sent.
    pub errors: &'a [FieldError],
}

impl Shown<'_> {
    fn number(&self, fits: impl Fn(&Somebody) -> bool) -> u64 {
        self.people.iter().filter(|one| fits(one)).count() as u64
    }

    /// The page around some content.
    pub fn page(&self, ui: &Ui, title: String, content: Markup) -> Page {
        let of = (self.programme, self.consultation);
        under(ui, of, (&title, "consultation-people-lead"), content)
    }
}

/// How it stands with somebody.
pub fn standing(ui: &Ui, one: &Somebody) -> Markup {
    if one.came.is_some() {
        return badge(Tone::Good, &ui.t("consultation-standing-came"));
    }
    match one.standing {
        Standing::Confirmed => badge(Tone::Active, &ui.t("consultation-standing-confirmed")),
        Standing::Waiting => badge(Tone::Plain, &ui.t("consultation-standing-waiting")),
        Standing::Cancelled(_) => badge(Tone::Bad, &ui.t("consultation-standing-cancelled")),
        Standing::WalkedIn => badge(Tone::Good, &ui.t("consultation-standing-came")),
    }
}

/// Who registered.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let one = shown.consultation;
    let (programme, id) = (one.programme.as_str(), one.id.as_str());
    let title = ui.t("consultation-people-title");
    let stands = |standing: Standing| move |one: &Somebody| one.standing == standing;
    let number = |number: u64| Some(html! { (ui.number(number)) });
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) " " span.of.words { (labels::title(ui, one)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        p.lead { (ui.t("consultation-people-lead")) }
        dl.facts {
            (row(ui, &ui.t("consultation-standing-confirmed"), number(shown.number(stands(Standing::Confirmed)))))
            (row(ui, &ui.t("consultation-standing-waiting"), number(shown.number(stands(Standing::Waiting)))))
            (row(ui, &ui.t("consultation-standing-came"), number(shown.number(|one| one.came.is_some()))))
        }
        ul.buttons {
            @if shown.open { li { a.button.button-plain href=(ui.href(&links::enter(programme, id))) { (ui.t("consultation-enter")) } } }
            @if shown.comes { li { a.button.button-plain href=(ui.href(&links::check_in(programme, id))) { (ui.t("consultation-check-in")) } } }
            li { a.button.button-plain href=(ui.href(&links::sign_in_list(programme, id))) { (ui.t("consultation-sign-in-list")) } }
        }
        @if shown.people.is_empty() {
            div.empty { p { (ui.t("consultation-people-none")) } }
        } @else {
            ul.cards { @for one in shown.people { li.card { (card(ui, shown, one)) } } }
        }
    };
    shown.page(ui, title, content)
}

fn card(ui: &Ui, shown: &Shown<'_>, one: &Somebody) -> Markup {
    let consultation = shown.consultation;
    let (programme, id) = (&consultation.programme, &consultation.id);
    let person = one.person.as_ref();
    let text = |value: Option<&String>| value.map(|value| html! { (value) });
    html! {
        p.badges { (standing(ui, one)) }
        h2 id={ "registration-" (one.entry) } { (one.name(ui)) }
        @if let Some(person) = person {
            dl.facts {
                (row(ui, &ui.t("consultation-person-contact"), text(person.contact.as_ref())))
                (row(ui, &ui.t("consultation-person-sector"), person.sector.as_deref().map(|id| sector(ui, id))))
                (row(ui, &ui.t("consultation-person-region"), person.region.as_deref().map(|code| html! { (voice_labels::region(ui, code)) })))
                (row(ui, &ui.t("consultation-person-group"), person.group.as_deref().map(|id| html! { (plain_group(ui, shown.programme, id)) })))
                @if let Some(needs) = &person.needs { (row(ui, &ui.t("consultation-person-needs"), Some(html! { span.words.lines { (ui.words(needs)) } }))) }
                (row(ui, &ui.t("consultation-person-consent"), Some(html! {
                    @if person.consent { (ui.t("consultation-consents")) } @else { (ui.t("consultation-consents-not")) }
                })))
                @if let Some(code) = &person.code { (row(ui, &ui.t("consultation-code"), Some(html! { span.slip-code { (code) } }))) }
            }
        }
        p.muted { (entry_link(ui, one.entry)) @if let Some(came) = one.came { " · " (entry_link(ui, came)) } }
        @if shown.cancellable && one.came.is_none() && matches!(one.standing, Standing::Confirmed | Standing::Waiting) {
            form method="post" action=(ui.href(&links::strike(programme, id))) {
                (Sending::new(None).fields())
                (carried(REGISTRANT, &one.registrant))
                button.button-plain type="submit" { (ui.t("consultation-strike")) span.sr-only { ": " (one.name(ui)) } }
            }
        }
    }
}

/// A part of society, by what it is called.
pub fn sector(ui: &Ui, id: &str) -> Markup {
    let known = SECTORS.iter().find(|(known, _)| *known == id);
    html! { @match known { Some((_, key)) => (ui.t(key)), None => (id) } }
}

/// The list that attendees sign, to be printed: the sheet that is signed is kept as papers with persons are.
pub fn sign_in_list(ui: &Ui, shown: &Shown<'_>) -> Page {
    let one = shown.consultation;
    let title = ui.t("consultation-sign-in-list");
    let listed = shown
        .people
        .iter()
        .filter(|one| one.standing == Standing::Confirmed);
    let listed: Vec<&Somebody> = listed.collect();
    let content = html! {
        h1 { (title) " " span.of.words { (labels::title(ui, one)) } }
        p { (labels::times(ui, &one.plan, &shown.programme.summary.facts.zone)) @if let Some(place) = &one.plan.place { " · " span.words { (ui.words(place)) } } }
        p.prose { (ui.t("consultation-sign-in-list-lead")) }
        (table(ui, "list", &title, html! {
            th.number scope="col" { (ui.t("consultation-list-number")) }
            th scope="col" { (ui.t("consultation-person-name")) }
            th scope="col" { (ui.t("consultation-person-sector")) }
            th scope="col" { (ui.t("consultation-list-consent")) }
            th scope="col" { (ui.t("consultation-list-signature")) }
        }, html! {
            @for (number, one) in listed.iter().enumerate() {
                tr {
                    td.number { (ui.number(number as u64 + 1)) }
                    th.key scope="row" { (one.name(ui)) }
                    td { @if let Some(sector_of) = one.person.as_ref().and_then(|person| person.sector.as_deref()) { (sector(ui, sector_of)) } }
                    td { @if one.person.as_ref().is_some_and(|person| person.consent) { (ui.t("consultation-consents")) } }
                    td { span.sr-only { (ui.t("consultation-list-blank")) } }
                }
            }
            @for number in 1..=BLANK_ROWS {
                tr {
                    td.number { (ui.number(listed.len() as u64 + number)) }
                    th.key scope="row" { span.sr-only { (ui.t("consultation-list-blank")) } }
                    td {} td {} td {}
                }
            }
        }))
    };
    shown.page(ui, title, content)
}

/// Rows for those who come without having registered.
const BLANK_ROWS: u64 = 10;
