//! A page of the playbook that is read when it is first looked at. Built-in pages are checked by a test, so that looking
//! at one never fails.
//!
//! It knows no page by name.

use std::ops::Deref;
use std::sync::OnceLock;

use super::page::Page;

/// A page, read or still to be read; it is used as if it were the page.
#[derive(Clone)]
pub struct Lazy<P> {
    built: &'static str,
    page: OnceLock<P>,
}

impl<P> Lazy<P> {
    /// The built-in page, as JSON, not read yet.
    pub(super) const fn unread(built: &'static str) -> Self {
        Self { built, page: OnceLock::new() }
    }

    /// A page that was read.
    pub(super) fn of(page: P) -> Self {
        Self { built: "", page: OnceLock::from(page) }
    }
}

impl<P: Page> Deref for Lazy<P> {
    type Target = P;
    fn deref(&self) -> &P {
        self.page.get_or_init(|| serde_json::from_str(self.built).unwrap_or_default())
    }
}

impl<P: Page + PartialEq> PartialEq for Lazy<P> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<P: Page + std::fmt::Debug> std::fmt::Debug for Lazy<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}
