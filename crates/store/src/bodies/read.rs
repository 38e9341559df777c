//! Who sits on the bodies of a programme.

use std::collections::BTreeMap;

use madang_database::{Connection, values};
use madang_programme::Event;
use madang_programme::bodies::{self, BodyRules, PERSON, RULES};

use super::shapes::{BodyDetail, MemberDetail};
use crate::error::StoreError;
use crate::page::Moment;
use crate::record::stored::{self, Stored};

/// Members who are there, by body and name.
type There = BTreeMap<(String, String), MemberDetail>;

fn come(there: &mut There, member: MemberDetail) {
    let known = (member.facts.body.clone(), member.facts.member.clone());
    there.insert(known, member);
}

/// Fills in who left the bodies of a programme: of all that refers to a body, who came and who left.
pub(crate) async fn with_former(
    connection: &mut Connection<'_>,
    programme: &str,
    bodies: &mut [BodyDetail],
) -> Result<(), StoreError> {
    if bodies.is_empty() {
        return Ok(());
    }
    let text = "SELECT e.idx, e.bytes FROM subject t JOIN reference r ON r.target = t.entry \
                JOIN entry e ON e.idx = r.entry \
                WHERE t.kind = 'body' AND t.scope = $1 AND r.relation = 'body' ORDER BY e.idx";
    let mut there = There::new();
    for row in connection.rows(text, values![programme]).await? {
        let stored = Stored::from_row(&row, 0)?;
        // What other features say of a body they tell themselves.
        let Event::Bodies(event) = stored.event else {
            continue;
        };
        match event {
            bodies::Event::MemberAppointed(facts) => {
                let by = (stored.index, stored.at);
                come(&mut there, MemberDetail::appointed(facts, by));
            }
            bodies::Event::MemberSeated(facts) => {
                let by = (stored.index, stored.at);
                come(&mut there, MemberDetail::seated(facts, by));
            }
            bodies::Event::MemberLeft(facts) => {
                let left = there.remove(&(facts.body.clone(), facts.member));
                let mut bodies = bodies.iter_mut();
                let body = bodies.find(|body| body.facts.id == facts.body);
                if let (Some(mut member), Some(body)) = (left, body) {
                    member.left = Some(Moment {
                        entry: stored.index,
                        at: stored.at,
                    });
                    body.former.push(member);
                }
            }
            bodies::Event::BodyEstablished(_) | bodies::Event::BodyComposed(_) => {}
        }
    }
    Ok(())
}

/// Fills in who the members of bodies are and by which rules these work, as far as the public may know.
pub(crate) async fn with_persons(
    connection: &mut Connection<'_>,
    bodies: &mut [BodyDetail],
) -> Result<(), StoreError> {
    let members = bodies.iter();
    let members = members.flat_map(|body| body.members.iter().chain(&body.former));
    let entries: Vec<u64> = members.map(|member| member.entry).collect();
    let mut persons = stored::texts(connection, PERSON, &entries).await?;
    let members = bodies.iter_mut();
    for member in members.flat_map(|body| body.members.iter_mut().chain(&mut body.former)) {
        member.person = persons.remove(&member.entry);
    }
    let composed = bodies.iter().filter(|body| body.composed.is_some());
    let entries: Vec<u64> = composed.map(|body| body.entry).collect();
    let mut rules = stored::texts::<BodyRules>(connection, RULES, &entries).await?;
    for body in bodies {
        body.rules = rules.remove(&body.entry).map(|rules| rules.text);
    }
    Ok(())
}
