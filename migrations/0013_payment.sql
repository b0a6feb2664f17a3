-- What the adapter of a payment provider must not forget between two calls. Expand only.

-- One row an attempt, written before the provider is asked. Two writes meet in it, the session's and the closing: a
-- session is handed out only if it was not closed before, and nobody can pay at an address that nobody was given.
-- No reference to payment_attempts: an attempt that was never written can be given up, and its row has to stand.
create table provider_sessions (
    payment_attempt_id uuid primary key,
    provider text not null,
    -- SHA-256 of what the request is bound to: the same attempt with another request is refused.
    fingerprint bytea check (length(fingerprint) = 32),
    -- The request as it is sent, so that asking again asks the same. Holds an e-mail: forgotten with the answer.
    parameters text,
    expires_at timestamptz,
    session_reference text,
    redirect_url text,
    -- Given up: it gets no session any more.
    closed_at timestamptz,
    -- The provider certainly made no session.
    failure_code text,
    created_at timestamptz not null,
    unique (provider, session_reference),
    -- What was never asked for is there only because it was given up.
    check (fingerprint is not null or closed_at is not null),
    check ((fingerprint is null) = (expires_at is null)),
    check ((session_reference is null) = (redirect_url is null)),
    check (session_reference is null or (fingerprint is not null and parameters is null and failure_code is null)),
    check (failure_code is null or parameters is null)
);
-- Requests whose answer never came are forgotten, too.
create index provider_sessions_unanswered on provider_sessions (created_at) where parameters is not null;
