//! Payment: signed events in, and the test provider, which is another company played by us.

pub mod test_provider;
pub mod webhook;

#[cfg(test)]
mod stripe_tests;
#[cfg(test)]
mod tests;
