//! One voice: what was said, who is to answer, what became of it.

use madang_programme::contents::TEXT;
use madang_programme::subject::SubjectKind;
use madang_programme::voices::{QUESTION, REASON};
use madang_words::shortened;
use maud::{Markup, html};

use crate::following::links::follow;
use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::hidden::hidden_words;
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::parts::{absent, example_notice, row};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    InstitutionDetail, ProgrammeDetail, VoiceAct, VoiceDetail, VoiceStanding, VoiceStep,
};
use crate::programmes::labels::{group_name, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::services::labels::spoken_of;
use crate::trace::links::trace_link;
use crate::voices::{labels, links};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The voice.
    pub voice: &'a VoiceDetail,
    /// What happened to it.
    pub steps: &'a [VoiceStep],
    /// The needs that group it.
    pub needs: Option<Markup>,
    /// What became of it.
    pub answer: Markup,
    /// What whoever reads can do about its words by their role.
    pub office: Markup,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (voice, summary) = (shown.voice, &shown.programme.summary);
    let name = labels::name(ui, &voice.facts.id);
    let words = voice.text.as_ref().map(|text| &text.text);
    let content = html! {
        h1 { (name) }
        (told(ui, shown))
        @if ui.site.account.is_some() {
            p { a href=(ui.href(&links::acts(&summary.facts.id, &voice.facts.id))) { (ui.t("voice-acts-link")) } }
        }
        (shown.office)
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("voices-title")) },
    ));
    above.push(here(html! { (name) }));
    Page {
        title: title_of(&[name, plain_title(ui, summary)]),
        description: words.map_or_else(String::new, |words| shortened(&ui.plain(words), 200)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// What was said, who is to answer, and what became of it.
pub fn told(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let voice = shown.voice;
    let words = voice.text.as_ref().map(|text| &text.text);
    html! {
        (labels::badges(ui, shown.programme, voice))
        @if shown.programme.summary.facts.example { (example_notice(ui)) }
        @match words {
            Some(words) => p.lead.words.lines { (ui.words(words)) },
            None => (hidden_words(ui, voice.entry, TEXT)),
        }
        (labels::files(voice, ui))
        (shown.answer)
        h2 #about { (ui.t("voice-about")) }
        (facts(ui, shown))
        h2 #needs { (ui.t("voice-needs")) }
        @match &shown.needs {
            Some(needs) => (needs),
            None => p.muted { (ui.t("voice-needs-none")) },
        }
        h2 #happened { (ui.t("voice-happened")) }
        (happened(ui, shown))
        (trace_link(ui, voice.entry))
        (follow(ui, &SubjectKind::Voice.of(&voice.facts.programme, &voice.facts.id)))
        h2 #next { (ui.t("voice-next")) }
        p.prose { (next(ui, voice.standing)) }
    }
}

fn facts(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let (voice, programme) = (shown.voice, shown.programme);
    let facts = &voice.facts;
    let stated =
        |value: Option<Markup>| Some(value.unwrap_or_else(|| absent(ui, "voice-not-stated")));
    let audience = facts.audience.as_ref().map(|id| {
        let mut audiences = programme.groups.iter().flat_map(|group| &group.audiences);
        let found = audiences.find(|audience| audience.id == *id);
        match found {
            Some(audience) => html! { span.words { (ui.words(&audience.name)) } },
            None => html! { (id) },
        }
    });
    let region = facts.region.as_ref();
    html! {
        dl.facts {
            (row(ui, &ui.t("voice-channel"), Some(html! { (labels::channel(ui, facts.channel)) })))
            (row(ui, &ui.t("voice-institution"), Some(institution(ui, shown.institutions, &voice.institution))))
            (row(ui, &ui.t("programme-group"), stated(facts.group.as_ref().map(|group| group_name(ui, programme, group)))))
            (row(ui, &ui.t("programme-audience"), stated(audience)))
            (row(ui, &ui.t("voice-region"), stated(region.map(|region| html! { (labels::region(ui, region)) }))))
            @if let Some(service) = &facts.service {
                (row(ui, &ui.t("voice-service"), Some(spoken_of(ui, &facts.programme, service))))
            }
            @if let Some(source) = &facts.source {
                (row(ui, &ui.t("voice-source"), Some(html! { a href=(source) rel="noopener nofollow" { (source) } })))
            }
            (row(ui, &ui.t("voice-received"), Some(html! {
                (ui.time(&voice.at, &programme.summary.facts.zone)) " · " (entry_link(ui, voice.entry))
            })))
            (row(ui, &ui.t("voice-by"), Some(html! { (by(ui, &voice.actor)) })))
            @if facts.receipt.is_some() { (row(ui, &ui.t("voice-slip"), Some(html! { (ui.t("voice-slip-kept")) }))) }
        }
    }
}

/// Who said it or entered it: whoever enters the voice of another is not its author.
fn by(ui: &Ui, who: &str) -> String {
    let own = who.starts_with("participant/");
    let name = actor(ui, who);
    ui.tf(
        if own {
            "voice-by-own"
        } else {
            "voice-by-entered"
        },
        &[("actor", name.into())],
    )
}

fn happened(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let zone = &shown.programme.summary.facts.zone;
    let from = institution(ui, shown.institutions, &shown.voice.facts.institution);
    html! {
        ol.steps-of {
            li {
                p { strong { (ui.t("voice-step-received")) } " · " (ui.time(&shown.voice.at, zone)) " · " (entry_link(ui, shown.voice.entry)) }
                p { (ui.t("voice-step-to")) " " (from) }
            }
            @for step in shown.steps {
                li {
                    p { strong { (act(ui, &step.what)) } " · " (ui.time(&step.at, zone)) " · " (entry_link(ui, step.entry)) }
                    (said(ui, shown, step))
                    @if matches!(step.what, VoiceAct::Withdrawn) && !step.actor.starts_with("participant/") {
                        p { strong { (ui.t("voice-step-withdrawn-other")) } }
                    }
                    p.muted { (actor(ui, &step.actor)) }
                }
            }
        }
    }
}

fn act(ui: &Ui, what: &VoiceAct) -> String {
    match what {
        VoiceAct::SupplementAsked { .. } => ui.t("voice-step-asked"),
        VoiceAct::Supplemented { .. } => ui.t("voice-step-supplemented"),
        VoiceAct::Transferred { .. } => ui.t("voice-step-transferred"),
        VoiceAct::CodeRenewed => ui.t("voice-step-code-renewed"),
        VoiceAct::Withdrawn => ui.t("voice-step-withdrawn"),
    }
}

fn said(ui: &Ui, shown: &Shown<'_>, step: &VoiceStep) -> Markup {
    let words = |name: &str, text: &Option<madang_words::Text>| match text {
        Some(text) => html! { p.words.lines { (ui.words(text)) } },
        None => hidden_words(ui, step.entry, name),
    };
    match &step.what {
        VoiceAct::SupplementAsked { until, question } => html! {
            (words(QUESTION, question))
            p { (ui.tf("voice-step-until", &[("day", partial_date(ui.lang, until).into())])) }
        },
        VoiceAct::Supplemented { text: None } => words(TEXT, &None),
        VoiceAct::Supplemented { text: Some(said) } => html! {
            p.words.lines { (ui.words(&said.text)) }
            (labels::listed(step.entry, &said.files))
        },
        VoiceAct::Transferred { to, ground, reason } => html! {
            p { (ui.t("voice-step-to")) " " (institution(ui, shown.institutions, to)) " · " (labels::ground(ui, *ground)) }
            (words(REASON, reason))
        },
        VoiceAct::CodeRenewed => html! { p { (ui.t("voice-step-code-renewed-text")) } },
        VoiceAct::Withdrawn => html! { p { (ui.t("voice-step-withdrawn-text")) } },
    }
}

fn next(ui: &Ui, standing: VoiceStanding) -> String {
    match standing {
        VoiceStanding::Waiting => ui.t("voice-next-waiting"),
        VoiceStanding::Asked => ui.t("voice-next-asked"),
        VoiceStanding::Answered => ui.t("voice-next-answered"),
        VoiceStanding::Withdrawn => ui.t("voice-next-withdrawn"),
    }
}
