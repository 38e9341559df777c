//! Needs that there are, the voices of each, and what it grew out of and into.

use madang_words::quoted;

use super::defined::NeedDefined;
use super::merged::NeedsMerged;
use super::split::NeedSplit;
use super::voices_changed::NeedVoicesChanged;
use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::many::Many;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The most needs that are split or merged at once.
pub(super) const MOST_NEEDS: usize = 100;

/// What so many voices of a need take of memory: few stand in a list, more in maps that have room to spare.
fn of_voices(number: usize) -> usize {
    match number {
        0..=64 => 88 * number,
        _ => 24_000 + 110 * number + 300 * number.min(256),
    }
}

/// What the voices take of memory that an entry puts into a need, which has so many now: one that is merged keeps its own, and the other
/// takes them over.
pub(super) fn room_of(now: usize, more: usize) -> usize {
    // Before it had so many at least.
    of_voices(now).saturating_sub(of_voices(now.saturating_sub(more)))
}

/// The needs' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Needs(ByProgramme<Many<NeedState>>);

/// A need.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedState {
    /// Its entry.
    pub entry: u64,
    /// The service group that it is about.
    pub group: Option<String>,
    /// The needs that it grew out of, by identifier in the order in which that was said: those that were merged into it, and
    /// those that it is a part of.
    pub grew_from: Vec<String>,
    /// Where it stands.
    pub standing: Standing,
    /// The entries of its voices, by identifier; of one that was split or merged, those that it had then.
    voices: Many<u64>,
}

/// Where a need stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It groups voices.
    Live,
    /// It goes on in parts.
    Split {
        /// The entry that said so.
        by: u64,
        /// The parts.
        into: Vec<String>,
    },
    /// It goes on in another need.
    Merged {
        /// The entry that said so.
        by: u64,
        /// That need.
        into: String,
    },
}

impl NeedState {
    /// Whether it groups a voice, or did when it was split or merged.
    pub fn holds(&self, voice: &str) -> bool {
        self.voices.get(voice).is_some()
    }

    /// Its voices with their entries, in no order.
    pub fn voices(&self) -> impl Iterator<Item = (&str, u64)> {
        self.voices.iter().map(|(voice, entry)| (voice, *entry))
    }

    /// How many voices it has, withdrawn ones among them.
    pub fn number(&self) -> u64 {
        self.voices.number()
    }

    /// Checks that it goes on under its own name.
    pub(crate) fn check_live(&self, id: &str) -> Checked {
        let id = quoted(id);
        match &self.standing {
            Standing::Live => Ok(()),
            Standing::Split { by, .. } => Err(Violation::out_of_turn(said!(
                "need-split",
                id = id,
                by = *by
            ))),
            Standing::Merged { by, into } => Err(Violation::out_of_turn(said!(
                "need-merged",
                id = id,
                by = *by,
                into = quoted(into)
            ))),
        }
    }

    /// Checks that it groups each of these.
    pub(super) fn check_holds(&self, field: &'static str, voices: &[String]) -> Checked {
        match voices.iter().find(|voice| !self.holds(voice)) {
            Some(voice) => Err(Violation::field(
                field,
                said!("need-holds-not", voice = quoted(voice)),
            )),
            None => Ok(()),
        }
    }
}

impl State {
    /// A need of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn need(&self, programme: &str, id: &str) -> Result<&NeedState, Violation> {
        self.programme(programme)?;
        let of_programme = self.needs.0.get(programme);
        let need = of_programme.and_then(|needs| needs.get(id));
        need.ok_or_else(|| Violation::unknown("need", id))
    }

    /// How many voices a need has; none where it is not there.
    pub(super) fn need_size(&self, programme: &str, id: &str) -> usize {
        let number = self.need(programme, id).map_or(0, NeedState::number);
        usize::try_from(number).unwrap_or(usize::MAX)
    }

    /// The needs of a programme, in no order.
    pub fn needs(&self, programme: &str) -> impl Iterator<Item = (&str, &NeedState)> {
        let of_programme = self.needs.0.get(programme).into_iter();
        of_programme.flat_map(Many::iter)
    }

    /// The number that the next need of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_need(&self, programme: &str) -> Result<String, Violation> {
        self.programme(programme)?;
        let needs = self.needs.0.get(programme);
        Ok(needs.map_or_else(|| "1".to_owned(), Many::next_number))
    }

    pub(super) fn add_need(&mut self, defined: &NeedDefined, entry: u64) -> Checked {
        self.programme(&defined.programme)?;
        let need = NeedState {
            entry,
            group: defined.group.clone(),
            grew_from: Vec::new(),
            standing: Standing::Live,
            voices: Many::default(),
        };
        let needs = self.needs.0.entry(&defined.programme);
        needs.insert(&defined.id, need);
        Ok(())
    }

    pub(super) fn change_need_voices(&mut self, changed: &NeedVoicesChanged) -> Checked {
        let mut added = Vec::with_capacity(changed.add.len());
        for id in &changed.add {
            added.push((id, self.voice(&changed.programme, id)?.entry));
        }
        let need = self.need_mut(&changed.programme, &changed.need)?;
        for (id, entry) in added {
            need.voices.insert(id, entry);
        }
        for id in &changed.remove {
            need.voices.remove(id);
        }
        Ok(())
    }

    pub(super) fn split_need(&mut self, split: &NeedSplit, entry: u64) -> Checked {
        for part in &split.into {
            self.need(&split.programme, part)?;
        }
        let need = self.need_mut(&split.programme, &split.need)?;
        need.standing = Standing::Split {
            by: entry,
            into: split.into.clone(),
        };
        for part in &split.into {
            let part = self.need_mut(&split.programme, part)?;
            part.grew_from.push(split.need.clone());
        }
        Ok(())
    }

    pub(super) fn merge_needs(&mut self, merged: &NeedsMerged, entry: u64) -> Checked {
        self.need(&merged.programme, &merged.into)?;
        for id in &merged.from {
            self.need(&merged.programme, id)?;
        }
        for id in &merged.from {
            let from = self.need_mut(&merged.programme, id)?;
            from.standing = Standing::Merged {
                by: entry,
                into: merged.into.clone(),
            };
            let voices = from.voices.clone();
            let into = self.need_mut(&merged.programme, &merged.into)?;
            into.grew_from.push(id.clone());
            if into.voices.number() == 0 {
                into.voices = voices;
                continue;
            }
            for (voice, entry) in voices.iter() {
                into.voices.insert(voice, *entry);
            }
        }
        Ok(())
    }

    fn need_mut(&mut self, programme: &str, id: &str) -> Result<&mut NeedState, Violation> {
        let needs = self.needs.0.get_mut(programme);
        let need = needs.and_then(|needs| needs.get_mut(id));
        need.ok_or_else(|| Violation::unknown("need", id))
    }
}
