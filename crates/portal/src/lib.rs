#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod about;
mod accounts;
mod answers;
mod bodies;
mod commitments;
mod consultations;
mod content;
mod data;
mod design;
mod desk;
mod features;
mod following;
mod frame;
mod home;
mod imports;
mod institutions;
mod log;
mod model;
mod needs;
mod openness;
mod people;
mod programmes;
mod proposals;
mod record;
mod scoring;
mod search;
mod services;
mod trace;
mod voices;
mod votes;

pub use features::{page_address_of, page_addresses, router};
pub use following::Telling;
pub use frame::entries::entry as entry_page;
pub use frame::health::admin_router;
pub use frame::listen::{Limits, serve_within};
pub use frame::operator::{Licence, Operator, Running, Statement};
pub use frame::options::{PortalOptions, RowSecrets};
pub use frame::person::{Peer, Proxies};
pub use frame::server::serve;
pub use votes::closing::{close as close_votes, keep_closing};
pub use votes::links::vote as vote_page;
