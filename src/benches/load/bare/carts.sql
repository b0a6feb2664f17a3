-- Carts as a checkout leaves them that was filled in: with lines, details, and the goods held. Of kind $1, so many lines
-- each ($2), of so many goods in all ($3), for so many clients ($4), so many each ($5).
with numbered as (
    select bench_id($1, client * 100000 + turn) as cart_id, client * $5 + turn as number
    from generate_series(0, $4 - 1) client, generate_series(1, $5) turn
), lined as (
    select n.cart_id, line, g.*
    from numbered n
    cross join generate_series(1, $2) line
    join bench_goods g on g.position = (n.number * $2 + line - 1) % least($3, (select count(*) from bench_goods))
), filled as (
    insert into carts (cart_id, token_hash, market_id, currency, next_line_seq)
    select n.cart_id, sha256(convert_to(n.cart_id::text, 'UTF8')), m.market_id, m.currency, $2 + 1
    from numbered n
    cross join markets m
    where m.is_default
), items as (
    insert into line_items (line_item_id, cart_id, variant_id, line_seq, quantity, unit_price_at_add_minor)
    select gen_random_uuid(), cart_id, variant_id, line, 1, amount_minor
    from lined
), details as (
    insert into checkouts (checkout_id, cart_id, email, phone, delivery_address)
    select gen_random_uuid(), cart_id, 'shopper@example.com', '',
           '{"name": "Robin Shopper", "line1": "Unter den Linden 1", "city": "Berlin", "postal_code": "10117",
             "country": "DE"}'
    from numbered
), holds as (
    insert into reservations
        (reservation_id, cart_id, variant_id, stock_location_id, quantity, state, expires_at)
    select gen_random_uuid(), cart_id, variant_id, stock_location_id, 1, 'held', now() + interval '1 hour'
    from lined
)
update inventory_levels l
set held = l.held + s.units
from (select variant_id, stock_location_id, count(*) as units from lined group by 1, 2) s
where l.variant_id = s.variant_id
  and l.stock_location_id = s.stock_location_id
