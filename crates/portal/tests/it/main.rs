//! The portal over a small store, asked as browsers and programs ask.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod addresses;
mod api;
mod cast;
mod commitments;
mod common;
mod data;
mod decided;
mod files;
mod find;
mod hang;
mod home;
mod http;
mod openapi;
mod pabulib;
mod pages;
mod programmes;
mod proposals;
mod record;
mod sight;
mod votes;
mod weight;
