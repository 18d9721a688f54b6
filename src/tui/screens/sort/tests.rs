//! Scoring and sorting a room, as the facilitator does it.
