//! Consultations: what is announced, what was published of each, and the forms of officials and facilitators.

mod announcing;
pub mod api;
mod calendar;
mod cards;
mod checking_in;
pub mod ending;
pub mod labels;
mod lines;
pub mod links;
mod list;
pub mod minutes;
mod page;
mod people;
mod registering;
mod reporting;
pub mod routes;
pub mod said;
mod shapes;
