//! Programmes, their service groups and audiences. What a page shows of one comes from later features too: see
//! [`crate::overview`].

pub(crate) mod project;
