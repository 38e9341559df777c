//! The commands, one module each: arguments, what is called, what is printed.

pub mod acting;
pub mod admin;
mod applies;
pub mod audit;
pub mod body;
pub mod compare;
pub mod content;
pub mod convert;
pub mod demo;
pub mod election;
pub mod export;
pub mod formats;
pub mod import;
pub mod key;
pub mod log;
pub mod mail;
pub mod operator;
pub mod proposal;
pub mod rebuild;
pub mod report;
pub mod rule;
pub mod select;
pub mod serve;
pub mod template;
pub mod verify;
pub mod voice;
pub mod vote;
