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
    /// What stopped it: its entry and its day.
    pub done: Option<(u64, Date)>,
    /// Whether that was no answer of its own: it was merged into something else, split or taken back.
    pub settled: bool,
}

/// A span of entries: from the one that began a clock to the one that stopped it.
#[derive(Clone, Copy)]
struct Running<'a> {
    begun: u64,
    /// The day from which it runs.
    from: Date,
    again: bool,
    done: Option<(u64, &'a str)>,
    /// The entry that settles it without an answer.
    settled: Option<u64>,
}

fn clock(moment: &Moment<'_>, running: Running<'_>, pauses: &[(u64, Pause)]) -> Clock {
    let begun = running.begun;
    let done = running.done.map(|(entry, at)| (entry, moment.day(at)));
    let within = |entry: u64| entry > begun && done.is_none_or(|(done, _)| entry < done);
    let pauses = pauses.iter().filter(|(entry, _)| within(*entry));
    let pauses: Vec<Pause> = pauses.map(|(_, pause)| *pause).collect();
    let calendar = moment.of.calendar(done.map(|(entry, _)| entry));
    let period = moment.of.periods(begun).answer;
    Clock {
        begun,
        again: running.again,
        sum: due(running.from, period, &pauses, calendar),
        settled: done.is_some_and(|(entry, _)| running.settled == Some(entry)),
        done,
    }
}

/// Something that is to be answered.
struct Said<'a> {
    /// The entry that said it, and the day from which it is to be answered.
    begun: (u64, Date),
    /// The entry that answered it without being an answer.
    settled: Option<(u64, &'a str)>,
    /// What pauses its clocks besides experts.
    pauses: Vec<(u64, Pause)>,
}

/// The clocks of something that was said.
fn clocks(moment: &Moment<'_>, said: Said<'_>, dealt: Option<&Dealt>) -> Vec<Clock> {
    let mut pauses = said.pauses;
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
    let given = answers.iter().map(|given| (given.entry, given.at.as_str()));
    let mut given = given.chain(said.settled);
    let settled = said.settled.map(|(entry, _)| entry);
    let first = Running {
        begun: said.begun.0,
        from: said.begun.1,
        again: false,
        done: given.clone().next(),
        settled,
    };
    let mut all = vec![clock(moment, first, &pauses)];
    if let Some(again) = dealt.and_then(|dealt| dealt.reexamination.as_ref()) {
        let running = Running {
            begun: again.entry,
            from: moment.day(&again.at),
            again: true,
            done: given.find(|(entry, _)| *entry > again.entry),
            settled,
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
    match voice.withdrawn {
        Some(_) => Vec::new(),
        None => all_of_voice(moment, voice, dealt),
    }
}

/// Those of a voice that were late when it was taken back, and stopped there: what was owed by then was not given in time, whoever
/// took it back.
pub(super) fn late_of_voice(
    moment: &Moment<'_>,
    voice: &VoiceState,
    dealt: Option<&Dealt>,
) -> Vec<Clock> {
    match voice.withdrawn {
        Some(_) => late(all_of_voice(moment, voice, dealt)),
        None => Vec::new(),
    }
}

fn late(mut clocks: Vec<Clock>) -> Vec<Clock> {
    clocks.retain(|clock| clock.done.is_some_and(|(_, day)| clock.sum.late(day) > 0));
    clocks
}

fn all_of_voice(moment: &Moment<'_>, voice: &VoiceState, dealt: Option<&Dealt>) -> Vec<Clock> {
    let pause = voice.supplement.as_ref().map(|supplement| {
        let until = supplement.until.parse().unwrap_or(Date::MAX);
        let given = supplement.given.map(|_| moment.day(&supplement.given_at));
        let pause = Pause {
            from: moment.day(&supplement.at),
            to: given.map_or(until, |given| given.min(until)),
        };
        (supplement.asked, pause)
    });
    let said = Said {
        begun: (voice.entry, moment.day(&voice.at)),
        settled: voice.withdrawn.zip(voice.withdrawn_at.as_deref()),
        pauses: pause.into_iter().collect(),
    };
    clocks(moment, said, dealt)
}

/// Those of a proposal; none of one that was taken back. What was proposed in a call is to be answered from its end on, and what was
/// merged or split was answered by that.
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
        | Standing::NotSelected(_)
        | Standing::Merged(_)
        | Standing::Split(_) => all_of_proposal(moment, proposal, dealt),
    }
}

/// Those of a proposal that were late when it was taken back, as of a voice.
pub(super) fn late_of_proposal(
    moment: &Moment<'_>,
    proposal: &ProposalState,
    dealt: Option<&Dealt>,
) -> Vec<Clock> {
    match proposal.standing {
        Standing::Withdrawn => late(all_of_proposal(moment, proposal, dealt)),
        Standing::Submitted
        | Standing::Candidate(_)
        | Standing::Selected(_)
        | Standing::NotSelected(_)
        | Standing::Merged(_)
        | Standing::Split(_) => Vec::new(),
    }
}

fn all_of_proposal(
    moment: &Moment<'_>,
    proposal: &ProposalState,
    dealt: Option<&Dealt>,
) -> Vec<Clock> {
    let left = proposal.left.as_ref();
    let settled = match proposal.standing {
        Standing::Withdrawn | Standing::Merged(_) | Standing::Split(_) => {
            left.map(|(entry, at)| (*entry, at.as_str()))
        }
        Standing::Submitted
        | Standing::Candidate(_)
        | Standing::Selected(_)
        | Standing::NotSelected(_) => None,
    };
    let own = moment.day(&proposal.at);
    let until = proposal.call_until.as_ref();
    let until = until.and_then(|until| until.parse().ok());
    let said = Said {
        begun: (
            proposal.entry,
            until.map_or(own, |until: Date| until.max(own)),
        ),
        settled,
        pauses: Vec::new(),
    };
    clocks(moment, said, dealt)
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
