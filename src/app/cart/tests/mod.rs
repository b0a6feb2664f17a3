//! The cart's verbs against a real database.

mod adding;
mod changing;
mod concurrency;
mod forgetting;
mod operations;
mod showing;
mod statements;

use super::{AddLine, AddLineError, CartChanged, SetQuantity, SetQuantityError, add_line, set_quantity, show_cart};
use crate::App;
use crate::scope::Scope;
use adapters::clock::Clock;
use domain::cart::CartView;
use domain::id::LineItemId;
use testkit::shop::test_time;
use testkit::{TestDb, TestShop};
use uuid::Uuid;

/// What a cart breaks that is marked by hand, without an order.
pub(crate) const MARKED_BY_HAND: &[&str] =
    &["P-1: a cart is marked exactly while it has a draft, and completed exactly when it has an order"];

/// A shop with one shopper in it.
pub(crate) struct World {
    pub db: TestDb,
    pub shop: TestShop,
    pub app: App,
    pub scope: Scope,
}

impl World {
    pub async fn open() -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let app = App::new(db.pool.clone(), Clock::manual(test_time()));
        Self {
            db,
            shop,
            app,
            scope: Scope::default(),
        }
    }

    /// A product of one variant.
    pub async fn variant(&self, handle: &str, price_minor: i64, stock: i32) -> Uuid {
        self.shop.product(handle).price(price_minor).stock(stock).create().await[0]
    }

    /// Adds as a browser would: without an operation id, keeping the token that comes back.
    pub async fn add(&mut self, variant: Uuid, quantity: u32) -> Result<CartChanged, AddLineError> {
        self.add_as(variant, quantity, "").await
    }

    pub async fn add_as(&mut self, variant: Uuid, quantity: u32, op: &str) -> Result<CartChanged, AddLineError> {
        let changed = add_line(
            &self.app,
            &self.scope,
            AddLine {
                variant_id: variant.into(),
                quantity,
                quote_id: None,
                op,
            },
        )
        .await?;
        if let Some(token) = &changed.new_token {
            self.scope.cart_token = Some(token.clone());
        }
        Ok(changed)
    }

    pub async fn set(&self, line: LineItemId, quantity: u32, op: &str) -> Result<CartChanged, SetQuantityError> {
        set_quantity(
            &self.app,
            &self.scope,
            SetQuantity {
                line_item_id: line,
                quantity,
                op,
            },
        )
        .await
    }

    pub async fn show(&self) -> CartView {
        show_cart(&self.app, &self.scope).await.unwrap()
    }

    pub async fn sql(&self, statement: &'static str) {
        sqlx::raw_sql(statement).execute(&self.db.pool).await.unwrap();
    }

    pub async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&self.db.pool).await.unwrap()
    }

    /// Somebody has counted: so many units of a product's variants lie there.
    pub async fn recount(&self, handle: &str, units: i32) {
        sqlx::query(
            "with noted as (
                 insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
                 select variant_id, stock_location_id, 'recount', $2 - on_hand
                 from inventory_levels
                 join variants using (variant_id)
                 join products using (product_id)
                 where handle = $1
                 returning variant_id
             )
             update inventory_levels l
             set on_hand = $2, deficit = greatest(0, allocated + held - backorder_limit - $2)
             from noted
             where l.variant_id = noted.variant_id",
        )
        .bind(handle)
        .bind(units)
        .execute(&self.db.pool)
        .await
        .unwrap();
    }

    pub async fn close(self) {
        drop(self.app);
        self.db.drop().await;
    }

    /// The same for a test that has broken exactly these rules on purpose.
    pub async fn close_broken(self, rules: &[&str]) {
        drop(self.app);
        self.db.drop_broken(rules).await;
    }
}

/// Units by line, in order.
pub(crate) fn quantities(cart: &CartView) -> Vec<u32> {
    cart.lines.iter().map(|line| line.quantity).collect()
}

/// Codes of what blocks checkout.
pub(crate) fn blocks(reasons: &[domain::cart::BlockingReason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code.as_str()).collect()
}
