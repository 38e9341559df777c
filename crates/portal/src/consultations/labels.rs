//! What consultations are called, and how they stand.

use madang_programme::consultations::{
    CameBy, ConsultationType, CountedBy, Influence, Invitation, Mode, Plan, Registers,
};
use maud::{Markup, html};

use crate::consultations::links::Way;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationStanding, ConsultationWhen};

/// What the record calls the category of those who said nothing of themselves.
pub const NOT_STATED: &str = "not-stated";

/// What one is.
pub fn kind(ui: &Ui, kind: ConsultationType) -> String {
    match kind {
        ConsultationType::Meeting => ui.t("consultation-type-meeting"),
        ConsultationType::Workshop => ui.t("consultation-type-workshop"),
        ConsultationType::Hearing => ui.t("consultation-type-hearing"),
        ConsultationType::Forum => ui.t("consultation-type-forum"),
        ConsultationType::Online => ui.t("consultation-type-online"),
    }
}

/// Where one takes place.
pub fn mode(ui: &Ui, mode: Mode) -> String {
    match mode {
        Mode::InPerson => ui.t("consultation-mode-in-person"),
        Mode::Online => ui.t("consultation-mode-online"),
        Mode::Hybrid => ui.t("consultation-mode-hybrid"),
    }
}

/// Who may come.
pub fn invitation(ui: &Ui, invitation: Invitation) -> String {
    match invitation {
        Invitation::Open => ui.t("consultation-invitation-open"),
        Invitation::Invited => ui.t("consultation-invitation-invited"),
    }
}

/// How far those who take part have a say.
pub fn promised(ui: &Ui, promised: Influence) -> String {
    match promised {
        Influence::Inform => ui.t("consultation-influence-inform"),
        Influence::Consult => ui.t("consultation-influence-consult"),
        Influence::Involve => ui.t("consultation-influence-involve"),
        Influence::Collaborate => ui.t("consultation-influence-collaborate"),
        Influence::Empower => ui.t("consultation-influence-empower"),
    }
}

/// What attendees are counted by.
pub fn counted_by(ui: &Ui, by: CountedBy) -> String {
    match by {
        CountedBy::Sector => ui.t("consultation-by-sector"),
        CountedBy::Region => ui.t("consultation-by-region"),
        CountedBy::Group => ui.t("consultation-by-group"),
    }
}

/// How a registration stands when it is made.
pub fn registers(ui: &Ui, registers: Registers) -> String {
    match registers {
        Registers::Confirmed => ui.t("consultation-standing-confirmed"),
        Registers::Waiting => ui.t("consultation-standing-waiting"),
    }
}

/// How it was seen that somebody came.
pub fn came_by(ui: &Ui, by: CameBy) -> String {
    match by {
        CameBy::Code => ui.t("consultation-by-code"),
        CameBy::List => ui.t("consultation-by-list"),
        CameBy::WalkIn => ui.t("consultation-walk-in"),
    }
}

/// Which of them a list shows.
pub fn when(ui: &Ui, when: ConsultationWhen) -> String {
    match when {
        ConsultationWhen::Coming => ui.t("consultation-when-coming"),
        ConsultationWhen::Past => ui.t("consultation-when-past"),
        ConsultationWhen::All => ui.t("consultation-when-all"),
    }
}

/// What is done with one.
pub fn way(ui: &Ui, way: Way) -> String {
    match way {
        Way::Change => ui.t("consultation-way-change"),
        Way::Cancel => ui.t("consultation-way-cancel"),
        Way::Agenda => ui.t("consultation-way-agenda"),
        Way::Held => ui.t("consultation-way-held"),
        Way::Attendance => ui.t("consultation-way-attendance"),
        Way::Outcome => ui.t("consultation-way-outcome"),
        Way::Summary => ui.t("consultation-way-summary"),
    }
}

/// One by its number.
pub fn number(ui: &Ui, id: &str) -> String {
    ui.tf("consultation-number", &[("id", id.into())])
}

/// What one is called; its number where its words are hidden.
pub fn title(ui: &Ui, consultation: &ConsultationDetail) -> Markup {
    match &consultation.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => html! { (plain_title(ui, consultation)) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, consultation: &ConsultationDetail) -> String {
    match &consultation.text {
        Some(text) => ui.plain(&text.title),
        None => number(ui, &consultation.id),
    }
}

/// How it stands at a time, as badges with what it is.
pub fn badges(ui: &Ui, consultation: &ConsultationDetail, now: &str) -> Markup {
    let plan = &consultation.plan;
    let (tone, key) = match consultation.standing {
        ConsultationStanding::Cancelled => (Tone::Bad, "consultation-stands-cancelled"),
        ConsultationStanding::Held => (Tone::Good, "consultation-stands-held"),
        ConsultationStanding::Announced if now < plan.opens_at.as_str() => {
            (Tone::Plain, "consultation-stands-coming")
        }
        ConsultationStanding::Announced if now < plan.closes_at.as_str() => {
            (Tone::Active, "consultation-stands-now")
        }
        ConsultationStanding::Announced => (Tone::Plain, "consultation-stands-over"),
    };
    html! {
        p.badges {
            (badge(tone, &ui.t(key))) " "
            (badge(Tone::Plain, &kind(ui, plan.kind))) " "
            @if !plan.is_written() { (badge(Tone::Plain, &mode(ui, plan.mode))) }
        }
    }
}

/// From when to when it is.
pub fn times(ui: &Ui, plan: &Plan, zone: &str) -> Markup {
    html! { (ui.time(&plan.opens_at, zone)) " – " (ui.time(&plan.closes_at, zone)) }
}
