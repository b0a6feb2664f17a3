//! Virtual time: the bank's clock is right, the shop's may be off.

use adapters::clock::Clock;
use chrono::Duration;
use testkit::shop::test_time;

/// Both clocks.
pub struct Time {
    /// True.
    pub bank: Clock,
    /// The shop's.
    pub shop: Clock,
    off_by: Duration,
}

impl Time {
    pub fn start() -> Self {
        Self {
            bank: Clock::manual(test_time()),
            shop: Clock::manual(test_time()),
            off_by: Duration::zero(),
        }
    }

    /// Time goes on.
    pub fn pass(&self, by: Duration) {
        self.bank.advance(by);
        self.shop.advance(by);
    }

    /// The shop's clock is set, forward or back.
    pub fn step(&mut self, by: Duration) {
        self.shop.advance(by);
        self.off_by += by;
    }

    /// The shop's clock is set right.
    pub fn mend(&mut self) {
        self.step(-self.off_by);
    }
}
