-- Markets and price lists: who buys in which currency, with which taxes and at whose prices. SEMANTICS R5, R10. New
-- tables and columns, and an index that follows the read model of prices; every shop that exists sells on as before in
-- the one market that it gets here. Building that read model reads every price once.

create table markets (
    market_id uuid primary key default gen_random_uuid(),
    -- In cookies and on orders.
    code text not null unique check (code ~ '^[a-z][a-z0-9-]{0,19}$'),
    -- What shoppers choose by.
    name text not null check (length(name) between 1 and 60),
    -- Where it sells to; empty: wherever there is a way of delivering.
    countries char(2)[] not null default '{}',
    -- Where a cart is taxed until an address is known.
    country char(2) not null check (country ~ '^[A-Z]{2}$'),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    -- BCP 47, of its readers.
    language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    tax_basis text not null check (tax_basis in ('inclusive', 'exclusive')),
    rounding_mode text not null default 'half_up' check (rounding_mode in ('half_up', 'half_even')),
    -- Of those who have not chosen.
    is_default boolean not null default false,
    position integer not null default 0,
    created_at timestamptz not null default now(),
    -- What carts and price lists refer to, so that none of them can be in another currency than its market.
    unique (market_id, currency),
    check (cardinality(countries) = 0 or country = any (countries))
);
create unique index markets_default on markets (is_default) where is_default;

-- A shop has a market from its first moment.
create function open_first_market() returns trigger
    language plpgsql
as $$
begin
    insert into markets (code, name, country, currency, tax_basis, rounding_mode, is_default)
    values ('main', 'Home', new.country, new.currency, new.tax_basis, new.rounding_mode, true);
    return null;
end
$$;
create trigger shops_first_market after insert on shops
    for each row execute function open_first_market();
insert into markets (code, name, country, currency, tax_basis, rounding_mode, is_default)
select 'main', 'Home', country, currency, tax_basis, rounding_mode, true from shops;

alter table shops
    -- Of the date windows of price lists.
    add column time_zone text not null default 'UTC'
        check (timestamp '2000-01-01 00:00' at time zone time_zone is not null),
    -- The moment that the read model of prices was last made for.
    add column prices_as_of timestamptz not null default now();

-- Whom a list speaks to; where nothing is said, everybody who buys in its currency.
alter table price_lists
    add column market_id uuid,
    add column channel text check (channel ~ '^[a-z][a-z0-9_]{0,19}$'),
    add column customer_group text check (customer_group ~ '^[a-z][a-z0-9_-]{0,39}$'),
    -- On the clocks of the shop's time zone: from the one moment until before the other.
    add column starts_at timestamp,
    add column ends_at timestamp,
    add constraint price_lists_market foreign key (market_id, currency) references markets (market_id, currency),
    add constraint price_lists_window check (starts_at < ends_at);
create index prices_list on prices (price_list_id);

-- A zone of one market has its prices in that market's currency; one of none is for every market in the shop's own.
alter table delivery_zones add column market_id uuid references markets on delete cascade;
create index delivery_zones_market on delivery_zones (market_id);

-- Places within a country that are taxed otherwise: what is sent to a postal code that begins so pays the rates of the
-- longest such beginning, and no others.
alter table tax_rates
    add column postal_prefix text not null default '' check (postal_prefix ~ '^[A-Z0-9]{0,10}$'),
    add check (postal_prefix = '' or region = ''),
    drop constraint tax_rates_pkey,
    add primary key (country, region, postal_prefix, tax_category, name);

-- A cart is priced in one market, in its currency.
alter table carts add column market_id uuid;
update carts set market_id = (select market_id from markets where is_default);
-- Carts of a currency that the shop gave up cannot be priced; their lines were never more than a wish.
update carts c set currency = m.currency from markets m where m.market_id = c.market_id and c.currency <> m.currency;
alter table carts
    alter column market_id set not null,
    add constraint carts_market foreign key (market_id, currency) references markets (market_id, currency);
create index carts_market on carts (market_id);

-- Set where the price that the shopper saw was in another currency than the cart is now: it was added in another market.
alter table line_items add column unit_price_currency char(3) check (unit_price_currency ~ '^[A-Z]{3}$');

-- Copied, never joined. Empty on orders of before there were markets.
alter table orders add column market_code text not null default '';

-- What lists sort, filter and print: the prices of single units over a product's variants, one row a market in which it
-- is sold. Written by `refresh_product_prices` only.
create table product_prices (
    market_id uuid not null references markets on delete cascade,
    product_id uuid not null references products on delete cascade,
    price_min_minor bigint not null,
    price_max_minor bigint not null,
    -- Of the cheapest variant.
    compare_at_minor bigint,
    primary key (market_id, product_id),
    check (price_min_minor <= price_max_minor)
);
create index product_prices_product on product_prices (product_id);
create index product_prices_cheapest on product_prices (market_id, price_min_minor, product_id);
create index product_prices_dearest on product_prices (market_id, price_min_minor desc, product_id);
drop index product_summaries_cheapest;
drop index product_summaries_dearest;

-- The lists that speak to everybody in each market at a moment, best first: R5 as `domain::pricing::PriceBook` has it.
-- Groups of customers are left out, since lists of products are the same for everybody.
create function ranked_price_lists(moment timestamptz) returns table (market_id uuid, price_list_id uuid, rank bigint)
    language sql stable
as $$
    select m.market_id, l.price_list_id,
           row_number() over (
               partition by m.market_id
               order by l.market_id is null and l.channel is null, l.position, l.price_list_id
           )
    from shops s
    cross join markets m
    join price_lists l on l.currency = m.currency and (l.market_id is null or l.market_id = m.market_id)
    where l.customer_group is null
      and (l.channel is null or l.channel = 'web')
      and (l.starts_at is null or l.starts_at at time zone s.time_zone <= moment)
      and (l.ends_at is null or l.ends_at at time zone s.time_zone > moment)
$$;

-- Makes the prices of some products anew, or of all with null, as they are at a moment.
create function refresh_product_prices(ids uuid[], moment timestamptz) returns void
    language sql
as $$
    -- Asked row by row (a limit in each), so that the planner, who cannot know how many products are wanted, has nothing to
    -- choose that would be slow for one or for all.
    delete from product_prices p
    using unnest(coalesce(ids, array(select product_id from products))) as w (product_id)
    where p.product_id = w.product_id
      and (
          select true
          from variants v
          join prices r using (variant_id)
          join ranked_price_lists(moment) k on k.price_list_id = r.price_list_id and k.market_id = p.market_id
          where v.product_id = p.product_id
            and r.min_quantity = 1
          limit 1
      ) is null;

    with lists as materialized (
        select market_id, price_list_id, rank from ranked_price_lists(moment)
    ), ranges as (
        select m.market_id, v.product_id,
               min(c.amount_minor) as price_min_minor, max(c.amount_minor) as price_max_minor,
               (array_agg(c.compare_at_minor order by c.amount_minor, v.position, v.variant_id))[1] as compare_at_minor
        from unnest(coalesce(ids, array(select product_id from products))) as w (product_id)
        join variants v using (product_id)
        cross join markets m
        cross join lateral (
            select r.amount_minor, r.compare_at_minor
            from prices r
            join lists k on k.price_list_id = r.price_list_id and k.market_id = m.market_id
            where r.variant_id = v.variant_id
              and r.min_quantity = 1
            order by k.rank
            limit 1
        ) c
        group by m.market_id, v.product_id
    )
    insert into product_prices as p (market_id, product_id, price_min_minor, price_max_minor, compare_at_minor)
    select market_id, product_id, price_min_minor, price_max_minor, compare_at_minor
    from ranges
    on conflict (market_id, product_id) do update
    set price_min_minor = excluded.price_min_minor,
        price_max_minor = excluded.price_max_minor,
        compare_at_minor = excluded.compare_at_minor
    where (p.price_min_minor, p.price_max_minor, p.compare_at_minor)
        is distinct from (excluded.price_min_minor, excluded.price_max_minor, excluded.compare_at_minor)
$$;

-- As before, with the prices of every market; its own price columns are those of the default market, which rules of
-- collections look at.
drop function refresh_product_summaries(uuid[]);
create function refresh_product_summaries(ids uuid[], moment timestamptz default now()) returns void
    language sql
as $$
    select refresh_product_prices(ids, moment);
    insert into product_summaries as s (
        product_id, handle, title, vendor, product_type, tags, visible, published_from, published_until, created_at,
        variant_count, price_min_minor, price_max_minor, compare_at_minor, available, stock_level, option_values,
        media_id, content_name, media_width, media_height, media_widths, media_avif_widths, dominant_colour, media_alt,
        second_content_name, second_widths, search_vector, search_text
    )
    select
        p.product_id, p.handle, p.title, p.vendor, p.product_type, p.tags,
        p.status = 'active' and v.variant_count > 0 and exists (select from product_prices x where x.product_id = p.product_id),
        p.published_from, p.published_until, p.created_at,
        coalesce(v.variant_count, 0), c.price_min_minor, c.price_max_minor, c.compare_at_minor,
        coalesce(v.sellable, false),
        case when not coalesce(v.sellable, false) then 'out_of_stock' when v.plenty then 'in_stock' else 'low_stock' end,
        coalesce(o.option_values, '{}'),
        m1.media_id, m1.content_name, m1.width, m1.height, coalesce(m1.widths, '{}'), coalesce(m1.avif_widths, '{}'),
        m1.dominant_colour, coalesce(m1.alt, ''),
        m2.content_name, coalesce(m2.widths, '{}'),
        setweight(to_tsvector('simple', fold_text(p.title)), 'A')
            || setweight(to_tsvector('simple', fold_text(coalesce(v.skus, ''))), 'A')
            || setweight(to_tsvector('simple', fold_text(p.vendor || ' ' || p.product_type || ' ' || array_to_string(p.tags, ' '))), 'B')
            || setweight(to_tsvector('simple', fold_text(left(regexp_replace(p.description_html, '<[^>]*>', ' ', 'g'), 2000))), 'D'),
        left(fold_text(p.title || ' ' || p.vendor || ' ' || p.product_type), 300)
    from products p
    left join lateral (
        select
            count(*)::integer as variant_count,
            bool_or(not v.tracks_inventory or v.inventory_policy = 'continue' or coalesce(i.available, 0) > 0) as sellable,
            bool_or(not v.tracks_inventory or v.inventory_policy = 'continue' or coalesce(i.available, 0) > 3) as plenty,
            string_agg(v.sku, ' ') as skus
        from variants v
        left join lateral (
            select sum(greatest(l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit, 0)) as available
            from inventory_levels l
            where l.variant_id = v.variant_id
        ) i on true
        where v.product_id = p.product_id
    ) v on true
    left join product_prices c
        on c.product_id = p.product_id and c.market_id = (select market_id from markets where is_default)
    left join lateral (
        select array_agg(distinct x.name || ':' || x.value) as option_values
        from (
            select po.name, case po.position when 1 then v2.option1 when 2 then v2.option2 else v2.option3 end as value
            from product_options po
            join variants v2 using (product_id)
            where po.product_id = p.product_id
        ) x
        where x.value is not null
    ) o on true
    left join lateral (
        select m.*, pm.alt from product_media pm join media m using (media_id)
        where pm.product_id = p.product_id and m.state = 'ready' order by pm.position, m.media_id limit 1
    ) m1 on true
    left join lateral (
        select m.* from product_media pm join media m using (media_id)
        where pm.product_id = p.product_id and m.state = 'ready' order by pm.position, m.media_id offset 1 limit 1
    ) m2 on true
    where ids is null or p.product_id = any (ids)
    on conflict (product_id) do update set
        handle = excluded.handle, title = excluded.title, vendor = excluded.vendor, product_type = excluded.product_type,
        tags = excluded.tags, visible = excluded.visible, published_from = excluded.published_from,
        published_until = excluded.published_until, variant_count = excluded.variant_count,
        price_min_minor = excluded.price_min_minor, price_max_minor = excluded.price_max_minor,
        compare_at_minor = excluded.compare_at_minor, available = excluded.available, stock_level = excluded.stock_level,
        option_values = excluded.option_values, media_id = excluded.media_id, content_name = excluded.content_name,
        media_width = excluded.media_width, media_height = excluded.media_height, media_widths = excluded.media_widths,
        media_avif_widths = excluded.media_avif_widths, dominant_colour = excluded.dominant_colour,
        media_alt = excluded.media_alt, second_content_name = excluded.second_content_name,
        second_widths = excluded.second_widths, search_vector = excluded.search_vector, search_text = excluded.search_text
$$;

select refresh_product_prices(null, now());
