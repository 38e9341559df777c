//! Why a rule says what it says, what is missing, and what would change it. Section 3 of the finder's specification.

mod changes;
mod domains;
mod doubts;
mod exact;
mod families;
mod ground;
mod reasons;

pub use changes::{Changes, When};
pub use doubts::NoValue;
pub use exact::Insight;
pub use ground::Variable;
pub use reasons::{Because, Reason};
