//! The configuration page.
