//! What must be true of money, stock and orders after anything that a test does to them (RELIABILITY section 3).
//!
//! Every check is a query that finds the rows that break a rule, so that a failure names them. Numbers as there; 6 and
//! parts of 1 are constraints of the schema as well.

use sqlx::PgPool;

/// (number and rule, query for the ids of what breaks it).
const RULES: &[(&str, &str)] = &[
    (
        "1, 2, 3: stock adds up, and nobody is promised what is not there",
        "select rule || ': ' || subject from stock_violations",
    ),
    (
        "4: every charge belongs to an order, or an alert says that it does not",
        "select s.attempt_id::text
         from test_provider.charges c
         join test_provider.sessions s using (session_id)
         left join payment_attempts a on a.payment_attempt_id = s.attempt_id
         left join payment_transactions t on t.payment_attempt_id = s.attempt_id
             and t.kind = 'capture' and t.amount_minor = c.amount_minor and t.currency = c.currency
         left join orders o on o.order_id = t.order_id
         where (a.status is distinct from 'succeeded' or o.order_id is null or o.status = 'draft')
           and not exists (select from alerts x where x.subject = s.attempt_id::text)",
    ),
    (
        "4: every fact of a capture is a charge at the provider",
        "select t.payment_attempt_id::text
         from payment_transactions t
         join payment_attempts a using (payment_attempt_id)
         where t.kind = 'capture'
           and a.provider = 'test'
           and not exists (
               select
               from test_provider.charges c
               join test_provider.sessions s using (session_id)
               where s.attempt_id = t.payment_attempt_id
                 and c.amount_minor = t.amount_minor
                 and c.currency = t.currency
           )",
    ),
    (
        "4: an order that is paid has captured what was due",
        "select order_id::text
         from orders o
         where o.payment_status = 'paid'
           and (
               o.captured_minor <> o.due_minor
               or o.captured_minor <> (
                   select coalesce(sum(t.amount_minor), 0)
                   from payment_transactions t
                   where t.order_id = o.order_id
                     and t.kind = 'capture'
                     and t.currency = o.currency
               )
           )",
    ),
    (
        "4: an order that is placed is covered",
        "select order_id::text
         from orders
         where status not in ('draft', 'cancelled')
           and due_minor > captured_minor + authorized_minor
           -- Of what was set aside, the shop took a part, or the bank has let it go: a person knows.
           and not exists (
               select
               from payment_transactions t
               where t.order_id = orders.order_id
                 and t.kind = 'void'
           )",
    ),
    (
        "5: a shopper was sent to the one session of the attempt, and to none that was given up before",
        "select a.payment_attempt_id::text
         from payment_attempts a
         left join provider_sessions s using (payment_attempt_id)
         where a.provider = 'stripe'
           and a.provider_reference is not null
           and a.provider_reference is distinct from s.session_reference",
    ),
    (
        "4, 6: what the provider gave back is what an order knows of, or is being asked about",
        "select p.provider_refund_id::text
         from test_provider.refunds p
         left join refunds r on 'refund-' || r.refund_id::text = p.idempotency_key
         where r.refund_id is null
            or r.state = 'failed'
            or (r.amount_minor, r.currency) <> (p.amount_minor, p.currency)
         union all
         select r.refund_id::text
         from refunds r
         join payment_attempts a using (payment_attempt_id)
         where r.state = 'succeeded'
           and a.provider = 'test'
           and not exists (
               select
               from test_provider.refunds p
               where p.idempotency_key = 'refund-' || r.refund_id::text
           )",
    ),
    (
        "an order is in the currency of the market that it was placed in",
        "select o.order_id::text
         from orders o
         join markets m on m.code = o.market_code
         where o.currency <> m.currency",
    ),
    (
        "after placement",
        "select rule || ': ' || subject from order_violations",
    ),
    (
        "5: one capture an order, or an alert",
        "select t.order_id::text
         from payment_transactions t
         where t.kind = 'capture'
         group by t.order_id
         having count(*) > 1
            and not exists (
                select
                from payment_transactions u
                join alerts x on x.subject = u.payment_attempt_id::text
                where u.order_id = t.order_id
            )",
    ),
    (
        "5: at most one attempt of a cart is on its way",
        "select cart_id::text
         from payment_attempts
         where status in ('created', 'processing')
         group by cart_id
         having count(*) > 1",
    ),
    (
        "7: an order comes to the sum of its lines and its delivery",
        "select o.order_id::text
         from orders o
         join (
             select order_id, sum(gross_minor) as gross, sum(tax_minor) as tax, sum(list_minor) as list,
                    sum(discount_minor) as discount, sum(net_minor) as net
             from order_lines
             group by order_id
         ) l using (order_id)
         where o.total_minor <> l.gross + o.delivery_gross_minor
            or o.tax_minor <> l.tax + o.delivery_tax_minor
            or o.subtotal_minor <> l.list
            or o.discount_minor <> l.discount
            or o.total_minor <> case o.tax_basis
                when 'inclusive' then l.list - l.discount + o.delivery_gross_minor
                else l.list - l.discount + o.delivery_net_minor + o.tax_minor
            end",
    ),
    (
        "7: an order has lines, and their taxes add up",
        "select o.order_id::text
         from orders o
         left join order_lines l using (order_id)
         where l.order_id is null
            or l.tax_minor <> (
                select coalesce(sum((part ->> 'amount_minor')::bigint), 0)
                from jsonb_array_elements(l.taxes) part
            )",
    ),
    (
        "7: what promotions took of a line is its discount",
        "select l.order_id::text
         from order_lines l
         left join (
             select order_id, line_seq, sum(amount_minor) as taken
             from order_adjustments
             group by order_id, line_seq
         ) a using (order_id, line_seq)
         where l.discount_minor <> coalesce(a.taken, 0)",
    ),
    (
        "P-4: a promotion is counted for every order that has it, and used exactly when the order is placed",
        "select o.order_id::text
         from orders o
         left join lateral (
             select array_agg(distinct (a.promotion_id, a.code)::text) as kept
             from order_adjustments a
             where a.order_id = o.order_id
         ) a on true
         left join lateral (
             select array_agg(distinct (u.promotion_id, u.code)::text) as counted,
                    bool_or((u.state = 'used') <> (o.status <> 'draft')) as is_off
             from promotion_usages u
             where u.order_id = o.order_id
         ) u on true
         where a.kept is distinct from u.counted
            or u.is_off",
    ),
    (
        "9: every placed order has told so exactly once",
        "select o.order_id::text
         from orders o
         where (o.status <> 'draft')::integer <> (
             select count(*)
             from outbox_entries e
             where e.aggregate_type = 'order'
               and e.aggregate_id = o.order_id
               and e.type = 'order.placed'
         )",
    ),
    (
        "9: sequences run from 1 without a gap",
        "select aggregate_id::text
         from outbox_entries
         group by aggregate_type, aggregate_id
         having min(sequence) <> 1 or max(sequence) <> count(*)",
    ),
    (
        "P-1: a cart is marked exactly while it has a draft, and completed exactly when it has an order",
        "select c.cart_id::text
         from carts c
         left join orders o using (cart_id)
         where (c.completing_at is not null) <> coalesce(o.status = 'draft', false)
            or (c.completed_at is not null) <> coalesce(o.status <> 'draft', false)",
    ),
    (
        "11: an order is in the history of who had its cart, or has proven its address, and of nobody else",
        "select o.order_id::text
         from orders o
         join customers c using (customer_id)
         join carts k using (cart_id)
         where k.customer_id is distinct from o.customer_id
           and lower(o.email collate \"C\") <> lower(c.email collate \"C\")",
    ),
    (
        "11: no cart has two ways in: that of a guest and that of a customer",
        "select c.cart_id::text
         from carts c
         join customer_sessions s on s.cart_token_hash = c.token_hash",
    ),
    (
        "an address book that is not empty has a default",
        "select customer_id::text
         from customer_addresses
         group by customer_id
         having not bool_or(is_default)",
    ),
    (
        "P-2: every draft has an attempt on its way",
        "select o.order_id::text
         from orders o
         where o.status = 'draft'
           and not exists (
               select
               from payment_attempts a
               where a.order_id = o.order_id
                 and a.status in ('created', 'processing')
           )",
    ),
];

/// Checks every rule.
///
/// # Panics
/// With every rule that is broken, and by what.
pub async fn check(pool: &PgPool) {
    let mut broken = Vec::new();
    for (rule, query) in RULES {
        let rows: Vec<String> = sqlx::query_scalar(*query)
            .fetch_all(pool)
            .await
            .unwrap_or_else(|e| panic!("{rule}: {e}"));
        if !rows.is_empty() {
            broken.push(format!("{rule}: {}", rows.join(", ")));
        }
    }
    assert!(broken.is_empty(), "broken invariants:\n{}", broken.join("\n"));
}
