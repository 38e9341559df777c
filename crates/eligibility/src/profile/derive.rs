//! What follows from what was said, where nothing else was said: section 8.3 of the finder's specification.

use super::Profile;
use crate::answers::{Answer, Answers};
use crate::facts::Fact;

/// Work that nobody below 15 does.
const WORK: [Fact; 7] = [
    Fact::Employed,
    Fact::JobSeeker,
    Fact::Farmer,
    Fact::Fisher,
    Fact::LivestockFarmer,
    Fact::Forester,
    Fact::Infertility,
];

impl Profile {
    /// Fills in what follows.
    pub(super) fn derive(&mut self) {
        person(&mut self.visitor);
        for member in &mut self.members {
            person(&mut member.answers);
        }
        if let Some(size) = self.shared.number(Fact::Size) {
            fill(&mut self.shared, Fact::OnePerson, Answer::Truth(size == 1));
        }
        if let Some(many) = self.multi_child() {
            fill(&mut self.shared, Fact::MultiChild, Answer::Truth(many));
        }
    }

    /// Three children under 19 are many everywhere, one is nowhere; of two agencies think differently.
    fn multi_child(&self) -> Option<bool> {
        if !self.members_complete {
            return None;
        }
        let children = self
            .members
            .iter()
            .filter(|member| member.relation.as_deref() == Some("child"));
        let ages: Vec<Option<i64>> = children
            .map(|child| child.answers.number(Fact::Age))
            .collect();
        let least = ages
            .iter()
            .filter(|age| age.is_some_and(|age| age < 19))
            .count();
        let most = ages
            .iter()
            .filter(|age| age.is_none_or(|age| age < 19))
            .count();
        if least >= 3 {
            Some(true)
        } else if most <= 1 {
            Some(false)
        } else {
            None
        }
    }
}

fn person(answers: &mut Answers) {
    if answers.choice(Fact::Sex) == Fact::Sex.choice("male") && answers.get(Fact::Sex).is_some() {
        fill(answers, Fact::Pregnant, Answer::Truth(false));
    }
    let Some(age) = answers.number(Fact::Age) else {
        return;
    };
    if age < 15 {
        for fact in WORK {
            fill(answers, fact, Answer::Truth(false));
        }
    }
    if age < 5
        && let Some(none) = Fact::School.choice("none")
    {
        fill(answers, Fact::School, Answer::Choice(none));
    }
}

fn fill(answers: &mut Answers, fact: Fact, answer: Answer) {
    if answers.get(fact).is_none() {
        answers.set(fact, Some(answer));
    }
}
