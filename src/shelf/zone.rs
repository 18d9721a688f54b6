//! The laptop's time zone.

use std::sync::OnceLock;

use jiff::tz::TimeZone;

/// The laptop's time zone, looked up once. Where the system keeps its rules in one file they are read from there: to
/// learn the zone's name as well means walking all zones of the world, a few milliseconds for what nobody here asks.
pub fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| rules_of_the_system().unwrap_or_else(TimeZone::system)).clone()
}

fn rules_of_the_system() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    let rules = std::fs::read("/etc/localtime").ok()?;
    TimeZone::tzif("Local", &rules).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_rules_is_the_zone_of_the_system() {
        let moment: jiff::Timestamp = "2026-07-12T10:00:00Z".parse().unwrap();
        let winter: jiff::Timestamp = "2026-01-12T10:00:00Z".parse().unwrap();
        for at in [moment, winter] {
            assert_eq!(zone().to_offset(at), TimeZone::system().to_offset(at));
        }
    }
}
