-- Gift cards and store credit: money that the shop owes somebody, and that pays orders beside a payment (R12). Expand only:
-- new tables, new columns with defaults, wider checks. Orders and refunds are read once, to see that the checks hold.

-- One row a gift card, and one a customer and currency for store credit.
create table tender_accounts (
    tender_account_id uuid primary key,
    kind text not null check (kind in ('gift_card', 'store_credit')),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    -- Taken by one conditional update each time; this is the last word against spending it twice.
    balance_minor bigint not null check (balance_minor >= 0),
    -- SHA-256 of a gift card's code: a leaked database gives nobody a card. The last four tell cards apart, for people.
    code_hash bytea unique check (length(code_hash) = 32),
    last_four text check (last_four ~ '^[0-9A-Z]{4}$'),
    initial_minor bigint check (initial_minor > 0),
    -- Good until before this moment; for ever without one.
    expires_at timestamptz,
    disabled_at timestamptz,
    -- Whose store credit it is; nobody's once the account was erased.
    customer_id uuid references customers on delete set null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (customer_id, currency),
    constraint tender_accounts_kind_fits check (
        case kind
            when 'gift_card' then num_nonnulls(code_hash, last_four, initial_minor) = 3 and customer_id is null
            else num_nonnulls(code_hash, last_four, initial_minor, expires_at, disabled_at) = 0
        end
    )
);
create index tender_accounts_last_four on tender_accounts (last_four) where last_four is not null;

-- Every change of a balance, append-only: the balance is their sum.
create table tender_entries (
    tender_entry_id bigint generated always as identity primary key,
    tender_account_id uuid not null references tender_accounts,
    kind text not null check (kind in ('issue', 'adjust', 'apply', 'release', 'refund')),
    amount_minor bigint not null check (amount_minor <> 0),
    -- Afterwards.
    balance_minor bigint not null check (balance_minor >= 0),
    -- What it was for. No foreign key: a draft that is rolled back goes, its entries stay.
    order_id uuid,
    refund_id uuid references refunds,
    -- The caller's name for an issue or an adjustment: a repetition finds the first one.
    client_ref text unique check (length(client_ref) between 1 and 255),
    actor_name text not null default '' check (length(actor_name) <= 100),
    note text not null default '' check (length(note) <= 200),
    created_at timestamptz not null,
    check (
        case kind
            when 'issue' then amount_minor > 0 and num_nonnulls(order_id, refund_id) = 0
            when 'adjust' then num_nonnulls(order_id, refund_id) = 0
            when 'apply' then amount_minor < 0 and order_id is not null
            when 'release' then amount_minor > 0 and order_id is not null
            else amount_minor > 0 and order_id is not null and refund_id is not null
        end
    )
);
create index tender_entries_account on tender_entries (tender_account_id, tender_entry_id);
-- What was taken for a draft comes back at most once, and so does what a refund gives. A draft that comes back with late
-- money takes a second time, and is never rolled back again.
create unique index tender_entries_release on tender_entries (order_id, tender_account_id) where kind = 'release';
create index tender_entries_by_refund on tender_entries (refund_id) where refund_id is not null;
create unique index tender_entries_refund on tender_entries (refund_id, tender_account_id) where kind = 'refund';

-- What a shopper wants to pay with: entered cards, and the choice to use store credit. Nothing is taken before placement.
create table cart_tenders (
    cart_id uuid not null references carts on delete cascade,
    tender_account_id uuid not null references tender_accounts on delete cascade,
    added_at timestamptz not null,
    primary key (cart_id, tender_account_id)
);
create index cart_tenders_account on cart_tenders (tender_account_id);

-- What paid an order beside the payment: written with the draft and never changed; goes with a draft that is rolled back.
create table order_tenders (
    order_id uuid not null references orders on delete cascade,
    position integer not null check (position >= 1),
    tender_account_id uuid not null references tender_accounts,
    -- As they were: the agreement stands for itself.
    kind text not null check (kind in ('gift_card', 'store_credit')),
    last_four text not null default '' check (length(last_four) <= 4),
    amount_minor bigint not null check (amount_minor > 0),
    primary key (order_id, position),
    unique (order_id, tender_account_id)
);
create index order_tenders_account on order_tenders (tender_account_id);

-- R11: what is due is the total less the tenders.
alter table orders add column tendered_minor bigint not null default 0 check (tendered_minor >= 0);
alter table orders add constraint orders_due check (due_minor + tendered_minor = total_minor) not valid;
alter table orders validate constraint orders_due;

-- A refund goes back to the payment and, beyond what came from there, to the tenders.
alter table refunds alter column payment_attempt_id drop not null;
alter table refunds add column tender_minor bigint not null default 0;
alter table refunds drop constraint refunds_check1;
alter table refunds
    add constraint refunds_tender_part check (tender_minor between 0 and amount_minor) not valid,
    add constraint refunds_payment_part check ((payment_attempt_id is null) = (tender_minor = amount_minor)) not valid,
    add constraint refunds_provider_reference
        check ((state = 'succeeded' and payment_attempt_id is not null) = (provider_reference is not null)) not valid;
alter table refunds validate constraint refunds_tender_part;
alter table refunds validate constraint refunds_payment_part;
alter table refunds validate constraint refunds_provider_reference;

create table refund_tenders (
    refund_id uuid not null references refunds on delete cascade,
    tender_account_id uuid not null references tender_accounts,
    amount_minor bigint not null check (amount_minor > 0),
    primary key (refund_id, tender_account_id)
);
create index refund_tenders_account on refund_tenders (tender_account_id);

-- What must hold after anything that is done to gift cards and store credit: a row is a broken rule.
create view tender_violations (rule, subject) as
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
    where case when r.state = 'succeeded' then t.amount_minor else 0 end <> (
            select coalesce(sum(e.amount_minor), 0)
            from tender_entries e
            where e.refund_id = t.refund_id
              and e.tender_account_id = t.tender_account_id
        )
       or coalesce(o.amount_minor, 0) < (
            select sum(u.amount_minor)
            from refund_tenders u
            join refunds s using (refund_id)
            where s.order_id = r.order_id
              and s.state <> 'failed'
              and u.tender_account_id = t.tender_account_id
        );

-- As before, where money may also have come from tenders.
create or replace view order_violations (rule, subject) as
    select '6: no more is given back than was captured', o.order_id::text
    from orders o
    join (
        select order_id, sum(amount_minor - tender_minor) as minor, sum(tender_minor) as tender_minor
        from refunds
        where state <> 'failed'
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
    where (r.state = 'succeeded' and r.payment_attempt_id is not null)::integer <> (
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

create or replace view violations (rule, subject) as
    select rule, subject from stock_violations
union all
    select rule, subject from order_violations
union all
    select rule, subject from tender_violations
union all
    select '4: an order that is paid has captured what was due', order_id::text
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
      )
union all
    select '4: an order that is placed is covered', order_id::text
    from orders
    where status not in ('draft', 'cancelled')
      and due_minor > captured_minor + authorized_minor
      -- Of what was set aside, the shop took a part, or the bank has let it go: a person knows.
      and not exists (
          select
          from payment_transactions t
          where t.order_id = orders.order_id
            and t.kind = 'void'
      )
      -- Late money came, but the gift card had been spent meanwhile: a person knows.
      and not exists (
          select
          from payment_attempts a
          join alerts x on x.subject = a.payment_attempt_id::text
          where a.order_id = orders.order_id
      )
union all
    select '5: a shopper was sent to the one session of the attempt, and to none that was given up before',
           a.payment_attempt_id::text
    from payment_attempts a
    left join provider_sessions s using (payment_attempt_id)
    where a.provider = 'stripe'
      and a.provider_reference is not null
      and a.provider_reference is distinct from s.session_reference
union all
    select 'an order is in the currency of the market that it was placed in', o.order_id::text
    from orders o
    join markets m on m.code = o.market_code
    where o.currency <> m.currency
union all
    select '5: one capture an order, or an alert', t.order_id::text
    from payment_transactions t
    where t.kind = 'capture'
    group by t.order_id
    having count(*) > 1
       and not exists (
           select
           from payment_transactions u
           join alerts x on x.subject = u.payment_attempt_id::text
           where u.order_id = t.order_id
       )
union all
    select '5: at most one attempt of a cart is on its way', cart_id::text
    from payment_attempts
    where status in ('created', 'processing')
    group by cart_id
    having count(*) > 1
union all
    select '7: an order comes to the sum of its lines and its delivery', o.order_id::text
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
       end
union all
    select '7: an order has lines, and their taxes add up', o.order_id::text
    from orders o
    left join order_lines l using (order_id)
    where l.order_id is null
       or l.tax_minor <> (
           select coalesce(sum((part ->> 'amount_minor')::bigint), 0)
           from jsonb_array_elements(l.taxes) part
       )
union all
    select '7: what promotions took of a line is its discount', l.order_id::text
    from order_lines l
    left join (
        select order_id, line_seq, sum(amount_minor) as taken
        from order_adjustments
        group by order_id, line_seq
    ) a using (order_id, line_seq)
    where l.discount_minor <> coalesce(a.taken, 0)
union all
    select 'P-4: a promotion is counted for every order that has it, and used exactly when the order is placed',
           o.order_id::text
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
       or u.is_off
union all
    select '9: every placed order has told so exactly once', o.order_id::text
    from orders o
    where (o.status <> 'draft')::integer <> (
        select count(*)
        from outbox_entries e
        where e.aggregate_type = 'order'
          and e.aggregate_id = o.order_id
          and e.type = 'order.placed'
    )
union all
    select '9: sequences run from 1 without a gap', aggregate_id::text
    from outbox_entries
    group by aggregate_type, aggregate_id
    having min(sequence) <> 1 or max(sequence) <> count(*)
union all
    select 'P-1: a cart is marked exactly while it has a draft, and completed exactly when it has an order',
           c.cart_id::text
    from carts c
    left join orders o using (cart_id)
    where (c.completing_at is not null) <> coalesce(o.status = 'draft', false)
       or (c.completed_at is not null) <> coalesce(o.status <> 'draft', false)
union all
    select '11: an order is in the history of who had its cart, or has proven its address, and of nobody else',
           o.order_id::text
    from orders o
    join customers c using (customer_id)
    join carts k using (cart_id)
    where k.customer_id is distinct from o.customer_id
      and lower(o.email collate "C") <> lower(c.email collate "C")
union all
    select '11: no cart has two ways in: that of a guest and that of a customer', c.cart_id::text
    from carts c
    join customer_sessions s on s.cart_token_hash = c.token_hash
union all
    select 'an address book that is not empty has a default', customer_id::text
    from customer_addresses
    group by customer_id
    having not bool_or(is_default)
union all
    select 'P-2: every draft has an attempt on its way', o.order_id::text
    from orders o
    where o.status = 'draft'
      and not exists (
          select
          from payment_attempts a
          where a.order_id = o.order_id
            and a.status in ('created', 'processing')
      );
