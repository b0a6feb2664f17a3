-- Each authorisation on its own, and what the test provider needs to set money aside. Expand only.

-- Money that came for a purchase which was paid by another attempt is booked to that order: whoever has the link of the
-- draft that failed is led there. The draft itself is forgotten.
alter table payment_attempts add column former_token text;
create unique index payment_attempts_former_token on payment_attempts (former_token) where former_token is not null;

-- One row an attempt that has set money aside: what became of it, and what of it can still be taken. An order may have
-- several, and each is taken or let go for itself.
create view authorizations
    (payment_attempt_id, order_id, provider, fact, currency, set_aside_minor, captured_minor, voided_minor, open_minor) as
    -- The fact's id says when it was told: they are in the order of time.
    select f.payment_attempt_id, f.order_id, a.provider, f.fact, f.currency, f.set_aside, f.captured, f.voided,
           greatest(f.set_aside - f.captured - f.voided, 0)
    from (
        select payment_attempt_id, order_id, currency,
               min(payment_transaction_id::text) filter (where kind = 'authorization') as fact,
               sum(amount_minor) filter (where kind = 'authorization')::bigint as set_aside,
               coalesce(sum(amount_minor) filter (where kind = 'capture'), 0)::bigint as captured,
               coalesce(sum(amount_minor) filter (where kind = 'void'), 0)::bigint as voided
        from payment_transactions
        group by payment_attempt_id, order_id, currency
    ) f
    join payment_attempts a using (payment_attempt_id)
    where f.set_aside > 0;

create view payment_violations (rule, subject) as
    select 'B: an order counts on what its authorisations have open, each for itself', o.order_id::text
    from orders o
    where o.status <> 'draft'
      and o.authorized_minor <> (
          select coalesce(sum(a.open_minor), 0)
          from authorizations a
          where a.order_id = o.order_id
            and a.currency = o.currency
      )
union all
    select 'B: no more is let go than was set aside', a.payment_attempt_id::text
    from authorizations a
    where a.voided_minor > a.set_aside_minor
union all
    -- What an order can do without is let go by a job. A job that was done has let it go, or found that it is needed.
    select 'B: what is set aside for an order that owes nothing is being let go', a.payment_attempt_id::text
    from authorizations a
    join orders o using (order_id)
    where a.open_minor > 0
      and (o.status = 'cancelled' or o.captured_minor >= o.due_minor)
      and not exists (
          select
          from jobs j
          where j.kind = 'release_authorization'
            and j.payload ->> 'order_id' = o.order_id::text
            and j.state <> 'done'
      );

do $$
begin
    execute 'create or replace view violations (rule, subject) as '
        || rtrim(pg_get_viewdef('violations'::regclass), E'; \n')
        || ' union all select rule, subject from payment_violations';
end
$$;

-- The test provider sets money aside for whoever asks it to, and takes it or lets it go later.
alter table test_provider.sessions add column is_manual boolean not null default false;
-- A payment on its way that the bank will refuse.
alter table test_provider.sessions add column is_to_fail boolean not null default false;
alter table test_provider.sessions drop constraint sessions_status_check;
alter table test_provider.sessions add constraint sessions_status_check
    check (status in ('open', 'challenge', 'processing', 'authorized', 'captured', 'voided', 'failed'));
-- Somebody looks whether a payment is a fraud.
alter table test_provider.sessions add column is_reviewed boolean not null default false;
