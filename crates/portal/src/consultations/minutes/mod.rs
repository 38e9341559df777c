//! Minutes of a consultation: the page on which everybody reads them, the draft for those who were there, and the forms that make them.

pub mod draft;
pub mod labels;
mod lines;
pub mod page;
pub mod shapes;
pub mod typed;
