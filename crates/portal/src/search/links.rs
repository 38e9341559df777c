//! The address of the search.

use crate::frame::ui::FooterLink;

/// The search.
pub const SEARCH: &str = "/search";

/// The same in the footer.
pub const SEARCH_LINK: FooterLink = FooterLink {
    path: SEARCH,
    in_language: true,
    key: "search-title",
};
