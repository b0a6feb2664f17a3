//! Which job is done by which verb.

use app::App;
use app::media::{AVIF_JOB, FETCH_JOB};
use app::stock::STOCK_JOB;
use domain::id::{MediaId, ProductId};
use store::job::Job;

/// Jobs that shoppers wait for.
pub const QUICK: &[&str] = &[FETCH_JOB, STOCK_JOB];
/// Jobs that take long and hurry nobody; in a lane of their own, so that they hold up nothing.
pub const SLOW: &[&str] = &[AVIF_JOB];

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Does one job.
pub async fn carry_out(app: &App, job: &Job) -> Result<(), Failure> {
    match job.kind.as_str() {
        FETCH_JOB => app::media::fetch(app, media_id(job)?).await?,
        AVIF_JOB => app::media::render_avif(app, media_id(job)?).await?,
        STOCK_JOB => app::stock::refresh(app, product_id(job)?).await?,
        other => return Err(format!("nobody knows how to do “{other}”").into()),
    }
    Ok(())
}

fn media_id(job: &Job) -> Result<MediaId, Failure> {
    let text = job
        .payload
        .get("media_id")
        .and_then(|value| value.as_str())
        .ok_or("the job names no media_id")?;
    Ok(text.parse()?)
}

fn product_id(job: &Job) -> Result<ProductId, Failure> {
    let text = job
        .payload
        .get("product_id")
        .and_then(|value| value.as_str())
        .ok_or("the job names no product_id")?;
    Ok(text.parse()?)
}
