//! Which job is done by which verb.

use app::App;
use app::media::{AVIF_JOB, FETCH_JOB};
use app::order::exchange::EXCHANGE_JOB;
use app::order::{CAPTURE_JOB, REFUND_JOB, RELEASE_JOB, RETURN_ORDER_JOB, RETURN_PAYMENT_JOB};
use app::stock::{STOCK_JOB, TELL_JOB};
use domain::id::{MediaId, OrderId, PaymentAttemptId, ProductId, RefundId, VariantId};
use domain::money::Money;
use store::job::Job;

/// Jobs that shoppers wait for.
pub const QUICK: &[&str] = &[
    FETCH_JOB,
    STOCK_JOB,
    REFUND_JOB,
    EXCHANGE_JOB,
    RELEASE_JOB,
    TELL_JOB,
    CAPTURE_JOB,
    RETURN_ORDER_JOB,
    RETURN_PAYMENT_JOB,
];
/// Jobs that move money: never given up, and a person is told when they are late.
const MONEY: &[&str] = &[
    CAPTURE_JOB,
    RELEASE_JOB,
    REFUND_JOB,
    EXCHANGE_JOB,
    RETURN_ORDER_JOB,
    RETURN_PAYMENT_JOB,
];

/// Jobs that take long and hurry nobody; in a lane of their own, so that they hold up nothing.
pub const SLOW: &[&str] = &[AVIF_JOB];

/// Why a job was not done.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Whether somebody's money waits for a job.
pub fn moves_money(job: &Job) -> bool {
    MONEY.contains(&job.kind.as_str())
}

/// Does one job.
pub async fn carry_out(app: &App, job: &Job) -> Result<(), Failure> {
    match job.kind.as_str() {
        FETCH_JOB => app::media::fetch(app, media_id(job)?).await?,
        AVIF_JOB => app::media::render_avif(app, media_id(job)?).await?,
        STOCK_JOB => app::stock::refresh(app, product_id(job)?).await?,
        TELL_JOB => drop(app::stock::tell_waiting(app, variant_id(job)?).await?),
        REFUND_JOB => drop(app::order::settle_refund(app, refund_id(job)?).await?),
        EXCHANGE_JOB => app::order::exchange::settle(app, text(job, "exchange_id")?.parse()?).await?,
        RELEASE_JOB => app::order::release_authorization(app, order_id(job)?, attempt_id(job)?).await?,
        CAPTURE_JOB => {
            app::order::settle_capture(app, order_id(job)?, attempt_id(job)?, amount(job)?).await?;
        }
        RETURN_ORDER_JOB => app::order::return_late_order(app, order_id(job)?).await?,
        RETURN_PAYMENT_JOB => {
            let attempt_id = text(job, "attempt_id")?.parse()?;
            app::order::return_second_payment(app, order_id(job)?, attempt_id, amount(job)?).await?;
        }
        other => return Err(format!("nobody knows how to do “{other}”").into()),
    }
    Ok(())
}

fn media_id(job: &Job) -> Result<MediaId, Failure> {
    Ok(text(job, "media_id")?.parse()?)
}

fn product_id(job: &Job) -> Result<ProductId, Failure> {
    Ok(text(job, "product_id")?.parse()?)
}

fn variant_id(job: &Job) -> Result<VariantId, Failure> {
    Ok(text(job, "variant_id")?.parse()?)
}

fn refund_id(job: &Job) -> Result<RefundId, Failure> {
    Ok(text(job, "refund_id")?.parse()?)
}

fn order_id(job: &Job) -> Result<OrderId, Failure> {
    Ok(text(job, "order_id")?.parse()?)
}

// A job of an earlier version names none: then the order's is looked for.
fn attempt_id(job: &Job) -> Result<Option<PaymentAttemptId>, Failure> {
    let value = job.payload.get("attempt_id").cloned().unwrap_or_default();
    Ok(serde_json::from_value(value)?)
}

fn amount(job: &Job) -> Result<Money, Failure> {
    let value = job.payload.get("amount").cloned().unwrap_or_default();
    Ok(serde_json::from_value(value)?)
}

fn text<'a>(job: &'a Job, key: &str) -> Result<&'a str, Failure> {
    let value = job.payload.get(key).and_then(|value| value.as_str());
    value.ok_or_else(|| format!("the job names no {key}").into())
}
