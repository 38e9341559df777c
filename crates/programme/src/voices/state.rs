//! Voices that there are, and where each stands.

use super::code_renewed::VoiceCodeRenewed;
use super::received::{Channel, VoiceReceived};
use crate::by_programme::ByProgramme;
use crate::fact::{By, Checked};
use crate::many::Many;
use crate::role::{ActorRef, Role};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The voices' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Voices(ByProgramme<OfProgramme>);

/// The voices of a programme.
#[derive(Clone, Debug, Default, PartialEq)]
struct OfProgramme {
    voices: Many<VoiceState>,
    /// The slips of those that have one, by what the record has of the code.
    slips: Many<Slip>,
}

/// A slip.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Slip {
    /// The entry of the voice that it is for.
    voice: u64,
    /// The entry in whose place another one was handed out.
    replaced: Option<u64>,
}

/// A voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceState {
    /// Its entry.
    pub entry: u64,
    /// When it was received, UTC.
    pub at: String,
    /// How it came.
    pub channel: Channel,
    /// The institution that is to answer now.
    pub institution: String,
    /// The pseudonym of the participant who said it; `None` where it was entered for somebody.
    pub author: Option<String>,
    /// The entries that handed it on to another institution.
    pub transfers: Vec<u64>,
    /// What the record has of the code on the slip that is good now.
    pub receipt: Option<Box<str>>,
    /// What was asked to be added.
    pub supplement: Option<Box<Supplement>>,
    /// The entry that took it back.
    pub withdrawn: Option<u64>,
    /// When that was, UTC.
    pub withdrawn_at: Option<Box<str>>,
    /// The consultation in which it was said.
    pub consultation: Option<Box<str>>,
    /// The entry that answered it first.
    pub answered: Option<u64>,
    /// How many others go on in it, by their answers.
    pub(super) holds: u64,
}

/// What was asked to be added to a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// The entry that asked.
    pub asked: u64,
    /// When, UTC.
    pub at: String,
    /// Until which day.
    pub until: String,
    /// The entry that answered.
    pub given: Option<u64>,
    /// When that was, UTC; empty before.
    pub given_at: String,
}

/// Where a voice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It waits for its answer.
    Waiting,
    /// Whoever said it was asked for more.
    Asked,
    /// It was answered.
    Answered,
    /// It was taken back.
    Withdrawn,
}

impl VoiceState {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        if self.withdrawn.is_some() {
            return Standing::Withdrawn;
        }
        if self.answered.is_some() {
            return Standing::Answered;
        }
        match &self.supplement {
            Some(asked) if asked.given.is_none() => Standing::Asked,
            Some(_) | None => Standing::Waiting,
        }
    }

    /// Checks that its answer is still to come.
    pub(super) fn check_open(&self) -> Checked {
        self.check_stands()?;
        match self.answered {
            Some(by) => Err(Violation::out_of_turn(said!("voice-answered", by = by))),
            None => Ok(()),
        }
    }

    /// Checks that it was not taken back.
    pub(crate) fn check_stands(&self) -> Checked {
        match self.withdrawn {
            Some(by) => Err(Violation::out_of_turn(said!("voice-withdrawn", by = by))),
            None => Ok(()),
        }
    }
}

impl State {
    /// A voice of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn voice(&self, programme: &str, id: &str) -> Result<&VoiceState, Violation> {
        self.programme(programme)?;
        let of_programme = self.voices.0.get(programme);
        let voice = of_programme.and_then(|of| of.voices.get(id));
        voice.ok_or_else(|| Violation::unknown("voice", id))
    }

    /// The voices of a programme, in no order.
    pub fn voices(&self, programme: &str) -> impl Iterator<Item = (&str, &VoiceState)> {
        let of_programme = self.voices.0.get(programme).into_iter();
        of_programme.flat_map(|of| of.voices.iter())
    }

    /// The entry of the voice that has a code, by what the record has of that; one in whose place another was handed out is
    /// good for nothing.
    pub fn voice_of_receipt(&self, programme: &str, receipt: Option<&str>) -> Option<u64> {
        let slip = self.slip(programme, receipt?)?;
        slip.replaced.is_none().then_some(slip.voice)
    }

    /// The entry of the voice that had a code, and the one in which another took its place.
    pub fn replaced_receipt(&self, programme: &str, receipt: &str) -> Option<(u64, u64)> {
        let slip = self.slip(programme, receipt)?;
        slip.replaced.map(|by| (slip.voice, by))
    }

    fn slip(&self, programme: &str, receipt: &str) -> Option<&Slip> {
        self.voices.0.get(programme)?.slips.get(receipt)
    }

    /// Checks that a code is no voice's yet, and never was.
    pub(super) fn check_receipt_new(&self, programme: &str, receipt: &str) -> Checked {
        match self.slip(programme, receipt) {
            Some(slip) => Err(Violation::field(
                "receipt",
                said!("voice-receipt-taken", entry = slip.voice),
            )),
            None => Ok(()),
        }
    }

    /// The number that the next voice of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_voice(&self, programme: &str) -> Result<String, Violation> {
        self.programme(programme)?;
        let of_programme = self.voices.0.get(programme);
        Ok(of_programme.map_or_else(|| "1".to_owned(), |of| of.voices.next_number()))
    }

    /// Checks that `by` may speak for a voice: a participant for their own alone, whoever typed the code of its slip, who acts
    /// under what the record has of that code, and whoever enters voices for people who come with a slip, for those that were
    /// entered so.
    pub(crate) fn check_speaks_for(
        &self,
        programme: &str,
        voice: &VoiceState,
        by: &By<'_>,
    ) -> Checked {
        let ActorRef { role, pseudonym } = by.actor;
        let may = match (&voice.author, role) {
            (author, Role::Participant) => {
                author.as_deref() == Some(pseudonym)
                    || self.voice_of_receipt(programme, Some(pseudonym)) == Some(voice.entry)
            }
            (Some(_), _) => false,
            (None, _) => true,
        };
        match may {
            true => Ok(()),
            false => Err(Violation::field("actor", said!("voice-not-own"))),
        }
    }

    pub(super) fn add_voice(&mut self, received: &VoiceReceived, entry: u64) -> Checked {
        self.programme(&received.programme)?;
        let author = self.last_by.split_once('/');
        let author = author.filter(|(role, _)| *role == Role::Participant.name());
        let voice = VoiceState {
            entry,
            at: self.last_at.clone(),
            channel: received.channel,
            institution: received.institution.clone(),
            author: author.map(|(_, pseudonym)| pseudonym.to_owned()),
            transfers: Vec::new(),
            receipt: received.receipt.as_deref().map(Box::from),
            supplement: None,
            withdrawn: None,
            withdrawn_at: None,
            consultation: received.consultation.as_deref().map(Box::from),
            answered: None,
            holds: 0,
        };
        let of_programme = self.voices.0.entry(&received.programme);
        of_programme.voices.insert(&received.id, voice);
        if let Some(receipt) = &received.receipt {
            let slip = Slip {
                voice: entry,
                replaced: None,
            };
            of_programme.slips.insert(receipt, slip);
        }
        Ok(())
    }

    /// Another code is that of a voice from here on, and the one before nobody's.
    pub(super) fn renew_code(&mut self, renewed: &VoiceCodeRenewed, entry: u64) -> Checked {
        let voice = self.voice_mut(&renewed.programme, &renewed.voice)?;
        let before = voice.receipt.replace(renewed.receipt.as_str().into());
        let slip = Slip {
            voice: voice.entry,
            replaced: None,
        };
        let of_programme = self.voices.0.entry(&renewed.programme);
        if let Some(before) = before
            && let Some(before) = of_programme.slips.get_mut(&before)
        {
            before.replaced = Some(entry);
        }
        of_programme.slips.insert(&renewed.receipt, slip);
        Ok(())
    }

    /// A voice is answered from the entry on; a later answer changes nothing of that.
    pub(crate) fn answer_voice(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        self.voice_mut(programme, id)?.answered.get_or_insert(entry);
        Ok(())
    }

    /// Another goes on in a voice from here on, or no more.
    pub(crate) fn go_on_in_voice(&mut self, programme: &str, id: &str, more: bool) -> Checked {
        let voice = self.voice_mut(programme, id)?;
        voice.holds = match more {
            true => voice.holds.saturating_add(1),
            false => voice.holds.saturating_sub(1),
        };
        Ok(())
    }

    /// A voice, to be changed.
    pub(super) fn voice_mut(
        &mut self,
        programme: &str,
        id: &str,
    ) -> Result<&mut VoiceState, Violation> {
        let of_programme = self.voices.0.get_mut(programme);
        let voice = of_programme.and_then(|of| of.voices.get_mut(id));
        voice.ok_or_else(|| Violation::unknown("voice", id))
    }
}
