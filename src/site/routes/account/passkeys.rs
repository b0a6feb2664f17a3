//! The page of the passkeys.

use super::{Asked, Id, Making, present, recall};
use crate::SiteState;
use crate::pages::account::passkeys_page;
use crate::routes::answer::failed;
use crate::visitor::Visitor;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;

pub(super) async fn passkeys(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let passkeys = match app::customer::list_passkeys(&state.app, &signed_in).await {
        Ok(passkeys) => passkeys,
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let typed = recall(&state, &visitor, "passkey", &asked).await.unwrap_or_default();
    let making = Making::begin(&state, &visitor, "/account/passkeys", id).await?;
    let page = passkeys_page(
        &passkeys,
        app::customer::has_passkeys(&state.app).then_some(signed_in.email.as_str()),
        &typed,
        making.news.clone(),
        &making.op,
        &making.chrome,
    );
    Ok(making.answer(&typed, page))
}
