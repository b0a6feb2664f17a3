//! The changes: each calls one verb.

use super::arguments::{Cancel, Exchange, Fulfil, Instead, Refund, Return, Task, Track, Units};
use super::{find, told};
use app::App;
use app::order::returns::{self, RequestReturn};
use app::order::{self, CancelUnits, RefundOrder, Which, get_record};
use domain::id::{OrderId, OrderLineId, VariantId};
use domain::money::Money;
use domain::order::{Actor, LineUnits, RefundTo, RefundWish, ReturnReason};
use store::order::Shipment;

/// Carries a change out and says of which order.
pub async fn change(app: &App, staff: String, task: Task) -> anyhow::Result<i64> {
    let who = Actor::Staff(staff);
    match task {
        Task::Cancel(asked) => cancel(app, &who, asked).await,
        Task::Fulfil(asked) => fulfil(app, &who, asked).await,
        Task::Track(asked) => track(app, &who, asked).await,
        Task::Deliver { number, parcel } => {
            let order_id = find(app, number).await?;
            order::deliver(app, &who, order_id, parcel).await.map_err(told)?;
            Ok(number)
        }
        Task::Refund(asked) => refund(app, &who, asked).await,
        Task::Capture { number, sent: true, .. } => capture_sent(app, &who, number).await,
        Task::Capture { number, amount, .. } => capture(app, &who, number, amount).await,
        Task::Hold { number } => hold(app, &who, number, true).await,
        Task::Release { number } => hold(app, &who, number, false).await,
        Task::Return(asked) => take_back(app, &who, asked).await,
        Task::Exchange(asked) => exchange(app, &who, asked).await,
        Task::List(_) | Task::Show { .. } | Task::Explain { .. } | Task::Verify(_) => {
            unreachable!("these change nothing")
        }
    }
}

async fn cancel(app: &App, who: &Actor, asked: Cancel) -> anyhow::Result<i64> {
    let order_id = find(app, asked.number).await?;
    if asked.lines.is_empty() {
        order::cancel(app, who, order_id, &asked.reason).await.map_err(told)?;
        return Ok(asked.number);
    }
    let Some(client_ref) = asked.client_ref else {
        anyhow::bail!("name this cancellation of units with --ref, so that repeating it does nothing");
    };
    let units = units(app, order_id, &asked.lines, LineUnits::unshipped).await?;
    let command = CancelUnits {
        units: &units,
        reason: &asked.reason,
        client_ref: &client_ref,
    };
    order::cancel_units(app, who, order_id, command).await.map_err(told)?;
    Ok(asked.number)
}

async fn fulfil(app: &App, who: &Actor, asked: Fulfil) -> anyhow::Result<i64> {
    let order_id = find(app, asked.number).await?;
    let client_ref = asked.client_ref.unwrap_or_else(adapters::rng::new_token);
    let units = units(app, order_id, &asked.lines, LineUnits::unshipped).await?;
    let which = if units.is_empty() {
        Which::All
    } else {
        Which::Units(&units)
    };
    order::fulfil(app, who, order_id, which, &client_ref)
        .await
        .map_err(told)?;
    Ok(asked.number)
}

async fn track(app: &App, who: &Actor, asked: Track) -> anyhow::Result<i64> {
    let order_id = find(app, asked.number).await?;
    let position = match asked.parcel {
        Some(position) => position,
        None => u32::try_from(get_record(app, order_id).await.map_err(told)?.fulfilments.len())?,
    };
    let parcel = Shipment {
        carrier: asked.carrier,
        tracking_number: asked.tracking_number,
        tracking_url: asked.url,
    };
    order::add_tracking(app, who, order_id, position, parcel)
        .await
        .map_err(told)?;
    Ok(asked.number)
}

async fn hold(app: &App, who: &Actor, number: i64, is_held: bool) -> anyhow::Result<i64> {
    let order_id = find(app, number).await?;
    order::hold(app, who, order_id, is_held).await.map_err(told)?;
    Ok(number)
}

async fn capture(app: &App, who: &Actor, number: i64, amount: Option<String>) -> anyhow::Result<i64> {
    let order_id = find(app, number).await?;
    let amount = match amount {
        Some(text) => Some(money(app, order_id, &text).await?),
        None => None,
    };
    order::capture(app, who, order_id, amount).await.map_err(told)?;
    Ok(number)
}

async fn capture_sent(app: &App, who: &Actor, number: i64) -> anyhow::Result<i64> {
    let order_id = find(app, number).await?;
    order::capture_sent(app, who, order_id).await.map_err(told)?;
    Ok(number)
}

/// An amount of the order's currency.
async fn money(app: &App, order_id: OrderId, text: &str) -> anyhow::Result<Money> {
    let record = get_record(app, order_id).await.map_err(told)?;
    Ok(Money::parse_decimal(text, record.detail.agreement.terms.currency)?)
}

async fn refund(app: &App, who: &Actor, asked: Refund) -> anyhow::Result<i64> {
    let order_id = find(app, asked.number).await?;
    let adjustment_minor = match &asked.amount {
        Some(text) => money(app, order_id, text).await?.minor,
        None => 0,
    };
    let wish = RefundWish {
        units: units(app, order_id, &asked.lines, |units| units.ordered).await?,
        delivery: asked.delivery,
        adjustment_minor,
    };
    let command = RefundOrder {
        wish,
        reason: &asked.reason,
        return_seq: asked.return_seq,
        to: asked.to.as_deref().map(goes_to),
        client_ref: &asked.client_ref,
    };
    order::refund(app, who, order_id, command).await.map_err(told)?;
    Ok(asked.number)
}

async fn take_back(app: &App, who: &Actor, asked: Return) -> anyhow::Result<i64> {
    let (number, done) = match asked {
        Return::Request {
            number,
            lines,
            reason,
            exchange,
            to,
            client_ref,
        } => {
            let order_id = find(app, number).await?;
            let Some(reason) = ReturnReason::from_word(&reason) else {
                anyhow::bail!("“{reason}” is not a reason; see --help");
            };
            let command = RequestReturn {
                units: &units(app, order_id, &lines, LineUnits::returnable).await?,
                reason,
                refund_to: goes_to(&to),
                instead: &instead(app, order_id, &exchange).await?,
                note: "",
                client_ref: &client_ref.unwrap_or_else(adapters::rng::new_token),
            };
            (number, returns::request(app, who, order_id, command).await.map(drop))
        }
        Return::Approve { which, answer } => {
            let order_id = find(app, which.number).await?;
            (
                which.number,
                returns::approve(app, who, order_id, which.return_seq, &answer).await,
            )
        }
        Return::Reject { which, answer } => {
            let order_id = find(app, which.number).await?;
            (
                which.number,
                returns::reject(app, who, order_id, which.return_seq, &answer).await,
            )
        }
        Return::Send(which) => {
            let order_id = find(app, which.number).await?;
            (which.number, returns::send(app, who, order_id, which.return_seq).await)
        }
        Return::Receive(which) => {
            let order_id = find(app, which.number).await?;
            (
                which.number,
                returns::receive(app, who, order_id, which.return_seq).await,
            )
        }
        Return::Inspect { which, restock } => {
            let order_id = find(app, which.number).await?;
            let restocked = units(app, order_id, &restock, |units| units.returned).await?;
            (
                which.number,
                returns::inspect(app, who, order_id, which.return_seq, &restocked).await,
            )
        }
        Return::Close(which) => {
            let order_id = find(app, which.number).await?;
            (which.number, returns::close(app, who, order_id, which.return_seq).await)
        }
    };
    done.map_err(told)?;
    Ok(number)
}

async fn exchange(app: &App, who: &Actor, asked: Exchange) -> anyhow::Result<i64> {
    match asked {
        Exchange::Credit(which) => {
            let order_id = find(app, which.number).await?;
            order::exchange::credit_now(app, who, order_id, which.return_seq)
                .await
                .map_err(told)?;
            Ok(which.number)
        }
        Exchange::GiveUp(which) => {
            let order_id = find(app, which.number).await?;
            order::exchange::give_up(app, who, order_id, which.return_seq)
                .await
                .map_err(told)?;
            Ok(which.number)
        }
        Exchange::PayOut { which, to } => {
            let order_id = find(app, which.number).await?;
            let to = to.as_deref().map(goes_to);
            order::exchange::pay_out_again(app, who, (order_id, which.return_seq), to)
                .await
                .map_err(told)?;
            Ok(which.number)
        }
    }
}

/// Variants by line, found by their stock codes.
async fn instead(app: &App, order_id: OrderId, asked: &[Instead]) -> anyhow::Result<Vec<(OrderLineId, VariantId)>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let lines = get_record(app, order_id).await.map_err(told)?.lines;
    let mut conn = app.pool.acquire().await?;
    let codes: Vec<_> = asked.iter().map(|it| it.sku.clone()).collect();
    let variants = store::inventory::list_by_sku(&mut conn, &codes).await?;
    let mut wanted = Vec::new();
    for it in asked {
        let line = lines.iter().find(|line| line.line_seq == it.line);
        let line = line.ok_or_else(|| anyhow::anyhow!("the order has no line {}", it.line))?;
        let variant_id = variants.get(&it.sku);
        let variant_id = variant_id.ok_or_else(|| anyhow::anyhow!("there is no variant “{}”", it.sku))?;
        wanted.push((line.order_line_id, *variant_id));
    }
    Ok(wanted)
}

/// The command line has checked the word.
fn goes_to(word: &str) -> RefundTo {
    match word {
        "store-credit" => RefundTo::StoreCredit,
        _ => RefundTo::Payment,
    }
}

/// Lines by their ids; a line without a count stands for all of its units that can be meant.
async fn units(
    app: &App,
    order_id: OrderId,
    asked: &[Units],
    all: fn(LineUnits) -> u32,
) -> anyhow::Result<Vec<(OrderLineId, u32)>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let lines = get_record(app, order_id).await.map_err(told)?.lines;
    asked
        .iter()
        .map(|units| {
            let line = lines.iter().find(|line| line.line_seq == units.line);
            let line = line.ok_or_else(|| anyhow::anyhow!("the order has no line {}", units.line))?;
            Ok((line.order_line_id, units.units.unwrap_or_else(|| all(line.units))))
        })
        .collect()
}
