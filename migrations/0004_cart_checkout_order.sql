-- Cart, checkout, order and payment. SEMANTICS section 4 (P-1 to P-7, the three axes), R11 as constraints. Expand only.

create table carts (
    cart_id uuid primary key,
    -- SHA-256 of the opaque cookie token: a leaked database gives nobody a cart.
    token_hash bytea not null unique check (length(token_hash) = 32),
    version bigint not null default 1 check (version >= 1),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    note text not null default '' check (length(note) <= 500),
    next_line_seq integer not null default 1 check (next_line_seq >= 1),
    -- Set while a placement runs (P-1); cleared when it is rolled back.
    completing_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index carts_idle on carts (updated_at) where completed_at is null;

create table line_items (
    line_item_id uuid primary key,
    cart_id uuid not null references carts on delete cascade,
    variant_id uuid not null references variants on delete cascade,
    -- Creation order; the tie-break of every allocation (R8).
    line_seq integer not null check (line_seq >= 1),
    quantity integer not null check (quantity between 1 and 99),
    -- What the shopper saw when adding, so that a change is shown and never silent.
    unit_price_at_add_minor bigint not null check (unit_price_at_add_minor >= 0),
    added_at timestamptz not null default now(),
    unique (cart_id, variant_id),
    unique (cart_id, line_seq)
);
create index line_items_variant on line_items (variant_id);

create table checkouts (
    checkout_id uuid primary key,
    cart_id uuid not null unique references carts on delete cascade,
    email text check (length(email) <= 254),
    phone text check (length(phone) <= 40),
    -- domain::checkout::Address
    delivery_address jsonb,
    delivery_method_id uuid references delivery_methods on delete set null,
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create sequence order_numbers start with 1001;

create table orders (
    order_id uuid primary key,
    order_number bigint unique,
    -- One order a cart, for ever (I-10).
    cart_id uuid not null unique references carts,
    -- Unguessable; the address of the status page.
    access_token text not null unique check (length(access_token) >= 32),
    status text not null check (status in ('draft', 'placed', 'completed', 'cancelled')),
    hold_reason text check (hold_reason in ('stock_shortfall', 'fraud_review', 'awaiting_payment', 'payment_after_expiry', 'tax_fallback', 'manual')),
    payment_status text not null check (payment_status in ('not_required', 'voided', 'none', 'partially_authorized', 'authorized', 'refunded', 'overpaid', 'partially_refunded', 'partially_paid', 'paid')),
    fulfilment_status text not null check (fulfilment_status in ('not_required', 'unfulfilled', 'partially_fulfilled', 'fulfilled', 'delivered')),
    currency char(3) not null,
    tax_basis text not null check (tax_basis in ('inclusive', 'exclusive')),
    rounding_mode text not null check (rounding_mode in ('half_up', 'half_even')),
    engine_version text not null,
    catalog_version bigint not null,
    email text not null,
    phone text not null default '',
    delivery_address jsonb not null,
    note text not null default '',
    delivery_method_name text not null default '',
    delivery_net_minor bigint not null check (delivery_net_minor >= 0),
    delivery_tax_minor bigint not null check (delivery_tax_minor >= 0),
    delivery_gross_minor bigint not null check (delivery_gross_minor >= 0),
    subtotal_minor bigint not null check (subtotal_minor >= 0),
    discount_minor bigint not null default 0 check (discount_minor >= 0),
    tax_minor bigint not null check (tax_minor >= 0),
    total_minor bigint not null check (total_minor >= 0),
    due_minor bigint not null check (due_minor >= 0),
    authorized_minor bigint not null default 0 check (authorized_minor >= 0),
    captured_minor bigint not null default 0 check (captured_minor >= 0),
    refunded_minor bigint not null default 0 check (refunded_minor >= 0),
    trace jsonb not null,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    placed_at timestamptz,
    updated_at timestamptz not null default now(),
    check (delivery_gross_minor = delivery_net_minor + delivery_tax_minor),
    check (refunded_minor <= captured_minor),
    check (due_minor <= total_minor),
    check ((status = 'draft') = (order_number is null)),
    check ((status = 'draft') = (placed_at is null))
);
create index orders_drafts on orders (created_at) where status = 'draft';
create index orders_attention on orders (created_at) where hold_reason is not null;

-- Copied, never joined: the order is what was agreed (landscape O1).
create table order_lines (
    order_line_id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    line_seq integer not null,
    -- No foreign keys: products may go, the agreement stays.
    product_id uuid not null,
    variant_id uuid not null,
    product_handle text not null,
    product_title text not null,
    variant_title text not null default '',
    sku text not null default '',
    media_content_name text,
    media_widths integer[] not null default '{}',
    tax_category text not null,
    quantity integer not null check (quantity >= 1),
    unit_price_minor bigint not null check (unit_price_minor >= 0),
    list_minor bigint not null check (list_minor >= 0),
    discount_minor bigint not null default 0 check (discount_minor >= 0),
    net_minor bigint not null check (net_minor >= 0),
    tax_minor bigint not null check (tax_minor >= 0),
    gross_minor bigint not null check (gross_minor >= 0),
    taxes jsonb not null default '[]',
    cancelled_quantity integer not null default 0 check (cancelled_quantity >= 0),
    shipped_quantity integer not null default 0 check (shipped_quantity >= 0),
    delivered_quantity integer not null default 0 check (delivered_quantity >= 0),
    unique (order_id, line_seq),
    check (list_minor = unit_price_minor * quantity),
    check (gross_minor = net_minor + tax_minor),
    check (discount_minor <= list_minor),
    check (cancelled_quantity + shipped_quantity <= quantity and delivered_quantity <= shipped_quantity)
);

-- Stock bound to a placement: `in_flight` while money is on the way (S-4), then `allocated` or `released`.
create table reservations (
    reservation_id uuid primary key,
    order_id uuid not null references orders on delete cascade,
    variant_id uuid not null,
    stock_location_id uuid not null references stock_locations,
    quantity integer not null check (quantity >= 1),
    state text not null check (state in ('in_flight', 'allocated')),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    unique (order_id, variant_id, stock_location_id)
);
create index reservations_variant on reservations (variant_id, stock_location_id);

-- P-2: exists before the provider is called; the provider's idempotency key is derived from its id (I-5).
create table payment_attempts (
    payment_attempt_id uuid primary key,
    -- Null once a draft was rolled back; the attempt stays, for late money (P-7).
    order_id uuid references orders on delete set null,
    cart_id uuid not null references carts,
    provider text not null,
    amount_minor bigint not null check (amount_minor > 0),
    currency char(3) not null,
    status text not null check (status in ('created', 'processing', 'succeeded', 'failed')),
    provider_reference text,
    redirect_url text,
    failure_code text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider, provider_reference)
);
create index payment_attempts_order on payment_attempts (order_id);
create index payment_attempts_cart on payment_attempts (cart_id);
-- At most one attempt of an order can be on its way.
create unique index payment_attempts_live on payment_attempts (order_id) where status in ('created', 'processing');

-- Money facts as the provider reported them, once each.
create table payment_transactions (
    payment_transaction_id uuid primary key,
    payment_attempt_id uuid not null references payment_attempts,
    order_id uuid references orders on delete set null,
    kind text not null check (kind in ('authorization', 'capture', 'void', 'refund')),
    amount_minor bigint not null check (amount_minor > 0),
    currency char(3) not null,
    provider_reference text not null,
    created_at timestamptz not null default now(),
    unique (payment_attempt_id, kind, provider_reference)
);

-- Signed events from the provider: stored once by the provider's id, then `advance` (section 9, rule 4).
create table payment_events (
    provider text not null,
    provider_event_id text not null,
    type text not null,
    payload jsonb not null,
    payment_attempt_id uuid,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    primary key (provider, provider_event_id)
);
create index payment_events_unprocessed on payment_events (received_at) where processed_at is null;

-- What a person must look at: never fails silently.
create table alerts (
    alert_id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    detail jsonb not null default '{}',
    created_at timestamptz not null default now(),
    resolved_at timestamptz
);
create unique index alerts_open on alerts (kind, subject) where resolved_at is null;
