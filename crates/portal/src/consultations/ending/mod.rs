//! How a consultation ends: what is still open, what is waived, that it is closed, and the say that people had beside what was promised.

pub mod labels;
pub mod page;
pub mod shapes;
pub mod typed;
