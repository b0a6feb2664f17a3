-- Who owes the tax of a sale: what is known of buyers, what was agreed on an order. New columns and tables only; the checks
-- of columns of large tables are not tried on old rows, which all have the default.

-- Whether the checkout asks for a VAT id.
alter table markets
    add column asks_vat_id boolean not null default false;

-- Null: not asked, so that of the account counts; empty: none was given.
alter table checkouts
    add column vat_id text,
    add constraint checkouts_vat_id check (vat_id ~ '^([A-Z]{2}[A-Z0-9+*]{2,12})?$') not valid;

-- VAT ids that an operator has looked up. Whoever buys under one of them, it is the same business.
create table vat_ids (
    vat_id text primary key check (vat_id ~ '^[A-Z]{2}[A-Z0-9+*]{2,12}$'),
    -- In force, or known not to be.
    is_valid boolean not null,
    checked_at timestamptz not null
);

create table customer_taxes (
    customer_id uuid primary key references customers on delete cascade,
    vat_id text check (vat_id ~ '^[A-Z]{2}[A-Z0-9+*]{2,12}$'),
    exempt_reason text check (length(exempt_reason) between 1 and 120 and exempt_reason !~ '[[:cntrl:]]'),
    exempt_certificate text check (length(exempt_certificate) between 1 and 60 and exempt_certificate !~ '[[:cntrl:]]'),
    -- Null: everywhere.
    exempt_country char(2) check (exempt_country ~ '^[A-Z]{2}$'),
    -- The last day, in UTC.
    exempt_until date,
    updated_at timestamptz not null,
    check (num_nonnulls(exempt_reason, exempt_certificate, exempt_until) in (0, 3)),
    check (exempt_country is null or exempt_reason is not null)
);

alter table orders
    -- The one that the buyer gave, verified or not; empty for none.
    add column vat_id text not null default '',
    -- Null: taxed as ever. Otherwise why not, as `domain::tax::TaxTreatment` writes it.
    add column tax_treatment jsonb,
    -- Tax that the price of the delivery holds and that was not charged.
    add column delivery_relief_minor bigint not null default 0,
    add constraint orders_tax_treatment check (
        tax_treatment is null
        or (coalesce(tax_treatment ->> 'kind', '') in ('exempt', 'reverse_charge') and tax_minor = 0)
    ) not valid,
    add constraint orders_delivery_relief check (
        delivery_relief_minor >= 0 and (delivery_relief_minor = 0 or tax_treatment is not null)
    ) not valid;

create view tax_violations (rule, subject) as
    select 'R10: nobody is charged tax who owes none', o.order_id::text
    from orders o
    where o.tax_treatment is not null
      and (
          o.tax_minor <> 0
          or exists (
              select
              from order_lines l
              where l.order_id = o.order_id
                and (l.tax_minor <> 0 or l.gross_minor > l.list_minor - l.discount_minor)
          )
      )
union all
    select 'a reverse charge names the VAT id of the order, of another member state than the shop''s', o.order_id::text
    from orders o
    cross join shops s
    where o.tax_treatment ->> 'kind' = 'reverse_charge'
      and (
          o.tax_treatment ->> 'vat_id' is distinct from o.vat_id
          or s.country = o.delivery_address ->> 'country'
      );

-- An order comes to less than its prices where the tax in them was not charged. The view is changed where it stands,
-- since it grows with every capability.
do $$
declare
    before text := pg_get_viewdef('violations'::regclass);
    wanted text := '((l.list - l.discount) + (o.delivery_gross_minor)::numeric)';
    changed text;
begin
    changed := replace(
        before,
        wanted,
        '(case when o.tax_treatment is null then l.list - l.discount else l.gross end + (o.delivery_gross_minor)::numeric)'
    );
    if changed = before then
        raise exception 'the sum of an order is not where it was in the view violations';
    end if;
    execute 'create or replace view violations (rule, subject) as '
        || rtrim(changed, E'; \n')
        || ' union all select rule, subject from tax_violations';
end
$$;
