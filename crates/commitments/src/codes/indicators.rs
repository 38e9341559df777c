//! What the reviewers' forms ask for in each era.

use super::Era::{self, A, B, C, D};

/// For what a form is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One for each commitment.
    Commitment,
    /// One for the plan.
    Plan,
}

/// Something that a form asks for.
#[derive(Debug)]
pub struct Indicator {
    /// Its name in files of this crate; that of its scale, where it has one of its own.
    pub id: &'static str,
    /// For what it is asked.
    pub form: Form,
    /// The eras that ask for it.
    pub eras: &'static [Era],
}

const fn of(id: &'static str, form: Form, eras: &'static [Era]) -> Indicator {
    Indicator { id, form, eras }
}

/// All indicators with their eras, as columns carry values by the year of submission and the glossary says.
pub const INDICATORS: &[Indicator] = &[
    of("specificity", Form::Commitment, &[A, B]),
    of("verifiable", Form::Commitment, &[C, D]),
    of("relevance", Form::Commitment, &[A, B, C]),
    of("open_government_lens", Form::Commitment, &[D]),
    of("potential_impact", Form::Commitment, &[A, B, C]),
    of("potential_for_results", Form::Commitment, &[D]),
    of("cluster", Form::Commitment, &[D]),
    of("promising_commitment", Form::Commitment, &[D]),
    of("completion_mid_term", Form::Commitment, &[A, B]),
    of("completion_end_of_term", Form::Commitment, &[B, C, D]),
    of("change_in_completion", Form::Commitment, &[B]),
    of("on_schedule", Form::Commitment, &[A]),
    of("new_or_preexisting", Form::Commitment, &[A]),
    of("next_steps", Form::Commitment, &[A]),
    of("did_it_open_government_by_value", Form::Commitment, &[B]),
    of("did_it_open_government", Form::Commitment, &[C, D]),
    of("early_results", Form::Commitment, &[D]),
    of("carried_forward", Form::Commitment, &[B]),
    of("star_v1", Form::Commitment, &[A]),
    of("star_v2", Form::Commitment, &[A, B]),
    of("star_v3", Form::Commitment, &[B, C]),
    of("six_steps", Form::Plan, &[A, B]),
    of("public_influence", Form::Plan, &[B, C]),
    of("acted_contrary_to_process", Form::Plan, &[C]),
    of("minimum_requirements", Form::Plan, &[D]),
];

/// What a form of an era asks for.
pub fn form(era: Era, form: Form) -> impl Iterator<Item = &'static Indicator> {
    let of_form = move |one: &&Indicator| one.form == form && one.eras.contains(&era);
    INDICATORS.iter().filter(of_form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_change_with_the_eras() {
        let asks = |era, id: &str| form(era, Form::Commitment).any(|one| one.id == id);
        let eras = |id| Era::ALL.map(|era| asks(era, id));
        assert_eq!(eras("specificity"), [true, true, false, false]);
        assert_eq!(eras("verifiable"), [false, false, true, true]);
        assert_eq!(eras("completion_end_of_term"), [false, true, true, true]);
        assert_eq!(eras("early_results"), [false, false, false, true]);
        let plan = |era| form(era, Form::Plan).map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(plan(D), ["minimum_requirements"]);
        assert_eq!(plan(C), ["public_influence", "acted_contrary_to_process"]);
    }
}
