//! What every page and every answer needs, whatever it is about. Nothing here knows a feature.

pub mod api;
pub mod app;
pub mod assets;
pub mod csv;
pub mod entries;
pub mod fault;
pub mod form;
pub mod format;
pub mod guard;
pub mod health;
pub mod kept;
pub mod language;
pub mod layout;
pub mod listen;
pub mod metrics;
pub mod operator;
pub mod options;
pub mod particle;
pub mod parts;
pub mod problem;
pub mod query;
pub mod server;
pub mod shapes;
pub mod ui;
pub mod words;
pub mod zip;
