//! The program on plain files, as a user runs it.

mod acts;
mod admin;
mod answering;
mod answers;
mod begins;
mod commitments;
mod common;
mod convert;
mod damaged;
mod import;
mod korean;
mod mail;
mod mistakes;
mod needs;
mod openid;
mod operator;
mod options;
mod outputs;
mod own;
mod proposing;
mod readable;
mod readme;
mod select;
mod voices;
mod waiting;
