//! Bodies of people: committees, panels, task forces.

pub mod labels;
pub mod section;
pub mod shapes;
