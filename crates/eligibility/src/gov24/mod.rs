//! 정부24, the government's list of public services: its condition codes, its list, its agencies and its deadlines.
//!
//! The codes decide nothing alone: they say *may*, *not by the marks*, or nothing. Section 8 of the finder's specification.

mod agency;
mod deadline;
mod list;
mod marks;
mod reading;
mod rows;

pub use agency::{AgencyBasis, region_of_agency};
pub use deadline::{Deadline, DeadlineKind};
pub use list::{ListedService, ServiceList};
pub use marks::{ConditionFile, Group, Marks};
pub use rows::{FileError, NamedRow, Remark, named_rows};

pub(crate) use reading::{Reading, reading};
