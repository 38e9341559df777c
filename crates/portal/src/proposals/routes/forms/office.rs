//! What officials do about proposals: they call for them, and lead to where they are merged and split.

use axum::extract::Path;
use axum::http::StatusCode;
use madang_programme::proposals::CallOpened;
use madang_programme::{Actor, Command, Role};
use maud::{Markup, html};

use super::{not_yours, under_list};
use crate::accounts::caller::{Caller, signed};
use crate::frame::app::Answer;
use crate::frame::form::{self, Field, Sending, error_summary};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalState};
use crate::programmes::routes::programme_of;
use crate::proposals::links;

const FROM: Field = Field {
    name: "from",
    label: "proposal-call-from",
};
const TO: Field = Field {
    name: "to",
    label: "proposal-call-to",
};
/// What is done by office about proposals that there are: the last step of its address, and the key of what it is called.
const DOING: [(&str, &str); 2] = [
    ("merge", "proposal-form-merge"),
    ("split", "proposal-form-split"),
];

/// Who merges or splits: an official, or a facilitator.
pub fn acting(
    caller: &Caller,
    programme: &str,
) -> Result<Option<Actor>, Box<axum::http::Response<axum::body::Body>>> {
    let official = caller.acting_for_all(Role::Official, Some(programme))?;
    match official {
        Some(official) => Ok(Some(official)),
        None => caller.acting_for_all(Role::Facilitator, Some(programme)),
    }
}

/// Whether whoever reads calls for proposals in a programme.
pub fn calls(caller: Option<&Caller>, programme: &str) -> bool {
    let acting = caller.map(|caller| caller.acting_for_all(Role::Official, Some(programme)));
    matches!(acting, Some(Ok(Some(_))))
}

/// What whoever reads can do by their role about a proposal that goes on: nothing where they have none for it.
pub fn of_office(ui: &Ui, caller: Option<&Caller>, proposal: &ProposalDetail) -> Markup {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    let acts = caller.is_some_and(|caller| matches!(acting(caller, programme), Ok(Some(_))));
    // None is changed while it is to be voted on, or was.
    let open = proposal.state == ProposalState::Submitted;
    html! {
        @if acts && open {
            ul.buttons {
                @for (what, title) in DOING {
                    li { a.button.button-plain href=(ui.href(&links::act(programme, id, what))) { (ui.t(title)) } }
                }
            }
        }
    }
}

/// The form that opens a call.
pub async fn call_form(caller: Caller, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let official = signed!(caller.acting_for_all(Role::Official, Some(&id)));
    let ui = &caller.visit.ui;
    if official.is_none() {
        return Ok(not_yours(
            &caller,
            &programme,
            &ui.t("proposal-form-open-call"),
        ));
    }
    let page = of_call(ui, &programme, &Sending::new(None), ("", ""), &[]);
    Ok(caller.page(StatusCode::OK, &page))
}

/// Opens a call.
pub async fn call(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let official = signed!(caller.acting_for_all(Role::Official, Some(&id)));
    let Some(official) = official else {
        let title = caller.visit.ui.t("proposal-form-open-call");
        return Ok(not_yours(&caller, &programme, &title));
    };
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let (from, to) = (query.text(FROM), query.text(TO));
    for (field, typed) in [(FROM, &from), (TO, &to)] {
        if typed.is_empty() {
            query.refuse(field, "error-empty", "", "");
        }
    }
    if query.errors.is_empty() {
        let command = Command::plain(CallOpened {
            programme: id.clone(),
            from: from.clone(),
            to: to.clone(),
        });
        let sent = caller.record(official, &sending, command, &mut query);
        if sent.await?.is_some() {
            return Ok(caller.to(&links::list(&id)));
        }
    }
    let page = of_call(
        &caller.visit.ui,
        &programme,
        &sending,
        (&from, &to),
        &query.errors,
    );
    Ok(caller.form(&query.errors, &page))
}

fn of_call(
    ui: &Ui,
    programme: &ProgrammeDetail,
    sending: &Sending,
    (from, to): (&str, &str),
    errors: &[FieldError],
) -> Page {
    let facts = &programme.summary.facts;
    let title = ui.t("proposal-form-open-call");
    let zone = [("zone", facts.zone.as_str().into())];
    let fields = html! {
        (form::date_field(ui, errors, FROM, from))
        (form::date_field(ui, errors, TO, to))
    };
    let action = ui.href(&links::call(&facts.id));
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.prose { (ui.tf("proposal-form-call-text", &zone)) }
        (form::sent(&action, false, sending, fields, &title))
    };
    under_list(ui, programme, &title, content)
}
