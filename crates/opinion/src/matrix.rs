//! The votes that count, by person and statement.

use crate::conversation::{Conversation, Rules, Vote};
use crate::rows::Rows;

/// How often people agreed, disagreed and passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Agreements.
    pub agree: u32,
    /// Disagreements.
    pub disagree: u32,
    /// Passes.
    pub pass: u32,
}

impl Tally {
    /// Counts one vote.
    pub fn count(&mut self, vote: Vote) {
        match vote {
            Vote::Agree => self.agree += 1,
            Vote::Disagree => self.disagree += 1,
            Vote::Pass => self.pass += 1,
        }
    }

    /// Counts what another counted too.
    pub fn add(&mut self, other: Self) {
        self.agree += other.agree;
        self.disagree += other.disagree;
        self.pass += other.pass;
    }

    /// All votes, passes included.
    pub fn votes(self) -> u32 {
        self.agree + self.disagree + self.pass
    }

    /// Those who took a position.
    pub fn takers(self) -> u32 {
        self.agree + self.disagree
    }

    /// The other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            agree: self.disagree,
            disagree: self.agree,
            pass: self.pass,
        }
    }
}

/// The last vote of each person on each statement that is analysed.
#[derive(Clone, Debug)]
pub struct Matrix {
    name: String,
    vote_events: u64,
    votes_latest: u64,
    statements_all: usize,
    statements: Vec<u32>,
    people: Vec<String>,
    offsets: Vec<usize>,
    votes: Vec<(u32, Vote)>,
    placed: Vec<u32>,
    units: Rows,
    unit_of: Vec<u32>,
}

impl Matrix {
    pub(crate) fn of(conversation: &Conversation, rules: &Rules) -> Self {
        let all = conversation.statements.iter().copied();
        let statements: Vec<u32> = all.filter(|id| rules.admits(*id)).collect();
        let (order, latest) = conversation.latest();
        let mut offsets = vec![0];
        let mut votes = Vec::with_capacity(latest.len());
        let mut casts = latest.iter().peekable();
        for person in 0..order.len() as u32 {
            while let Some(cast) = casts.next_if(|cast| cast.person == person) {
                if let Ok(place) = statements.binary_search(&cast.statement) {
                    votes.push((place as u32, cast.vote));
                }
            }
            offsets.push(votes.len());
        }
        let names = order.iter();
        let people = names.map(|person| conversation.people[*person as usize].clone());
        let mut matrix = Self {
            name: conversation.name.clone(),
            vote_events: conversation.casts.len() as u64,
            votes_latest: latest.len() as u64,
            statements_all: conversation.statements.len(),
            statements,
            people: people.collect(),
            offsets,
            votes,
            placed: Vec::new(),
            units: Rows::default(),
            unit_of: Vec::new(),
        };
        matrix.place(rules.min_votes);
        matrix
    }

    /// Who is placed: with at least `min_votes` agreements and disagreements, or as many as there are statements; at least one.
    fn place(&mut self, min_votes: u32) {
        let least = (min_votes as usize).min(self.statements.len()).max(1);
        let mut entries: Vec<u32> = Vec::new();
        let mut bounds = vec![0];
        self.placed.clear();
        for person in 0..self.people.len() {
            let row = self.votes(person).iter();
            let before = entries.len();
            entries.extend(row.filter_map(|(statement, vote)| match vote {
                Vote::Agree => Some(2 * statement),
                Vote::Disagree => Some(2 * statement + 1),
                Vote::Pass => None,
            }));
            if entries.len() - before < least {
                entries.truncate(before);
            } else {
                self.placed.push(person as u32);
                bounds.push(entries.len());
            }
        }
        let rows: Vec<&[u32]> = bounds.windows(2).map(|at| &entries[at[0]..at[1]]).collect();
        (self.units, self.unit_of) = Rows::united(self.statements.len(), &rows);
    }

    /// The same votes, with other people placed.
    #[must_use]
    pub fn with_min_votes(&self, min_votes: u32) -> Self {
        let mut other = self.clone();
        other.place(min_votes);
        other
    }

    /// The conversation's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many votes were told, changed ones included.
    pub fn vote_events(&self) -> u64 {
        self.vote_events
    }

    /// How many votes count, on statements that are not analysed as well.
    pub fn votes_latest(&self) -> u64 {
        self.votes_latest
    }

    /// How many statements there are, those that are not analysed as well.
    pub fn statements_all(&self) -> usize {
        self.statements_all
    }

    /// The statements that are analysed, by ascending id.
    pub fn statements(&self) -> &[u32] {
        &self.statements
    }

    /// All who voted, by pseudonym: shorter ones first, so that decimal numbers come in their order.
    pub fn people(&self) -> &[String] {
        &self.people
    }

    /// One person's votes: place of the statement in [`Self::statements`], ascending, and vote.
    pub fn votes(&self, person: usize) -> &[(u32, Vote)] {
        &self.votes[self.offsets[person]..self.offsets[person + 1]]
    }

    /// Who is placed, as places in [`Self::people`], ascending.
    pub fn placed(&self) -> &[u32] {
        &self.placed
    }

    /// The different rows of those who are placed.
    pub fn units(&self) -> &Rows {
        &self.units
    }

    /// The unit of each who is placed.
    pub fn unit_of(&self) -> &[u32] {
        &self.unit_of
    }

    /// Each statement's votes over all voters.
    pub fn tallies(&self) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.statements.len()];
        for (statement, vote) in &self.votes {
            tallies[*statement as usize].count(*vote);
        }
        tallies
    }
}
