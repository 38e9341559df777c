//! Who holds a role: what that is called.

pub mod labels;
