//! Scores of bodies: what is declared, decided and handed in stands in the state, and the sheets in their entries.

pub(crate) mod project;
mod read;
