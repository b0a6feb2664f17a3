//! Mails: written when the relay reads an event, sent from here, kept for a while. The table is a queue of its own, since
//! mails wait longer between two tries than jobs do.

mod queue;
mod read;

pub use queue::{NewMail, claim, delete_old, insert, mark_dead, mark_failed, mark_sent, requeue};
pub use read::{Depth, Mail, MailHead, find, get_depth, list_recent, list_to};
