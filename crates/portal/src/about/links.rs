//! The addresses of what the portal says about itself.

use crate::frame::ui::FooterLink;

/// Who runs it, and by which policies.
pub const ABOUT: &str = "/about";

/// The same in the footer.
pub const ABOUT_LINK: FooterLink = FooterLink {
    path: ABOUT,
    in_language: true,
    key: "about-title",
};

/// Where weaknesses are reported (RFC 9116).
pub const SECURITY: &str = "/.well-known/security.txt";

/// Addresses for programs.
pub const FILES: &[&str] = &[SECURITY];
