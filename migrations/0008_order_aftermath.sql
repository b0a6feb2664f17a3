-- The life of an order after placement: parcels, refunds, returns, and who did what. SEMANTICS section 4 and R13.
-- Expand only: new tables, new columns with defaults, wider checks. Safe on a full database: the one index on an
-- existing table is partial and small.

-- Why and when an order was given up. First, so that the strongest lock on orders is taken before the weaker ones below.
alter table orders add column cancel_reason text check (length(cancel_reason) <= 200);
alter table orders add column cancelled_at timestamptz;

-- Who did what to an order: its timeline and its audit. Append-only; holds no personal data beyond names of staff.
create table order_events (
    order_event_id bigint generated always as identity primary key,
    order_id uuid not null references orders on delete cascade,
    at timestamptz not null,
    actor text not null check (actor in ('customer', 'staff', 'system')),
    actor_name text not null default '' check (length(actor_name) <= 100),
    type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
    data jsonb not null default '{}'
);
create index order_events_order on order_events (order_id, order_event_id);

-- Goods that leave one place together.
create table fulfilments (
    fulfilment_id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    stock_location_id uuid references stock_locations,
    -- The caller's name for it: a repetition finds the first one.
    client_ref text not null check (length(client_ref) between 1 and 255),
    created_at timestamptz not null,
    delivered_at timestamptz,
    unique (order_id, client_ref)
);

create table fulfilment_lines (
    fulfilment_id uuid not null references fulfilments on delete cascade,
    order_line_id uuid not null references order_lines on delete cascade,
    quantity integer not null check (quantity >= 1),
    primary key (fulfilment_id, order_line_id)
);
create index fulfilment_lines_line on fulfilment_lines (order_line_id);

-- A parcel of a fulfilment. The address is shown to shoppers, so it can only be a web address.
create table shipments (
    shipment_id uuid primary key,
    fulfilment_id uuid not null references fulfilments on delete cascade,
    carrier text not null check (length(carrier) between 1 and 80),
    tracking_number text not null check (length(tracking_number) between 1 and 100),
    tracking_url text check (length(tracking_url) <= 2000 and tracking_url ~ '^https://'),
    created_at timestamptz not null,
    unique (fulfilment_id, tracking_number)
);

-- Goods that come back; money is a refund's matter. Returned units never change what was shipped or delivered.
create table returns (
    return_id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    -- Counts from 1 in each order: people say "return 2 of order 1042".
    return_seq integer not null check (return_seq >= 1),
    client_ref text not null check (length(client_ref) between 1 and 255),
    state text not null check (state in ('requested', 'approved', 'rejected', 'in_transit', 'received', 'inspected', 'closed')),
    reason text not null check (reason in ('too_small', 'too_large', 'not_as_described', 'damaged', 'wrong_item', 'changed_mind', 'other')),
    note text not null default '' check (length(note) <= 500),
    -- What the shop tells the shopper, with an approval or a rejection.
    answer text not null default '' check (length(answer) <= 500),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (order_id, client_ref),
    unique (order_id, return_seq)
);
create index returns_open on returns (updated_at) where state not in ('rejected', 'closed');

create table return_lines (
    return_id uuid not null references returns on delete cascade,
    order_line_id uuid not null references order_lines on delete cascade,
    quantity integer not null check (quantity >= 1),
    -- Both 0 until inspected.
    restocked_quantity integer not null default 0 check (restocked_quantity >= 0),
    unusable_quantity integer not null default 0 check (unusable_quantity >= 0),
    primary key (return_id, order_line_id),
    check (restocked_quantity + unusable_quantity in (0, quantity))
);
create index return_lines_line on return_lines (order_line_id);

-- Money given back. The row exists before the provider is called, and the provider's key is derived from its id.
create table refunds (
    refund_id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    -- Whose money: a refund goes back the way it came.
    payment_attempt_id uuid not null references payment_attempts,
    client_ref text not null check (length(client_ref) between 1 and 255),
    -- SHA-256 of what was asked for: the same reference for something else is refused.
    fingerprint bytea not null check (length(fingerprint) = 32),
    currency char(3) not null,
    amount_minor bigint not null check (amount_minor > 0),
    goods_minor bigint not null default 0 check (goods_minor >= 0),
    delivery_minor bigint not null default 0 check (delivery_minor >= 0),
    -- Goodwill above zero; below zero what the shop keeps back, or what an earlier goodwill has given already.
    adjustment_minor bigint not null default 0,
    -- Of the amount, for the tax return.
    tax_minor bigint not null default 0 check (tax_minor >= 0),
    reason text not null default '' check (length(reason) <= 200),
    state text not null check (state in ('requested', 'succeeded', 'failed', 'unknown')),
    provider_reference text,
    failure_code text,
    return_id uuid references returns,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint refunds_client_ref unique (order_id, client_ref),
    check (amount_minor = goods_minor + delivery_minor + adjustment_minor),
    check ((state = 'succeeded') = (provider_reference is not null)),
    check ((state = 'failed') = (failure_code is not null))
);
-- The delivery is given back once.
create unique index refunds_delivery on refunds (order_id) where delivery_minor > 0 and state <> 'failed';
-- What the worker asks about.
create index refunds_open on refunds (updated_at) where state in ('requested', 'unknown');

create table refund_lines (
    refund_id uuid not null references refunds on delete cascade,
    order_line_id uuid not null references order_lines on delete cascade,
    units integer not null check (units >= 1),
    amount_minor bigint not null check (amount_minor >= 0),
    tax_minor bigint not null check (tax_minor >= 0),
    primary key (refund_id, order_line_id)
);
create index refund_lines_line on refund_lines (order_line_id);

-- R13: one row a unit that was given back. The key is what keeps a slot from being refunded twice; a refund that
-- certainly failed gives its slots free.
create table refund_slots (
    order_line_id uuid not null references order_lines on delete cascade,
    slot integer not null check (slot >= 0),
    refund_id uuid not null references refunds on delete cascade,
    amount_minor bigint not null check (amount_minor >= 0),
    tax_minor bigint not null check (tax_minor >= 0),
    primary key (order_line_id, slot)
);
create index refund_slots_refund on refund_slots (refund_id);

alter table inventory_movements drop constraint inventory_movements_kind_check;
alter table inventory_movements add constraint inventory_movements_kind_check
    check (kind in ('initial', 'import', 'hold', 'release', 'allocate', 'deallocate', 'ship', 'restock', 'recount', 'adjust'))
    not valid;
alter table inventory_movements validate constraint inventory_movements_kind_check;

-- The test provider's books: refunds of its charges, one effect a key.
create table test_provider.refunds (
    provider_refund_id uuid primary key,
    idempotency_key text not null unique,
    fingerprint bytea not null,
    charge_id uuid not null references test_provider.charges,
    amount_minor bigint not null check (amount_minor > 0),
    currency char(3) not null,
    requests integer not null default 1,
    created_at timestamptz not null
);
create index refunds_charge on test_provider.refunds (charge_id);

-- What must hold after anything that is done to an order (RELIABILITY section 3): a row is a broken rule.
create view order_violations (rule, subject) as
    select '6: no more is given back than was captured', o.order_id::text
    from orders o
    join (
        select order_id, sum(amount_minor) as minor
        from refunds
        where state <> 'failed'
        group by order_id
    ) r using (order_id)
    where r.minor > o.captured_minor
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
    where (r.state = 'succeeded')::integer <> (
        select count(*)
        from payment_transactions t
        where t.payment_attempt_id = r.payment_attempt_id
          and t.kind = 'refund'
          and t.provider_reference = r.provider_reference
          and t.amount_minor = r.amount_minor
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
              o.captured_minor <> (
                  select coalesce(sum(r.amount_minor), 0)
                  from refunds r
                  where r.order_id = o.order_id
                    and r.state <> 'failed'
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
