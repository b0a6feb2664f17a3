//! A shop with a guest, a customer, an order that is paid and one that was sent; and what nobody may have changed.

use super::table::Who;
use crate::account::{ANA, register};
use crate::running_store::RunningStore;
use std::collections::BTreeMap;
use testkit::browser::Browser;
use testkit::browser::page::field;
use testkit::browser::purchase::{add_to_cart, buy, fill_in, place};
use testkit::{TestDb, TestShop, invariants};
use uuid::Uuid;

/// What only the merchant changes.
const OF_THE_MERCHANT: &str = "select md5(concat_ws('|',
    (select string_agg(t::text, ',' order by t::text) from prices t),
    (select string_agg(t::text, ',' order by t::text) from price_lists t),
    (select string_agg(t::text, ',' order by t::text) from markets t),
    (select string_agg(t::text, ',' order by t::text) from shops t),
    (select string_agg(t::text, ',' order by t::text) from tax_rates t),
    (select string_agg(t::text, ',' order by t::text) from delivery_rates t),
    (select string_agg(t::text, ',' order by t::text) from promotions t),
    (select string_agg(t::text, ',' order by t::text) from promotion_codes t),
    (select string_agg(t::text, ',' order by t::text) from tender_accounts t),
    (select string_agg(t::text, ',' order by t::text) from customer_group_members t),
    (select string_agg(t::text, ',' order by t::text) from products t),
    (select string_agg(t::text, ',' order by t::text) from variants t),
    (select string_agg(c.email, ',' order by c.email) from customers c)))";

/// Orders that do not come to what this test works out: a ring is 20.00, a hat 35.00, and sending is 4.95 below 50.00.
const WRONG_ORDERS: &str = "select count(*)
    from orders o
    left join (
        select order_id, sum(quantity * case product_handle when 'ring' then 2000 else 3500 end) as goods
        from order_lines
        group by order_id
    ) l using (order_id)
    where o.total_minor is distinct from l.goods + case when l.goods >= 5000 then 0 else 495 end
       or o.due_minor <> o.total_minor
       or o.currency <> 'EUR'
       or (o.customer_id is not null and o.email <> 'shopper@example.com')";

/// The same for the cart that is open, minor units; 0 for an empty one.
const OPEN_CART: &str = "select coalesce((
        select goods + case when goods >= 5000 then 0 else 495 end
        from (
            select sum(i.quantity * case p.handle when 'ring' then 2000 else 3500 end)::bigint as goods
            from line_items i
            join carts c using (cart_id)
            join variants v using (variant_id)
            join products p using (product_id)
            where c.completed_at is null
              and c.completing_at is null
        ) g
    ), 0)";

const UNITS: &str = "select coalesce(sum(quantity), 0)::bigint from line_items";

/// Everything that a visit needs.
pub struct World {
    pub store: RunningStore,
    words: BTreeMap<&'static str, String>,
    guest: Browser,
    customer: Browser,
    of_the_merchant: String,
}

impl World {
    pub async fn open(functions: &[(&'static str, &str)]) -> Self {
        let db = TestDb::create().await;
        let shop = TestShop::open(&db.pool).await;
        let ring = shop.product("ring").stock(100_000).create().await[0].to_string();
        shop.product("hat").price(3500).stock(100_000).create().await;
        let delivery = shop.standard_delivery_id.to_string();
        let store = RunningStore::start(db, &[]);
        let (guest, mut customer) = (store.browser(), store.browser());
        register(&store, &mut customer).await;
        let mut words: BTreeMap<&'static str, String> = functions
            .iter()
            .map(|(name, path)| (*name, (*path).to_owned()))
            .collect();
        words.insert("$order", buy(&mut store.browser(), &ring, &delivery).await.unwrap());
        words.insert("$sent", buy(&mut store.browser(), &ring, &delivery).await.unwrap());
        let number = store.count("select max(order_number) from orders").await.to_string();
        store.run(&["orders", "fulfil", &number]).unwrap();
        let mut payer = store.browser();
        add_to_cart(&mut payer, &ring).await.unwrap();
        let review = fill_in(&mut payer, &delivery).await.unwrap();
        words.insert("$page", place(&mut payer, &review).await.unwrap());
        let hat = store.browser().get("/products/hat").await.unwrap().text();
        words.insert("$other_quote", field(&hat, "quote").unwrap());
        words.insert("$nobody", Uuid::nil().to_string());
        words.insert("$ring", ring);
        words.insert("$delivery", delivery);
        let mut world = Self {
            of_the_merchant: String::new(),
            store,
            words,
            guest,
            customer,
        };
        world.learn().await;
        world.of_the_merchant = world.text(OF_THE_MERCHANT).await;
        world
    }

    async fn learn(&mut self) {
        let address = [
            ("name", "Robin Shopper"),
            ("line1", "Unter den Linden 1"),
            ("city", "Berlin"),
            ("postal_code", "10117"),
            ("country", "DE"),
        ];
        self.customer.submit("/account/addresses", &address).await.unwrap();
        for (word, query) in [
            ("$address", "select customer_address_id::text from customer_addresses"),
            ("$market", "select code from markets"),
            (
                "$attempt",
                "select payment_attempt_id::text from payment_attempts order by created_at desc limit 1",
            ),
            (
                "$sent_line",
                "select order_line_id::text from order_lines where shipped_quantity > 0",
            ),
        ] {
            let found = self.text(query).await;
            self.words.insert(word, found);
        }
    }

    async fn text(&self, query: &'static str) -> String {
        sqlx::query_scalar(query).fetch_one(&self.store.db.pool).await.unwrap()
    }

    /// What a word of the table stands for.
    pub fn word(&self, name: &str) -> String {
        self.words[name].clone()
    }

    /// A form with its words.
    pub fn filled(&self, fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let mut filled: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, self.in_words(value)))
            .collect();
        filled.push(("_op", Uuid::now_v7().to_string()));
        filled
    }

    // The longest name first: `$sent` is how another begins.
    fn in_words(&self, text: &str) -> String {
        let words = self.words.iter().rev();
        words.fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// There is a ring in the guest's cart, and the table knows its line.
    pub async fn see_to_the_cart(&mut self) {
        if self.store.count(OPEN_CART).await == 0 {
            let ring = self.word("$ring");
            add_to_cart(&mut self.guest, &ring).await.unwrap();
            let delivery = self.word("$delivery");
            fill_in(&mut self.guest, &delivery).await.unwrap();
        }
        let line = self
            .text(
                "select line_item_id::text
                 from line_items
                 join carts using (cart_id)
                 where completed_at is null
                   and completing_at is null",
            )
            .await;
        self.words.insert("$line", line);
    }

    /// Units in all carts.
    pub async fn units(&self) -> i64 {
        self.store.count(UNITS).await
    }

    /// Sends a form, which may be refused but breaks nothing, and looks whether anything is not as it must be.
    pub async fn send(&mut self, route: &str, path: &str, who: Who, fields: &[(&'static str, String)]) {
        let path = self.in_words(path);
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| (self.in_words(name), value.clone()))
            .collect();
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = match who {
            Who::Guest => self.guest.post(&path, &pairs).await,
            Who::Customer => self.customer.post(&path, &pairs).await,
            Who::Island => self.guest.post_json(&path, &json(&pairs)).await,
        };
        let answer = answer.unwrap();
        assert!(
            answer.status.as_u16() < 500,
            "{route} answered {} to {pairs:?}: {}",
            answer.status,
            answer.text()
        );
        self.check(route).await;
    }

    /// Nothing that is not the sender's to decide has changed, and every sum is what it must be.
    pub async fn check(&mut self, after: &str) {
        assert_eq!(self.text(OF_THE_MERCHANT).await, self.of_the_merchant, "{after}");
        assert_eq!(self.store.count(WRONG_ORDERS).await, 0, "{after}");
        let odd = "select count(*) from line_items where quantity not between 1 and 99";
        assert_eq!(self.store.count(odd).await, 0, "{after}");
        let own = self.store.count(OPEN_CART).await;
        if own > 0 {
            let page = self.guest.get("/checkout").await.unwrap().text();
            let told = field(&page, "expected_total_minor");
            assert_eq!(told, Some(own.to_string()), "{after}");
        }
    }

    pub async fn close(self) {
        let ours = format!("select email from customers where email = '{ANA}'");
        let known: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(ours))
            .fetch_all(&self.store.db.pool)
            .await
            .unwrap();
        assert_eq!(known.len(), 1);
        invariants::check(&self.store.db.pool).await;
        self.store.close().await;
    }
}

// Numbers as numbers, where they are some.
fn json(fields: &[(&str, &str)]) -> String {
    let members = fields.iter().map(|(name, value)| {
        let value = match *name {
            "quantity" => (*value).to_owned(),
            _ => format!("{value:?}"),
        };
        format!("{name:?}:{value}")
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}
