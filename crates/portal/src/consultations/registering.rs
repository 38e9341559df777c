//! Who somebody is as they write it in a form that registers them, or takes them in at the door.

use madang_programme::consultations::{MOST_NEEDS, RegisteredPerson, Standing};
use madang_programme::voices::code::Code;
use madang_words::Text;
use maud::{Markup, html};

use crate::consultations::page::under;
use crate::consultations::{labels, links};
use crate::frame::act::Places;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::fields::{boxes, line_field};
use crate::frame::form::{Choice, Field, Sending, error_summary, optional_prose, select, sent};
use crate::frame::language::of_words;
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ProgrammeDetail};
use crate::voices::labels::REGIONS;

pub const NAME: Field = Field::new("name", "consultation-person-name");
pub const CONTACT: Field = Field::new("contact", "consultation-person-contact");
pub const SECTOR: Field = Field::new("sector", "consultation-person-sector");
pub const REGION: Field = Field::new("region", "consultation-person-region");
pub const GROUP: Field = Field::new("group", "consultation-person-group");
pub const NEEDS: Field = Field::new("needs", "consultation-person-needs");
pub const CONSENT: Field = Field::new("consent", "consultation-person-consent");

/// What is sent with a box that is ticked.
pub const YES: &str = "yes";

/// The parts of society from which a form lets somebody choose.
pub const SECTORS: [(&str, &str); 6] = [
    ("citizen", "consultation-sector-citizen"),
    ("civil-society", "consultation-sector-civil-society"),
    ("business", "consultation-sector-business"),
    ("university", "consultation-sector-university"),
    ("public", "consultation-sector-public"),
    ("media", "consultation-sector-media"),
];

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("name", NAME),
    ("contact", CONTACT),
    ("sector", SECTOR),
    ("region", REGION),
    ("group", GROUP),
    ("needs", NEEDS),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    name: String,
    contact: String,
    sector: String,
    region: String,
    group: String,
    needs: String,
    consent: Vec<String>,
}

impl Typed {
    /// A form that begins with how somebody is reached.
    pub fn reached_at(contact: Option<String>) -> Typed {
        Typed {
            contact: contact.unwrap_or_default(),
            ..Typed::default()
        }
    }

    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            name: query.text(NAME),
            contact: query.text(CONTACT),
            sector: query.text(SECTOR),
            region: query.text(REGION),
            group: query.text(GROUP),
            needs: query.prose(NEEDS),
            consent: query.ticked(CONSENT),
        }
    }

    /// Who it is; what is missing is noted. Whoever comes without having registered need not say how they are reached.
    pub fn person(&self, ui: &Ui, query: &mut Query, comes: bool) -> Option<RegisteredPerson> {
        for (field, typed, needed) in [(NAME, &self.name, true), (CONTACT, &self.contact, !comes)] {
            if needed && typed.is_empty() {
                query.refuse(field, "error-empty", "", "");
            }
        }
        if self.needs.chars().count() > MOST_NEEDS {
            query.refuse(NEEDS, "error-long", "", MOST_NEEDS.to_string());
        }
        let some = |typed: &str| Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        let needs = some(&self.needs);
        let needs = needs.map(|words| Text::new(of_words(&words, ui.lang), &words));
        query.errors.is_empty().then(|| RegisteredPerson {
            name: self.name.clone(),
            contact: some(&self.contact),
            sector: some(&self.sector),
            region: some(&self.region),
            group: some(&self.group),
            needs,
            consent: !self.consent.is_empty(),
            code: None,
        })
    }
}

/// The fields: of who comes without having registered, without what is only of use before.
pub fn fields(
    ui: &Ui,
    programme: &ProgrammeDetail,
    (typed, comes): (&Typed, bool),
    errors: &[FieldError],
) -> Markup {
    let named = |(id, key): (&str, &str)| (id.to_owned(), ui.t(key));
    let sectors: Vec<Choice> = SECTORS.into_iter().map(named).collect();
    let regions: Vec<Choice> = REGIONS.into_iter().map(named).collect();
    let groups = programme.groups.iter();
    let groups = groups.map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)));
    let groups: Vec<Choice> = groups.collect();
    let consent = [(YES.to_owned(), ui.t("consultation-person-consents"))];
    let unsaid = ui.t("consultation-not-stated");
    html! {
        (line_field(ui, errors, NAME, None, &typed.name))
        @if !comes { (line_field(ui, errors, CONTACT, Some("consultation-person-contact-hint"), &typed.contact)) }
        div.pair {
            (select(ui, errors, SECTOR, Some(&unsaid), &sectors, &typed.sector))
            (select(ui, errors, REGION, Some(&unsaid), &regions, &typed.region))
        }
        @if !groups.is_empty() { (select(ui, errors, GROUP, Some(&unsaid), &groups, &typed.group)) }
        @if !comes { (optional_prose(ui, errors, NEEDS, "consultation-person-needs-hint", &typed.needs)) }
        (boxes(ui, errors, CONSENT, &consent, &typed.consent))
    }
}

/// Somebody's own registration.
pub struct Own {
    /// How it stands.
    pub standing: Standing,
    /// Which of those who wait they are.
    pub place: Option<u64>,
    /// Their code, while who they are is not erased.
    pub code: Option<Code>,
    /// The entry.
    pub entry: u64,
    /// Whether they came.
    pub came: bool,
}

/// What the page shows on which somebody registers.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The consultation.
    pub consultation: &'a ConsultationDetail,
    /// Whether somebody can register now.
    pub open: bool,
    /// Whether whoever registers next waits.
    pub full: bool,
    /// Their own registration, where they have one.
    pub own: Option<&'a Own>,
    /// Whether it can be cancelled still.
    pub cancellable: bool,
    /// What was recorded just now.
    pub done: &'a [u64],
    /// What was typed.
    pub typed: (&'a Sending, &'a Typed),
    /// What is wrong with it.
    pub errors: &'a [FieldError],
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let one = shown.consultation;
    let (programme, id) = (one.programme.as_str(), one.id.as_str());
    let title = ui.t("consultation-register");
    let stands = shown
        .own
        .filter(|own| !matches!(own.standing, Standing::Cancelled(_)));
    let (sending, typed) = shown.typed;
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) " " span.of.words { (labels::title(ui, one)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        p { (labels::times(ui, &one.plan, &shown.programme.summary.facts.zone)) }
        @if let Some(own) = shown.own { (registered(ui, own)) }
        @if let Some(own) = stands {
            @if shown.cancellable && !own.came {
                (sent(&ui.href(&links::unregister(programme, id)), false, sending, html! {}, &ui.t("consultation-unregister")))
            }
        } @else if shown.open {
            p.lead { (ui.t("consultation-register-lead")) }
            @if shown.full { p.notice { (ui.t("consultation-register-full")) } }
            @let fields = fields(ui, shown.programme, (typed, false), shown.errors);
            (sent(&ui.href(&links::register(programme, id)), false, sending, fields, &title))
        } @else {
            p.notice { (ui.t("consultation-register-closed")) }
        }
        p { a href=(ui.href(&links::one(programme, id))) { (labels::title(ui, one)) } }
    };
    let of = (shown.programme, one);
    under(ui, of, (&title, "consultation-register-lead"), content)
}

/// Somebody's own place and code.
fn registered(ui: &Ui, own: &Own) -> Markup {
    let says = match (own.standing, own.place) {
        (Standing::Cancelled(_), _) => ui.t("consultation-own-cancelled"),
        (Standing::Waiting, Some(place)) => ui.tf(
            "consultation-own-waiting",
            &[("place", ui.number(place).into())],
        ),
        _ if own.came => ui.t("consultation-own-came"),
        _ => ui.t("consultation-own-confirmed"),
    };
    html! {
        section {
            h2 #own { (ui.t("consultation-own")) }
            p.lead { (says) }
            @if let (Some(code), false) = (&own.code, matches!(own.standing, Standing::Cancelled(_))) {
                p { (ui.t("consultation-own-code")) }
                p.slip-code { (code.to_string()) }
            }
            p.muted { (entry_link(ui, own.entry)) }
        }
    }
}
