//! The shop's books, as they stand in the database.

use sqlx::PgPool;
use uuid::Uuid;

/// A placed order or what became of it.
#[derive(sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "named as its column")]
pub struct Order {
    pub order_id: Uuid,
    pub access_token: String,
    pub status: String,
    pub number: Option<i64>,
    pub due_minor: i64,
    pub authorized_minor: i64,
}

/// A line of one.
#[derive(sqlx::FromRow)]
pub struct Line {
    pub order_id: Uuid,
    pub variant_id: Uuid,
    pub quantity: i32,
    /// Promised and not gone out, where the order has goods at all.
    pub promised: i64,
}

/// Money that the shop knows of.
#[derive(sqlx::FromRow)]
pub struct Fact {
    pub attempt_id: Uuid,
    pub kind: String,
    pub minor: i64,
    pub order_id: Option<Uuid>,
}

/// Money that the shop gives back.
#[derive(sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "named as its column")]
pub struct Refund {
    pub refund_id: Uuid,
    pub state: String,
    pub minor: i64,
}

/// Stock.
#[derive(sqlx::FromRow)]
pub struct Level {
    pub variant_id: Uuid,
    pub on_hand: i64,
    pub allocated: i64,
}

/// All of it.
pub struct Books {
    pub orders: Vec<Order>,
    pub lines: Vec<Line>,
    pub facts: Vec<Fact>,
    pub refunds: Vec<Refund>,
    pub levels: Vec<Level>,
    /// Orders to which a confirmation was written, once for each.
    pub confirmed: Vec<Uuid>,
}

impl Books {
    pub async fn read(pool: &PgPool) -> Self {
        Self {
            orders: rows(
                pool,
                "select order_id, access_token, status, order_number as number, due_minor, authorized_minor
                 from orders
                 order by order_id",
            )
            .await,
            lines: rows(
                pool,
                "select order_id, variant_id, quantity,
                        case when exists (
                            select from reservations r where r.order_id = l.order_id and r.variant_id = l.variant_id
                        )
                        then quantity - cancelled_quantity - shipped_quantity
                        else 0
                        end::bigint as promised
                 from order_lines l
                 order by order_id, line_seq",
            )
            .await,
            facts: rows(
                pool,
                "select payment_attempt_id as attempt_id, kind, amount_minor as minor, order_id
                 from payment_transactions
                 order by payment_transaction_id",
            )
            .await,
            refunds: rows(
                pool,
                "select refund_id, state, amount_minor as minor from refunds order by refund_id",
            )
            .await,
            levels: rows(
                pool,
                "select variant_id, sum(on_hand)::bigint as on_hand, sum(allocated)::bigint as allocated
                 from inventory_levels
                 group by variant_id",
            )
            .await,
            confirmed: scalars(pool, "select order_id from mails where template = 'order_placed'").await,
        }
    }

    pub fn order(&self, order_id: Uuid) -> Option<&Order> {
        self.orders.iter().find(|order| order.order_id == order_id)
    }

    /// The sum of the facts of a kind about an attempt.
    pub fn sum(&self, attempt_id: Uuid, kind: &str) -> i64 {
        let facts = self.facts.iter();
        facts
            .filter(|fact| fact.attempt_id == attempt_id && fact.kind == kind)
            .map(|fact| fact.minor)
            .sum()
    }
}

async fn rows<T>(pool: &PgPool, query: &'static str) -> Vec<T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    sqlx::query_as(query).fetch_all(pool).await.expect("the books read")
}

async fn scalars<T>(pool: &PgPool, query: &'static str) -> Vec<T>
where
    (T,): for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    T: Send + Unpin,
{
    sqlx::query_scalar(query).fetch_all(pool).await.expect("the books read")
}
