-- Passkeys of customers (WebAuthn): keys that their devices keep, beside the password, and the challenges that these
-- answer. Expand only. The new column is empty everywhere, so its index is made at once, also on a full table.

-- What devices know a customer by: drawn at random with the first passkey, so that it says nothing about anybody.
alter table customers add column passkey_handle uuid;
create unique index customers_passkey_handle on customers (passkey_handle) where passkey_handle is not null;

create table customer_passkeys (
    customer_passkey_id uuid primary key,
    customer_id uuid not null references customers on delete cascade,
    -- Chosen by the device; one key is somebody's once.
    credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
    -- The public key and what else an answer is compared with, as adapters::passkey writes it.
    credential jsonb not null check (jsonb_typeof(credential) = 'object'),
    -- How often the device says it was used; devices that do not count say 0 for ever.
    sign_count bigint not null check (sign_count between 0 and 4294967295),
    -- Whether the device says that there is a copy in its owner's cloud.
    is_backed_up boolean not null,
    -- How the device is reached: internal, hybrid, usb, nfc, ble.
    transports text[] not null check (cardinality(transports) <= 8),
    name text not null check (length(name) between 1 and 60 and name !~ '[[:cntrl:]]'),
    created_at timestamptz not null,
    last_used_at timestamptz check (last_used_at >= created_at),
    -- Set when the count went back: somebody has a copy. It never signs in again.
    blocked_at timestamptz check (blocked_at >= created_at)
);
create index customer_passkeys_customer on customer_passkeys (customer_id, created_at);

-- What a device is asked to sign, kept for minutes and taken out by the first answer, right or wrong.
create table customer_passkey_challenges (
    customer_passkey_challenge_id uuid primary key,
    -- Whose new passkey it is for; null where somebody wants to sign in, and is not known yet.
    customer_id uuid references customers on delete cascade,
    -- Digest of the session, or of the browser's own secret: nobody else's answer counts.
    asked_by bytea not null check (length(asked_by) = 32),
    state jsonb not null check (jsonb_typeof(state) = 'object'),
    expires_at timestamptz not null
);
create index customer_passkey_challenges_customer on customer_passkey_challenges (customer_id)
    where customer_id is not null;
create index customer_passkey_challenges_expiry on customer_passkey_challenges (expires_at);
