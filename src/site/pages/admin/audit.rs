//! The audit log: a filter, the newest entries, and pages by key.

use super::account::moment;
use super::components::{Column, DataTable, Empty, PageHead, Pager, TextInput};
use super::frame::Frame;
use crate::Rendered;
use app::audit::AuditPage;
use domain::staff::{AuditEntryView, MemberView};
use leptos::prelude::*;
use ui::components::{LinkButton, SubmitButton};
use url::form_urlencoded::Serializer;

/// What was asked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Id of a member.
    pub person: String,
    /// An action.
    pub action: String,
    /// Id of what it was done to.
    pub subject: String,
    /// A day.
    pub from: String,
    /// A day.
    pub to: String,
    /// Whether this is a page after the first.
    pub is_later_page: bool,
}

impl AuditFilter {
    fn address(&self, before: Option<i64>) -> String {
        let mut query = Serializer::new(String::new());
        let fields = [
            ("person", &self.person),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("to", &self.to),
        ];
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        match query.finish() {
            query if query.is_empty() => "/admin/audit".to_owned(),
            query => format!("/admin/audit?{query}"),
        }
    }
}

/// The log.
pub fn audit_page(page: &AuditPage, members: &[MemberView], filter: &AuditFilter, frame: &Frame) -> Rendered {
    frame.page("Audit log", None, || {
        let columns = ["When", "Who", "What", "To what", "Details", "From"]
            .map(Column::new)
            .to_vec();
        let rows = page.entries.iter().map(row).collect();
        let empty = view! {
            <Empty title="Nothing was found" text="No entry fits. Look for less.">
                <LinkButton address="/admin/audit" label="Show everything" />
            </Empty>
        };
        let first = filter.is_later_page.then(|| filter.address(None));
        let next = page.next.map(|before| filter.address(Some(before)));
        view! {
            <PageHead title="Audit log" lead="What was done, by whom, from where. Nobody can change it." />
            {filter_view(page, members, filter)}
            <DataTable caption="Entries, the newest first" columns=columns rows=rows empty=empty.into_any() />
            <Pager first=first next=next />
        }
        .into_any()
    })
}

fn filter_view(page: &AuditPage, members: &[MemberView], filter: &AuditFilter) -> impl IntoView + use<> {
    let person = |member: &MemberView| (member.staff_member_id.to_string(), member.name.clone());
    let people = members.iter().map(person).collect();
    let actions = page
        .actions
        .iter()
        .map(|action| (action.clone(), action.clone()))
        .collect();
    view! {
        <form class="filter" method="get" action="/admin/audit" role="search" aria-label="Audit log">
            {choice_view("person", "Person", people, &filter.person)}
            {choice_view("action", "Action", actions, &filter.action)}
            <TextInput name="subject" label="Id of what it was done to" value=filter.subject.clone() />
            <TextInput name="from" label="From" value=filter.from.clone() kind="date" />
            <TextInput name="to" label="To" value=filter.to.clone() kind="date" />
            <SubmitButton label="Search" />
        </form>
    }
}

fn choice_view(
    name: &'static str,
    label: &'static str,
    choices: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name><option value="">"Any"</option>{options}</select>
        </div>
    }
}

fn row(entry: &AuditEntryView) -> Vec<AnyView> {
    let details = match entry.details.as_object() {
        Some(fields) if !fields.is_empty() => entry.details.to_string(),
        _ => String::new(),
    };
    let subject = format!("/admin/audit?subject={}", entry.subject_id);
    vec![
        moment(entry.at).into_any(),
        entry.actor_text.clone().into_any(),
        view! { <code>{entry.action.clone()}</code> }.into_any(),
        view! { {entry.subject_type.clone()} " " <a href=subject><code>{entry.subject_id.clone()}</code></a> }
            .into_any(),
        view! { <code>{details}</code> }.into_any(),
        entry.network.clone().into_any(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_looks_for_the_same() {
        let filter = AuditFilter {
            action: "staff.invited".into(),
            from: "2026-11-01".into(),
            is_later_page: true,
            ..AuditFilter::default()
        };
        assert_eq!(
            filter.address(Some(7)),
            "/admin/audit?action=staff.invited&from=2026-11-01&before=7"
        );
        assert_eq!(AuditFilter::default().address(None), "/admin/audit");
    }
}
