//! Needs defined, changed, split and merged on pages: each is looked at before it is released.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::frame::fields::{InBoth, Words, words_area, words_line};
use crate::frame::form::{Choice, Field, Sending, carried, error_summary, select};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, badge, turned_away};
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{look, released};
use crate::frame::ui::Ui;
use crate::frame::warned::warned;
use crate::model::{NeedDetail, ProgrammeDetail, VoiceDetail};
use crate::needs::links::Way;
use crate::needs::{labels, links};
use crate::programmes::labels::{GROUP, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::voices::labels::{TICK, first_words, name as voice_name, tick};
use crate::voices::links::voice as voice_page;

/// What is needed, in few words.
pub const TITLE: InBoth = InBoth {
    here: Field {
        name: "title",
        label: "need-title",
    },
    other: Field {
        name: "title-other",
        label: "need-title-other",
    },
};
/// Into which part all voices go that are not shown one by one.
pub const OTHERS: Field = Field {
    name: "others",
    label: "need-split-others-into",
};
/// The same at length.
pub const SUMMARY: InBoth = InBoth {
    here: Field {
        name: "summary",
        label: "need-summary",
    },
    other: Field {
        name: "summary-other",
        label: "need-summary-other",
    },
};
/// The titles of the parts that a need is split into.
pub const PARTS: [InBoth; 4] = [
    part("part-1", "part-1-other", "need-part-1"),
    part("part-2", "part-2-other", "need-part-2"),
    part("part-3", "part-3-other", "need-part-3"),
    part("part-4", "part-4-other", "need-part-4"),
];

const fn part(here: &'static str, other: &'static str, label: &'static str) -> InBoth {
    InBoth {
        here: Field { name: here, label },
        other: Field {
            name: other,
            label: "need-title-other",
        },
    }
}

/// The needs that are merged into one.
pub const FROM: Field = Field {
    name: "from",
    label: "need-merge-from",
};

/// The voices that whoever splits a need looked at.
pub const SEEN: Field = Field::for_programs("seen");

/// The same of these.
pub fn seen(voices: &[VoiceDetail]) -> String {
    let ids: Vec<&str> = voices.iter().map(|voice| voice.facts.id.as_str()).collect();
    ids.join(",")
}

/// The name of the field that says into which parts a voice goes.
pub fn into(voice: &str) -> String {
    format!("into-{voice}")
}

/// A need as it is defined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// In few words.
    pub title: Words,
    /// At length.
    pub summary: Words,
    /// The service group that it is about.
    pub group: String,
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            summary: Words::read(query, SUMMARY),
            group: query.text(GROUP),
        }
    }
}

/// Where all of it happens: in a programme, and with which need, where it is one that there is.
pub struct Place<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The need.
    pub need: Option<&'a NeedDetail>,
    /// What is done; `None` where a need is defined.
    pub way: Option<Way>,
}

impl Place<'_> {
    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// Where its forms are sent, without language.
    pub fn action(&self) -> String {
        match (self.need, self.way) {
            (Some(need), Some(way)) => links::act(self.id(), &need.facts.id, way),
            _ => links::new(self.id()),
        }
    }

    fn title(&self, ui: &Ui) -> String {
        self.way
            .map_or_else(|| ui.t("need-new"), |way| labels::way(ui, way))
    }

    fn page(&self, ui: &Ui, lead: &str, errors: &[FieldError], content: Markup) -> Page {
        let (summary, title) = (&self.programme.summary, self.title(ui));
        let mut above = crumbs(ui, summary);
        above.push((links::list(self.id()), html! { (ui.t("needs-title")) }));
        if let Some(need) = self.need {
            let name = html! { (labels::number(ui, &need.facts.id)) };
            above.push((links::need(self.id(), &need.facts.id), name));
        }
        above.push(here(html! { (title) }));
        let named = self.need.map(|need| labels::plain_title(ui, need));
        let programme = plain_title(ui, summary);
        Page {
            title: title_of(&[title.clone(), named.unwrap_or_default(), programme]),
            description: ui.t(lead),
            tab: Some(TAB),
            crumbs: above,
            content: html! {
                (error_summary(ui, errors))
                h1 {
                    (title)
                    @if let Some(need) = self.need { " " span.of { (labels::title(ui, need)) } }
                }
                p.lead { (ui.t(lead)) }
                (content)
            },
        }
    }
}

/// The page on which voices are chosen, with the form for that.
pub fn picking(ui: &Ui, place: &Place<'_>, form: Markup, errors: &[FieldError]) -> Page {
    let lead = match place.way {
        None => "need-new-lead",
        Some(Way::Add) => "need-add-lead",
        Some(Way::Remove | Way::Split | Way::Merge) => "need-remove-lead",
    };
    place.page(ui, lead, errors, form)
}

/// The page on which a need is given its name.
pub fn defining(
    ui: &Ui,
    place: &Place<'_>,
    voices: &[VoiceDetail],
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Page {
    let groups = place.programme.groups.iter();
    let groups: Vec<Choice> = groups
        .map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)))
        .collect();
    let form = html! {
        form.stacked method="post" action=(ui.href(&place.action())) {
            (sending.fields())
            (words_line(ui, errors, TITLE, &typed.title))
            (words_area(ui, errors, SUMMARY, &typed.summary))
            @if !groups.is_empty() { (select(ui, errors, GROUP, Some(&ui.t("need-no-group")), &groups, &typed.group)) }
            @if !voices.is_empty() {
                h2 id=(TICK.name) tabindex="-1" { (ui.t("need-voices")) }
                ul.ticks { @for voice in voices { li { (tick(ui, voice, true)) } } }
            }
            (look(ui, false))
        }
    };
    place.page(ui, "need-define-lead", errors, form)
}

/// What is to be released, as it is looked at: what it comes to in a list of parts, each with its voices.
pub struct Preview<'a> {
    /// Where.
    pub place: Place<'a>,
    /// What is said first, in words.
    pub said: Vec<Markup>,
    /// Groups of voices by what becomes of them.
    pub parts: Vec<(String, Vec<&'a VoiceDetail>)>,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What was typed.
    pub typed: &'a [(&'a str, &'a str)],
}

impl Preview<'_> {
    /// What was typed that everybody will read.
    fn words(&self) -> Vec<&str> {
        let named = [TITLE, SUMMARY].into_iter().chain(PARTS);
        let named: Vec<&str> = named
            .flat_map(|fields| [fields.here.name, fields.other.name])
            .collect();
        let typed = self.typed.iter();
        let words = typed.filter(|(name, _)| named.contains(name));
        words.map(|(_, value)| *value).collect()
    }
}

/// The page.
pub fn preview(ui: &Ui, preview: &Preview<'_>) -> Page {
    let content = html! {
        (warned(ui, &preview.words()))
        @for said in &preview.said { (said) }
        @for (name, voices) in &preview.parts {
            h2 { (name) " (" (ui.count("voice-count", voices.len() as u64)) ")" }
            ul {
                @for voice in voices {
                    li {
                        a href=(ui.href(&voice_page(preview.place.id(), &voice.facts.id))) { (voice_name(ui, &voice.facts.id)) }
                        " " (first_words(ui, voice, 120))
                    }
                }
            }
        }
        (released(ui, &preview.place.action(), preview.sending, preview.typed, &ui.t("need-release")))
    };
    preview.place.page(ui, "need-preview-lead", &[], content)
}

/// How a need is to be split.
pub struct Split<'a> {
    /// The titles of its parts.
    pub parts: &'a [Words],
    /// Into which of them each voice goes that is shown.
    pub placed: &'a BTreeMap<String, Vec<usize>>,
    /// How many voices are not shown, and into which part all of those go.
    pub others: (u64, Option<usize>),
    /// The voices that were put in since the form was shown.
    pub new: &'a BTreeSet<String>,
}

/// The page on which a need is split: its parts by name, and into which of them each voice goes.
pub fn splitting(
    ui: &Ui,
    place: &Place<'_>,
    voices: &[VoiceDetail],
    split: &Split<'_>,
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let Split {
        parts,
        placed,
        others: (others, into),
        new,
    } = split;
    let blank = Words::default();
    let all = PARTS.iter().enumerate();
    let all = all.map(|(number, fields)| ((number + 1).to_string(), ui.t(fields.here.label)));
    let all: Vec<Choice> = all.collect();
    let into = into.map(|part| (part + 1).to_string()).unwrap_or_default();
    let typed = |place: usize| parts.get(place).unwrap_or(&blank);
    let more = (2..PARTS.len()).any(|place| *typed(place) != blank);
    let form = html! {
        form.stacked method="post" action=(ui.href(&place.action())) {
            (sending.fields())
            (carried(SEEN, &seen(voices)))
            @for (number, fields) in PARTS.iter().enumerate().take(2) { (words_line(ui, errors, *fields, typed(number))) }
            details open[more] {
                summary { (ui.t("need-parts-more")) }
                @for (number, fields) in PARTS.iter().enumerate().skip(2) { (words_line(ui, errors, *fields, typed(number))) }
            }
            h2 id=(TICK.name) tabindex="-1" { (ui.t("need-split-voices")) }
            p.prose { (ui.t("need-split-voices-text")) }
            @if *others > 0 {
                p.prose { (ui.count("need-split-others", *others)) }
                (select(ui, errors, OTHERS, Some(&ui.t("need-split-choose")), &all, &into))
            }
            ul.ticks { @for voice in voices { li { (split_voice(ui, voice, placed.get(&voice.facts.id), new.contains(&voice.facts.id))) } } }
            (look(ui, false))
        }
    };
    place.page(ui, "need-split-lead", errors, form)
}

fn split_voice(ui: &Ui, voice: &VoiceDetail, placed: Option<&Vec<usize>>, new: bool) -> Markup {
    let id = &voice.facts.id;
    let name = into(id);
    html! {
        fieldset.choices {
            legend {
                (voice_name(ui, id))
                @if new { " " (badge(Tone::Active, &ui.t("need-split-new"))) }
            }
            p { (first_words(ui, voice, 240)) }
            div.parts {
                @for (number, fields) in PARTS.iter().enumerate() {
                    @let box_id = format!("{name}-{}", number + 1);
                    label.choice for=(box_id) {
                        input id=(box_id) type="checkbox" name=(name) value=(number + 1)
                            checked[placed.is_some_and(|placed| placed.contains(&number))];
                        span { (ui.t(fields.here.label)) }
                    }
                }
            }
        }
    }
}

/// The page on which others are merged into a need.
pub fn merging(
    ui: &Ui,
    place: &Place<'_>,
    others: &[NeedDetail],
    chosen: &[String],
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let form = html! {
        @if others.is_empty() {
            div.empty { p { (ui.t("need-merge-no-others")) } }
        } @else {
            form.stacked method="post" action=(ui.href(&place.action())) {
                (sending.fields())
                fieldset.choices {
                    legend id=(FROM.name) tabindex="-1" { (ui.t(FROM.label)) }
                    @for (number, need) in others.iter().enumerate() {
                        @let id = format!("{}-{}", FROM.name, number + 1);
                        label.choice for=(id) {
                            input id=(id) type="checkbox" name=(FROM.name) value=(need.facts.id) checked[chosen.contains(&need.facts.id)];
                            span { (labels::number(ui, &need.facts.id)) ": " (labels::title(ui, need)) " (" (ui.count("voice-count", need.voices)) ")" }
                        }
                    }
                }
                (look(ui, false))
            }
        }
    };
    place.page(ui, "need-merge-lead", errors, form)
}

/// What somebody reads who may not group voices.
pub fn not_yours(ui: &Ui) -> Page {
    let (title, text) = (ui.t("need-not-yours-title"), ui.t("need-not-yours"));
    Page {
        content: turned_away(ui, &title, &text),
        title,
        description: text,
        tab: None,
        crumbs: vec![],
    }
}
