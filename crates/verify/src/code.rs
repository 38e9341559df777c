//! The code of a slip: which voice it is for, and what became of that, from the record's files alone.

use madang_programme::answers::{self, Dealt, DispositionKind, Subject};
use madang_programme::contents::TEXT;
use madang_programme::voices::code::Code;
use madang_programme::voices::{QUESTION, Standing, VoiceState};
use madang_programme::{State, named};
use madang_words::Said;
use serde::Serialize;

use crate::became::hidden;
use crate::costs::of_ground;
use crate::said::said;

/// What became of a voice that a code is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeAnswer {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
    /// Its entry.
    pub entry: u64,
    /// The entries that answer it, oldest first; the last one stands.
    pub answers: Vec<u64>,
    /// The same in sentences.
    pub says: Vec<Said>,
}

/// Finds the voices of a code on a record, one a programme: whoever knows a code can enter another voice under it in a programme of
/// their own, so that one alone would tell of whichever comes first.
pub(crate) fn found(state: &State, origin: &str, code: &Code) -> Vec<CodeAnswer> {
    let programmes = state.programme_ids();
    let answers = programmes.filter_map(|programme| {
        let receipt = code.receipt(origin, programme);
        let stands = state.voice_of_receipt(programme, Some(&receipt));
        let replaced = state.replaced_receipt(programme, &receipt);
        let entry = stands.or(replaced.map(|(voice, _)| voice))?;
        let mut voices = state.voices(programme);
        let (id, voice) = voices.find(|(_, voice)| voice.entry == entry)?;
        let mut answer = answer(state, programme, id, voice);
        if let Some((_, by)) = replaced {
            let what = said("verify-code-replaced")
                .text("voice", id)
                .text("programme", programme)
                .number("entry", entry)
                .number("by", by);
            answer.says.insert(0, what);
        }
        Some(answer)
    });
    answers.collect()
}

fn answer(state: &State, programme: &str, id: &str, voice: &VoiceState) -> CodeAnswer {
    let standing = match (voice.standing(), &voice.supplement) {
        (Standing::Asked, Some(asked)) => {
            said("verify-code-asked").text("until", asked.until.clone())
        }
        (Standing::Waiting | Standing::Asked, _) => said("verify-code-waiting"),
        (Standing::Answered, _) => said("verify-code-answered"),
        (Standing::Withdrawn, _) => {
            said("verify-code-withdrawn").number("by", voice.withdrawn.unwrap_or_default())
        }
    };
    let standing = standing
        .text("voice", id)
        .text("programme", programme)
        .number("entry", voice.entry);
    let dealt = state.dealt(programme, &Subject::Voice(id.to_owned()));
    let given = dealt.map_or(&[][..], |dealt| &dealt.answers);
    let dispositions = given.iter().map(|answer| {
        said(disposition(answer.disposition.kind()))
            .number("entry", answer.entry)
            .text("at", answer.at.clone())
    });
    CodeAnswer {
        answers: given.iter().map(|answer| answer.entry).collect(),
        says: [standing]
            .into_iter()
            .chain(dispositions)
            .chain(all_hidden(state, voice, dealt))
            .collect(),
        programme: programme.to_owned(),
        voice: id.to_owned(),
        entry: voice.entry,
    }
}

/// What is hidden of what was said and of what was answered: with it gone the rest says less than it seems to.
fn all_hidden(state: &State, voice: &VoiceState, dealt: Option<&Dealt>) -> Vec<Said> {
    let mut contents = vec![(voice.entry, TEXT)];
    if let Some(supplement) = &voice.supplement {
        contents.push((supplement.asked, QUESTION));
        contents.extend(supplement.given.map(|given| (given, TEXT)));
    }
    if let Some(dealt) = dealt {
        for given in &dealt.answers {
            contents.push((given.entry, answers::REASON));
            contents.extend(given.progress.iter().map(|told| (told.entry, TEXT)));
        }
        let asked = dealt.reexamination.as_ref();
        contents.extend(asked.map(|asked| (asked.entry, answers::REASON)));
    }
    contents.sort_unstable();
    let hidden = contents.into_iter().filter_map(|(entry, name)| {
        let hidden = hidden(state, entry, name)?;
        let key = match hidden.erased {
            true => "verify-code-erased",
            false => "verify-code-restricted",
        };
        let what = said(key)
            .number("entry", entry)
            .said("name", named::content_beside(name))
            .number("by", hidden.by);
        Some(what.said("ground", of_ground(hidden.ground)))
    });
    hidden.collect()
}

fn disposition(kind: DispositionKind) -> &'static str {
    match kind {
        DispositionKind::Adopted => "verify-code-adopted",
        DispositionKind::AdoptedInPart => "verify-code-adopted-in-part",
        DispositionKind::Merged => "verify-code-merged",
        DispositionKind::NotAdopted => "verify-code-not-adopted",
        DispositionKind::OutOfScope => "verify-code-out-of-scope",
        DispositionKind::AlreadyExists => "verify-code-already-exists",
    }
}
