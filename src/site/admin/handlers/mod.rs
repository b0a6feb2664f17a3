//! Handlers of the admin, filed by desk. Each stands in the table with who may pass.

pub(super) mod account;
pub(super) mod audit;
pub(super) mod entry;
pub(super) mod home;
pub(super) mod staff;

use serde::Deserialize;

/// `?form=` names a form that was refused just before, `?sort=` the column that a table is sorted by.
#[derive(Deserialize)]
pub(in crate::admin) struct Asked {
    form: Option<String>,
    sort: Option<String>,
}
