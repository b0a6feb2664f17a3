//! The outside world: payment, tax, media, mail, HTTP, clock, randomness.

pub mod clock;
pub mod http_client;
pub mod mail;
pub mod media;
pub mod passkey;
pub mod password;
pub mod payment;
pub mod postgres_server;
pub mod qr;
pub mod rng;
pub mod tax;
pub mod totp;
