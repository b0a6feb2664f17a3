-- More of what must be true at every commit (RELIABILITY section 3), and what must have been done by a moment. Numbers are
-- those of that section.

-- A limit that is lowered does not make earlier uses wrong: those after this moment count.
alter table promotion_codes
    add column updated_at timestamptz not null default now();

-- An agreement that late money has brought back stands, whatever was used up since (P-7): limits do not count there.
alter table promotion_usages
    add column is_waived boolean not null default false;

-- Rules over the whole history of stock, promotions, money and news. The view `violations` reads this one.
create view promise_violations (rule, subject) as
    -- What was promised and what has left, against all that ever came. Either side is written by other statements.
    select '3: of no variant more is sold than there ever was', l.variant_id::text
    from (
        select variant_id, sum(backorder_limit + deficit) as beyond
        from inventory_levels
        group by variant_id
    ) l
    left join (
        select variant_id,
               coalesce(sum(on_hand_delta) filter (where on_hand_delta > 0 and kind <> 'ship'), 0) as came,
               coalesce(-sum(on_hand_delta) filter (where kind = 'ship'), 0) as went
        from inventory_movements
        group by variant_id
    ) m using (variant_id)
    left join (
        select variant_id, sum(quantity) as promised
        from reservations
        where state = 'allocated'
        group by variant_id
    ) r using (variant_id)
    where coalesce(m.went, 0) + coalesce(r.promised, 0) > coalesce(m.came, 0) + l.beyond
union all
    select '3: no more has left for an order than its lines were sent', m.order_id::text
    from (
        select order_id, variant_id, -sum(on_hand_delta) as units
        from inventory_movements
        where kind = 'ship'
          and order_id is not null
        group by order_id, variant_id
    ) m
    left join (
        select order_id, variant_id, sum(shipped_quantity) as units
        from order_lines
        group by order_id, variant_id
    ) l using (order_id, variant_id)
    where m.units > coalesce(l.units, 0)
union all
    -- IN10: what is done to an order's stock is done once.
    select '2: what an order has of a variant is what the ledger gave and took', coalesce(m.order_id, r.order_id)::text
    from (
        select order_id, variant_id, stock_location_id, sum(allocated_delta) as units
        from inventory_movements
        where order_id is not null
        group by order_id, variant_id, stock_location_id
    ) m
    full join (
        select order_id, variant_id, stock_location_id, sum(quantity) as units
        from reservations
        where state = 'allocated'
        group by order_id, variant_id, stock_location_id
    ) r using (order_id, variant_id, stock_location_id)
    where coalesce(m.units, 0) <> coalesce(r.units, 0)
union all
    select '8: a promotion is used no more often than its limits allow, by all, by one customer, by one code',
           v.promotion_id || case when v.code = '' then '' else ' ' || v.code end
    from (
        select p.promotion_id, u.code,
               u.created_at >= p.updated_at
                   and count(*) over (partition by u.promotion_id order by u.created_at) > p.total_limit
               or u.created_at >= p.updated_at
                   and count(*) over (partition by u.promotion_id, u.email_hash order by u.created_at) > p.customer_limit
               or u.created_at >= c.updated_at
                   and count(*) over (partition by u.promotion_id, u.code order by u.created_at) > c.usage_limit
                   as is_beyond
        from promotion_usages u
        join promotions p using (promotion_id)
        left join promotion_codes c using (promotion_id, code)
        where not u.is_waived
    ) v
    where v.is_beyond
    group by v.promotion_id, v.code
union all
    select '9: what the history of an order says, the outbox has told as often', e.order_id::text
    from (
        select order_id, type, count(*) as times
        from order_events
        group by order_id, type
    ) e
    left join (
        select aggregate_id, type, count(*) as times
        from outbox_entries
        where aggregate_type = 'order'
        group by aggregate_id, type
    ) o on o.aggregate_id = e.order_id and o.type = e.type
    where e.times <> coalesce(o.times, 0)
union all
    select '10: a mail or a job that was given up says why', 'mail ' || mail_id
    from mails
    where state = 'dead'
      and coalesce(last_error, '') = ''
union all
    select '10: a mail or a job that was given up says why', 'job ' || job_id
    from jobs
    where state = 'dead'
      and coalesce(last_error, '') = ''
union all
    select 'B: the sums of an order are those of its facts', o.order_id::text
    from orders o
    cross join lateral (
        select coalesce(sum(t.amount_minor) filter (where t.kind = 'capture'), 0) as captured,
               coalesce(sum(t.amount_minor) filter (where t.kind = 'authorization'), 0)
                   - coalesce(sum(t.amount_minor) filter (where t.kind in ('capture', 'void')), 0) as open
        from payment_transactions t
        where t.order_id = o.order_id
          and t.currency = o.currency
    ) t
    where o.captured_minor <> t.captured
       or o.authorized_minor <> greatest(t.open, 0)
union all
    -- The table of SEMANTICS section 4, first match wins; tenders are money that was paid at placement.
    select 'B: the status of the money follows from the facts', o.order_id::text
    from orders o
    cross join lateral (
        select o.refunded_minor + coalesce(sum(r.tender_minor), 0) as given_back
        from refunds r
        where r.order_id = o.order_id
          and r.state = 'succeeded'
    ) r
    where o.status <> 'draft'
      and o.payment_status <> case
          when o.due_minor = 0 and o.captured_minor = 0 and r.given_back = 0 then 'not_required'
          when o.due_minor > 0 and o.captured_minor = 0 and o.authorized_minor = 0 then case
              when exists (
                  select
                  from payment_transactions t
                  where t.order_id = o.order_id
                    and t.kind = 'void'
              ) then 'voided'
              else 'none'
          end
          when o.due_minor > 0 and o.captured_minor = 0 and o.authorized_minor < o.due_minor then 'partially_authorized'
          when o.due_minor > 0 and o.captured_minor = 0 then 'authorized'
          when r.given_back = o.captured_minor + o.tendered_minor then 'refunded'
          when o.captured_minor > o.due_minor then 'overpaid'
          when r.given_back > 0 then 'partially_refunded'
          when o.captured_minor < o.due_minor then 'partially_paid'
          else 'paid'
      end
union all
    select 'P-7: money that came too late for its order has called a person', o.order_id::text
    from orders o
    where o.hold_reason = 'payment_after_expiry'
      and not exists (
          select
          from payment_attempts a
          join alerts x on x.subject = a.payment_attempt_id::text
          where a.order_id = o.order_id
      );

-- What should have been done by `at`, with a minute and more of grace: in a store whose background work runs, nothing is
-- named. Read by `vitrine doctor --deep`, and by tests at the end of a running store.
create function overdue(at timestamptz) returns table (rule text, subject text)
language sql stable as $$
    select '2: no hold outlives its end by a minute', reservation_id::text
    from reservations
    where state = 'held'
      and expires_at < at - interval '1 minute'
union all
    -- S-4: units in flight stay until the payment is decided, which the sweeper asks about every minute.
    select '2: a payment that outlives its hold is asked about', a.payment_attempt_id::text
    from reservations r
    join payment_attempts a using (order_id)
    where r.state = 'in_flight'
      and r.expires_at < at - interval '1 minute'
      and a.status in ('created', 'processing')
      and a.updated_at < at - interval '10 minutes'
union all
    select '10: an entry of the outbox is handed on within a minute, or an alert says that it cannot be', event_id::text
    from outbox_entries e
    where relayed_at is null
      and created_at < at - interval '1 minute'
      and not exists (
          select
          from alerts x
          where x.kind = 'relay_failed'
            and x.subject = e.event_id::text
      )
union all
    select '10: a mail is sent or given up before it is no news any more', mail_id::text
    from mails
    where state in ('queued', 'failed')
      and expires_at < at - interval '1 hour'
union all
    select '10: a job is tried when its time has come', 'job ' || job_id
    from jobs
    where (state = 'ready' and run_at < at - interval '1 hour')
       or (state = 'running' and leased_until < at - interval '1 hour')
$$;

-- The view grows where it stands: other capabilities add to it as well.
do $$
begin
    execute 'create or replace view violations (rule, subject) as '
        || rtrim(pg_get_viewdef('violations'::regclass), E'; \n')
        || ' union all select rule, subject from promise_violations';
end
$$;
