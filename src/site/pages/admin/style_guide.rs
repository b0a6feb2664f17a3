//! Every part in every state, for whoever builds a desk and for the browser tests that photograph it.

use super::components::{
    Badge, BadgeKind, Check, CheckGroup, Column, ConfirmDialog, DataTable, Empty, Failure, PageHead, Pager, Skeleton,
    Tabs, TextInput, Toast, faults,
};
use super::frame::Frame;
use crate::Rendered;
use crate::pages::account::Typed;
use domain::checkout::FieldError;
use leptos::prelude::*;
use ui::components::{ButtonKind, Field, FieldKind, LinkButton, Notice, NoticeKind, SubmitButton};

/// The page.
pub fn style_guide_page(frame: &Frame) -> Rendered {
    frame.page("Style guide", None, || {
        view! {
            <PageHead title="Style guide" lead="What desks are made of. Nothing here does anything.">
                <LinkButton address="/admin/style-guide" label="An action" />
                <LinkButton address="/admin/style-guide" label="Another" kind=ButtonKind::Quiet />
            </PageHead>
            {part("tabs", "Tabs", tabs_view().into_any())}
            {part("buttons", "Buttons", buttons_view().into_any())}
            {part("badges", "Badges", badges_view().into_any())}
            {part("messages", "Messages", messages_view().into_any())}
            {part("table", "Table", table_view().into_any())}
            {part("empty", "Empty", empty_view().into_any())}
            {part("loading", "Loading", view! { <Skeleton label="Rows are loading" /> }.into_any())}
            {part("failure", "Failure", failure_view().into_any())}
            {part("form", "Form", form_view().into_any())}
            {part("dialog", "Dialog", dialog_view().into_any())}
        }
        .into_any()
    })
}

fn part(id: &'static str, title: &'static str, body: AnyView) -> impl IntoView {
    view! {
        <section class="admin-section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {body}
        </section>
    }
}

fn tabs_view() -> impl IntoView {
    let tabs = vec![("/admin/style-guide", "This page"), ("/admin", "Overview")];
    view! { <Tabs label="Example" tabs=tabs here="/admin/style-guide" /> }
}

fn buttons_view() -> impl IntoView {
    view! {
        <form class="admin-actions" method="get" action="/admin/style-guide">
            <SubmitButton label="Primary" />
            <SubmitButton label="Quiet" kind=ButtonKind::Quiet />
            <SubmitButton label="Plain" kind=ButtonKind::Plain />
            <button class="button is-danger" type="submit">"Dangerous"</button>
            <button class="button" type="button" disabled=true>"Not now"</button>
        </form>
    }
}

fn badges_view() -> impl IntoView {
    view! {
        <p class="admin-actions">
            <Badge text="Draft" />
            <Badge text="Active" kind=BadgeKind::Good />
            <Badge text="Expires soon" kind=BadgeKind::Caution />
            <Badge text="Disabled" kind=BadgeKind::Bad />
        </p>
    }
}

fn messages_view() -> impl IntoView {
    view! {
        <Toast text="The roles are changed." />
        <Toast text="This is the last owner who may sign in." is_error=true />
        <Notice><p>"Good to know."</p></Notice>
        <Notice kind=NoticeKind::Warning><p>"Look at this before going on."</p></Notice>
        <Notice kind=NoticeKind::Problem><p>"This went wrong."</p></Notice>
    }
}

fn table_view() -> impl IntoView {
    let address = |word: &str| format!("/admin/style-guide?sort={word}");
    let columns = vec![
        Column::new("Name").sorted("name", "name", address),
        Column::new("State"),
        Column::number("In stock").sorted("stock", "name", address),
    ];
    let rows = [("Linen shirt", "12"), ("Coral ring", "3")]
        .map(|(name, stock)| {
            let badge = view! { <Badge text="Active" kind=BadgeKind::Good /> };
            let link = view! { <a href="/admin/style-guide">{name}</a> };
            vec![link.into_any(), badge.into_any(), stock.into_any()]
        })
        .into();
    let (first, next) = (
        Some("/admin/style-guide".to_owned()),
        Some("/admin/style-guide".to_owned()),
    );
    view! {
        <DataTable caption="Example of a table" columns=columns rows=rows empty=().into_any() />
        <Pager first=first next=next />
    }
}

fn empty_view() -> impl IntoView {
    view! {
        <Empty title="Nothing here yet" text="What to do about it stands here.">
            <LinkButton address="/admin/style-guide" label="Do it" />
        </Empty>
    }
}

fn failure_view() -> impl IntoView {
    let id = "01a2b3c4-0000-7000-8000-000000000000";
    view! { <Failure title="This cannot be shown" text="Please try again in a moment." request_id=id /> }
}

fn form_view() -> impl IntoView {
    let typed = Typed {
        values: [("email".to_owned(), "ana@example".to_owned())].into(),
        errors: vec![FieldError::new(
            "email",
            "Enter an e-mail address such as name@example.com.",
        )],
    };
    let check = |name: &str, label: &str, is_on| Check {
        name: name.into(),
        label: label.into(),
        hint: "What it means.".into(),
        is_on,
    };
    let checks = vec![check("one", "One", true), check("two", "Two", false)];
    view! {
        {faults(&typed)}
        <form class="admin-form" method="post" action="/admin/style-guide" novalidate=true>
            <Field name="title" label="Title" value="Linen shirt".to_owned() hint="A word of help." />
            <Field name="email" label="E-mail" value=typed.value("email") kind=FieldKind::Email error=typed.error("email") />
            <TextInput name="day" label="Day" value="2026-11-22".to_owned() kind="date" />
            <CheckGroup id="choices" legend="Choices" checks=checks error=Some("Choose at least one.".to_owned()) />
        </form>
    }
}

fn dialog_view() -> impl IntoView {
    view! {
        <div>
            <ConfirmDialog id="example" button="Delete" title="Delete this?" text="It cannot be undone."
                action="/admin/style-guide" confirm="Delete" />
        </div>
    }
}
