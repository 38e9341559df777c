//! The page of a trace.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};

use crate::frame::app::{Answer, App, Visit};
use crate::frame::query;
use crate::model::TraceThing;
use crate::needs::labels::number as need_number;
use crate::record::names::Names;
use crate::trace::links;
use crate::trace::page::{Name, Shown, view};
use crate::voices::labels::name as voice_name;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::ONE, get(trace))]
}

async fn trace(visit: Visit, Path(index): Path<String>) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let index = query::index(&index).ok_or_else(|| visit.not_found())?;
    let trace = visit.store.trace(index).await.map_err(failed)?;
    let trace = trace.ok_or_else(|| visit.not_found())?;
    let subjects = trace.things.values().map(|thing| thing.subject.as_str());
    let subjects: Vec<&str> = subjects.collect();
    let known = Names::of(&visit.store, &subjects).await.map_err(failed)?;
    let names = trace.things.values().map(|thing| {
        let name = Name {
            link: known.link(&visit.ui, &thing.subject),
            plain: plain(&visit, &known, thing),
        };
        (thing.entry, name)
    });
    let names: BTreeMap<u64, Name> = names.collect();
    let shown = Shown {
        trace: &trace,
        names: &names,
    };
    Ok(visit.page(&view(&visit.ui, &shown)))
}

/// What a thing is called in the drawing: its number and its words.
fn plain(visit: &Visit, known: &Names, thing: &TraceThing) -> String {
    let ui = &visit.ui;
    let words = known.plain(ui, &thing.subject);
    let (what, id) = thing.subject.split_once(':').unwrap_or_default();
    let id = id.split_once('/').map_or(id, |(_, id)| id);
    let number = match what {
        "voice" => voice_name(ui, id),
        "need" => need_number(ui, id),
        "proposal" => ui.tf("proposal-number", &[("id", id.into())]),
        "selection" => ui.t("trace-selection"),
        _ => return words,
    };
    format!("{number}: {words}")
}
