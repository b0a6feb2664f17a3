-- Settings that merchants write in files. Which list imports write is said now, not guessed from positions; a list can be
-- made from another, and keeps rate and look of its prices, so that publishing it again is one command. New columns and
-- constraints only.
alter table price_lists
    -- The one that imports of products write: what the catalogue is kept in.
    add column is_base boolean not null default false,
    -- Made from the prices of this list, whenever it is published (R15).
    add column source_list_id uuid references price_lists,
    -- Units of this list's currency for one of the source's.
    add column rate_ppm bigint check (rate_ppm between 1 and 1000000000000),
    -- Both: up to the next amount that ends so. The step alone: to the nearest multiple. Neither: as converted.
    add column charm_ending_minor bigint,
    add column charm_step_minor bigint check (charm_step_minor between 1 and 1000000000000),
    -- When it was last made.
    add column published_at timestamptz,
    add constraint price_lists_base check (
        not is_base
        or num_nonnulls(market_id, channel, customer_group, starts_at, ends_at, source_list_id) = 0
    ),
    add constraint price_lists_conversion check (
        (source_list_id is null) = (rate_ppm is null)
        and source_list_id is distinct from price_list_id
        and (source_list_id is not null or num_nonnulls(charm_ending_minor, charm_step_minor, published_at) = 0)
        and (charm_ending_minor is null or charm_step_minor is not null)
        and charm_ending_minor >= 0
        and charm_ending_minor < charm_step_minor
    );

update price_lists
set is_base = true
where price_list_id = (
    select l.price_list_id
    from price_lists l
    join shops s using (currency)
    where num_nonnulls(l.market_id, l.channel, l.customer_group) = 0
    order by num_nonnulls(l.starts_at, l.ends_at), l.position, l.price_list_id
    limit 1
)
  and starts_at is null
  and ends_at is null;

create unique index price_lists_one_base on price_lists (is_base) where is_base;
create index price_lists_source on price_lists (source_list_id);
