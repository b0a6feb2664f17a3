//! "Are you sure?" A button opens a native dialog as a popover, which needs no script: Esc and a click beside it close it,
//! and the focus goes back to the button.

use leptos::prelude::*;

/// A button, and the dialog that it opens: what will happen, a form that does it, a way out.
#[component]
pub fn ConfirmDialog(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// The button's words.
    #[prop(into)]
    button: String,
    /// What the form asks.
    #[prop(into)]
    title: String,
    /// What will happen.
    #[prop(into)]
    text: String,
    /// The form's address.
    #[prop(into)]
    action: String,
    /// The words of the button that does it.
    #[prop(into)]
    confirm: String,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let (opened, closed, labelled) = (id.clone(), id.clone(), title_id.clone());
    view! {
        <button type="button" class="button is-danger" popovertarget=opened>{button}</button>
        <dialog class="dialog" id=id popover="auto" aria-labelledby=labelled>
            <h2 id=title_id>{title}</h2>
            <p>{text}</p>
            <form method="post" action=action class="dialog-ways">
                <button type="submit" class="button is-primary" autofocus=true>{confirm}</button>
                <button type="button" class="button" popovertarget=closed popovertargetaction="hide">"Cancel"</button>
            </form>
        </dialog>
    }
}
