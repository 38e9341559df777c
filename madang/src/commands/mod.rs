//! The commands, one module each: arguments, what is called, what is printed.

mod applies;
pub mod audit;
pub mod compare;
pub mod content;
pub mod convert;
pub mod demo;
pub mod election;
pub mod export;
pub mod import;
pub mod key;
pub mod rebuild;
pub mod report;
pub mod rule;
pub mod select;
pub mod serve;
pub mod verify;
pub mod vote;
