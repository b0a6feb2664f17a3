-- Money back as store credit, and exchanges: a return whose value pays for a new order. Expand only: new tables, new
-- columns that are null or have defaults, wider checks. Refunds are read once, to see that a check holds.

-- The value of an exchange lies in an account of its own, which only the order of the exchange can spend.
alter table tender_accounts drop constraint tender_accounts_kind_check;
alter table tender_accounts add constraint tender_accounts_kind_check
    check (kind in ('gift_card', 'store_credit', 'exchange')) not valid;
alter table tender_accounts validate constraint tender_accounts_kind_check;
alter table tender_accounts add constraint tender_accounts_exchange_is_nobodys
    check (kind <> 'exchange' or customer_id is null) not valid;
alter table tender_accounts validate constraint tender_accounts_exchange_is_nobodys;
alter table order_tenders drop constraint order_tenders_kind_check;
alter table order_tenders add constraint order_tenders_kind_check
    check (kind in ('gift_card', 'store_credit', 'exchange')) not valid;
alter table order_tenders validate constraint order_tenders_kind_check;

-- `credit`: a refund goes here instead of the way the money came. `draw`: a refund is paid from here; `undraw`: it failed.
alter table tender_entries drop constraint tender_entries_kind_check;
alter table tender_entries add constraint tender_entries_kind_check
    check (kind in ('issue', 'adjust', 'apply', 'release', 'refund', 'credit', 'draw', 'undraw')) not valid;
alter table tender_entries validate constraint tender_entries_kind_check;
alter table tender_entries drop constraint tender_entries_check;
alter table tender_entries add constraint tender_entries_check check (
    case kind
        when 'issue' then amount_minor > 0 and num_nonnulls(order_id, refund_id) = 0
        when 'adjust' then num_nonnulls(order_id, refund_id) = 0
        when 'apply' then amount_minor < 0 and order_id is not null
        when 'release' then amount_minor > 0 and order_id is not null
        when 'draw' then amount_minor < 0 and order_id is not null and refund_id is not null
        else amount_minor > 0 and order_id is not null and refund_id is not null
    end
) not valid;
alter table tender_entries validate constraint tender_entries_check;
-- A refund is given to a credit once, drawn from one once, and returned there once.
create unique index tender_entries_credit on tender_entries (refund_id, kind) where kind in ('credit', 'draw', 'undraw');

-- Where the money of a refund goes, beside the way it came. `payment_attempt_id` and `refund_tenders` say whose money it
-- is in each case; a refund to a credit asks no provider and gives no tender anything back.
alter table refunds
    add column credit_account_id uuid references tender_accounts,
    -- Paid from the credit of an exchange: it went there by an earlier refund of this order, and is not counted twice.
    add column drawn_account_id uuid references tender_accounts,
    add constraint refunds_drawn_elsewhere check (credit_account_id <> drawn_account_id) not valid,
    -- Goods and delivery were given back when the money went to the credit.
    add constraint refunds_drawn_has_no_goods
        check (drawn_account_id is null or (goods_minor = 0 and delivery_minor = 0)) not valid;
alter table refunds validate constraint refunds_drawn_elsewhere;
alter table refunds validate constraint refunds_drawn_has_no_goods;
create index refunds_credit on refunds (credit_account_id) where credit_account_id is not null;
create index refunds_drawn on refunds (drawn_account_id) where drawn_account_id is not null;
alter table refunds drop constraint refunds_provider_reference;
alter table refunds add constraint refunds_provider_reference check (
    (state = 'succeeded' and payment_attempt_id is not null and credit_account_id is null)
    = (provider_reference is not null)
) not valid;
alter table refunds validate constraint refunds_provider_reference;

-- What the customer wants for what comes back, where that is not exchanged.
alter table returns add column refund_to text not null default 'payment' check (refund_to in ('payment', 'store_credit'));

-- A return whose value pays for other goods. One at most for a return, one order at most for it.
create table exchanges (
    exchange_id uuid primary key,
    return_id uuid not null unique references returns on delete cascade,
    -- wanted: asked for; reserved: the return was approved and the goods are kept; credited: the value is in the account and
    -- waits for the order; placed and lapsed are final.
    state text not null check (state in ('wanted', 'reserved', 'credited', 'placed', 'lapsed')),
    -- The prepared cart, a guest's, in nobody's browser. Its order is the exchange's: one a cart, for ever.
    cart_id uuid unique references carts on delete set null,
    -- What opens that cart, as the address of an order does that.
    cart_token text unique check (length(cart_token) >= 32),
    tender_account_id uuid unique references tender_accounts,
    order_id uuid unique references orders,
    -- Until when goods are kept, or the difference can be paid.
    lapses_at timestamptz,
    lapse_reason text check (lapse_reason in ('sold_out', 'not_sold', 'rejected', 'not_sent', 'not_paid', 'given_up')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((state = 'lapsed') = (lapse_reason is not null)),
    check ((state = 'placed') = (order_id is not null)),
    check (state not in ('reserved', 'credited') or (cart_token is not null and lapses_at is not null)),
    check (state <> 'credited' or tender_account_id is not null),
    check (state <> 'placed' or tender_account_id is not null)
);
-- What the sweeper looks after.
create index exchanges_live on exchanges (updated_at) where state in ('reserved', 'credited');

-- For all units of a line of the return, as many of a variant.
create table exchange_lines (
    exchange_id uuid not null references exchanges on delete cascade,
    order_line_id uuid not null references order_lines on delete cascade,
    -- No foreign key: products may go, what was wanted stays.
    variant_id uuid not null,
    quantity integer not null check (quantity between 1 and 99),
    -- Its name then: "Ebbe Bikini, Coral / M".
    title text not null check (length(title) between 1 and 500),
    primary key (exchange_id, order_line_id)
);
create index exchange_lines_line on exchange_lines (order_line_id);

-- What must hold of exchanges: a row is a broken rule.
create view exchange_violations (rule, subject) as
    select 'Exchange: its units are all those of a line of its return', x.exchange_id::text
    from exchanges x
    join exchange_lines l using (exchange_id)
    left join return_lines r using (return_id, order_line_id)
    where l.quantity is distinct from r.quantity
union all
    select 'Exchange: it has the order of its cart, and no other', x.exchange_id::text
    from exchanges x
    join orders o on o.order_id = x.order_id
    where o.cart_id is distinct from x.cart_id
       or o.status = 'draft'
union all
    select 'Exchange: its value is credited once, by a refund of the order that it came from', x.exchange_id::text
    from exchanges x
    join returns r using (return_id)
    where x.tender_account_id is not null
      and 1 <> (
          select count(*)
          from refunds f
          where f.credit_account_id = x.tender_account_id
            and f.order_id = r.order_id
            and f.return_id = x.return_id
            and f.state = 'succeeded'
      )
union all
    select 'Exchange: its value pays for the order of its cart only', t.order_id::text
    from order_tenders t
    join orders o using (order_id)
    join tender_accounts a using (tender_account_id)
    left join exchanges x on x.tender_account_id = t.tender_account_id and x.cart_id = o.cart_id
    where a.kind = 'exchange'
      and x.exchange_id is null
union all
    select 'Exchange: one that lapsed keeps no goods', x.exchange_id::text
    from exchanges x
    join reservations r on r.cart_id = x.cart_id
    where x.state = 'lapsed'
union all
    select 'Exchange: it is credited only while its return is not rejected', x.exchange_id::text
    from exchanges x
    join returns r using (return_id)
    where (x.state in ('reserved', 'credited', 'placed') and r.state in ('requested', 'rejected'))
       or (x.state = 'wanted' and r.state <> 'requested');

-- As in 0022, where a refund may go to a credit or be drawn from one.
create or replace view tender_violations (rule, subject) as
    select 'R12: a balance is the sum of its entries', a.tender_account_id::text
    from tender_accounts a
    where a.balance_minor <> (
        select coalesce(sum(e.amount_minor), 0)
        from tender_entries e
        where e.tender_account_id = a.tender_account_id
    )
union all
    select 'R11: what is due is the total less the tenders', o.order_id::text
    from orders o
    where o.tendered_minor <> (
        select coalesce(sum(t.amount_minor), 0)
        from order_tenders t
        where t.order_id = o.order_id
    )
union all
    select 'R12: an order is paid in the currency of its tenders', t.order_id::text
    from order_tenders t
    join orders o using (order_id)
    join tender_accounts a using (tender_account_id)
    where a.currency <> o.currency
union all
    select 'R12: what an order has is taken exactly once, and nothing is taken for what is no order',
           coalesce(t.order_id, e.order_id)::text
    from order_tenders t
    full join (
        select order_id, tender_account_id, -sum(amount_minor) as minor
        from tender_entries
        where kind in ('apply', 'release')
        group by order_id, tender_account_id
    ) e using (order_id, tender_account_id)
    where coalesce(t.amount_minor, 0) <> coalesce(e.minor, 0)
union all
    select 'R12: the part of a refund that goes to tenders is the sum over them', r.refund_id::text
    from refunds r
    where r.tender_minor <> (
        select coalesce(sum(t.amount_minor), 0)
        from refund_tenders t
        where t.refund_id = r.refund_id
    )
union all
    select 'R12: a tender gets back what a refund gives it exactly once, and no more than it paid', t.refund_id::text
    from refund_tenders t
    join refunds r using (refund_id)
    left join order_tenders o on o.order_id = r.order_id and o.tender_account_id = t.tender_account_id
    where case when r.state = 'succeeded' and r.credit_account_id is null then t.amount_minor else 0 end <> (
            select coalesce(sum(e.amount_minor), 0)
            from tender_entries e
            where e.refund_id = t.refund_id
              and e.tender_account_id = t.tender_account_id
              and e.kind = 'refund'
        )
       or coalesce(o.amount_minor, 0) < (
            select sum(u.amount_minor)
            from refund_tenders u
            join refunds s using (refund_id)
            where s.order_id = r.order_id
              and s.state <> 'failed'
              and s.drawn_account_id is null
              and u.tender_account_id = t.tender_account_id
        )
union all
    select 'R12: a refund that goes to a credit is booked there exactly once, to the cent', r.refund_id::text
    from refunds r
    where r.credit_account_id is not null
      and case when r.state = 'succeeded' then r.amount_minor else 0 end <> (
          select coalesce(sum(e.amount_minor), 0)
          from tender_entries e
          where e.refund_id = r.refund_id
            and e.tender_account_id = r.credit_account_id
            and e.kind = 'credit'
      )
union all
    select 'R12: what is drawn from a credit is booked there exactly once, to the cent', r.refund_id::text
    from refunds r
    where r.drawn_account_id is not null
      and case when r.state = 'failed' then 0 else r.amount_minor end <> (
          select -coalesce(sum(e.amount_minor), 0)
          from tender_entries e
          where e.refund_id = r.refund_id
            and e.tender_account_id = r.drawn_account_id
            and e.kind in ('draw', 'undraw')
      )
union all
    select 'R12: a credit is in the currency of the refund that it comes from or pays', r.refund_id::text
    from refunds r
    join tender_accounts a on a.tender_account_id in (r.credit_account_id, r.drawn_account_id)
    where a.currency <> r.currency;

create or replace view order_violations (rule, subject) as
    select '6: no more is given back than was captured', o.order_id::text
    from orders o
    join (
        select order_id, sum(amount_minor - tender_minor) as minor, sum(tender_minor) as tender_minor
        from refunds
        where state <> 'failed'
          -- What is drawn from a credit was given back when it went there.
          and drawn_account_id is null
        group by order_id
    ) r using (order_id)
    where r.minor > o.captured_minor
       or r.tender_minor > o.tendered_minor
union all
    select '6: what an order has given back is the sum of its facts', o.order_id::text
    from orders o
    where o.refunded_minor <> (
        select coalesce(sum(t.amount_minor), 0)
        from payment_transactions t
        where t.order_id = o.order_id
          and t.kind = 'refund'
          and t.currency = o.currency
    )
union all
    select '6: a refund that succeeded is exactly one fact of its amount', r.refund_id::text
    from refunds r
    where (r.state = 'succeeded' and r.payment_attempt_id is not null and r.credit_account_id is null)::integer <> (
        select count(*)
        from payment_transactions t
        where t.payment_attempt_id = r.payment_attempt_id
          and t.kind = 'refund'
          and t.provider_reference = r.provider_reference
          and t.amount_minor = r.amount_minor - r.tender_minor
    )
union all
    select 'R13: the goods of a refund are its lines, and its lines are its slots', r.refund_id::text
    from refunds r
    where r.goods_minor <> (select coalesce(sum(l.amount_minor), 0) from refund_lines l where l.refund_id = r.refund_id)
       or exists (
           select
           from refund_lines l
           cross join lateral (
               select count(*) as units, coalesce(sum(s.amount_minor), 0) as amount, coalesce(sum(s.tax_minor), 0) as tax
               from refund_slots s
               where s.refund_id = l.refund_id
                 and s.order_line_id = l.order_line_id
           ) s
           where l.refund_id = r.refund_id
             and r.state <> 'failed'
             and (l.units, l.amount_minor, l.tax_minor) is distinct from (s.units, s.amount, s.tax)
       )
       or (r.state = 'failed' and exists (select from refund_slots s where s.refund_id = r.refund_id))
union all
    select 'R13: a line whose every unit is given back is given back to the unit', l.order_line_id::text
    from order_lines l
    join (
        select order_line_id, count(*) as units, max(slot) as last, sum(amount_minor) as minor, sum(tax_minor) as tax
        from refund_slots
        group by order_line_id
    ) s using (order_line_id)
    where s.last >= l.quantity
       or s.minor > l.gross_minor
       or (s.units = l.quantity and (s.minor, s.tax) <> (l.gross_minor, l.tax_minor))
union all
    select 'C: units shipped and delivered are those of the fulfilments', l.order_line_id::text
    from order_lines l
    left join (
        select fl.order_line_id, sum(fl.quantity) as shipped,
               coalesce(sum(fl.quantity) filter (where f.delivered_at is not null), 0) as delivered
        from fulfilment_lines fl
        join fulfilments f using (fulfilment_id)
        group by fl.order_line_id
    ) f using (order_line_id)
    where (l.shipped_quantity, l.delivered_quantity) <> (coalesce(f.shipped, 0), coalesce(f.delivered, 0))
union all
    select 'C: the status of the goods follows from the units', o.order_id::text
    from orders o
    join (
        select order_id, sum(quantity - cancelled_quantity) as n, sum(shipped_quantity) as s, sum(delivered_quantity) as d
        from order_lines
        group by order_id
    ) u using (order_id)
    where o.fulfilment_status <> case
        when n = 0 then 'not_required'
        when s = 0 then 'unfulfilled'
        when s < n then 'partially_fulfilled'
        when d < n then 'fulfilled'
        else 'delivered'
    end
union all
    select 'A: an order is completed exactly when goods, money and returns are settled', o.order_id::text
    from orders o
    where o.status in ('placed', 'completed')
      and (o.status = 'completed') <> (
          o.fulfilment_status in ('delivered', 'not_required')
          and o.payment_status in ('paid', 'partially_refunded', 'refunded', 'not_required')
          and not exists (
              select
              from returns r
              where r.order_id = o.order_id
                and r.state not in ('rejected', 'closed')
          )
      )
union all
    select 'A: a cancelled order has shipped nothing, holds no stock, and its money is going back', o.order_id::text
    from orders o
    where o.status = 'cancelled'
      and (
          exists (select from order_lines l where l.order_id = o.order_id and l.shipped_quantity > 0)
          or exists (select from reservations r where r.order_id = o.order_id)
          or (
              o.captured_minor + o.tendered_minor <> (
                  select coalesce(sum(r.amount_minor), 0)
                  from refunds r
                  where r.order_id = o.order_id
                    and r.state <> 'failed'
                    and r.drawn_account_id is null
              )
              -- A refund that failed, and money that came after all, have told a person.
              and not exists (
                  select
                  from alerts x
                  where x.subject in (
                      select refund_id::text from refunds where order_id = o.order_id
                      union all
                      select payment_attempt_id::text from payment_attempts where order_id = o.order_id
                  )
              )
          )
      )
union all
    select '2: no more is allocated to an order than is still to be sent', r.order_id::text
    from reservations r
    join orders o using (order_id)
    where r.state = 'allocated'
    group by r.order_id, r.variant_id
    having sum(r.quantity) > (
        select coalesce(sum(l.quantity - l.cancelled_quantity - l.shipped_quantity), 0)
        from order_lines l
        where l.order_id = r.order_id
          and l.variant_id = r.variant_id
    )
union all
    select 'Returns: no more comes back than went out', l.order_line_id::text
    from order_lines l
    join (
        select rl.order_line_id, sum(rl.quantity) as quantity
        from return_lines rl
        join returns r using (return_id)
        where r.state <> 'rejected'
          -- Closed without a look: the goods never came.
          and (r.state <> 'closed' or rl.restocked_quantity + rl.unusable_quantity > 0)
        group by rl.order_line_id
    ) r using (order_line_id)
    where r.quantity > l.shipped_quantity
union all
    select '9: every cancelled order has told so exactly once', o.order_id::text
    from orders o
    where (o.status = 'cancelled')::integer <> (
        select count(*)
        from outbox_entries e
        where e.aggregate_type = 'order'
          and e.aggregate_id = o.order_id
          and e.type = 'order.cancelled'
    );

-- As in 0023, where goods are kept for exchanges.
create or replace view stock_violations (rule, subject) as
    select 'S-12: ' || figure || ' is what it adds up to', variant_id || ' at ' || stock_location_id
    from stock_differences
union all
    select 'S-7: no more is promised than there is or may be back-ordered', variant_id::text
    from inventory_levels
    where allocated + held > on_hand + deficit + backorder_limit
union all
    select 'S-9: a deficit is no larger than it has to be', variant_id::text
    from inventory_levels
    where deficit > greatest(0, allocated + held - backorder_limit - on_hand)
union all
    select 'S-3: a cart that is being paid or was bought holds nothing of its own', r.cart_id::text
    from reservations r
    join carts c using (cart_id)
    where c.completing_at is not null
       or c.completed_at is not null
union all
    select 'S-3: a hold is never extended beyond an hour', reservation_id::text
    from reservations
    where state = 'held'
      and expires_at > created_at + interval '60 minutes'
      -- What is kept for an exchange waits for the goods that come back.
      and not exists (select from exchanges x where x.cart_id = reservations.cart_id)
union all
    select 'S-4: units in flight belong to a draft, allocated ones to an order', r.order_id::text
    from reservations r
    join orders o using (order_id)
    where (r.state = 'in_flight') <> (o.status = 'draft')
union all
    select 'Returns: what is sold again lies on a shelf', r.order_id::text
    from (
        select r.order_id, l.variant_id, sum(rl.restocked_quantity) as units
        from returns r
        join return_lines rl using (return_id)
        join order_lines l using (order_line_id)
        join variants v on v.variant_id = l.variant_id and v.tracks_inventory
        group by r.order_id, l.variant_id
    ) r
    join (
        select m.order_id, m.variant_id, coalesce(sum(m.on_hand_delta) filter (where m.kind = 'restock'), 0) as units
        from inventory_movements m
        where m.order_id in (select order_id from returns)
        group by m.order_id, m.variant_id
        having bool_or(m.kind = 'ship')
    ) m using (order_id, variant_id)
    where r.units <> m.units;

do $$
begin
    execute 'create or replace view violations (rule, subject) as '
        || rtrim(pg_get_viewdef('violations'::regclass), E'; \n')
        || ' union all select rule, subject from exchange_violations';
end
$$;
