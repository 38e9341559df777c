//! Until when something is to be answered, and when it was.

use jiff::civil::Date;

use super::state::Dealt;
use super::subject::Subject;
use crate::clock::{Pause, Sum, due};
use crate::programmes::Moment;
use crate::proposals::{ProposalState, Standing};
use crate::state::State;
use crate::voices::VoiceState;

/// The clock of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The entry that began it: what was said or proposed, or that another look was asked for.
    pub begun: u64,
    /// Whether it is that of another look.
    pub again: bool,
    /// Until when it is due.
    pub sum: Sum,
    /// The answer that stopped it: its entry and its day.
    pub done: Option<(u64, Date)>,
}

/// A span of entries: from the one that began a clock to the one that stopped it.
#[derive(Clone, Copy)]
struct Running<'a> {
    begun: (u64, &'a str),
    again: bool,
    done: Option<(u64, &'a str)>,
}

fn clock(moment: &Moment<'_>, running: Running<'_>, pauses: &[(u64, Pause)]) -> Clock {
    let (begun, at) = running.begun;
    let done = running.done.map(|(entry, at)| (entry, moment.day(at)));
    let within = |entry: u64| entry > begun && done.is_none_or(|(done, _)| entry < done);
    let pauses = pauses.iter().filter(|(entry, _)| within(*entry));
    let pauses: Vec<Pause> = pauses.map(|(_, pause)| *pause).collect();
    let calendar = moment.of.calendar(done.map(|(entry, _)| entry));
    let period = moment.of.periods(begun).answer;
    Clock {
        begun,
        again: running.again,
        sum: due(moment.day(at), period, &pauses, calendar),
        done,
    }
}

/// The clocks of something that was said by the entry `begun`, with what paused them besides experts.
fn clocks(
    moment: &Moment<'_>,
    begun: (u64, &str),
    dealt: Option<&Dealt>,
    mut pauses: Vec<(u64, Pause)>,
) -> Vec<Clock> {
    let day = |text: &str| text.parse().unwrap_or(Date::MAX);
    let expertise = dealt.map_or(&[][..], |dealt| &dealt.expertise);
    pauses.extend(expertise.iter().map(|expertise| {
        let pause = Pause {
            from: moment.day(&expertise.at),
            to: day(&expertise.until),
        };
        (expertise.entry, pause)
    }));
    let answers = dealt.map_or(&[][..], |dealt| &dealt.answers);
    let first = answers
        .first()
        .map(|first| (first.entry, first.at.as_str()));
    let first = Running {
        begun,
        again: false,
        done: first,
    };
    let mut all = vec![clock(moment, first, &pauses)];
    if let Some(again) = dealt.and_then(|dealt| dealt.reexamination.as_ref()) {
        let mut later = answers.iter().filter(|given| given.entry > again.entry);
        let running = Running {
            begun: (again.entry, &again.at),
            again: true,
            done: later.next().map(|given| (given.entry, given.at.as_str())),
        };
        all.push(clock(moment, running, &pauses));
    }
    all
}

/// Those of a voice; none of one that was taken back.
pub(super) fn of_voice(
    moment: &Moment<'_>,
    voice: &VoiceState,
    dealt: Option<&Dealt>,
) -> Vec<Clock> {
    if voice.withdrawn.is_some() {
        return Vec::new();
    }
    let pause = voice.supplement.as_ref().map(|supplement| {
        let until = supplement.until.parse().unwrap_or(Date::MAX);
        let given = supplement.given.map(|_| moment.day(&supplement.given_at));
        let pause = Pause {
            from: moment.day(&supplement.at),
            to: given.map_or(until, |given| given.min(until)),
        };
        (supplement.asked, pause)
    });
    let begun = (voice.entry, voice.at.as_str());
    clocks(moment, begun, dealt, pause.into_iter().collect())
}

/// Those of a proposal; none of one that was taken back.
pub(super) fn of_proposal(
    moment: &Moment<'_>,
    proposal: &ProposalState,
    dealt: Option<&Dealt>,
) -> Vec<Clock> {
    match proposal.standing {
        Standing::Withdrawn => Vec::new(),
        Standing::Submitted
        | Standing::Candidate(_)
        | Standing::Selected(_)
        | Standing::NotSelected(_) => {
            let begun = (proposal.entry, proposal.at.as_str());
            clocks(moment, begun, dealt, Vec::new())
        }
    }
}

impl State {
    /// The clocks of what is to be answered: the first, and that of another look. None of what was taken back, or is not there.
    pub fn answer_clocks(&self, moment: &Moment<'_>, subject: &Subject) -> Vec<Clock> {
        let dealt = self.dealt(moment.programme, subject);
        match subject {
            Subject::Voice(id) => {
                let voice = self.voice(moment.programme, id);
                voice.map_or_else(|_| Vec::new(), |voice| of_voice(moment, voice, dealt))
            }
            Subject::Proposal(id) => {
                let proposal = self.proposal(moment.programme, id);
                proposal.map_or_else(
                    |_| Vec::new(),
                    |proposal| of_proposal(moment, proposal, dealt),
                )
            }
        }
    }
}
