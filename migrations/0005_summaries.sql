-- Rebuilds the list read model for some products, or for all with null. One statement a batch, so an import
-- of 20,000 products stays set-based. The price is the base list's first price for one unit, the rule R5 that
-- `domain::pricing::unit_price` applies; a test compares the two for every variant.

create function refresh_product_summaries(ids uuid[]) returns void
    language sql
as $$
    insert into product_summaries as s (
        product_id, handle, title, vendor, product_type, tags, visible, published_from, published_until, created_at,
        variant_count, price_min_minor, price_max_minor, compare_at_minor, available, stock_level, option_values,
        media_id, content_name, media_width, media_height, media_widths, media_avif_widths, dominant_colour, media_alt,
        second_content_name, second_widths, search_vector, search_text
    )
    select
        p.product_id, p.handle, p.title, p.vendor, p.product_type, p.tags,
        p.status = 'active' and v.variant_count > 0 and v.price_min_minor is not null,
        p.published_from, p.published_until, p.created_at,
        coalesce(v.variant_count, 0), v.price_min_minor, v.price_max_minor, v.compare_at_minor,
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
            min(c.amount_minor) as price_min_minor,
            max(c.amount_minor) as price_max_minor,
            (array_agg(c.compare_at_minor order by c.amount_minor, v.position))[1] as compare_at_minor,
            bool_or(not v.tracks_inventory or v.inventory_policy = 'continue' or coalesce(i.available, 0) > 0) as sellable,
            bool_or(not v.tracks_inventory or v.inventory_policy = 'continue' or coalesce(i.available, 0) > 3) as plenty,
            string_agg(v.sku, ' ') as skus
        from variants v
        left join lateral (
            select r.amount_minor, r.compare_at_minor
            from prices r
            join price_lists l using (price_list_id)
            where r.variant_id = v.variant_id and r.min_quantity = 1
            order by l.position, l.price_list_id
            limit 1
        ) c on true
        left join lateral (
            select sum(greatest(l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit, 0)) as available
            from inventory_levels l
            where l.variant_id = v.variant_id
        ) i on true
        where v.product_id = p.product_id
    ) v on true
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

-- Products whose names resemble what was typed, most similar first. Two letters changed places leave a word of eight
-- letters at about 0.5, under the operator's own threshold, so the function brings a lower one.
create function similar_products(typed text, most integer) returns table (product_id uuid, score real)
    language sql stable
    set pg_trgm.word_similarity_threshold = 0.4
as $$
    select s.product_id, word_similarity(typed, s.search_text) as score
    from product_summaries s
    where typed <% s.search_text
    order by score desc, s.product_id
    limit most
$$;
