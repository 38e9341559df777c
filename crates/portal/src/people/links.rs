//! The addresses of who holds a role.

/// Who holds a role; there an administrator grants and ends them.
pub const PEOPLE: &str = "/people";

/// Where a role is granted.
pub const GRANT: &str = "/people/grant";

/// Where one ends.
pub const END: &str = "/people/end";
