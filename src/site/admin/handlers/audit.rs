//! The audit log, searched.

use super::super::answer::{Making, problem};
use super::super::table::Present;
use super::super::visit::{Fields, Visit, text};
use crate::SiteState;
use crate::pages::admin::{AuditFilter, audit_page};
use app::staff::StaffError;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::staff::AuditSearch;

/// Longest word that is looked for, in bytes.
const MAX_WORD: usize = 100;

pub(in crate::admin) async fn search(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
    Query(fields): Query<Fields>,
) -> Result<Response, Response> {
    let filter = filter(&fields);
    let by = visit.by(&present);
    let found = async {
        let page = app::audit::search(&state.app, by, &read(&filter, &fields)).await?;
        let members = app::staff::list_members(&state.app, by).await?;
        Ok::<_, StaffError>((page, members))
    };
    let (page, members) = match found.await {
        Ok(found) => found,
        Err(error) => return Err(problem(&state, Some(&present), &error, visit.id).await),
    };
    let making = Making::begin(&state, &visit, Some(&present), "/admin/audit").await?;
    let page = audit_page(&page, &members, &filter, &making.frame);
    Ok(making.answer(page))
}

fn filter(fields: &Fields) -> AuditFilter {
    let word = |name: &str| {
        let text = text(fields, name).trim();
        text[..text.floor_char_boundary(MAX_WORD)].replace('\0', "")
    };
    AuditFilter {
        person: word("person"),
        action: word("action"),
        subject: word("subject"),
        from: word("from"),
        to: word("to"),
        is_later_page: fields.contains_key("before"),
    }
}

// What does not read looks for nothing in particular.
fn read(filter: &AuditFilter, fields: &Fields) -> AuditSearch {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    AuditSearch {
        actor_id: filter.person.parse().ok(),
        action: some(&filter.action),
        subject_id: some(&filter.subject),
        from: filter.from.parse().ok(),
        to: filter.to.parse().ok(),
        before: text(fields, "before").parse().ok(),
    }
}
