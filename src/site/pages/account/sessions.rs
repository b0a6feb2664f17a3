//! The browsers that are signed in, and signing them out.

use super::frame::{AccountNews, document, inside};
use crate::{Chrome, Rendered};
use domain::customer::SessionView;
use leptos::prelude::*;
use ui::components::{ButtonKind, SubmitButton};

const HERE: &str = "/account/sessions";

/// Every live session, the one that was seen last first.
pub fn sessions_page(sessions: &[SessionView], news: Option<AccountNews>, op: &str, chrome: &Chrome) -> Rendered {
    let sessions = sessions.to_vec();
    document("Where you are signed in", chrome, || {
        let has_others = sessions.len() > 1;
        let rows = sessions
            .into_iter()
            .map(|session| session_view(session, op))
            .collect_view();
        let others_op = format!("{op}.others");
        let body = view! {
            <ul class="account-sessions" role="list">{rows}</ul>
            {has_others.then(|| view! {
                <form method="post" action="/account/sessions/others/end">
                    <input type="hidden" name="_op" value=others_op />
                    <SubmitButton label="Sign out all other browsers" kind=ButtonKind::Quiet />
                </form>
            })}
        };
        inside("Where you are signed in", HERE, news, op, chrome, body.into_any())
    })
}

fn session_view(session: SessionView, op: &str) -> impl IntoView + use<> {
    let id = session.customer_session_id;
    let op = format!("{op}.end.{id}");
    let device = session.device.clone();
    let end = (!session.is_this).then(|| {
        view! {
            <form method="post" action=format!("{HERE}/{id}/end")>
                <input type="hidden" name="_op" value=op />
                <button class="button is-plain" type="submit">
                    "Sign out" <span class="visually-hidden">": " {device}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="account-session">
            <div>
                <p>
                    <strong>{session.device}</strong>
                    {session.is_this.then_some(view! { <span class="account-mark">" This browser"</span> })}
                </p>
                <p class="account-quiet">"Last seen " {session.seen_text} ", signed in " {session.signed_in_text}</p>
            </div>
            {end}
        </li>
    }
}
