//! In whose name a proposal is handed in: one's own; or an institution's, a body's, or that of people for whom an official does it.

use madang_programme::Role;
use madang_programme::proposals::{ProposedBy, ProposerKind};
use madang_programme::subject::SubjectKind;

use crate::accounts::caller::Caller;
use crate::frame::form::{Choice, Field};
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::proposals::labels::proposer_kind;

/// In whose name.
pub const BY: Field = Field::new("by", "proposal-form-by");

/// What stands in the field for whose it is; nothing for one's own.
pub fn value(by: &ProposedBy) -> String {
    match by {
        ProposedBy::Participant => String::new(),
        ProposedBy::Institution(id) => SubjectKind::Institution.whole(id),
        ProposedBy::Body(id) => SubjectKind::Body.whole(id),
        ProposedBy::Other(kind) => format!("other:{}", kind.name()),
    }
}

/// Reads the field; `None` where nobody can be meant.
pub fn read(value: &str) -> Option<ProposedBy> {
    if value.is_empty() {
        return Some(ProposedBy::Participant);
    }
    let (what, id) = value.split_once(':')?;
    match what {
        "institution" => Some(ProposedBy::Institution(id.to_owned())),
        "body" => Some(ProposedBy::Body(id.to_owned())),
        "other" => {
            let mut kinds = ProposerKind::ALL.into_iter();
            let kind = kinds.find(|kind| kind.name() == id);
            kind.map(ProposedBy::Other)
        }
        _ => None,
    }
}

/// In whose name whoever asks may hand a proposal in beside their own: for the institutions that they act for; and for bodies and
/// people where their role is for the whole programme.
pub fn choices(
    caller: &Caller,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
) -> Vec<Choice> {
    let (ui, id) = (&caller.visit.ui, &programme.summary.facts.id);
    let own = caller.acts_for(id).into_iter();
    let own = own.filter(|own| institutions.iter().any(|one| one.facts.id == *own));
    let mut all: Vec<Choice> = own
        .map(|own| {
            let by = ProposedBy::Institution(own.to_owned());
            (value(&by), plain_institution(ui, institutions, own))
        })
        .collect();
    let whole = caller.acting_for_all(Role::Official, Some(id));
    if !matches!(whole, Ok(Some(_))) {
        return all;
    }
    all.extend(programme.bodies.iter().map(|body| {
        let by = ProposedBy::Body(body.facts.id.clone());
        (value(&by), ui.plain(&body.facts.name))
    }));
    all.extend(ProposerKind::ALL.map(|kind| {
        let name = [("kind", proposer_kind(ui, kind).into())];
        let by = ProposedBy::Other(kind);
        (value(&by), ui.tf("proposal-form-by-other", &name))
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_it_is_reads_back() {
        let kinds = ProposerKind::ALL.map(ProposedBy::Other);
        let others = [
            ProposedBy::Participant,
            ProposedBy::Institution("moi".to_owned()),
            ProposedBy::Body("a:b".to_owned()),
        ];
        for by in kinds.into_iter().chain(others) {
            assert_eq!(read(&value(&by)), Some(by));
        }
        for nobody in ["moi", "other:", "other:king", "person:kim", ":"] {
            assert_eq!(read(nobody), None, "{nobody}");
        }
    }
}
