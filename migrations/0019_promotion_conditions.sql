-- For whom and where a promotion is, and which groups a customer is in. Expand only: the new columns mean "everybody,
-- everywhere" on rows that exist. The index reads every order once; orders wait for it as long, seconds for a million.

alter table promotions
    -- Only in these markets; everywhere where none is named.
    add column market_ids uuid[] not null default '{}' check (cardinality(market_ids) <= 100),
    -- Only for signed-in customers who are in one of these groups; for everybody where none is named.
    add column customer_groups text[] not null default '{}' check (
        cardinality(customer_groups) <= 20
        and array_to_string(customer_groups, ' ', '?') ~ '^([a-z][a-z0-9_-]{0,39}( [a-z][a-z0-9_-]{0,39})*)?$'
    ),
    -- Only for who has not ordered before.
    add column first_order boolean not null default false,
    -- Who has ordered is known when the e-mail address is: that is told about a code, never about a price on its own.
    add constraint promotions_first_order_by_code check (by_code or not first_order);

-- Which groups a customer is in: what promotions and price lists of a group ask about.
create table customer_group_members (
    customer_id uuid not null references customers on delete cascade,
    -- A word, as in price_lists.customer_group and promotions.customer_groups.
    customer_group text not null check (customer_group ~ '^[a-z][a-z0-9_-]{0,39}$'),
    created_at timestamptz not null,
    primary key (customer_id, customer_group)
);
create index customer_group_members_group on customer_group_members (customer_group, customer_id);

create index orders_email on orders (lower(btrim(email)));

-- Whether the shopper of a cart has ordered before, other than with this cart: with an e-mail address, which may not be
-- known yet, or with the account whose cart it is. A cancelled order is an order. One that is still being paid is none,
-- unless it has a first order's promotion itself: then that is reserved.
create function has_ordered(own_cart uuid, address text) returns boolean
    language sql stable
as $$
    select exists (
        select
        from orders o
        where o.cart_id <> own_cart
          and (
              lower(btrim(o.email)) = lower(btrim(address))
              or o.customer_id = (select c.customer_id from carts c where c.cart_id = own_cart)
          )
          and (
              o.status <> 'draft'
              or exists (
                  select
                  from promotion_usages u
                  join promotions p using (promotion_id)
                  where u.order_id = o.order_id
                    and p.first_order
              )
          )
    )
$$;
