-- Stock with its ledger, tax rates and delivery. SEMANTICS sections 1 (R9, R10) and 5 (S-1, S-7). Expand only.

create table stock_locations (
    stock_location_id uuid primary key,
    name text not null unique,
    position integer not null default 0
);

create table inventory_levels (
    variant_id uuid not null references variants on delete cascade,
    stock_location_id uuid not null references stock_locations,
    on_hand integer not null default 0 check (on_hand >= 0),
    allocated integer not null default 0 check (allocated >= 0),
    held integer not null default 0 check (held >= 0),
    safety integer not null default 0 check (safety >= 0),
    backorder_limit integer not null default 0 check (backorder_limit >= 0),
    -- Written only by a recount below commitments (S-9).
    deficit integer not null default 0 check (deficit >= 0),
    checked_at timestamptz not null default now(),
    primary key (variant_id, stock_location_id),
    -- The last line of defence against overselling (S-7).
    constraint inventory_levels_not_oversold check (on_hand + deficit - allocated - held + backorder_limit >= 0)
) with (fillfactor = 70);

-- Append-only; the columns above are its running sums (S-1, S-12).
create table inventory_movements (
    inventory_movement_id bigint generated always as identity primary key,
    variant_id uuid not null,
    stock_location_id uuid not null,
    kind text not null check (kind in ('initial', 'import', 'hold', 'release', 'allocate', 'deallocate', 'ship', 'recount', 'adjust')),
    on_hand_delta integer not null default 0,
    allocated_delta integer not null default 0,
    held_delta integer not null default 0,
    order_id uuid,
    reservation_id uuid,
    created_at timestamptz not null default now()
);
create index inventory_movements_variant on inventory_movements (variant_id, inventory_movement_id);

create table tax_rates (
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    -- Empty: the whole country. Region rates add to the country's.
    region text not null default '',
    tax_category text not null check (tax_category ~ '^[a-z_]+$'),
    name text not null,
    rate_ppm integer not null check (rate_ppm between 0 and 1000000),
    position smallint not null default 1,
    primary key (country, region, tax_category, name)
);

create table delivery_zones (
    delivery_zone_id uuid primary key,
    name text not null unique,
    countries char(2)[] not null check (cardinality(countries) >= 1)
);

create table delivery_methods (
    delivery_method_id uuid primary key,
    delivery_zone_id uuid not null references delivery_zones on delete cascade,
    name text not null,
    description text not null default '',
    tax_category text not null default 'standard',
    days_min smallint not null default 1 check (days_min >= 0),
    days_max smallint not null default 5 check (days_max >= 0),
    position integer not null default 0,
    active boolean not null default true,
    unique (delivery_zone_id, name)
);

-- Price bands: the row with the largest `min_subtotal_minor` that the goods reach applies.
create table delivery_rates (
    delivery_method_id uuid not null references delivery_methods on delete cascade,
    min_subtotal_minor bigint not null default 0 check (min_subtotal_minor >= 0),
    price_minor bigint not null check (price_minor >= 0),
    primary key (delivery_method_id, min_subtotal_minor)
);
