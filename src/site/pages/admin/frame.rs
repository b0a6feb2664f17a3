//! What stands around the admin's pages: who is there, where one can go, what just came of something.

use super::components::Toast;
use crate::document::render_admin;
use crate::{Chrome, Rendered};
use domain::staff::{Permission, Roles};
use leptos::prelude::*;
use ui::components::{ButtonKind, LinkButton, SubmitButton};

/// What just came of something that the member did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// What they read.
    pub text: String,
    /// Whether it could not be done.
    pub is_error: bool,
}

/// Who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// Address.
    pub email: String,
    /// What they do.
    pub roles: Roles,
}

/// What stands around a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The shop; its path says where in the admin this is.
    pub chrome: Chrome,
    /// Nobody on the ways in.
    pub member: Option<Member>,
    /// What waits to be told.
    pub news: Option<News>,
}

/// Desks that there are, and who may sit at them. A desk that comes is added here and in the route table.
const DESKS: [(&str, &str, Option<Permission>); 5] = [
    ("/admin", "Overview", None),
    ("/admin/staff", "Staff", Some(Permission::ManageStaff)),
    ("/admin/audit", "Audit log", Some(Permission::ReadAudit)),
    ("/admin/style-guide", "Style guide", Some(Permission::ReadStyleGuide)),
    ("/admin/account", "Your account", None),
];

/// The desks that roles lead to, as (address, name).
pub(super) fn desks(roles: &Roles) -> impl Iterator<Item = (&'static str, &'static str)> {
    let may = |permission: Option<Permission>| permission.is_none_or(|permission| roles.allow(permission));
    DESKS
        .into_iter()
        .filter(move |(_, _, permission)| may(*permission))
        .map(|(address, name, _)| (address, name))
}

impl Frame {
    /// A page inside this frame. `script` is a module that only this page needs.
    pub(super) fn page(&self, title: &str, script: Option<String>, body: impl FnOnce() -> AnyView) -> Rendered {
        render_admin(title, script, &self.chrome, || layout(self, body()))
    }
}

fn layout(frame: &Frame, body: AnyView) -> AnyView {
    let news = frame.news.clone();
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <header class="admin-header">
            <a class="admin-name" href="/admin">{frame.chrome.shop_name.clone()} <span>"Admin"</span></a>
            {frame.member.as_ref().map(member_view)}
        </header>
        <div class="admin-body" class:is-outside=frame.member.is_none()>
            {frame.member.as_ref().map(|member| nav_view(member, &frame.chrome.path))}
            <main class="admin-main" id="main" tabindex="-1">
                {news.map(|news| view! { <Toast text=news.text is_error=news.is_error /> })}
                {body}
            </main>
        </div>
    }
    .into_any()
}

fn member_view(member: &Member) -> impl IntoView + use<> {
    view! {
        <div class="admin-who">
            <span>{member.name.clone()}</span>
            <form method="post" action="/admin/sign-out"><SubmitButton label="Sign out" kind=ButtonKind::Plain /></form>
        </div>
    }
}

fn nav_view(member: &Member, path: &str) -> impl IntoView + use<> {
    let links: Vec<_> = desks(&member.roles)
        .map(|(address, name)| {
            // The overview is at the beginning of every address.
            let is_inside = path == address || (address != "/admin" && path.starts_with(address));
            view! { <li><a href=address aria-current=is_inside.then_some("page")>{name}</a></li> }
        })
        .collect();
    view! { <nav class="admin-nav" aria-label="Desks"><ul role="list">{links}</ul></nav> }
}

/// 403, 404, 429: what is the matter, and the way back.
pub fn problem_page(title: &str, text: &str, frame: &Frame) -> Rendered {
    let (heading, text) = (title.to_owned(), text.to_owned());
    let way = if frame.member.is_some() {
        ("/admin", "To the overview")
    } else {
        ("/admin/sign-in", "To the sign-in")
    };
    frame.page(title, None, || {
        view! {
            <div class="problem">
                <h1 class="page-title">{heading}</h1>
                <p>{text}</p>
                <LinkButton address=way.0 label=way.1 />
            </div>
        }
        .into_any()
    })
}
