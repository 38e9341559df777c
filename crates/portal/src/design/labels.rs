//! What designs, their phases and what comes of them are called.

use madang_programme::bodies::MemberClass;
use madang_programme::design::{
    DesignFigure, DesignPhase, DesignProcess, DesignVerdict, OutputKind,
};
use maud::{Markup, html};

use crate::bodies::labels::member_class;
use crate::design::links::Way;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{DesignDetail, DesignStanding};

/// A design by its number.
pub fn number(ui: &Ui, id: &str) -> String {
    ui.tf("design-number", &[("id", id.into())])
}

/// What is done with one.
pub fn way(ui: &Ui, way: Way) -> String {
    match way {
        Way::Start => ui.t("design-way-start"),
        Way::Output => ui.t("design-way-output"),
        Way::Session => ui.t("design-way-session"),
        Way::Close => ui.t("design-way-close"),
    }
}

/// By which phases one goes.
pub fn process(ui: &Ui, process: DesignProcess) -> String {
    match process {
        DesignProcess::Kr5 => ui.t("design-process-kr5"),
        DesignProcess::Dd4 => ui.t("design-process-dd4"),
    }
}

/// What a phase is called.
pub fn phase(ui: &Ui, phase: DesignPhase) -> String {
    phase.said().in_language(ui.lang)
}

/// What kind of thing came of a phase.
pub fn output_kind(ui: &Ui, kind: OutputKind) -> String {
    kind.said().in_language(ui.lang)
}

/// How a design goes on.
pub fn verdict(ui: &Ui, verdict: DesignVerdict) -> String {
    match verdict {
        DesignVerdict::Go => ui.t("design-verdict-go"),
        DesignVerdict::Back => ui.t("design-verdict-back"),
        DesignVerdict::Stop => ui.t("design-verdict-stop"),
    }
}

/// How a phase was closed, with the phase to which the design went back.
pub fn closed(ui: &Ui, verdict_of: DesignVerdict, back_to: Option<DesignPhase>) -> String {
    match back_to {
        Some(to) => ui.tf("design-went-back", &[("phase", phase(ui, to).into())]),
        None => verdict(ui, verdict_of),
    }
}

/// What one is called; its number where its words are hidden.
pub fn title(ui: &Ui, design: &DesignDetail) -> Markup {
    match &design.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => html! { (number(ui, &design.id)) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, design: &DesignDetail) -> String {
    match &design.text {
        Some(text) => ui.plain(&text.title),
        None => number(ui, &design.id),
    }
}

/// Where one stands.
pub fn standing(ui: &Ui, design: &DesignDetail) -> String {
    let of = design.phase.map(|of| phase(ui, of)).unwrap_or_default();
    match design.standing {
        DesignStanding::Waits => ui.tf("design-stands-waits", &[("phase", of.into())]),
        DesignStanding::Open => ui.tf("design-stands-open", &[("phase", of.into())]),
        DesignStanding::Delivered => ui.t("design-stands-delivered"),
        DesignStanding::Stopped => ui.t("design-stands-stopped"),
    }
}

/// The same as badges, with the process.
pub fn badges(ui: &Ui, design: &DesignDetail) -> Markup {
    let tone = match design.standing {
        DesignStanding::Waits | DesignStanding::Open => Tone::Active,
        DesignStanding::Delivered => Tone::Good,
        DesignStanding::Stopped => Tone::Plain,
    };
    html! {
        p.badges {
            (badge(tone, &standing(ui, design))) " "
            (badge(Tone::Plain, &process(ui, design.process)))
        }
    }
}

/// Who was there, as what they sit there.
pub fn present(ui: &Ui, present: &[MemberClass]) -> String {
    let classes = present.iter().map(|class| member_class(ui, *class));
    classes.collect::<Vec<String>>().join(", ")
}

/// What was counted or measured, a line each.
pub fn figures(ui: &Ui, figures: &[DesignFigure]) -> Markup {
    html! {
        ul {
            @for figure in figures {
                li {
                    span.words { (ui.words(&figure.what)) } ": "
                    @match &figure.before {
                        Some(before) => (ui.tf("design-figure-from-to", &[("before", before.as_str().into()), ("value", figure.value.as_str().into())])),
                        None => (figure.value),
                    }
                }
            }
        }
    }
}
