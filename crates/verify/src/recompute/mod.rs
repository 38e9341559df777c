//! What the record publishes as computed, computed again from what is on the record. One folder a feature.

pub mod votes;
