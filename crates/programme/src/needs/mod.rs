//! Needs: what several voices ask for, grouped, split and merged, each with the way that it came.

mod defined;
mod merged;
mod split;
mod state;
mod voices_changed;

pub use defined::{DefineNeed, NeedDefined, NeedText};
pub use merged::NeedsMerged;
pub use split::NeedSplit;
pub(crate) use state::Needs;
pub use state::{NeedState, Standing};
pub(crate) use voices_changed::check_names;
pub use voices_changed::{MOST_NAMED, NeedVoicesChanged};

use crate::fact::events;

events! { Needs, "needs": NeedDefined, NeedVoicesChanged, NeedSplit, NeedsMerged }
