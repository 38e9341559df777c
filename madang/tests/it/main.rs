//! The program on plain files, as a user runs it.

mod acts;
mod admin;
mod answering;
mod answers;
mod common;
mod convert;
mod damaged;
mod import;
mod korean;
mod mail;
mod needs;
mod operator;
mod options;
mod outputs;
mod own;
mod readable;
mod readme;
mod select;
mod voices;
