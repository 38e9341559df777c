//! A programme with its groups, audiences and bodies.

mod file;

pub use file::{Audience, Body, Group, Institution, Member, Programme};
use madang_programme::Command;
use madang_programme::bodies::{self, AppointMember};
use madang_programme::institutions::InstitutionNamed;
use madang_programme::programmes as event;
use madang_record::hash::sha256;
use madang_record::{Visibility, to_canonical};
use madang_words::quoted;

use crate::step::Step;
use crate::words::said;

impl Programme {
    /// The steps that set the programme up; `example` says that its data are made up.
    pub fn steps(&self, example: bool) -> Vec<Step> {
        let words = event::ProgrammeText {
            title: self.title.clone(),
            summary: self.summary.clone(),
        };
        let command = match &self.commitment {
            Some(commitment) => {
                let facts = event::ProgrammeCreated {
                    id: self.id.clone(),
                    commitment: commitment.clone(),
                    target: self.target,
                    zone: self.zone.clone(),
                    currency: self.currency.clone(),
                    example,
                };
                Command::worded(facts, words)
            }
            None => {
                let facts = event::ProgrammeBegun {
                    id: self.id.clone(),
                    commitment: None,
                    target: self.target,
                    zone: self.zone.clone(),
                    currency: self.currency.clone(),
                    example,
                };
                Command::worded(facts, words)
            }
        };
        let key = format!("programme/{}", self.id);
        let programme = ("programme", self.id.as_str());
        let mut steps = vec![Step::making(1, programme, key, command).at(&self.places)];
        for group in &self.groups {
            steps.extend(self.group(group.line, &group.value));
        }
        for institution in &self.institutions {
            let facts = InstitutionNamed {
                programme: self.id.clone(),
                id: institution.id.clone(),
                name: institution.name.clone(),
            };
            // One that gets another name is named anew.
            let name = to_canonical(&institution.name).unwrap_or_default();
            let name = sha256(&name).to_hex();
            let key = format!("institution/{}/{}/{}", self.id, institution.id, &name[..16]);
            let made = ("institution", institution.id.as_str());
            let command = Command::plain(facts);
            steps.push(Step::making(institution.line, made, key, command));
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
            description: group.description.clone(),
        };
        let key = format!("group/{}/{}", self.id, group.id);
        let command = Command::plain(facts);
        let mut steps = vec![Step::making(line, ("group", &group.id), key, command)];
        for audience in &group.audiences {
            let facts = event::AudienceDefined {
                programme: self.id.clone(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: audience.name.clone(),
            };
            let key = format!("audience/{}/{}", self.id, audience.id);
            let command = Command::plain(facts);
            let made = ("audience", audience.id.as_str());
            steps.push(Step::making(audience.line, made, key, command));
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
        let command = Command::plain(facts);
        let mut steps = vec![Step::making(line, ("body", &body.id), key, command)];
        for member in &body.members {
            let of_body = (self.id.as_str(), body.id.as_str());
            steps.push(appoint(of_body, member.line, &member.value));
        }
        steps
    }
}

/// The step that appoints a member to a body of a programme.
pub(crate) fn appoint((programme, body): (&str, &str), line: u64, member: &Member) -> Step {
    let facts = bodies::MemberAppointed {
        programme: programme.to_owned(),
        body: body.to_owned(),
        member: member.id.clone(),
        class: member.class,
    };
    let person = bodies::Person {
        post: member.post.clone(),
        name: None,
        interests: member.interests.clone(),
    };
    let person = Some((Box::new(person), Visibility::Public));
    let key = format!("member/{programme}/{body}/{}", member.id);
    let what = said!("step-member", id = quoted(&member.id), body = quoted(body));
    Step {
        makes: Some(("member", member.id.clone())),
        ..Step::official(line, what, key, AppointMember { facts, person }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn an_institution_has_the_same_keys_whatever_compiler_made_the_program() {
        let text = r#"{"id": "youth-2026", "title": {"en": "Youth"}, "summary": {"en": "What the young need."},
            "zone": "Asia/Seoul", "currency": "KRW", "groups": [], "bodies": [],
            "institutions": [{"id": "interior", "name": {"ko": "행정안전부", "en": "Ministry of the Interior"}}]}"#;
        let source = Source::new("programme.json", text.as_bytes().to_vec());
        let programme = Programme::read(&source.expect("text")).expect("a programme");
        let steps = programme.steps(false);
        let step = steps.last().expect("a step");
        assert_eq!(step.key, "institution/youth-2026/interior/14ed000ec88d09e5");
    }
}
