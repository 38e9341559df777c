//! Members of bodies.

use madang_programme::bodies::MemberClass;
use madang_words::{Said, check_slug, quoted};

use crate::mistake::{Mistakes, Partly};
use crate::places::Places;
use crate::programmes::{Member, appoint};
use crate::source::{At, Source};
use crate::step::{Step, Thing};
use crate::table::Table;
use crate::words::{listed, said};

/// The members of a table, each with the body it sits on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members(Vec<Seat>);

/// A row: who sits on which body.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seat {
    body: String,
    member: At<Member>,
    places: Places,
}

impl Members {
    /// Whether a table is one of members, by its columns.
    pub fn is_in(columns: &[String]) -> bool {
        let has = |name: &str| columns.iter().any(|column| column == name);
        has("body") && has("member")
    }

    /// Reads a table: body, member, class, post (`post_ko`, `post_en`), and interests where they were declared.
    ///
    /// # Errors
    /// What is no table.
    pub fn read(source: &Source) -> Result<Partly<Members>, Mistakes> {
        let mut table = Table::read(source)?;
        table.columns(&["body", "member", "class"], &["post", "interests"], &[]);
        let mut members = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            let before = table.found();
            let (body, id) = (table.needed(&row, "body"), table.needed(&row, "member"));
            let class = table.needed(&row, "class").and_then(|name| {
                let class = class(&name);
                table.read_as(&row, "class", class)
            });
            let post = table.needed_words(&row, "post");
            let interests = table.words(&row, "interests");
            if let Some(id) = &id {
                table.held(&row, "member", check_slug("member", id));
            }
            let (Some(body), Some(id), Some(class), Some(post)) = (body, id, class, post) else {
                continue;
            };
            if table.found() > before {
                continue;
            }
            let value = Member {
                id,
                class,
                post,
                interests,
            };
            let line = row.line;
            members.push(Seat {
                body,
                member: At { line, value },
                places: table.places(&row),
            });
        }
        Ok(table.finish(Members(members)))
    }

    /// The steps that appoint them.
    pub fn steps(&self, programme: &str) -> Vec<Step> {
        let step = |seat: &Seat| {
            let step = appoint((programme, &seat.body), seat.member.line, &seat.member);
            step.at(&seat.places)
                .naming(programme, [(Thing::Body, seat.body.clone())])
        };
        self.0.iter().map(step).collect()
    }
}

/// What a member is there as, by its name in files.
fn class(name: &str) -> Result<MemberClass, Said> {
    match name {
        "official" => Ok(MemberClass::Official),
        "expert" => Ok(MemberClass::Expert),
        "designer" => Ok(MemberClass::Designer),
        "citizen" => Ok(MemberClass::Citizen),
        other => Err(said!(
            "mistake-none-of",
            text = quoted(other),
            known = listed(["official", "expert", "designer", "citizen"])
        )),
    }
}
