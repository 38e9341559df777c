//! Institutions: what they are called.

pub mod labels;
