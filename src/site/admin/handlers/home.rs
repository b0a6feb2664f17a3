//! The first page, and the parts that all pages are made of.

use super::super::answer::Making;
use super::super::table::Present;
use super::super::visit::Visit;
use crate::SiteState;
use crate::pages::admin::{home_page, style_guide_page};
use axum::extract::State;
use axum::response::Response;

pub(in crate::admin) async fn home(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
) -> Result<Response, Response> {
    let making = Making::begin(&state, &visit, Some(&present), "/admin").await?;
    let page = home_page(&making.frame);
    Ok(making.answer(page))
}

pub(in crate::admin) async fn style_guide(
    State(state): State<SiteState>,
    visit: Visit,
    present: Present,
) -> Result<Response, Response> {
    let making = Making::begin(&state, &visit, Some(&present), "/admin/style-guide").await?;
    let page = style_guide_page(&making.frame);
    Ok(making.answer(page))
}
