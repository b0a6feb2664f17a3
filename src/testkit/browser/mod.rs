//! A shopper's browser without scripts: it keeps cookies, submits forms, follows redirects and reads pages. Tests drive
//! the program with it, and so does the load driver.

mod client;
pub mod page;
pub mod purchase;

pub use client::{Answer, Browser, Cookies};
