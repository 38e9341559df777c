//! What whoever reads a voice or a proposal may do about it: what the rules themselves let through.

use madang_accounts::Scope;
use madang_programme::answers::{
    AnswerGiven, AnswerProgress, Disposition, ExpertiseAsked, ProgressStep, ReexaminationAsked,
    Subject,
};
use madang_programme::programmes::Moment;
use madang_programme::{Actor, AnyFact, By, Role, State};

use crate::accounts::caller::Caller;
use crate::answers::links::Way;
use crate::frame::app::Failure;

/// Whoever reads, as whom they could act.
pub struct Reader {
    officials: Vec<(Actor, String)>,
    actors: Vec<Actor>,
    now: String,
}

/// Whoever is signed in, in a programme.
///
/// # Errors
/// The page that says that the accounts do not answer.
pub async fn reader(caller: &Caller, programme: &str) -> Result<Reader, Failure> {
    let role = |role| caller.acting(role, Some(programme), None).ok().flatten();
    let mut actors: Vec<Actor> = [Role::Facilitator, Role::Official]
        .into_iter()
        .filter_map(role)
        .collect();
    if let Ok(signed) = caller.whole() {
        let scope = Scope::Programme(programme.to_owned());
        let own = caller.accounts.known_pseudonym(signed.account(), &scope);
        let own = own.await.map_err(|error| caller.failed(&error))?;
        actors.extend(own.and_then(|own| Actor::new(Role::Participant, &own).ok()));
    }
    let official = role(Role::Official);
    let own = caller.acts_for(programme).into_iter();
    let officials = official.iter().flat_map(|official| {
        let own = own.clone();
        own.map(|institution| (official.clone(), institution.to_owned()))
    });
    Ok(Reader {
        officials: officials.collect(),
        actors,
        now: caller.visit.store.now(),
    })
}

impl Reader {
    fn may(&self, state: &State, actor: &Actor, fact: &dyn AnyFact) -> bool {
        let by = By {
            actor: actor.into(),
            at: &self.now,
            index: state.size,
        };
        state.may(fact, &by).is_ok()
    }

    /// What they may do about something now.
    pub fn ways(&self, state: &State, moment: &Moment<'_>, subject: &Subject) -> Vec<Way> {
        let (programme, today) = (moment.programme.to_owned(), moment.today.to_string());
        let newest = state.answer(moment.programme, subject);
        let newest = newest.map(|answer| answer.entry);
        let answered = |decider: &String| AnswerGiven {
            programme: programme.clone(),
            subject: subject.clone(),
            disposition: Disposition::Adopted,
            decider: decider.clone(),
            changed: Vec::new(),
            planned_by: Some(today.clone()),
            supersedes: newest,
        };
        let expert = ExpertiseAsked {
            programme: programme.clone(),
            subject: subject.clone(),
            until: today.clone(),
        };
        let mut ways = Vec::new();
        let any = |fact: &dyn Fn(&String) -> Box<dyn AnyFact>| {
            let mut officials = self.officials.iter();
            officials.any(|(actor, decider)| self.may(state, actor, fact(decider).as_ref()))
        };
        if any(&|decider| Box::new(answered(decider))) {
            ways.push(match newest {
                Some(_) => Way::Anew,
                None => Way::Answer,
            });
        }
        if let Some(answer) = newest {
            let progress = AnswerProgress {
                programme: programme.clone(),
                subject: subject.clone(),
                answer,
                step: ProgressStep::Started,
            };
            if any(&|_| Box::new(progress.clone())) {
                ways.push(Way::Progress);
            }
            let again = ReexaminationAsked {
                programme: programme.clone(),
                subject: subject.clone(),
                answer,
            };
            let mut actors = self.actors.iter();
            if actors.any(|actor| self.may(state, actor, &again)) {
                ways.push(Way::Again);
            }
        }
        if any(&|_| Box::new(expert.clone())) {
            ways.push(Way::Expert);
        }
        if self.actors.iter().any(|actor| actor.role == Role::Official) {
            ways.push(Way::Notes);
        }
        ways
    }
}
