//! Placing orders against a real database: guards, replays, contention, and a kill at every step.

mod contention;
mod guards;
mod kills;
mod replays;
mod statements;
