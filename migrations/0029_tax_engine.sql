-- R16: an outside engine works the taxes out where a market asks one. New columns, a new table, and one rule more in a view;
-- the check of orders is not tried on old rows, which have none.
alter table markets
    -- Whether an engine is asked, and what is done without its answer.
    add column tax_engine text not null default 'off' check (tax_engine in ('off', 'block', 'fallback'));

-- What the engine said about a cart last; for the cart as it was, which the fingerprint names.
create table tax_answers (
    cart_id uuid primary key references carts on delete cascade,
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    -- As `domain::tax::TaxSource` writes it.
    source jsonb not null check (coalesce(source ->> 'mode', '') in ('engine', 'fallback')),
    -- Null: there was none.
    answer jsonb,
    asked_at timestamptz not null,
    check ((source ->> 'mode' = 'engine') = (answer is not null))
);

alter table orders
    -- Null: the shop's own table. Otherwise the engine and its answer's hash, or that it gave none.
    add column tax_source jsonb,
    add constraint orders_tax_source check (
        tax_source is null
        or (coalesce(tax_source ->> 'mode', '') in ('engine', 'fallback') and tax_treatment is null)
    ) not valid;

create or replace view tax_violations (rule, subject) as
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
      )
union all
    select 'R16: an order and its trace name the same origin of the taxes', order_id::text
    from orders
    where tax_source is distinct from trace -> 'tax_source';
