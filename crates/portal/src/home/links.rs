//! The addresses of the portal as a whole.

/// The pages for search engines (sitemaps.org).
pub const SITEMAP: &str = "/sitemap.xml";

/// Addresses for programs.
pub const FILES: &[&str] = &[SITEMAP];
