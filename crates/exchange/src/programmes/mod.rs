//! A programme with its groups, audiences and bodies.

mod file;

pub use file::{Audience, Body, Group, Member, Programme};
use madang_programme::Command;
use madang_programme::bodies::{self, AppointMember};
use madang_programme::programmes as event;
use madang_record::Visibility;

use crate::step::Step;

impl Programme {
    /// The steps that set the programme up; `example` says that its data are made up.
    pub fn steps(&self, example: bool) -> Vec<Step> {
        let facts = event::ProgrammeCreated {
            id: self.id.clone(),
            commitment: self.commitment.clone(),
            target: Some(self.target),
            zone: self.zone.clone(),
            currency: self.currency.clone(),
            example,
        };
        let words = event::ProgrammeText {
            title: self.title.clone(),
            summary: self.summary.clone(),
        };
        let key = format!("programme/{}", self.id);
        let command = Command::worded(facts, words);
        let mut steps = vec![Step::official(1, key, command)];
        for group in &self.groups {
            steps.extend(self.group(group.line, &group.value));
        }
        for body in &self.bodies {
            steps.extend(self.body(body.line, &body.value));
        }
        steps
    }

    fn group(&self, line: u64, group: &Group) -> Vec<Step> {
        let facts = event::GroupDefined {
            programme: self.id.clone(),
            id: group.id.clone(),
            name: group.name.clone(),
            description: Some(group.description.clone()),
        };
        let key = format!("group/{}/{}", self.id, group.id);
        let mut steps = vec![Step::official(line, key, Command::plain(facts))];
        for audience in &group.audiences {
            let facts = event::AudienceDefined {
                programme: self.id.clone(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: audience.name.clone(),
            };
            let key = format!("audience/{}/{}", self.id, audience.id);
            steps.push(Step::official(line, key, Command::plain(facts)));
        }
        steps
    }

    fn body(&self, line: u64, body: &Body) -> Vec<Step> {
        let facts = bodies::BodyEstablished {
            programme: self.id.clone(),
            id: body.id.clone(),
            kind: body.kind,
            name: body.name.clone(),
            mandate: body.mandate.clone(),
        };
        let key = format!("body/{}/{}", self.id, body.id);
        let mut steps = vec![Step::official(line, key, Command::plain(facts))];
        for member in &body.members {
            let facts = bodies::MemberAppointed {
                programme: self.id.clone(),
                body: body.id.clone(),
                member: member.id.clone(),
                class: member.class,
            };
            let person = bodies::Person {
                post: member.post.clone(),
                name: None,
                interests: None,
            };
            let person = Some((Box::new(person), Visibility::Public));
            let command = AppointMember { facts, person }.into();
            let key = format!("member/{}/{}/{}", self.id, body.id, member.id);
            steps.push(Step::official(line, key, command));
        }
        steps
    }
}
