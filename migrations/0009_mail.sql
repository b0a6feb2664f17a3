-- E-mail: one row a mail, rendered when the relay reads the event, sent by the worker. Expand only.

create table mails (
    mail_id uuid primary key,
    -- The outbox entry that it answers; the relay may read an entry more than once, and still makes one mail of it.
    event_id uuid not null,
    template text not null check (template ~ '^[a-z]+(_[a-z]+)*$'),
    recipient text not null check (length(recipient) between 3 and 254),
    order_id uuid references orders on delete set null,
    -- As it leaves: a later change of templates does not rewrite what somebody received.
    subject text not null check (length(subject) between 1 and 300 and subject !~ '[[:cntrl:]]'),
    text_body text not null,
    html_body text not null,
    -- queued: not tried yet · failed: tried, and tried again · sent · dead: given up, a person is told.
    state text not null default 'queued' check (state in ('queued', 'failed', 'sent', 'dead')),
    attempts integer not null default 0 check (attempts >= 0),
    last_error text check (length(last_error) <= 2000),
    -- Due from then on; moved ahead while somebody sends it, so that a dead sender's mail is tried again.
    next_attempt_at timestamptz,
    -- Nobody wants news of last week: from then on it is given up rather than sent.
    expires_at timestamptz not null,
    -- What took it: smtp or mailbox.
    sent_by text check (sent_by in ('smtp', 'mailbox')),
    sent_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (event_id, template, recipient),
    check ((state in ('queued', 'failed')) = (next_attempt_at is not null)),
    check ((state = 'sent') = (sent_at is not null) and (sent_at is null) = (sent_by is null)),
    check (state <> 'failed' or attempts >= 1)
);
create index mails_due on mails (next_attempt_at, mail_id) where state in ('queued', 'failed');
create index mails_troubled on mails (created_at, mail_id) where state in ('failed', 'dead');
create index mails_recent on mails (created_at, mail_id);
create index mails_order on mails (order_id) where order_id is not null;

-- Until now nobody read the outbox. What happened before is not news any more: no shopper gets a confirmation of an
-- order of last year.
update outbox_entries
set relayed_at = now()
where relayed_at is null;
