//! How satisfied users are with a value. <https://www.apdex.org>

use crate::config::ApdexThresholds;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Satisfied,
    Tolerated,
    Frustrated,
}

impl Zone {
    pub(crate) const ALL: [Self; 3] = [Self::Satisfied, Self::Tolerated, Self::Frustrated];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Tolerated => "tolerated",
            Self::Frustrated => "frustrated",
        }
    }
}

impl ApdexThresholds {
    pub(crate) fn zone(&self, value: f64) -> Zone {
        let is_within = |threshold| {
            if self.satisfied > self.tolerated { value >= threshold } else { value <= threshold }
        };
        match (is_within(self.satisfied), is_within(self.tolerated)) {
            (true, _) => Zone::Satisfied,
            (false, true) => Zone::Tolerated,
            (false, false) => Zone::Frustrated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_say_which_direction_is_better() {
        let zones = |satisfied, tolerated, values: [f64; 3]| {
            let thresholds = ApdexThresholds { satisfied, tolerated, is_extended: false };
            values.map(|value| thresholds.zone(value))
        };
        assert_eq!(zones(3.6, 2.0, [3.6, 2.0, 1.9]), Zone::ALL, "a mean opinion score: more is better");
        assert_eq!(zones(0.5, 2.0, [0.5, 2.0, 2.1]), Zone::ALL, "seconds: less is better");
    }
}
