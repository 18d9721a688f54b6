//! How much an organisation can carry at once (the handbook, R2).
//!
//! Knows readiness and whether the phase has moved; decides no limit, only suggests one.

use super::Share;

/// From slow to fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tempo {
    Gentle,
    Steady,
    Brisk,
}

impl Tempo {
    /// As the file spells it and a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Tempo::Gentle => "gentle",
            Tempo::Steady => "steady",
            Tempo::Brisk => "brisk",
        }
    }

    /// Suggested number of gaps in Now.
    pub fn limit(self) -> usize {
        match self {
            Tempo::Gentle => 3,
            Tempo::Steady => 5,
            Tempo::Brisk => 7,
        }
    }

    fn slower(self) -> Tempo {
        match self {
            Tempo::Brisk => Tempo::Steady,
            Tempo::Steady | Tempo::Gentle => Tempo::Gentle,
        }
    }
}

/// The pace that readiness allows; one step slower after moving into a higher phase, never below gentle.
pub fn tempo(readiness: Share, moved_up_a_phase: bool) -> Tempo {
    let pace = if readiness.below(40) {
        Tempo::Gentle
    } else if readiness.below(70) {
        Tempo::Steady
    } else {
        Tempo::Brisk
    };
    if moved_up_a_phase { pace.slower() } else { pace }
}

/// “Readiness is 42%, so the advice is a steady five.”
pub fn sentence(readiness: Share, moved_up_a_phase: bool) -> String {
    let pace = tempo(readiness, moved_up_a_phase);
    let limit = super::words::number(pace.limit());
    let moved = if moved_up_a_phase { " A new phase has begun: one step slower." } else { "" };
    format!("Readiness is {}%, so the advice is a {} {limit}.{moved}", readiness.percent(), pace.words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_said_with_its_reason() {
        assert_eq!(sentence(Share::new(10, 24), false), "Readiness is 42%, so the advice is a steady five.");
    }

    #[test]
    fn the_exact_fraction_decides_not_the_rounded_percent() {
        assert_eq!(
            tempo(Share::new(397, 1000), false),
            Tempo::Gentle,
            "39.7% shows as 40% and is still below"
        );
    }
}
