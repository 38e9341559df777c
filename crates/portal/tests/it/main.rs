//! The portal over a small store, asked as browsers and programs ask.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod addresses;
mod api;
mod beside;
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
mod looked_for;
mod openapi;
mod operator;
mod pabulib;
mod pages;
mod programmes;
mod proposals;
mod record;
mod search;
mod sight;
mod votes;
mod weight;
