-- What the scripts beside this one need: names for the carts, and goods to put into them. The shop is thrown away after.
create function bench_id(kind bigint, number bigint) returns uuid
    language sql
    immutable
    return (lpad(to_hex(kind), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid;

create table bench_goods as
select row_number() over (order by md5(v.variant_id::text)) - 1 as position, v.variant_id, l.stock_location_id,
       p.product_id, p.handle, p.title, v.sku, c.price_list_id, c.amount_minor
from variants v
join products p using (product_id)
join inventory_levels l using (variant_id)
join prices c using (variant_id)
join price_lists i using (price_list_id)
where v.position = 1
  and c.min_quantity = 1
  and i.is_base
order by 1
limit 1000;

create unique index on bench_goods (position);
create unique index on bench_goods (variant_id);
