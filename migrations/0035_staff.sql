-- People who work for the shop: members with their roles, how they get in (password with a code of an authenticator, or
-- a passkey), invitations, sessions, and the audit log of what was done. Expand only: new tables, nothing else changes.

-- One row a person. Members are disabled, never deleted, since the audit log names them.
create table staff_members (
    staff_member_id uuid primary key,
    -- As invited; compared without regard to case.
    email text not null check (length(email) between 3 and 254),
    name text not null check (length(name) between 1 and 120 and name !~ '[[:cntrl:]]'),
    roles text[] not null check (
        cardinality(roles) between 1 and 6
        and roles <@ array['owner', 'merchandiser', 'catalogue', 'orders', 'analyst', 'developer']
    ),
    -- Argon2id with its parameters and salt (PHC string). Alone it lets nobody in.
    password_hash text not null check (password_hash like '$argon2id$%'),
    password_set_at timestamptz not null,
    -- Of the authenticator; null for who signs in with passkeys only. It has to be read to compare codes, so a digest would
    -- not do: whoever reads this column can make codes.
    totp_secret bytea check (length(totp_secret) between 20 and 64),
    -- The last step of 30 seconds whose code was used: none is used twice.
    totp_last_step bigint check (totp_last_step >= 0),
    -- A new authenticator's, until a code confirms it.
    totp_next_secret bytea check (length(totp_next_secret) between 20 and 64),
    -- What devices know the member by: drawn at random with the first passkey.
    passkey_handle uuid,
    disabled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index staff_members_email on staff_members (lower(email));
create unique index staff_members_passkey_handle on staff_members (passkey_handle) where passkey_handle is not null;

-- A link by mail (or from the command line) that makes one member, once.
create table staff_invitations (
    staff_invitation_id uuid primary key,
    email text not null check (length(email) between 3 and 254),
    -- Fixed here: whoever accepts gets these and no others.
    roles text[] not null check (
        cardinality(roles) between 1 and 6
        and roles <@ array['owner', 'merchandiser', 'catalogue', 'orders', 'analyst', 'developer']
    ),
    token_hash bytea not null unique check (length(token_hash) = 32),
    -- Who invited; null from the command line.
    invited_by uuid references staff_members,
    -- What the invited person has chosen so far. Forgotten when the invitation is over.
    name text check (length(name) between 1 and 120 and name !~ '[[:cntrl:]]'),
    password_hash text check (password_hash like '$argon2id$%'),
    totp_secret bytea check (length(totp_secret) between 20 and 64),
    passkey_handle uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    revoked_at timestamptz,
    -- Whom it made.
    staff_member_id uuid references staff_members,
    check (created_at < expires_at),
    check ((name is null) = (password_hash is null)),
    check (accepted_at is null or revoked_at is null),
    check ((accepted_at is null) = (staff_member_id is null)),
    check ((accepted_at is null and revoked_at is null) or (password_hash is null and totp_secret is null))
);
-- One open invitation an address: a newer one revokes the older.
create unique index staff_invitations_open on staff_invitations (lower(email))
    where accepted_at is null and revoked_at is null;
create index staff_invitations_invited_by on staff_invitations (invited_by) where invited_by is not null;
create index staff_invitations_member on staff_invitations (staff_member_id) where staff_member_id is not null;

-- Ten codes for the day on which the authenticator is lost; each works once. 80 random bits, so a plain digest will do.
create table staff_recovery_codes (
    staff_member_id uuid not null references staff_members on delete cascade,
    code_hash bytea not null check (length(code_hash) = 32),
    created_at timestamptz not null,
    used_at timestamptz check (used_at >= created_at),
    primary key (staff_member_id, code_hash)
);

-- A password was right and the second step is due: minutes, and worth nothing else.
create table staff_sign_ins (
    staff_sign_in_id uuid primary key,
    staff_member_id uuid not null references staff_members on delete cascade,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check (created_at < expires_at)
);
create index staff_sign_ins_member on staff_sign_ins (staff_member_id);
create index staff_sign_ins_expiry on staff_sign_ins (expires_at);

-- A browser that is signed in. The secret is in its cookie; here is only the digest.
create table staff_sessions (
    staff_session_id uuid primary key,
    staff_member_id uuid not null references staff_members on delete cascade,
    token_hash bytea not null unique check (length(token_hash) = 32),
    -- Such as "Firefox on Linux", never the whole header.
    device text not null default '' check (length(device) <= 80),
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    -- Whatever the browser does, it signs in again by then.
    expires_at timestamptz not null,
    check (created_at <= last_seen_at and created_at < expires_at)
);
create index staff_sessions_member on staff_sessions (staff_member_id, last_seen_at);
create index staff_sessions_expiry on staff_sessions (expires_at);
create index staff_sessions_idle on staff_sessions (last_seen_at);

create table staff_passkeys (
    staff_passkey_id uuid primary key,
    staff_member_id uuid not null references staff_members on delete cascade,
    -- Chosen by the device; one key is somebody's once.
    credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
    -- The public key and what else an answer is compared with, as adapters::passkey writes it.
    credential jsonb not null check (jsonb_typeof(credential) = 'object'),
    -- How often the device says it was used; devices that do not count say 0 for ever.
    sign_count bigint not null check (sign_count between 0 and 4294967295),
    is_backed_up boolean not null,
    transports text[] not null check (cardinality(transports) <= 8),
    name text not null check (length(name) between 1 and 60 and name !~ '[[:cntrl:]]'),
    created_at timestamptz not null,
    last_used_at timestamptz check (last_used_at >= created_at),
    -- Set when the count went back: somebody has a copy. It never signs in again.
    blocked_at timestamptz check (blocked_at >= created_at)
);
create index staff_passkeys_member on staff_passkeys (staff_member_id, created_at);

-- What a device is asked to sign, kept for minutes and taken out by the first answer, right or wrong.
create table staff_passkey_challenges (
    staff_passkey_challenge_id uuid primary key,
    -- Digest of what the answer must come with: a session, an invitation, or a secret of the browser's own.
    asked_by bytea not null check (length(asked_by) = 32),
    state jsonb not null check (jsonb_typeof(state) = 'object'),
    expires_at timestamptz not null
);
create index staff_passkey_challenges_expiry on staff_passkey_challenges (expires_at);

-- What was done, by whom, from where: written in the commit that does it, and never changed by anybody.
create table audit_entries (
    audit_entry_id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('staff', 'cli', 'system')),
    -- Who, where it was a member.
    actor_id uuid references staff_members,
    -- In the words of events, such as staff.invited.
    action text not null check (action ~ '^[a-z_]+\.[a-z_]+$' and length(action) <= 60),
    subject_type text not null check (subject_type ~ '^[a-z_]+$' and length(subject_type) <= 40),
    subject_id text not null check (length(subject_id) between 1 and 100),
    -- No secrets and no passwords.
    details jsonb not null check (jsonb_typeof(details) = 'object' and length(details::text) <= 4000),
    -- The request, as the log knows it.
    request_id uuid,
    -- An IPv4 address, or the first 64 bits of an IPv6 one; empty from the command line.
    network text not null check (length(network) <= 64),
    check ((actor_kind = 'staff') = (actor_id is not null))
);
create index audit_entries_at on audit_entries (at);
create index audit_entries_actor on audit_entries (actor_id, audit_entry_id) where actor_id is not null;
create index audit_entries_action on audit_entries (action, audit_entry_id);
create index audit_entries_subject on audit_entries (subject_id, audit_entry_id);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are never changed' using errcode = 'restrict_violation';
end $$;
create trigger audit_entries_are_kept before update or delete on audit_entries
    for each row execute function refuse_audit_change();
create trigger audit_entries_are_not_emptied before truncate on audit_entries
    for each statement execute function refuse_audit_change();
-- Also for whoever replays rows with session_replication_role.
alter table audit_entries enable always trigger audit_entries_are_kept;
alter table audit_entries enable always trigger audit_entries_are_not_emptied;
