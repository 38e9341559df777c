//! The page of a trace.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
use madang_programme::subject::{SubjectKind, SubjectRef};
use madang_programme::trace::How;

use crate::answers::labels as answers;
use crate::answers::links::PLACE;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::query;
use crate::model::{ProgrammeDetail, TraceDetail, TraceThing};
use crate::proposals::links::proposal as proposal_page;
use crate::record::names::{Names, number};
use crate::trace::links;
use crate::trace::page::{Name, Shown, Stands, link, view};
use crate::votes::links::why_place;
use crate::votes::routes::lost_of;

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
    let names = trace
        .things
        .values()
        .map(|thing| (thing.entry, name(&visit, &known, thing)));
    let mut names: BTreeMap<u64, Name> = names.collect();
    for (proposal, stands) in lost(&visit, &trace).await? {
        if let Some(name) = names.get_mut(&proposal) {
            name.stands.push(stands);
        }
    }
    let shown = Shown {
        trace: &trace,
        names: &names,
    };
    Ok(visit.page(&view(&visit.ui, &shown)))
}

fn name(visit: &Visit, known: &Names, thing: &TraceThing) -> Name {
    let ui = &visit.ui;
    let answered = thing.answer.as_ref().zip({
        // Whoever was answered is named; the words of the answer stand on that page.
        answers::path_of_record(ui, &thing.subject)
    });
    let Some((answer, (path, of))) = answered else {
        return Name {
            link: known.link(ui, &thing.subject),
            plain: plain(visit, known, thing),
            stands: Vec::new(),
        };
    };
    let disposition = answers::disposition(ui, answer.disposition);
    let named = [("subject", of.into()), ("disposition", disposition.into())];
    let plain = ui.tf("trace-answer", &named);
    let address = format!("{}#{PLACE}", ui.href(&path));
    let far = answers::how_far(ui, answer).into_iter();
    let far = far.map(|words| Stands { words, more: None });
    Name {
        link: link(&address, &plain),
        plain,
        stands: far.collect(),
    }
}

/// Why proposals of the trace lost, by their entries.
async fn lost(visit: &Visit, trace: &TraceDetail) -> Result<Vec<(u64, Stands)>, Failure> {
    let (ui, mut found) = (&visit.ui, Vec::new());
    let mut programme: Option<ProgrammeDetail> = None;
    let over = trace
        .forward
        .iter()
        .filter(|hop| hop.to.how == How::PassesOver);
    for hop in over {
        let Some((of, id)) = named(trace, hop.of) else {
            continue;
        };
        for vote in hop.to.things.iter().filter_map(|to| named(trace, *to)) {
            let (vote, known) = (vote.1, programme.as_ref());
            if known.is_none_or(|known| known.summary.facts.id != of) {
                let read = visit.store.programme(of).await;
                programme = read.map_err(|error| visit.store_failed(&error))?;
            }
            let Some(known) = &programme else {
                continue;
            };
            let Some(why) = lost_of(visit, known, vote, id).await? else {
                continue;
            };
            let place = format!("{}#{}", ui.href(&proposal_page(of, id)), why_place(vote));
            let stands = Stands {
                words: ui.tf("trace-lost", &[("why", why.into())]),
                more: Some((place, ui.t("trace-lost-why"))),
            };
            found.push((hop.of, stands));
        }
    }
    Ok(found)
}

/// Programme and identifier of a thing.
fn named(trace: &TraceDetail, entry: u64) -> Option<(&str, &str)> {
    let (_, rest) = trace.things.get(&entry)?.subject.split_once(':')?;
    rest.split_once('/')
}

/// What a thing is called in the drawing: its number and its words.
fn plain(visit: &Visit, known: &Names, thing: &TraceThing) -> String {
    let ui = &visit.ui;
    let words = known.plain(ui, &thing.subject);
    let Some(of) = SubjectRef::parse(&thing.subject) else {
        return words;
    };
    let selection = (of.kind == SubjectKind::Selection).then(|| ui.t("trace-selection"));
    let Some(number) = number(ui, of).or(selection) else {
        return words;
    };
    format!("{number}: {words}")
}
