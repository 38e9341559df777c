//! The trace: what each thing grew out of and what grew out of it, from voices to selections and answers, and how that is walked.

mod answered;
mod links;
mod walk;
mod words;

pub use answered::{AnswerStanding, Told, answers_of_need};
pub use links::{links, thing};
pub use walk::{Hop, Neighbours, Reach, Walk, Way};
pub use words::{called, called_by};

pub use crate::things::{Change, How, Link};
