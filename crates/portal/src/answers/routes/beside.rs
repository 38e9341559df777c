//! What an official reads on the form of an answer beside what was said: what was added to it and its files, the needs that it belongs to,
//! who stands behind a proposal and what people say about it, and why another look was asked for.

use madang_programme::answers::Subject;
use madang_store::StoreError;
use maud::{Markup, html};

use crate::answers::routes::reading::Read;
use crate::frame::app::Visit;
use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::model::{AnswerAct, VoiceAct};
use crate::needs::labels as needs;
use crate::proposals::{links, read as proposals, talk};
use crate::voices::labels as voices;

/// Reads it.
///
/// # Errors
/// What the store says.
pub async fn beside(visit: &Visit, read: &Read) -> Result<Markup, StoreError> {
    let ui = &visit.ui;
    let about = match &read.subject {
        Subject::Voice(id) => of_voice(visit, read, id).await?,
        Subject::Proposal(id) => of_proposal(visit, read, id).await?,
    };
    Ok(html! {
        (another_look(ui, read))
        (about)
    })
}

/// Why another look was asked for, where it was.
fn another_look(ui: &Ui, read: &Read) -> Markup {
    let zone = &read.programme.summary.facts.zone;
    html! {
        @for step in &read.steps {
            @if let AnswerAct::ReexaminationAsked { reason } = &step.what {
                div.said #another-look {
                    p { strong { (ui.t("answer-reexamination-asked")) } " · " (ui.time(&step.at, zone)) }
                    @match reason {
                        Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                        None => p.muted { (ui.t("words-hidden")) },
                    }
                }
            }
        }
    }
}

async fn of_voice(visit: &Visit, read: &Read, id: &str) -> Result<Markup, StoreError> {
    let (ui, store) = (&visit.ui, &visit.store);
    let voice = store.voice(read.id(), id).await?;
    let files = voice.and_then(|voice| voice.text);
    let files = files.map(|text| text.files).unwrap_or_default();
    let steps = store.voice_steps(read.entry).await?;
    let grouped = store.needs_of_voice(read.entry).await?;
    let zone = &read.programme.summary.facts.zone;
    let hidden = || html! { p.muted { (ui.t("words-hidden")) } };
    Ok(html! {
        (voices::listed(read.entry, &files))
        @for step in &steps {
            @match &step.what {
                VoiceAct::SupplementAsked { until, question } => {
                    div.said {
                        p { strong { (ui.t("voice-step-asked")) } " · " (ui.time(&step.at, zone)) }
                        @match question { Some(question) => p.words.lines { (ui.words(question)) }, None => (hidden()) }
                        p { (ui.tf("voice-step-until", &[("day", partial_date(ui.lang, until).into())])) }
                    }
                }
                VoiceAct::Supplemented { text } => {
                    div.said {
                        p { strong { (ui.t("voice-step-supplemented")) } " · " (ui.time(&step.at, zone)) }
                        @match text {
                            Some(text) => { p.words.lines { (ui.words(&text.text)) } (voices::listed(step.entry, &text.files)) }
                            None => (hidden()),
                        }
                    }
                }
                VoiceAct::Transferred { .. } | VoiceAct::CodeRenewed | VoiceAct::Withdrawn => {}
            }
        }
        @if let Some(grouped) = needs::of_voice(ui, &grouped) {
            p { strong { (ui.t("voice-needs")) } }
            (grouped)
        }
    })
}

async fn of_proposal(visit: &Visit, read: &Read, id: &str) -> Result<Markup, StoreError> {
    let (ui, store) = (&visit.ui, &visit.store);
    let Some(proposal) = store.proposal(read.id(), id).await? else {
        return Ok(html! {});
    };
    let (behind, _) = proposals::behind(store, &proposal).await?;
    let comments = store.proposal_comments(proposal.entry, 0, talk::PER_PAGE);
    let comments = comments.await?;
    let zone = &read.programme.summary.facts.zone;
    let address = links::proposal(read.id(), id);
    Ok(html! {
        (talk::behind(ui, &proposal, &behind))
        details.beside open[comments.total > 0] {
            summary { (ui.t("answer-form-comments")) " (" (ui.number(comments.total)) ")" }
            (talk::comments(ui, zone, &comments, 1, &address, &|_| html! {}))
        }
    })
}
