//! The record itself and the operator: what their entries say.

pub mod said;
