//! EJR with unit costs. Deciding it is coNP-complete (Aziz et al. 2017), so: it holds where EJR+
//! holds, and else sets of projects are gone through, smallest first, within a bound.

use super::justified::{self, Deprived, Measure, deserves, written_out};
use super::{Check, Evidence, Subject, Undecided, Verdict};

/// Most ballots looked at before giving up.
const MOST_WORK: u64 = 100_000_000;

struct Search<'s, 'a> {
    subject: &'s Subject<'a>,
    /// Size of the sets looked for.
    size: usize,
    work: u64,
    most_work: u64,
    sets: u64,
}

enum Found {
    Set(Vec<usize>, Vec<u32>),
    Nothing,
    TooMuch,
}

pub(super) fn check(subject: &Subject<'_>) -> (Verdict, Evidence) {
    within(subject, MOST_WORK)
}

fn within(subject: &Subject<'_>, most_work: u64) -> (Verdict, Evidence) {
    if justified::check(subject, Measure::Number).0 == Verdict::Holds {
        let check = Check::EjrPlus;
        return (Verdict::Holds, Evidence::FollowsFrom { check });
    }
    let ballots = &subject.election.ballots;
    let satisfied: Vec<usize> = (0..ballots.distinct())
        .map(|group| {
            let listed = ballots.projects(group).iter();
            listed.filter(|p| subject.selected[**p as usize]).count()
        })
        .collect();
    let longest = (0..ballots.distinct()).map(|group| ballots.projects(group).len());
    let most = longest.max().unwrap_or(0);
    let seats = usize::try_from(subject.budget).unwrap_or(usize::MAX);
    let mut search = Search {
        subject,
        size: 0,
        work: 0,
        most_work,
        sets: 0,
    };
    for size in 1..=most.min(seats) {
        search.size = size;
        let found = match search.candidates(&satisfied) {
            Some(candidates) => search.extend(&mut Vec::new(), &candidates),
            None => Found::TooMuch,
        };
        match found {
            Found::Set(projects, groups) => {
                let evidence = deprived(subject, size, &projects, &groups, &satisfied);
                return (Verdict::Violated, Evidence::Deprived(Box::new(evidence)));
            }
            Found::Nothing => {}
            Found::TooMuch => {
                let undecided = Undecided::Sets {
                    size: size as u64,
                    ballots: most_work,
                };
                let reason = undecided.to_string();
                return (Verdict::Undecided, Evidence::Bound { reason });
            }
        }
    }
    let sets = search.sets;
    (Verdict::Holds, Evidence::Exhausted { sets })
}

impl Search<'_, '_> {
    /// Each project with the ballots that list it, are long enough for a set and have too little;
    /// only those whose ballots can pay for a set. `None` when the bound on the work is reached.
    fn candidates(&mut self, satisfied: &[usize]) -> Option<Vec<(usize, Vec<u32>)>> {
        let ballots = &self.subject.election.ballots;
        let mut candidates = Vec::new();
        for project in 0..self.subject.costs.len() {
            let supporters = ballots.supporters(project);
            self.work += supporters.len() as u64;
            if self.work > self.most_work {
                return None;
            }
            let short = |group: &&u32| {
                let group = **group as usize;
                satisfied[group] < self.size && ballots.projects(group).len() >= self.size
            };
            let groups: Vec<u32> = supporters.iter().filter(short).copied().collect();
            if self.large(&groups) {
                candidates.push((project, groups));
            }
        }
        Some(candidates)
    }

    /// True when `groups` have shares that pay for a set.
    fn large(&mut self, groups: &[u32]) -> bool {
        self.work += groups.len() as u64 + 1;
        deserves(self.subject, self.weight(groups), self.size as u128)
    }

    fn weight(&self, groups: &[u32]) -> u64 {
        let ballots = &self.subject.election.ballots;
        groups
            .iter()
            .map(|group| ballots.weight(*group as usize))
            .sum()
    }

    /// Extends `set` by the candidates, each with the ballots that list it and all of `set`.
    fn extend(&mut self, set: &mut Vec<usize>, candidates: &[(usize, Vec<u32>)]) -> Found {
        for (index, (project, groups)) in candidates.iter().enumerate() {
            if set.len() + candidates.len() - index < self.size {
                break;
            }
            self.sets += 1;
            set.push(*project);
            if set.len() == self.size {
                return Found::Set(set.clone(), groups.clone());
            }
            let mut next = Vec::new();
            for (other, theirs) in &candidates[index + 1..] {
                self.work += (groups.len() + theirs.len()) as u64;
                if self.work > self.most_work {
                    return Found::TooMuch;
                }
                let both = intersection(groups, theirs);
                if self.large(&both) {
                    next.push((*other, both));
                }
            }
            match self.extend(set, &next) {
                Found::Nothing => {}
                found => return found,
            }
            set.pop();
        }
        Found::Nothing
    }
}

fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (mut both, mut rest) = (Vec::new(), b.iter().peekable());
    for group in a {
        while rest.next_if(|other| *other < group).is_some() {}
        if rest.peek() == Some(&group) {
            both.push(*group);
        }
    }
    both
}

fn deprived(
    subject: &Subject<'_>,
    size: usize,
    projects: &[usize],
    groups: &[u32],
    satisfied: &[usize],
) -> Deprived {
    let ballots = &subject.election.ballots;
    let voters = groups
        .iter()
        .map(|group| ballots.weight(*group as usize))
        .sum();
    let largest = groups.iter().map(|group| satisfied[*group as usize]).max();
    let members = groups
        .iter()
        .map(|group| (*group, satisfied[*group as usize].to_string()));
    let (distinct_ballots, ballots) = written_out(subject, members.collect());
    Deprived {
        projects: projects
            .iter()
            .map(|project| subject.id(*project))
            .collect(),
        cost: subject.format(1),
        voters,
        satisfaction: largest.unwrap_or(0).to_string(),
        money: subject.shares(voters),
        needed: size.to_string(),
        distinct_ballots,
        ballots,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Limits;
    use crate::{Election, ProjectDraft, VoteType};

    #[test]
    fn building_candidates_counts_as_work() {
        let mut builder = Election::builder(VoteType::Approval);
        builder.number(2);
        for id in ["a", "b", "c"] {
            builder.add_project(ProjectDraft::new(id, 1u64));
        }
        builder.add_approvals(["a", "b"], 1);
        builder.add_approvals(["a", "c"], 1);
        let election = builder.build().expect("a good election");
        // EJR+ is violated: both list a and could pay for it. EJR is too, with one seat.
        let subject = Subject::new(&election, &[], &Limits::default()).expect("a subject");
        assert_eq!(within(&subject, 100).0, Verdict::Violated);
        // The first project alone has two supporters.
        let (verdict, evidence) = within(&subject, 1);
        assert_eq!(verdict, Verdict::Undecided, "{evidence:?}");
    }
}
