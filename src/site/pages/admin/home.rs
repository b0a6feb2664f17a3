//! The first page: what this person may do, and where.

use super::components::{Badge, Empty, PageHead};
use super::frame::{Frame, desks};
use crate::Rendered;
use domain::staff::Permission;
use leptos::prelude::*;

/// What a desk is for.
fn about(address: &str) -> &'static str {
    match address {
        "/admin/staff" => "Who works here, as what, and where they are signed in.",
        "/admin/audit" => "What was done, by whom, and when.",
        "/admin/style-guide" => "The parts that these pages are made of.",
        _ => "Password, second factor and sessions.",
    }
}

/// The overview.
pub fn home_page(frame: &Frame) -> Rendered {
    frame.page("Overview", None, || {
        let Some(member) = &frame.member else { return ().into_any() };
        let cards: Vec<_> = desks(&member.roles)
            .filter(|(address, _)| *address != "/admin")
            .map(|(address, name)| view! { <li class="desk"><a href=address>{name}</a><p>{about(address)}</p></li> })
            .collect();
        let permissions = member.roles.permissions();
        // What has a desk is linked above; the rest is said, and not painted.
        let has_desk = |permission: &Permission| {
            matches!(
                permission,
                Permission::ManageStaff | Permission::ReadAudit | Permission::ReadStyleGuide
            )
        };
        let waiting: Vec<_> = permissions
            .iter()
            .filter(|permission| !has_desk(permission))
            .map(|permission| view! { <li>{permission.label()}</li> })
            .collect();
        let roles = member.roles.text();
        let lead = format!("Signed in as {}.", member.email);
        view! {
            <PageHead title=format!("Good to see you, {}", member.name) lead=lead>
                <Badge text=roles />
            </PageHead>
            <ul class="desks" role="list">{cards}</ul>
            {(!waiting.is_empty()).then(|| view! {
                <section class="admin-section" aria-labelledby="waiting">
                    <h2 id="waiting">"Your roles also allow you to"</h2>
                    <ul class="plain-list">{waiting}</ul>
                </section>
                <Empty title="There is no desk for this yet"
                    text="These pages are not built. Until they are, the commands of the program do this work: see vitrine --help." />
            })}
        }
        .into_any()
    })
}
