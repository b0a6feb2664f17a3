-- What a variant holds and the measure that its price is told for (Directive 98/6/EC), as one text, '80 g / 100 g', which
-- domain::pricing::Content writes and reads. Both measures are above nothing and of one dimension. Expand only: nothing
-- that exists has one, so no table is read here, and lists need not be made anew.
alter table variants
    add column content text,
    add constraint variants_content check (
        content ~ '^(?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (mg|g|kg|oz|lb) / (?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (mg|g|kg|oz|lb)$'
        or content ~ '^(?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (ml|cl|l|m3|fl_oz) / (?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (ml|cl|l|m3|fl_oz)$'
        or content ~ '^(?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (mm|cm|m) / (?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (mm|cm|m)$'
        or content ~ '^(?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (m2) / (?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (m2)$'
        or content ~ '^(?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (piece) / (?=[0-9.]*[1-9])[0-9]{1,7}(\.[0-9]{1,3})? (piece)$'
    ) not valid;

-- What lists can tell their price for: only where every variant that has a price in the market costs the same and holds the
-- same.
alter table product_prices add column content text;

-- As in 0010, with the content.
create or replace function refresh_product_prices(ids uuid[], moment timestamptz) returns void
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
               (array_agg(c.compare_at_minor order by c.amount_minor, v.position, v.variant_id))[1] as compare_at_minor,
               case
                   when min(c.amount_minor) = max(c.amount_minor)
                       and count(v.content) = count(*)
                       and min(v.content) = max(v.content)
                   then min(v.content)
               end as content
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
    insert into product_prices as p (market_id, product_id, price_min_minor, price_max_minor, compare_at_minor, content)
    select market_id, product_id, price_min_minor, price_max_minor, compare_at_minor, content
    from ranges
    on conflict (market_id, product_id) do update
    set price_min_minor = excluded.price_min_minor,
        price_max_minor = excluded.price_max_minor,
        compare_at_minor = excluded.compare_at_minor,
        content = excluded.content
    where (p.price_min_minor, p.price_max_minor, p.compare_at_minor, p.content)
        is distinct from (excluded.price_min_minor, excluded.price_max_minor, excluded.compare_at_minor, excluded.content)
$$;
