-- Stock in several places, holds from the start of checkout, recounts by an outside system, and who waits for what.
-- SEMANTICS section 5. Expand only: new tables and views, new columns with defaults, wider checks; the one column that
-- loses its `not null` is written by every version as before. Safe on a full database: the indexes on tables that exist
-- are partial and small, and each check on a large table is validated apart from being added.

-- `position` is the priority: lower is asked first (S-8). No countries: it serves all of them.
alter table stock_locations
    add column countries char(2)[] not null default '{}',
    add column active boolean not null default true;

-- Whether pages may say how many are left (S-11). Off: words only.
alter table shops add column shows_stock_counts boolean not null default false;

-- The moment of the last count by an outside system: an older one is refused (S-9).
alter table inventory_levels add column counted_as_of timestamptz;

-- An outside system's name for a change: the same one again changes nothing. And why a person changed something, or why
-- this place was chosen.
alter table inventory_movements
    add column external_ref text check (length(external_ref) between 1 and 255),
    add column reason text not null default '' check (length(reason) <= 200);
create unique index inventory_movements_ref on inventory_movements (stock_location_id, variant_id, external_ref)
    where external_ref is not null;

-- S-3: before there is an order, a cart holds. `held` belongs to a cart, the others to an order. `created_at` is the
-- start of the hold, which bounds how far it can be extended. No cascade from carts: a hold that went with its cart
-- would stay in `held` for ever.
alter table reservations
    alter column order_id drop not null,
    add column cart_id uuid references carts;
alter table reservations drop constraint reservations_state_check;
alter table reservations add constraint reservations_state_check
    check (state in ('held', 'in_flight', 'allocated')) not valid;
alter table reservations validate constraint reservations_state_check;
alter table reservations add constraint reservations_owner_check
    check ((state = 'held') = (cart_id is not null) and (cart_id is null) = (order_id is not null)) not valid;
alter table reservations validate constraint reservations_owner_check;
create unique index reservations_hold on reservations (cart_id, variant_id, stock_location_id) where cart_id is not null;
create index reservations_lapsing on reservations (expires_at) where state = 'held';
-- What reads of stock look at; allocations can be many.
create index reservations_unsettled on reservations (variant_id, stock_location_id) where state <> 'allocated';

-- Who is to be told when a variant can be bought again. Ends with its mail, or when it is taken back.
create table stock_requests (
    stock_request_id uuid primary key,
    variant_id uuid not null references variants on delete cascade,
    email text not null check (length(email) between 3 and 254),
    -- Unguessable; the address of the page that takes it back.
    token text not null unique check (length(token) >= 32),
    state text not null default 'waiting' check (state in ('waiting', 'told', 'withdrawn')),
    created_at timestamptz not null,
    -- Forgotten from then on, told or not: it holds an address.
    expires_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'waiting') = (ended_at is null))
);
-- One live request for a variant and an address, however it is written.
create unique index stock_requests_live on stock_requests (variant_id, lower(email)) where state = 'waiting';
-- First come, first told.
create index stock_requests_queue on stock_requests (variant_id, created_at, stock_request_id) where state = 'waiting';
create index stock_requests_address on stock_requests (lower(email), created_at);
create index stock_requests_age on stock_requests (expires_at);

-- What can be promised of a variant, over all places that are in use. A place that owes units takes nothing from others.
create view sellable_stock (variant_id, available, on_shelf) as
    select l.variant_id,
           sum(greatest(l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit, 0))::bigint,
           sum(greatest(l.on_hand - l.allocated - l.held - l.safety, 0))::bigint
    from inventory_levels l
    join stock_locations s using (stock_location_id)
    where s.active
    group by l.variant_id;

-- S-12: a row is a column that is not what the ledger or the reservations add up to.
create view stock_differences (variant_id, stock_location_id, figure, stored, proven) as
    select l.variant_id, l.stock_location_id, c.figure, c.stored, c.proven
    from inventory_levels l
    left join (
        select variant_id, stock_location_id, sum(on_hand_delta) as on_hand, sum(allocated_delta) as allocated,
               sum(held_delta) as held
        from inventory_movements
        group by variant_id, stock_location_id
    ) m using (variant_id, stock_location_id)
    left join (
        select variant_id, stock_location_id,
               sum(quantity) filter (where state = 'allocated') as allocated,
               sum(quantity) filter (where state <> 'allocated') as held
        from reservations
        group by variant_id, stock_location_id
    ) r using (variant_id, stock_location_id)
    cross join lateral (
        values ('on_hand by the ledger', l.on_hand::bigint, coalesce(m.on_hand, 0)),
               ('allocated by the ledger', l.allocated::bigint, coalesce(m.allocated, 0)),
               ('held by the ledger', l.held::bigint, coalesce(m.held, 0)),
               ('allocated by the orders', l.allocated::bigint, coalesce(r.allocated, 0)),
               ('held by carts and payments', l.held::bigint, coalesce(r.held, 0))
    ) c (figure, stored, proven)
    where c.stored <> c.proven;

-- S-9: units that orders were promised and that are not there. The oldest orders get what there is.
create view short_orders (order_id, variant_id, stock_location_id, missing) as
    select order_id, variant_id, stock_location_id, least(quantity, so_far - on_hand)::integer
    from (
        select r.order_id, r.variant_id, r.stock_location_id, r.quantity, greatest(l.on_hand, 0) as on_hand,
               sum(r.quantity) over (
                   partition by r.variant_id, r.stock_location_id
                   order by o.placed_at, r.order_id
               ) as so_far
        from reservations r
        join inventory_levels l using (variant_id, stock_location_id)
        join orders o using (order_id)
        where r.state = 'allocated'
          and l.allocated > l.on_hand
    ) promised
    where so_far > on_hand;

-- What must hold after anything that is done to stock: a row is a broken rule.
create view stock_violations (rule, subject) as
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
    where (r.state = 'in_flight') <> (o.status = 'draft');

-- A list says what the product page says: places that are not in use do not count. Only these words of the function
-- change, whatever else of it was changed before.
do $change$
declare
    definition text := pg_get_functiondef('refresh_product_summaries(uuid[], timestamptz)'::regprocedure);
    -- The words from here to the end of the subquery.
    old text := substring(definition from 'select sum\(greatest\(l\.on_hand[^;]*?where l\.variant_id = v\.variant_id');
begin
    if old is null then
        raise exception 'refresh_product_summaries does not read stock as expected';
    end if;
    execute replace(definition, old, 'select l.available from sellable_stock l where l.variant_id = v.variant_id');
end
$change$;
