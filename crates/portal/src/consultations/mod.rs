//! Consultations: what is announced, what was published of each, and the forms of officials and facilitators.

mod announcing;
pub mod api;
mod calendar;
mod checking_in;
pub mod labels;
mod lines;
pub mod links;
mod list;
mod page;
mod people;
mod registering;
mod reporting;
pub mod routes;
pub mod said;
mod shapes;
