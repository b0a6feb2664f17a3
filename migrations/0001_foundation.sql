-- The ground everything stands on: the shop's settings, jobs, the outbox, operation ids and kept form input.
-- Expand only: nothing existed before.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- `unaccent` is only stable because its dictionary can be replaced; ours is not, so an index may rely on it.
create function fold_text(value text) returns text
    language sql immutable strict parallel safe
    as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

-- One merchant a database. Currency and tax basis are fixed once an order exists (the application refuses).
create table shops (
    shop_id smallint primary key default 1 check (shop_id = 1),
    name text not null check (length(name) between 1 and 80),
    tagline text not null default '' check (length(tagline) <= 200),
    email text not null,
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    tax_basis text not null check (tax_basis in ('inclusive', 'exclusive')),
    rounding_mode text not null default 'half_up' check (rounding_mode in ('half_up', 'half_even')),
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    -- Bumped by every catalogue change; carried by price quotes and page cache keys.
    catalog_version bigint not null default 1,
    demo_loaded_at timestamptz,
    updated_at timestamptz not null default now()
);

-- Work that no request waits for. Claimed with `for update skip locked`, leased, retried, then parked as `dead`.
create table jobs (
    job_id bigint generated always as identity primary key,
    kind text not null check (kind ~ '^[a-z_]+$'),
    payload jsonb not null default '{}',
    -- Two live jobs with one key are one job.
    dedupe_key text,
    state text not null default 'ready' check (state in ('ready', 'running', 'done', 'dead')),
    priority smallint not null default 100,
    run_at timestamptz not null default now(),
    leased_until timestamptz,
    lease_token uuid,
    attempts integer not null default 0 check (attempts >= 0),
    max_attempts integer not null default 8 check (max_attempts between 1 and 50),
    last_error text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    check ((state = 'running') = (leased_until is not null))
);
create unique index jobs_dedupe on jobs (kind, dedupe_key) where dedupe_key is not null and state in ('ready', 'running');
create index jobs_claim on jobs (priority, run_at, job_id) where state = 'ready';
create index jobs_leases on jobs (leased_until) where state = 'running';
create index jobs_finished on jobs (finished_at) where state = 'done';

-- W-1: written in the commit that changes state; `sequence` is gapless from 1 per aggregate (W-7).
create table outbox_entries (
    outbox_entry_id bigint generated always as identity primary key,
    event_id uuid not null unique,
    aggregate_type text not null,
    aggregate_id uuid not null,
    sequence bigint not null check (sequence >= 1),
    type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
    payload jsonb not null,
    created_at timestamptz not null default now(),
    relayed_at timestamptz,
    unique (aggregate_type, aggregate_id, sequence)
);
create index outbox_unrelayed on outbox_entries (outbox_entry_id) where relayed_at is null;

-- I-4, I-11: the unique key is the lock; the result is stored by the transaction that commits the effect.
create table operations (
    scope text not null,
    operation_key text not null check (length(operation_key) between 1 and 255),
    fingerprint bytea not null,
    state text not null check (state in ('in_progress', 'done')),
    lease_token uuid not null,
    leased_until timestamptz not null,
    result jsonb,
    created_at timestamptz not null default now(),
    primary key (scope, operation_key),
    check ((state = 'done') = (result is not null))
);
create index operations_age on operations (created_at);

-- What a shopper typed into a form that was refused, kept for the redirect that shows it again. Never in a URL or Referer.
create table form_states (
    form_state_id uuid primary key,
    owner bytea not null,
    form text not null,
    "values" jsonb not null,
    errors jsonb not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);
create index form_states_expiry on form_states (expires_at);
