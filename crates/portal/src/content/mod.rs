//! Contents of entries: what they are called, and what entries about them say.

pub mod labels;
pub mod said;
