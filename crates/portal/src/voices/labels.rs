//! What voices are called, and the words of their channels and standings.

use madang_programme::voices::{Channel, TransferGround, VoiceFile};
use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::files::described;
use crate::frame::form::{Field, select};
use crate::frame::format::partial_date;
use crate::frame::parts::{Tone, badge};
use crate::frame::picking::Things;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail, VoiceDetail, VoiceFacet, VoiceStanding};
use crate::programmes::labels::{group_name, plain_group};
use crate::voices::links;

/// How a voice came.
pub fn channel(ui: &Ui, channel: Channel) -> String {
    match channel {
        Channel::Portal => ui.t("voice-channel-portal"),
        Channel::Consultation => ui.t("voice-channel-consultation"),
        Channel::Card => ui.t("voice-channel-card"),
        Channel::Paper => ui.t("voice-channel-paper"),
        Channel::Phone => ui.t("voice-channel-phone"),
        Channel::Petition => ui.t("voice-channel-petition"),
        Channel::Media => ui.t("voice-channel-media"),
        Channel::Survey => ui.t("voice-channel-survey"),
        Channel::ServiceFeedback => ui.t("voice-channel-service-feedback"),
    }
}

/// Where a voice stands.
pub fn standing(ui: &Ui, standing: VoiceStanding) -> String {
    match standing {
        VoiceStanding::Waiting => ui.t("voice-standing-waiting"),
        VoiceStanding::Asked => ui.t("voice-standing-asked"),
        VoiceStanding::Answered => ui.t("voice-standing-answered"),
        VoiceStanding::Withdrawn => ui.t("voice-standing-withdrawn"),
    }
}

fn tone(standing: VoiceStanding) -> Tone {
    match standing {
        VoiceStanding::Waiting | VoiceStanding::Asked => Tone::Active,
        VoiceStanding::Answered => Tone::Good,
        VoiceStanding::Withdrawn => Tone::Plain,
    }
}

/// Why a voice went to another institution.
pub fn ground(ui: &Ui, ground: TransferGround) -> String {
    match ground {
        TransferGround::Competence => ui.t("voice-ground-competence"),
        TransferGround::Reorganisation => ui.t("voice-ground-reorganisation"),
        TransferGround::Mistake => ui.t("voice-ground-mistake"),
    }
}

/// Korea's provinces by their codes, with the keys of their names.
pub const REGIONS: [(&str, &str); 17] = [
    ("KR-11", "voice-region-seoul"),
    ("KR-26", "voice-region-busan"),
    ("KR-27", "voice-region-daegu"),
    ("KR-28", "voice-region-incheon"),
    ("KR-29", "voice-region-gwangju"),
    ("KR-30", "voice-region-daejeon"),
    ("KR-31", "voice-region-ulsan"),
    ("KR-50", "voice-region-sejong"),
    ("KR-41", "voice-region-gyeonggi"),
    ("KR-42", "voice-region-gangwon"),
    ("KR-43", "voice-region-chungbuk"),
    ("KR-44", "voice-region-chungnam"),
    ("KR-45", "voice-region-jeonbuk"),
    ("KR-46", "voice-region-jeonnam"),
    ("KR-47", "voice-region-gyeongbuk"),
    ("KR-48", "voice-region-gyeongnam"),
    ("KR-49", "voice-region-jeju"),
];

/// A province: Korea's by name, any other by its code.
pub fn region(ui: &Ui, code: &str) -> String {
    let mut known = REGIONS.iter();
    match known.find(|(known, _)| *known == code) {
        Some((_, key)) => ui.t(key),
        None => code.to_owned(),
    }
}

/// What a value of a facet is called.
pub fn facet_value(
    ui: &Ui,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    facet: VoiceFacet,
    value: &str,
) -> String {
    if value.is_empty() {
        return ui.t("voice-not-stated");
    }
    match facet {
        VoiceFacet::Channel => match Channel::named(value) {
            Some(known) => channel(ui, known),
            None => value.to_owned(),
        },
        VoiceFacet::Group => plain_group(ui, programme, value),
        VoiceFacet::Audience => {
            let mut audiences = programme.groups.iter().flat_map(|group| &group.audiences);
            let found = audiences.find(|audience| audience.id == value);
            found.map_or_else(|| value.to_owned(), |audience| ui.plain(&audience.name))
        }
        VoiceFacet::Region => region(ui, value),
        VoiceFacet::Month => partial_date(ui.lang, value),
        VoiceFacet::Institution => plain_institution(ui, institutions, value),
    }
}

/// A voice's name: its number.
pub fn name(ui: &Ui, id: &str) -> String {
    ui.tf("voice-number", &[("id", id.into())])
}

/// Where a voice stands, as a badge.
pub fn standing_badge(ui: &Ui, of: VoiceStanding) -> Markup {
    badge(tone(of), &standing(ui, of))
}

/// The way to say something, where the portal has accounts.
pub fn speak_button(ui: &Ui, programme: &str) -> Markup {
    html! {
        @if ui.site.account.is_some() {
            p { a.button href=(ui.href(&links::speak(programme))) { (ui.t("voice-speak-title")) } }
        }
    }
}

/// Channel, standing and group of a voice.
pub fn badges(ui: &Ui, programme: &ProgrammeDetail, voice: &VoiceDetail) -> Markup {
    html! {
        p.badges {
            (standing_badge(ui, voice.standing))
            (badge(Tone::Plain, &channel(ui, voice.facts.channel)))
            @if let Some(group) = &voice.facts.group { span.badge { (group_name(ui, programme, group)) } }
        }
    }
}

/// The files that a voice came with, to be downloaded.
pub fn files(voice: &VoiceDetail, ui: &Ui) -> Markup {
    let files = voice.text.as_ref().map(|words| words.files.as_slice());
    let files = files.unwrap_or_default();
    html! {
        @if !files.is_empty() {
            h2 #files { (ui.t("voice-files")) }
            (listed(voice.entry, files))
        }
    }
}

/// Files that words of an entry speak of, to be downloaded.
pub fn listed(entry: u64, files: &[VoiceFile]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul {
                @for file in files {
                    li { a download=(file.name) href=(links::attachment(entry, file)) { (described(&file.name, file.kind, file.bytes)) } }
                }
            }
        }
    }
}

/// The code of a slip.
pub const CODE: Field = Field::new("code", "voice-code");

/// Only those that nobody answered.
pub const ANSWER: Field = Field {
    name: "answer",
    label: "voice-answer",
};

/// What that is called in addresses.
const NO_ANSWER: &str = "none";

/// The value of that field.
pub fn answer_name(unanswered: bool) -> &'static str {
    if unanswered { NO_ANSWER } else { "" }
}

/// What is said of a list of those.
pub fn unanswered(ui: &Ui) -> String {
    ui.t("voice-answer-none")
}

/// Whether only what nobody answered is asked for.
pub fn only_unanswered(query: &mut Query) -> bool {
    query.one_of(ANSWER, [(NO_ANSWER, ())]).is_some()
}

/// The field that asks for that.
pub fn unanswered_field(ui: &Ui, errors: &[FieldError], unanswered: bool) -> Markup {
    let choice = [(NO_ANSWER.to_owned(), self::unanswered(ui))];
    let chosen = answer_name(unanswered);
    select(
        ui,
        errors,
        ANSWER,
        Some(&ui.t("filter-all")),
        &choice,
        chosen,
    )
}

/// A voice that is ticked on a page.
pub const TICK: Field = Field {
    name: "tick",
    label: "voices-pick-voices",
};

/// Voices that are chosen from a list.
pub const PICKED: Things = Things {
    tick: TICK,
    elsewhere: Field::for_programs("voices"),
    found: "voices-found",
    found_more: "voices-found-more",
    none: "voices-pick-none",
    nothing: "voices-pick-tick",
    unknown: "voices-pick-unknown",
};

/// The first words of a voice.
pub fn first_words(ui: &Ui, voice: &VoiceDetail, most: usize) -> Markup {
    html! {
        @match &voice.text {
            Some(text) => span.words lang=[ui.lang_of(&text.text)] { (shortened(&ui.plain(&text.text), most)) },
            None => span.muted { (ui.t("words-hidden")) },
        }
    }
}

/// A voice with a box to tick.
pub fn tick(ui: &Ui, voice: &VoiceDetail, checked: bool) -> Markup {
    let id = format!("tick-{}", voice.facts.id);
    html! {
        label.choice for=(id) {
            input id=(id) type="checkbox" name=(TICK.name) value=(voice.facts.id) checked[checked];
            span { strong { (name(ui, &voice.facts.id)) } " " (first_words(ui, voice, 240)) }
        }
    }
}
