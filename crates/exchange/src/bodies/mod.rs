//! Members of bodies.

use madang_programme::bodies::MemberClass;
use madang_words::{Said, quoted};

use crate::mistake::{Mistakes, Partly};
use crate::programmes::{Member, appoint};
use crate::source::{At, Source};
use crate::step::Step;
use crate::table::Table;
use crate::words::{listed, said};

/// The members of a table, each with the body it sits on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members(Vec<(String, At<Member>)>);

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
            let (body, id) = (table.needed(&row, "body"), table.needed(&row, "member"));
            let class = table.needed(&row, "class").and_then(|name| {
                let class = class(&name);
                table.read_as(&row, "class", class)
            });
            let post = table.needed_words(&row, "post");
            let interests = table.words(&row, "interests");
            let (Some(body), Some(id), Some(class), Some(post)) = (body, id, class, post) else {
                continue;
            };
            let value = Member {
                id,
                class,
                post,
                interests,
            };
            let line = row.line;
            members.push((body, At { line, value }));
        }
        Ok(table.finish(Members(members)))
    }

    /// The steps that appoint them.
    pub fn steps(&self, programme: &str) -> Vec<Step> {
        let step =
            |(body, at): &(String, At<Member>)| appoint((programme, body), at.line, &at.value);
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
