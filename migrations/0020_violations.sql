-- What must be true at every commit, whatever was done (RELIABILITY section 3): a row is a broken rule and what breaks it.
-- Numbers are those of that section. Read by `vitrine doctor --deep` and after tests of services. Views only.
create view violations (rule, subject) as
    select rule, subject from stock_violations
union all
    select rule, subject from order_violations
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
