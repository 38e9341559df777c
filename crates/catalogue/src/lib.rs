#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod cpsv;
mod file;
mod gov24;
mod hsds;
mod places;
mod problem;
mod remark;
mod schema_org;
mod service;
mod tables;
mod words;

pub use cpsv::{Requirement, Requirements, to_cpsv_ap};
pub use file::{Catalogue, Shape};
pub use gov24::{Gov24, Joined, Operation};
pub use hsds::{from_hsds, to_hsds};
pub use problem::Problem;
pub use remark::Remark;
pub use schema_org::to_schema_org;
pub use service::{Contact, Cost, Deadline, Provider, Service, Status};
pub use tables::{from_csv, from_workbook, to_csv, to_workbook};
pub use words::rule_mistake;
