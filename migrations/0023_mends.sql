-- Units that came back lie on a shelf; jobs that move money are never given up. One view, one small index and a few
-- rows: safe on a full database.

-- As in 0011, with the last rule added. A return of what is counted, and was when it was sent, shows in the ledger.
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

-- What a person has yet to look at, the oldest first; few rows.
create index alerts_waiting on alerts (alert_id) where resolved_at is null;

-- Money that was set aside, or is to go back, was given up after eight tries. It is asked for again, once for each.
update jobs j
set state = 'ready', run_at = now(), finished_at = null
where j.job_id in (
        select max(job_id)
        from jobs
        where state = 'dead'
          and kind in ('settle_capture', 'release_authorization', 'settle_refund', 'return_late_order',
                       'return_second_payment')
        group by kind, coalesce(dedupe_key, payload::text)
    )
  and not exists (
      select
      from jobs live
      where live.kind = j.kind
        and live.dedupe_key = j.dedupe_key
        and live.state in ('ready', 'running')
  );
