//! Seals: a digest beside each step of a stored trace, so that a step which was changed since is named even where no number
//! depends on what was changed.
//!
//! Each is the beginning of a SHA-256 over the step and the digest before it, from the circumstances on. They guard
//! against damage, not against somebody who makes new ones.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Trace, TraceStep};

/// Characters of one seal: 32 bits in hexadecimal.
const CHARACTERS: usize = 8;

/// The digests along one trace.
pub(super) struct Seals([u8; 32]);

impl Seals {
    /// Before the first step.
    pub fn new(trace: &Trace) -> Self {
        let mut seals = Self([0; 32]);
        seals.add(&(
            trace.version,
            &trace.engine_version,
            trace.catalog_version,
            &trace.tax_source,
        ));
        seals
    }

    /// The seal of the next step.
    pub fn of(&mut self, step: &TraceStep) -> String {
        self.add(step);
        let mut seal = String::with_capacity(CHARACTERS);
        for byte in &self.0[..CHARACTERS / 2] {
            // Writing to a string does not fail.
            let _ = write!(seal, "{byte:02x}");
        }
        seal
    }

    // Fields in the order of the type and nothing else, so what was read back is written alike.
    fn add(&mut self, written: &impl Serialize) {
        let mut digest = Sha256::new_with_prefix(self.0);
        digest.update(serde_json::to_vec(written).unwrap_or_default());
        self.0 = digest.finalize().into();
    }
}

impl Trace {
    /// The same trace with a seal for each step, as it is stored.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        let mut seals = Seals::new(&self);
        self.seals = self.steps.iter().map(|step| seals.of(step)).collect();
        self
    }

    /// The seal that was stored with a step, by its place from 0.
    pub(super) fn seal(&self, place: usize) -> Option<&str> {
        self.seals.get(place * CHARACTERS..(place + 1) * CHARACTERS)
    }
}
