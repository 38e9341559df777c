#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod analysis;
mod api;
mod app;
mod assets;
mod explain;
mod feed;
mod format;
mod guard;
mod labels;
mod language;
mod layout;
mod messages;
mod metrics;
mod model;
mod options;
mod outcome;
mod pages;
mod parts;
mod query;
mod rule_words;
mod server;
mod tiles;
mod ui;
mod web;

pub use options::PortalOptions;
pub use server::{router, serve};
