//! How far a synopsis reaches: the sentences that are always printed, and those printed when true (5.2, 5.3).
//!
//! It knows no session; words in braces are filled in where the document is made.

use serde::Deserialize;

use super::page::{Page, ensure_braces};

/// The sentences on limits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Limits {
    /// As a heading.
    pub title: String,
    /// The bold beginning of the fixed paragraph.
    pub lead: String,
    /// Always: who was not asked.
    pub not_asked: String,
    /// Always: opinions are not frequencies. Fills in `{people}`.
    pub opinions: String,
    /// Always: where figures stand.
    pub figures: String,
    /// Which numbers are estimates. Fills in `{measures}`.
    pub estimates: String,
    /// A department that was excused. Fills in `{department}` and `{reason}`.
    pub excused: String,
    /// A department that was missing. Fills in `{department}`.
    pub missing: String,
    /// Levels that were missing. Fills in `{levels}`.
    pub thin_levels: String,
    /// A short form was used. Fills in `{minutes}`.
    pub short_form: String,
    /// Somebody took part from elsewhere.
    pub remote: String,
    /// Evidence that not everybody had. Fills in `{evidence}`.
    pub unread: String,
}

impl Limits {
    /// The fixed sentences, in order; only the second has a word to fill in: `{people}`.
    pub fn always(&self) -> [&str; 3] {
        [&self.not_asked, &self.opinions, &self.figures]
    }
}

impl Page for Limits {
    fn check(&self) -> Result<(), String> {
        ensure_braces("opinions", &self.opinions, &["people"])?;
        ensure_braces("estimates", &self.estimates, &["measures"])?;
        ensure_braces("excused", &self.excused, &["department", "reason"])?;
        ensure_braces("missing", &self.missing, &["department"])?;
        ensure_braces("thin_levels", &self.thin_levels, &["levels"])?;
        ensure_braces("short_form", &self.short_form, &["minutes"])?;
        ensure_braces("unread", &self.unread, &["evidence"])
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::Playbook;

    #[test]
    fn the_fixed_paragraph_says_that_no_customer_was_asked() {
        let always = Playbook::builtin().limits.always();
        assert_eq!(always[0], "No customer was in the room.");
        assert!(always[1].contains("opinions are not frequencies"));
    }
}
