-- Customer accounts: people with a proven e-mail address, their sessions and addresses, and what is asked for by mail.
-- Expand only. The two indexes on existing tables are small: carts live a month, and orders are indexed once.

-- One row a person. There are no unproven accounts: the row is made when the link of the mail is used.
create table customers (
    customer_id uuid primary key,
    -- As typed; compared without regard to case.
    email text not null check (length(email) between 3 and 254),
    name text not null check (length(name) between 1 and 120 and name !~ '[[:cntrl:]]'),
    phone text not null default '' check (length(phone) <= 40),
    -- Argon2id with its parameters and salt (PHC string).
    password_hash text not null check (password_hash like '$argon2id$%'),
    password_set_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index customers_email on customers (lower(email));
create index customers_newest on customers (created_at, customer_id);

-- A browser that is signed in. The secret is in its cookie; here is only the digest.
create table customer_sessions (
    customer_session_id uuid primary key,
    customer_id uuid not null references customers on delete cascade,
    token_hash bytea not null unique check (length(token_hash) = 32),
    -- The browser's cart cookie leads to the customer's open cart, whichever that is.
    cart_token_hash bytea not null unique check (length(cart_token_hash) = 32),
    -- Such as "Firefox on Linux", never the whole header.
    device text not null default '' check (length(device) <= 80),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    -- Whatever the browser does, it signs in again by then.
    expires_at timestamptz not null,
    check (created_at <= last_seen_at and created_at < expires_at)
);
create index customer_sessions_customer on customer_sessions (customer_id, last_seen_at);
create index customer_sessions_expiry on customer_sessions (expires_at);
create index customer_sessions_idle on customer_sessions (last_seen_at);

-- Asked for at the site, answered by mail. A row exists for every request, whoever the address belongs to, so that no
-- answer tells whether there is an account; the mail room finds out.
create table customer_requests (
    customer_request_id uuid primary key,
    kind text not null check (kind in ('register', 'reset')),
    email text not null check (length(email) between 3 and 254),
    -- The form's operation id: sent twice, it is one request.
    client_ref text not null unique check (length(client_ref) between 1 and 255),
    -- Set when the mail is written.
    token_hash bytea unique check (length(token_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    check (created_at < expires_at),
    check (used_at is null or token_hash is not null)
);
create index customer_requests_expiry on customer_requests (expires_at);
create index customer_requests_email on customer_requests (lower(email));

create table customer_addresses (
    customer_address_id uuid primary key,
    customer_id uuid not null references customers on delete cascade,
    client_ref text not null check (length(client_ref) between 1 and 255),
    -- domain::checkout::Address
    address jsonb not null,
    is_default boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (customer_id, client_ref)
);
create unique index customer_addresses_default on customer_addresses (customer_id) where is_default;

-- Tries of late, to bound guessing: at most as many moments a row as its action allows. The subject is a digest of an
-- e-mail address or a network.
create table attempt_windows (
    action text not null check (action ~ '^[a-z_]+$'),
    subject bytea not null check (length(subject) = 32),
    attempts_at timestamptz[] not null check (cardinality(attempts_at) between 1 and 100),
    expires_at timestamptz not null,
    primary key (action, subject)
);
create index attempt_windows_expiry on attempt_windows (expires_at);

-- Whose cart it is, once somebody is signed in: then it is reached by sessions and not by a token of its own.
alter table carts add column customer_id uuid references customers on delete set null;
create unique index carts_customer_open on carts (customer_id) where completed_at is null and customer_id is not null;
create index carts_customer on carts (customer_id, completed_at) where customer_id is not null;

-- Whose order it is. The agreement itself names nobody but the address and e-mail that were given with it.
alter table orders add column customer_id uuid references customers on delete set null;
create index orders_customer on orders (customer_id, order_number) where customer_id is not null;
-- Orders that whoever proves the address may claim.
create index orders_unclaimed on orders (lower(email)) where customer_id is null;
-- Mails to somebody, for the export and the erasure of their data.
create index mails_recipient on mails (lower(recipient));
