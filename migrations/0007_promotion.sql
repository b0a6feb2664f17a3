-- Promotions: what is offered, the codes that shoppers type, what each order was given. SEMANTICS R6 to R9, R14. Expand
-- only: new tables, nothing is rewritten, so it is safe on a full database.

create table promotions (
    promotion_id uuid primary key,
    -- How the merchant's file knows it; applying a file again finds the row by this.
    handle text not null unique check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 100),
    -- What shoppers read.
    name text not null check (length(name) between 1 and 120),
    class text not null check (class in ('product', 'order', 'delivery')),
    -- domain::promotion::Benefit
    benefit jsonb not null check (jsonb_typeof(benefit) = 'object'),
    -- The lowest goes first (R6, R7).
    priority integer not null default 0 check (priority between -1000 and 1000),
    -- What others of its class call it when they allow it beside them.
    tag text not null check (tag ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(tag) <= 100),
    combines_with_tags text[] not null default '{}' check (cardinality(combines_with_tags) <= 50),
    -- Other classes that it stands beside; two promotions meet only if each allows the other.
    combines_with_classes text[] not null default '{}'
        check (combines_with_classes <@ array['product', 'order', 'delivery']),
    status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
    -- In force from the one moment until before the other.
    starts_at timestamptz,
    ends_at timestamptz,
    -- Only those who type a code get it.
    by_code boolean not null,
    -- Orders in all, and of one e-mail address.
    total_limit integer check (total_limit >= 1),
    customer_limit integer check (customer_limit >= 1),
    -- Of the eligible goods, before discounts.
    min_subtotal_minor bigint check (min_subtotal_minor >= 1),
    min_quantity integer check (min_quantity between 1 and 9999),
    -- Of the amounts above and in the benefit; absent where there are none.
    currency char(3) check (currency ~ '^[A-Z]{3}$'),
    -- The eligible goods: everything where all three are empty.
    collection_ids uuid[] not null default '{}' check (cardinality(collection_ids) <= 100),
    product_ids uuid[] not null default '{}' check (cardinality(product_ids) <= 500),
    variant_ids uuid[] not null default '{}' check (cardinality(variant_ids) <= 500),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (starts_at is null or ends_at is null or starts_at < ends_at),
    -- A limit makes a price depend on other shoppers; that is told about a code, never about a price on its own.
    check (by_code or (total_limit is null and customer_limit is null)),
    check (min_subtotal_minor is null or currency is not null),
    constraint promotions_benefit_fits_class check (
        case class
            when 'product' then benefit ->> 'kind' in ('percent', 'fixed_per_unit', 'fixed_per_line', 'buy_x_get_y')
            when 'order' then benefit ->> 'kind' in ('percent', 'fixed_order', 'tiers')
            else benefit ->> 'kind' in ('percent', 'free_delivery')
        end is true
    )
);
-- What every cart reads.
create index promotions_automatic on promotions (priority, promotion_id) where status = 'active' and not by_code;

create table promotion_codes (
    -- In capitals, so that it is one code however it is typed.
    code text primary key check (code ~ '^[A-Z0-9][A-Z0-9_-]{1,39}$'),
    promotion_id uuid not null references promotions on delete cascade,
    -- Orders with this code.
    usage_limit integer check (usage_limit >= 1)
);
create index promotion_codes_promotion on promotion_codes (promotion_id);

-- Codes that a shopper has entered: at most five a cart.
create table cart_promotion_codes (
    cart_id uuid not null references carts on delete cascade,
    code text not null references promotion_codes on delete cascade,
    position smallint not null check (position between 1 and 5),
    primary key (cart_id, code),
    unique (cart_id, position)
);
create index cart_promotion_codes_code on cart_promotion_codes (code);

-- One row an order, promotion and code: written with the draft while the promotion's row is locked, so that counting the
-- rows is the counter and cannot drift; gone with a draft that is rolled back; `used` from P-4 on.
create table promotion_usages (
    order_id uuid not null references orders on delete cascade,
    promotion_id uuid not null references promotions,
    -- Empty for a promotion without a code.
    code text not null default '',
    -- SHA-256 of the e-mail address in small letters.
    email_hash bytea not null check (length(email_hash) = 32),
    state text not null check (state in ('reserved', 'used')),
    created_at timestamptz not null default now(),
    primary key (order_id, promotion_id, code)
);
create index promotion_usages_customer on promotion_usages (promotion_id, email_hash);
create index promotion_usages_code on promotion_usages (promotion_id, code);

-- What was agreed: each amount that a promotion took, in the order in which it was taken. Copied, never joined.
create table order_adjustments (
    order_id uuid not null references orders on delete cascade,
    position integer not null check (position >= 1),
    -- No foreign key: the agreement outlives the promotion.
    promotion_id uuid not null,
    class text not null check (class in ('product', 'order', 'delivery')),
    name text not null,
    code text not null default '',
    -- Of the line; absent for the delivery.
    line_seq integer,
    amount_minor bigint not null check (amount_minor > 0),
    primary key (order_id, position),
    check ((class = 'delivery') = (line_seq is null))
);
