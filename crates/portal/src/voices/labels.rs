//! What voices are called, and the words of their channels and standings.

use madang_programme::voices::{Channel, TransferGround};
use maud::{Markup, html};

use crate::frame::format::partial_date;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail, VoiceDetail, VoiceFacet, VoiceStanding};
use crate::programmes::labels::{group_name, plain_group};

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

/// A province: Korea's by name, any other by its code.
pub fn region(ui: &Ui, code: &str) -> String {
    let key = match code {
        "KR-11" => "voice-region-seoul",
        "KR-26" => "voice-region-busan",
        "KR-27" => "voice-region-daegu",
        "KR-28" => "voice-region-incheon",
        "KR-29" => "voice-region-gwangju",
        "KR-30" => "voice-region-daejeon",
        "KR-31" => "voice-region-ulsan",
        "KR-41" => "voice-region-gyeonggi",
        "KR-42" => "voice-region-gangwon",
        "KR-43" => "voice-region-chungbuk",
        "KR-44" => "voice-region-chungnam",
        "KR-45" => "voice-region-jeonbuk",
        "KR-46" => "voice-region-jeonnam",
        "KR-47" => "voice-region-gyeongbuk",
        "KR-48" => "voice-region-gyeongnam",
        "KR-49" => "voice-region-jeju",
        "KR-50" => "voice-region-sejong",
        other => return other.to_owned(),
    };
    ui.t(key)
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

/// Channel, standing and group of a voice.
pub fn badges(ui: &Ui, programme: &ProgrammeDetail, voice: &VoiceDetail) -> Markup {
    html! {
        p.badges {
            (badge(tone(voice.standing), &standing(ui, voice.standing)))
            (badge(Tone::Plain, &channel(ui, voice.facts.channel)))
            @if let Some(group) = &voice.facts.group { span.badge { (group_name(ui, programme, group)) } }
        }
    }
}

/// The first words of a text, cut between words.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut
        .rfind(char::is_whitespace)
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("short", 110), "short");
        let cut = shortened(&"word ".repeat(40), 110);
        assert!(
            cut.ends_with("word…") && cut.chars().count() <= 111,
            "{cut}"
        );
        assert_eq!(shortened(&"가".repeat(200), 110).chars().count(), 111);
    }
}
