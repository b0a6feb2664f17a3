-- What late money needs, and the books of the built-in test provider. Expand only.

-- P-7: what was to be paid for, kept when the draft is rolled back, so that money that comes after all has its order.
-- Holds an address: the sweeper forgets it after 30 days.
alter table payment_attempts add column snapshot jsonb;
create index payment_attempts_snapshots on payment_attempts (updated_at) where snapshot is not null;
-- The shopper may still have the page of such an order open.
create index payment_attempts_snapshot_tokens on payment_attempts ((snapshot ->> 'access_token')) where snapshot is not null;
-- What the sweeper asks about (P-6).
create index payment_attempts_open on payment_attempts (updated_at) where status in ('created', 'processing');

-- domain::catalog::Picture as it was at placement: the order page needs sizes and colour, not only the name.
alter table order_lines add column picture jsonb;

-- Tax of the delivery by jurisdiction, as the lines have theirs.
alter table orders add column delivery_taxes jsonb not null default '[]';

-- An external company, played by us: its tables are its own, and nothing of the shop reads them but tests.
create schema test_provider;

-- The secret that signs its webhooks, made on first use.
create table test_provider.accounts (
    account_id smallint primary key default 1 check (account_id = 1),
    webhook_secret text not null
);

create table test_provider.sessions (
    session_id uuid primary key,
    -- Unguessable; the address of the hosted page.
    token text not null unique check (length(token) >= 32),
    -- The merchant's name for the payment.
    attempt_id uuid not null unique,
    amount_minor bigint not null check (amount_minor > 0),
    currency char(3) not null,
    -- What is really taken: differs only where a test asks for a provider that gets it wrong.
    capture_minor bigint not null check (capture_minor > 0),
    capture_currency char(3) not null,
    description text not null,
    return_url text not null,
    cancel_url text not null,
    status text not null default 'open' check (status in ('open', 'challenge', 'processing', 'captured', 'failed')),
    failure_code text,
    -- When a payment that is on its way comes through.
    capture_due_at timestamptz,
    created_at timestamptz not null default now(),
    check ((status = 'failed') = (failure_code is not null)),
    check ((status = 'processing') = (capture_due_at is not null))
);
create index sessions_due on test_provider.sessions (capture_due_at) where status = 'processing';

-- One key, one effect. A key without a session is dead: its attempt was cancelled before it was known here.
create table test_provider.idempotency_keys (
    idempotency_key text primary key,
    fingerprint bytea,
    session_id uuid references test_provider.sessions,
    requests integer not null default 1
);

-- At most one charge a session.
create table test_provider.charges (
    charge_id uuid primary key,
    session_id uuid not null unique references test_provider.sessions,
    amount_minor bigint not null check (amount_minor > 0),
    currency char(3) not null,
    created_at timestamptz not null default now()
);

-- Webhooks to be sent, kept until the merchant has them: a crash loses none.
create table test_provider.deliveries (
    delivery_id text primary key,
    session_id uuid not null references test_provider.sessions,
    body text not null,
    -- More than one for the card that tries duplicates.
    copies integer not null default 1 check (copies >= 1),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    leased_until timestamptz,
    delivered_at timestamptz,
    last_error text
);
create index deliveries_due on test_provider.deliveries (next_attempt_at) where delivered_at is null;
