//! Score sheets: how many are kept, and what counts of those that are by the criteria of their body.

use madang_programme::State;
use madang_programme::scoring;
use madang_programme::votes::selection::OpenedSheet;
use madang_programme::votes::{SCORES, ScoresSubmitted};
use madang_record::OpenBodyRef;

use super::recount::{Recount, VoteBallots, content};
use crate::report::Report;
use crate::said::{said, unreadable};

/// Bytes of score sheets that are kept at once; one for each expert of ten thousand projects takes 150,000. Those beyond are left,
/// as if they were hidden.
const MOST_SHEETS: usize = 6 << 20;

impl Recount {
    /// Takes an entry about scores by the criteria of a body that the state has applied.
    pub(crate) fn scored(
        &mut self,
        (index, subject): (u64, &str),
        event: &scoring::Event,
        open: &[OpenBodyRef<'_>],
        report: &mut Report,
    ) {
        let facts = match event {
            scoring::Event::SheetSubmitted(facts) => &facts.0,
            scoring::Event::CriteriaFixed(_)
            | scoring::Event::InterestDeclared(_)
            | scoring::Event::RecusalDecided(_) => return,
        };
        let Some(content) = self.sheet((index, subject), facts, open, report) else {
            return;
        };
        match serde_json::from_str(content) {
            Ok(scores) => {
                let sheets = &mut self.vote(subject).by_criteria;
                sheets.push((index, facts.clone(), scores));
            }
            Err(error) => report.fail(Some(index), subject, unreadable(&error)),
        }
    }

    /// What a score sheet says that is open; that it is not is noted.
    pub(super) fn sheet<'a>(
        &mut self,
        (index, subject): (u64, &str),
        facts: &ScoresSubmitted,
        open: &'a [OpenBodyRef<'_>],
        report: &mut Report,
    ) -> Option<&'a str> {
        let body = content(open, SCORES);
        let bytes = body.map_or(0, |body| body.content.get().len());
        let is_full = self.sheet_bytes + bytes > MOST_SHEETS;
        if is_full {
            report.unread(index, said("verify-too-many-sheets"));
        } else {
            self.sheet_bytes += bytes;
        }
        let ballots = self.vote(subject);
        let Some(body) = body.filter(|_| !is_full) else {
            ballots.absent_sheets.push((index, facts.clone()));
            return None;
        };
        ballots.sheet_bytes += bytes;
        Some(body.content.get())
    }
}

/// Adds to the sheets what counts of those that are by criteria: of each member the last, without the proposals that they do not score.
pub(super) fn by_criteria(ballots: &mut VoteBallots, (programme, of): (&str, &str), state: &State) {
    let Ok(vote) = state.vote(programme, of) else {
        return;
    };
    for (entry, facts, scores) in std::mem::take(&mut ballots.by_criteria) {
        let sheet = (facts.body.clone(), facts.member.clone());
        let panel = state.panel(programme, of, &facts.body);
        if let (Some(panel), true) = (panel, vote.sheets.get(&sheet) == Some(&entry)) {
            ballots.sheets.push(OpenedSheet {
                content: panel.counted(&facts.member, &scores),
                body: facts.body,
                member: facts.member,
            });
        }
    }
}
