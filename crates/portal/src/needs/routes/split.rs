//! A need split on pages: its parts by name, and into which of them each voice goes.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::http::StatusCode;
use madang_programme::needs::{
    DefineNeed, MOST_NAMED, NeedDefined, NeedSplit, NeedText, NeedVoicesChanged,
};
use madang_programme::{Command, State};
use madang_store::Submission;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::frame::act::{once, status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::fields::Words;
use crate::frame::form::{Field, Sending};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::steps::{self, STEP};
use crate::model::{NeedDetail, NeedStanding, VoiceDetail};
use crate::needs::acts::{self, OTHERS, PARTS, Preview, SEEN, seen};
use crate::needs::links::Way;
use crate::needs::routes::change::{InPath, begin, place, reach, recorded};
use crate::needs::routes::choosing::At;
use crate::voices::labels::TICK;

/// The numbers that the parts were looked at with.
const IDS: Field = Field::for_programs("ids");

/// How a need is to be split: the titles of its parts, and into which of them each voice goes.
struct Splitting {
    parts: Vec<Words>,
    placed: BTreeMap<String, Vec<usize>>,
    /// The voices that are not shown one by one, and into which part all of them go.
    others: Vec<String>,
    into: Option<usize>,
    /// Those that were put in since whoever splits it looked at its voices.
    new: BTreeSet<String>,
}

impl Splitting {
    fn read(query: &mut Query, voices: &[VoiceDetail], others: Vec<String>) -> Splitting {
        let parts = PARTS.iter().map(|fields| Words::read(query, *fields));
        let parts = parts.collect();
        let placed = voices.iter().map(|voice| {
            let id = &voice.facts.id;
            let into = acts::into(id);
            let numbers = query
                .all(&into)
                .filter_map(|number| number.parse::<usize>().ok());
            let numbers = numbers.filter(|number| (1..=PARTS.len()).contains(number));
            (id.clone(), numbers.map(|number| number - 1).collect())
        });
        let placed = placed.collect();
        let into = query.optional_number(OTHERS, 1..=PARTS.len() as u64);
        let seen = query.text(SEEN);
        let seen: BTreeSet<&str> = seen.split(',').collect();
        let carried = query.has(SEEN);
        let new = voices.iter().map(|voice| &voice.facts.id);
        let new = new.filter(|id| carried && !seen.contains(id.as_str()));
        Splitting {
            new: new.cloned().collect(),
            parts,
            placed,
            others,
            into: into.and_then(|part| usize::try_from(part - 1).ok()),
        }
    }

    /// How it is shown.
    fn shown(&self) -> acts::Split<'_> {
        acts::Split {
            parts: &self.parts,
            placed: &self.placed,
            others: (self.others.len() as u64, self.into),
            new: &self.new,
        }
    }

    /// The parts that have a title, by their place on the form.
    fn named(&self) -> Vec<(usize, &Words)> {
        let all = self.parts.iter().enumerate();
        all.filter(|(_, words)| **words != Words::default())
            .collect()
    }

    /// The voices that go into a part.
    fn of(&self, part: usize) -> Vec<String> {
        let placed = self.placed.iter();
        let placed = placed.filter(|(_, parts)| parts.contains(&part));
        let placed = placed.map(|(id, _)| id);
        let others = self.others.iter().filter(|_| self.into == Some(part));
        placed.chain(others).cloned().collect()
    }

    /// The voices that go into none of the parts that have a title.
    fn left(&self) -> Vec<String> {
        let named: Vec<usize> = self.named().into_iter().map(|(place, _)| place).collect();
        let placed = self.placed.iter();
        let left = placed.filter(|(_, parts)| !parts.iter().any(|part| named.contains(part)));
        left.map(|(id, _)| id.clone()).collect()
    }

    /// Notes what is wrong with it.
    fn check(&self, query: &mut Query) {
        for (place, part) in PARTS.iter().enumerate().take(2) {
            let words = self.parts.get(place);
            if words.is_none_or(|words| *words == Words::default()) {
                query.refuse(part.here, "need-needed", "", "");
            }
        }
        let named: Vec<usize> = self.named().into_iter().map(|(place, _)| place).collect();
        if !self.others.is_empty() && self.into.is_none_or(|part| !named.contains(&part)) {
            query.refuse(OTHERS, "need-needed", "", "");
        }
        for place in (2..PARTS.len()).filter(|place| !named.contains(place)) {
            if !self.of(place).is_empty() {
                query.refuse(PARTS[place].here, "need-needed", "", "");
            }
        }
    }

    /// How a part is defined under a number.
    fn define(&self, at: &At, need: &NeedDetail, words: &Words, id: &str) -> DefineNeed {
        DefineNeed {
            facts: NeedDefined {
                programme: at.id().to_owned(),
                id: id.to_owned(),
                group: need.facts.group.clone(),
            },
            text: NeedText {
                title: words.text(at.caller.visit.ui.lang).unwrap_or_default(),
                summary: None,
            },
        }
    }

    /// Notes what the record would refuse of the parts' titles, each at its field.
    async fn try_titles(
        &self,
        at: &At,
        need: &NeedDetail,
        ids: &[String],
        query: &mut Query,
    ) -> Result<(), Failure> {
        for ((place, words), id) in self.named().into_iter().zip(ids) {
            let define = self.define(at, need, words, id).into();
            let title = [("title", PARTS[place].here)];
            tried(&at.caller.visit, query, &title, &at.actor, define).await?;
        }
        Ok(())
    }

    /// What it asks for: the parts are defined under these numbers, get their voices, and then the need is split.
    fn commands(&self, at: &At, need: &NeedDetail, ids: &[String]) -> Vec<Command> {
        let programme = at.id().to_owned();
        let mut all = Vec::new();
        for ((place, words), id) in self.named().into_iter().zip(ids) {
            all.push(self.define(at, need, words, id).into());
            for some in self.of(place).chunks(MOST_NAMED) {
                all.push(Command::plain(NeedVoicesChanged {
                    programme: programme.clone(),
                    need: id.clone(),
                    add: some.to_vec(),
                    remove: Vec::new(),
                }));
            }
        }
        all.push(Command::plain(NeedSplit {
            programme,
            need: need.facts.id.clone(),
            into: ids.to_vec(),
            left: self.left(),
        }));
        all
    }

    /// Into which part those go that are not shown.
    fn of_others(&self, at: &At) -> Markup {
        let ui = &at.caller.visit.ui;
        let number = self.others.len() as u64;
        let title = self.into.and_then(|part| self.parts.get(part));
        let title = title
            .and_then(|words| words.text(ui.lang))
            .unwrap_or_default();
        html! {
            @if number > 0 { p { (ui.count("need-preview-others", number)) " " strong.words { (ui.words(&title)) } } }
        }
    }

    /// What it comes to: each part with its voices, and those that go into none.
    fn preview<'v>(
        &self,
        at: &At,
        voices: &'v [VoiceDetail],
    ) -> Vec<(String, Vec<&'v VoiceDetail>)> {
        let ui = &at.caller.visit.ui;
        let of = |ids: Vec<String>| -> Vec<&'v VoiceDetail> {
            let ids: BTreeSet<String> = ids.into_iter().collect();
            let voices = voices.iter();
            voices
                .filter(|voice| ids.contains(&voice.facts.id))
                .collect()
        };
        let named = self.named().into_iter();
        let mut parts: Vec<_> = named
            .map(|(place, words)| {
                let title = words.text(ui.lang).unwrap_or_default();
                (ui.plain(&title), of(self.of(place)))
            })
            .collect();
        let left = self.left();
        if !left.is_empty() {
            parts.push((ui.t("need-preview-left"), of(left)));
        }
        parts
    }
}

/// The voices of a need that are not among those that a page shows, by identifier.
async fn others(at: &At, need: &NeedDetail, shown: &[VoiceDetail]) -> Result<Vec<String>, Failure> {
    if shown.len() < MOST_NAMED {
        return Ok(Vec::new());
    }
    let shown: BTreeSet<&str> = shown.iter().map(|voice| voice.facts.id.as_str()).collect();
    let visit = &at.caller.visit;
    let others = visit.store.with_state(|state: &State| {
        let need = state.need(at.id(), &need.facts.id).ok();
        let all = need.into_iter().flat_map(|need| need.voices());
        let others = all.map(|(id, _)| id).filter(|id| !shown.contains(id));
        others.map(str::to_owned).collect()
    });
    others.await.map_err(|error| visit.store_failed(&error))
}

/// How it is split.
pub async fn asked(caller: Caller, Path(named): InPath) -> Answer {
    let (at, need) = match begin(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let place = place(&at, &need, Way::Split);
    let voices = at.voices_of(&need, MOST_NAMED).await?;
    let others = others(&at, &need, &voices).await?;
    let ui = &at.caller.visit.ui;
    let splitting = Splitting::read(&mut Query::default(), &voices, others);
    let sending = Sending::new(None);
    let page = acts::splitting(ui, &place, &voices, &splitting.shown(), &sending, &[]);
    Ok(at.caller.page(StatusCode::OK, &page))
}

/// It is split.
pub async fn sent(caller: Caller, Path(named): InPath, body: String) -> Answer {
    let (at, need) = match reach(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let voices = at.voices_of(&need, MOST_NAMED).await?;
    let mut query = Query::parse(&body);
    let (sending, step) = (Sending::sent(&mut query), query.text(STEP));
    let others = others(&at, &need, &voices).await?;
    let splitting = Splitting::read(&mut query, &voices, others);
    let ui = &at.caller.visit.ui;
    let form = |errors: &[FieldError]| {
        let place = place(&at, &need, Way::Split);
        let page = acts::splitting(ui, &place, &voices, &splitting.shown(), &sending, errors);
        Ok(at.caller.page(status(errors), &page))
    };
    if step == steps::CHANGE {
        return form(&query.errors);
    }
    let live = need.standing == NeedStanding::Live;
    if !live && step != steps::RELEASE {
        // What was typed is not lost with it.
        query.refuse_as(Kind::OutOfTurn, (WHOLE, "need-split-gone"), "");
        return form(&query.errors);
    }
    let looked_at = step != steps::RELEASE || query.has(SEEN);
    if live && !(looked_at && splitting.new.is_empty()) {
        // A voice that nobody looked at is not left out in silence.
        query.refuse_as(Kind::Stale, (TICK, "need-split-meanwhile"), "");
        return form(&query.errors);
    }
    splitting.check(&mut query);
    if !query.errors.is_empty() {
        return form(&query.errors);
    }
    let ids: Vec<String> = match step.as_str() {
        // They were numbered when it was looked at: sent twice they are the same needs.
        steps::RELEASE => query.text(IDS).split(',').map(str::to_owned).collect(),
        _ => {
            let next = at.next_need().await?.parse::<u64>().unwrap_or_default();
            let many = splitting.named().len() as u64;
            (next..next + many).map(|id| id.to_string()).collect()
        }
    };
    if step != steps::RELEASE {
        splitting.try_titles(&at, &need, &ids, &mut query).await?;
        if !query.errors.is_empty() {
            return form(&query.errors);
        }
    }
    let commands = splitting.commands(&at, &need, &ids).into_iter().enumerate();
    let asked = commands
        .map(|(number, command)| once(&at.actor, &format!("{}.{number}", sending.key), command));
    let asked: Vec<Submission> = asked.collect();
    if step == steps::RELEASE {
        return match recorded(&at, &need, asked, &mut query).await {
            Some(response) => Ok(response),
            None => form(&query.errors),
        };
    }
    let (joined, seen) = (ids.join(","), seen(&voices));
    let mut carried = steps::typed(&query);
    carried.retain(|(name, _)| *name != SEEN.name);
    carried.extend([(IDS.name, joined.as_str()), (SEEN.name, seen.as_str())]);
    let preview = Preview {
        place: place(&at, &need, Way::Split),
        said: vec![
            html! { p { (ui.count("need-preview-split", ids.len() as u64)) } },
            splitting.of_others(&at),
        ],
        parts: splitting.preview(&at, &voices),
        sending: &sending,
        typed: &carried,
    };
    Ok(at.caller.page(StatusCode::OK, &acts::preview(ui, &preview)))
}
