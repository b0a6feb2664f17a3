//! The parts that all desks are made of. The style guide shows each in all its states; a new desk uses these and adds to
//! them, so that every table, form and message of the admin is the same one.

mod badge;
mod dialog;
mod form;
mod head;
mod state;
mod table;
mod toast;

pub use badge::{Badge, BadgeKind};
pub use dialog::ConfirmDialog;
pub use form::{Check, CheckGroup, TextInput, faults};
pub use head::{PageHead, Tabs};
pub use state::{Empty, Failure, Skeleton};
pub use table::{Column, DataTable, Direction, Pager, Sort};
pub use toast::Toast;
