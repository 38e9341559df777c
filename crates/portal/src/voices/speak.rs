//! Saying something, in three steps: write it, look at it beside what others said, keep the receipt.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madang_programme::Violation;
use madang_programme::log::RULES;
use madang_programme::voices::{Channel, MOST_TEXT, check_address};
use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::fields::line_field;
use crate::frame::files::{Chosen, files_field};
use crate::frame::form::{
    Choice, Sending, carried, error_summary, prose_field, select, sent, sent_with_files_or_saved,
};
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::parts::{command, example_notice, row, stepper};
use crate::frame::query::{FieldError, Query};
use crate::frame::similar::Similar;
use crate::frame::ui::Ui;
use crate::frame::warned::{found, warned};
use crate::institutions::labels::{institution, plain_institution};
use crate::model::{InstitutionDetail, ProgrammeDetail, ServiceDetail, VoiceDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::services::labels::{plain_title as service_title, title as service_name};
use crate::voices::list::{CHANNEL, INSTITUTION, REGION};
use crate::voices::typed::{CODE, SERVED, SERVICE, SOURCE, STEP, TEXT, Typed};
use crate::voices::{labels, links};

/// Letters of a similar voice that are shown.
const SHOWN: usize = 160;

/// Where it is said, and by whom.
pub struct Place<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions: the one that was named first gets what nobody else is named for.
    pub institutions: &'a [InstitutionDetail],
    /// Its services, of which somebody can speak.
    pub services: &'a [ServiceDetail],
    /// Whether it is entered for somebody else, who gets a slip.
    pub for_another: bool,
    /// The institution for which alone whoever enters it acts.
    pub own: Option<&'a str>,
    /// Whether whoever reads is signed in.
    pub signed: bool,
    /// Whether they may enter what somebody else said.
    pub may_enter: bool,
    /// Whether files can come with it.
    pub takes_files: bool,
}

impl Place<'_> {
    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    fn action(&self) -> String {
        match self.for_another {
            true => links::enter(self.id()),
            false => links::speak(self.id()),
        }
    }

    fn page(&self, ui: &Ui, step: &str, content: Markup) -> Page {
        let summary = &self.programme.summary;
        let title = ui.t(match self.for_another {
            true => "voice-enter-title",
            false => "voice-speak-title",
        });
        let mut above: Vec<Crumb> = crumbs(ui, summary);
        above.push((links::list(self.id()), html! { (ui.t("voices-title")) }));
        above.push(here(html! { (title) }));
        Page {
            title: title_of(&[step.to_owned(), title, plain_title(ui, summary)]),
            description: ui.t("voice-speak-lead"),
            tab: Some(TAB),
            crumbs: above,
            content,
        }
    }

    fn head(&self, ui: &Ui, now: usize) -> Markup {
        let steps = [
            ui.t("voice-speak-write"),
            ui.t("voice-speak-look"),
            ui.t("voice-speak-done"),
        ];
        let title = ui.t(match self.for_another {
            true => "voice-enter-title",
            false => "voice-speak-title",
        });
        html! {
            h1 { (title) " " span.of.words { (plain_title(ui, &self.programme.summary)) } }
            @if self.programme.summary.facts.example { (example_notice(ui)) }
            (stepper(ui, &steps, &[now], now))
        }
    }

    /// Whom it can be about: what is sent, and what it is called.
    pub fn served(&self, ui: &Ui) -> Vec<Choice> {
        let mut choices = Vec::new();
        for group in &self.programme.groups {
            let (id, name) = (&group.facts.id, ui.plain(&group.facts.name));
            choices.push((id.clone(), name.clone()));
            let audiences = group.audiences.iter().map(|audience| {
                let value = format!("{id}/{}", audience.id);
                (value, format!("{name}: {}", ui.plain(&audience.name)))
            });
            choices.extend(audiences);
        }
        choices
    }

    /// Institutions that can answer.
    pub fn known(&self, ui: &Ui) -> Vec<Choice> {
        let mut known: Vec<Choice> = Vec::new();
        for one in self.institutions {
            let id = &one.facts.id;
            if known.iter().all(|(known, _)| known != id) {
                known.push((id.clone(), plain_institution(ui, self.institutions, id)));
            }
        }
        known
    }

    /// The service that what was typed is about.
    pub fn spoken_of(&self, typed: &Typed) -> Option<&ServiceDetail> {
        let mut services = self.services.iter();
        services.find(|service| service.id == typed.service)
    }

    /// Services that somebody can speak of.
    fn served_by(&self, ui: &Ui) -> Vec<Choice> {
        let services = self.services.iter();
        let services = services.map(|one| (one.id.clone(), service_title(ui, one)));
        services.collect()
    }

    /// The institution that is to answer: the one that was chosen, or that of whoever enters it and acts for no other, or that which leads
    /// the service that it is about, or the one that the programme named first; it transfers what is not its own.
    pub fn answers(&self, typed: &Typed) -> String {
        let first = self.institutions.iter().min_by_key(|one| one.entry);
        match typed.institution.as_str() {
            "" => match (self.spoken_of(typed), self.own) {
                (_, Some(own)) => own.to_owned(),
                (Some(service), None) => service.lead.clone(),
                (None, None) => first.map_or_else(String::new, |first| first.facts.id.clone()),
            },
            named => named.to_owned(),
        }
    }
}

/// Channels of those who speak through somebody else. Cards and words of consultations come with these.
pub const THROUGH: [Channel; 6] = [
    Channel::Paper,
    Channel::Phone,
    Channel::Petition,
    Channel::Media,
    Channel::Survey,
    Channel::ServiceFeedback,
];

/// Korea's provinces as choices.
pub fn regions(ui: &Ui) -> Vec<Choice> {
    let all = labels::REGIONS.iter();
    all.map(|(code, key)| ((*code).to_owned(), ui.t(key)))
        .collect()
}

/// Step one: the form.
pub fn write(
    ui: &Ui,
    place: &Place<'_>,
    typed: &Typed,
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let lead = match place.for_another {
        true => "voice-enter-lead",
        false => "voice-speak-lead",
    };
    let content = html! {
        (error_summary(ui, errors))
        (place.head(ui, 0))
        p.lead { (ui.t(lead)) }
        @if place.institutions.is_empty() {
            div.empty { p { (ui.t("voice-speak-nobody")) } }
        } @else {
            @if !place.signed { p.notice { (ui.t("voice-speak-sign-in")) } }
            @if place.may_enter && !place.for_another {
                p { a href=(ui.href(&links::enter(place.id()))) { (ui.t("voice-enter-title")) } }
            }
            @let (action, go_on) = (ui.href(&place.action()), ui.t("voice-speak-go-on"));
            @let fields = fields(ui, place, typed, errors);
            @if place.signed && !place.for_another {
                (sent_with_files_or_saved(ui, (&action, place.takes_files), sending, fields, &go_on))
            } @else {
                (sent(&action, place.takes_files, sending, fields, &go_on))
            }
        }
    };
    place.page(ui, "", content)
}

fn fields(ui: &Ui, place: &Place<'_>, typed: &Typed, errors: &[FieldError]) -> Markup {
    let not_stated = ui.t("voice-not-stated");
    let known = place.known(ui);
    let unsure = ui.t("voice-speak-unsure");
    let channels: Vec<Choice> = THROUGH
        .into_iter()
        .map(|channel| (channel.name().to_owned(), labels::channel(ui, channel)))
        .collect();
    let like = Similar {
        of: &[TEXT],
        asked: links::similar(place.id()),
        words: "text",
        pages: links::list(place.id()),
        title: "voice-speak-similar",
    };
    html! {
        @if place.for_another {
            (select(ui, errors, CHANNEL, None, &channels, &typed.channel))
            (line_field(ui, errors, SOURCE, Some("voice-enter-source-hint"), &typed.source))
            (carried(CODE, &typed.code))
        }
        @if !place.services.is_empty() {
            (select(ui, errors, SERVICE, Some(&ui.t("voice-service-none")), &place.served_by(ui), &typed.service))
        }
        (prose_field(ui, errors, TEXT, "voice-speak-hint", &typed.text))
        (like.place(ui))
        (select(ui, errors, SERVED, Some(&not_stated), &place.served(ui), &typed.served))
        (select(ui, errors, REGION, Some(&not_stated), &regions(ui), &typed.region))
        @if known.len() > 1 {
            (select(ui, errors, INSTITUTION, Some(&unsure), &known, &typed.institution))
        }
        @if place.takes_files { (files_field(ui, errors, &typed.files)) }
    }
}

/// What somebody reads who may not enter what others said.
pub fn not_yours(ui: &Ui, place: &Place<'_>) -> Page {
    let content = html! {
        h1 { (ui.t("voice-enter-title")) }
        p.lead { (ui.t("voice-enter-not-yours")) }
        p { a href=(ui.href(&links::speak(place.id()))) { (ui.t("voice-speak-title")) } }
    };
    place.page(ui, "", content)
}

/// Step two: what will stand there for all to read, and what others said that is `like` it.
pub fn look(
    ui: &Ui,
    place: &Place<'_>,
    typed: &Typed,
    sending: &Sending,
    like: &[VoiceDetail],
) -> Page {
    let content = html! {
        (place.head(ui, 1))
        (warned(ui, &typed.text))
        p.lead { (ui.t("voice-look-lead")) }
        blockquote.promise.words.lines { (ui.words(&typed.words(ui.lang))) }
        (chosen(ui, place, typed))
        @if !like.is_empty() { (similar(ui, place, like)) }
        form.stacked method="post" action=(ui.href(&place.action())) {
            (sending.fields())
            (typed.carried())
            div.buttons {
                button type="submit" name=(STEP.name) value="send" {
                    (ui.t(if found(&typed.text).is_some() { "form-send-anyway" } else { "voice-look-send" }))
                }
                button.button-plain type="submit" name=(STEP.name) value="write" { (ui.t("voice-look-change")) }
            }
        }
    };
    place.page(ui, &ui.t("voice-speak-look"), content)
}

fn chosen(ui: &Ui, place: &Place<'_>, typed: &Typed) -> Markup {
    let named = |choices: Vec<Choice>, value: &str| {
        let found = choices.into_iter().find(|(known, _)| known == value);
        let name = found.map_or_else(|| ui.t("voice-not-stated"), |(_, name)| name);
        Some(html! { (name) })
    };
    html! {
        dl.facts {
            (row(ui, &ui.t("voice-institution"), Some(html! {
                (institution(ui, place.institutions, &place.answers(typed)))
                @if typed.institution.is_empty() && place.institutions.len() > 1 { p.muted { (ui.t("voice-speak-by-default")) } }
            })))
            @if let Some(service) = place.spoken_of(typed) { (row(ui, &ui.t("voice-service"), Some(html! { (service_name(ui, service)) }))) }
            (row(ui, &ui.t("voice-served"), named(place.served(ui), &typed.served)))
            (row(ui, &ui.t("voice-region"), named(regions(ui), &typed.region)))
            @if !typed.source.is_empty() { (row(ui, &ui.t("voice-source"), Some(html! { (typed.source) }))) }
            @if !typed.files.is_empty() { (row(ui, &ui.t("voice-files"), Some(chosen_files(ui, &typed.files)))) }
        }
    }
}

fn chosen_files(ui: &Ui, files: &[Chosen]) -> Markup {
    html! {
        ul { @for file in files { li { (file.about.described()) } } }
        p.muted { (ui.t("voice-look-files")) }
    }
}

fn similar(ui: &Ui, place: &Place<'_>, similar: &[VoiceDetail]) -> Markup {
    html! {
        h2 #similar { (ui.t("voice-look-similar")) }
        p.prose { (ui.t("voice-look-similar-text")) }
        ul.steps-of {
            @for voice in similar {
                @let name = labels::name(ui, &voice.facts.id);
                li {
                    p { a href=(ui.href(&links::voice(place.id(), &voice.facts.id))) { (name) } " · " (labels::standing(ui, voice.standing)) }
                    @if let Some(text) = &voice.text {
                        p.words lang=[ui.lang_of(&text.text)] { (shortened(&ui.plain(&text.text), SHOWN)) }
                    }
                }
            }
        }
    }
}

/// What came of it.
pub struct Done<'a> {
    /// The voice's number.
    pub voice: &'a str,
    /// Its entry.
    pub entry: u64,
    /// Entries under the checkpoint of the receipt.
    pub size: u64,
    /// The receipt, as JSON.
    pub receipt: &'a str,
}

/// Step three: what was recorded, the receipt, and where to follow it.
pub fn done(ui: &Ui, place: &Place<'_>, done: &Done<'_>) -> Page {
    let file = format!("madang-receipt-{}.json", done.entry);
    let content = html! {
        (place.head(ui, 3))
        div.verdict role="status" {
            p.lead { (ui.tf("voice-done-lead", &[("voice", labels::name(ui, done.voice).into())])) }
            p { (entry_link(ui, done.entry)) " · " (ui.tf("voice-done-size", &[("size", ui.number(done.size).into())])) }
        }
        ul.buttons {
            li { a.button href=(ui.href(&links::voice(place.id(), done.voice))) { (ui.t("voice-done-follow")) } }
            li { a.button.button-plain download=(file) href=(as_file(done.receipt)) { (ui.t("voice-done-download")) } }
        }
        p.prose { (ui.t("voice-done-next")) }
        h2 #receipt { (ui.t("voice-done-receipt")) }
        p.prose { (ui.t("voice-done-receipt-text")) }
        (command(&format!("madang verify {} --receipt {file}", ui.site.base())))
        details {
            summary { (ui.t("voice-done-show")) }
            pre.command tabindex="0" { code lang="en" { (done.receipt) } }
        }
    };
    place.page(ui, &ui.t("voice-speak-done"), content)
}

/// A file that the page itself holds: nobody has to be asked for it again.
pub fn as_file(json: &str) -> String {
    format!("data:application/json;base64,{}", STANDARD.encode(json))
}

/// Notes what is wrong with what was typed.
pub fn check(ui: &Ui, place: &Place<'_>, typed: &Typed, query: &mut Query) {
    let length = typed.text.chars().count();
    if length == 0 {
        query.refuse(TEXT, "voice-speak-empty", "", "");
    } else if length > MOST_TEXT {
        let most = ui.number(MOST_TEXT as u64);
        query.refuse(TEXT, "voice-speak-long", &ui.number(length as u64), most);
    }
    let unknown = |choices: Vec<Choice>, value: &str| {
        !value.is_empty() && choices.iter().all(|(known, _)| known != value)
    };
    if unknown(place.served(ui), &typed.served) {
        query.refuse(SERVED, "voice-speak-choose", "", "");
    }
    if unknown(place.served_by(ui), &typed.service) {
        query.refuse(SERVICE, "voice-speak-choose", "", "");
    }
    let feedback = typed.channel == Channel::ServiceFeedback.name();
    if feedback && typed.service.is_empty() && !place.services.is_empty() {
        query.refuse(SERVICE, "voice-service-needed", "", "");
    }
    if unknown(regions(ui), &typed.region) {
        query.refuse(REGION, "voice-speak-choose", "", "");
    }
    if unknown(place.known(ui), &typed.institution) {
        query.refuse(INSTITUTION, "voice-speak-choose", "", "");
    }
    let through = THROUGH.map(Channel::name);
    if place.for_another && !through.contains(&typed.channel.as_str()) {
        query.refuse(CHANNEL, "voice-speak-choose", "", "");
    }
    if let (false, Err(wrong)) = (
        typed.source.is_empty(),
        check_address(RULES, SOURCE.name, &typed.source),
    ) {
        let why = match wrong {
            Violation::Field { reason, .. } => reason,
            other => other.said(),
        };
        query.refuse(SOURCE, "voice-source-wrong", "", why.in_language(ui.lang));
    }
}
