select cart_id, version, market_id, currency, note, next_line_seq, completing_at, completed_at
from carts
where cart_id = bench_id(:kind, :number)
for update;

select s.settings_version, c.email, c.phone, c.delivery_address, c.delivery_method_id
from shops s
left join checkouts c on c.cart_id = bench_id(:kind, :number);

select l.line_seq, l.quantity, l.unit_price_at_add_minor, v.variant_id, p.product_id, p.handle, p.title, v.sku,
       v.tax_category, c.amount_minor,
       i.on_hand - i.allocated - i.held - i.safety + i.backorder_limit as available
from line_items l
join variants v using (variant_id)
join products p using (product_id)
join bench_goods g using (variant_id)
join prices c on c.variant_id = l.variant_id and c.price_list_id = g.price_list_id and c.min_quantity = 1
join inventory_levels i on i.variant_id = l.variant_id and i.stock_location_id = g.stock_location_id
where l.cart_id = bench_id(:kind, :number)
order by l.line_seq;

select r.variant_id, r.quantity, r.expires_at > now() and s.active as is_good
from reservations r
join stock_locations s using (stock_location_id)
where r.cart_id = bench_id(:kind, :number)
for update of r;

with marked as (
    update carts
    set completing_at = now()
    where cart_id = bench_id(:kind, :number)
)
insert into orders (
    order_id, cart_id, created_at, updated_at, access_token, status, payment_status, fulfilment_status,
    currency, tax_basis, rounding_mode, engine_version, catalog_version, email, phone, delivery_address, note,
    delivery_method_name, delivery_net_minor, delivery_tax_minor, delivery_gross_minor,
    subtotal_minor, discount_minor, tax_minor, total_minor, due_minor, trace, delivery_taxes, market_code
)
select bench_id(:kind + 100, :number), bench_id(:kind, :number), now(), now(),
       'bench-access-token-' || bench_id(:kind, :number)::text, 'draft', 'none', 'unfulfilled',
       'EUR', 'inclusive', 'half_up', '1', 1, 'shopper@example.com', '',
       '{"name": "Robin Shopper", "line1": "Unter den Linden 1", "city": "Berlin", "postal_code": "10117",
         "country": "DE"}', '',
       'Standard', 416, 79, 495, 10000, 0, 1597, 10495, 10495,
       '{"engine_version": "1", "catalog_version": 1, "steps": [
         {"rule": "R5", "subject": {"line": 1}, "operand": {"kind": "units", "unit_minor": 5000, "quantity": 1},
          "result_minor": 5000},
         {"rule": "R5", "subject": {"line": 2}, "operand": {"kind": "units", "unit_minor": 5000, "quantity": 1},
          "result_minor": 5000},
         {"rule": "R10", "subject": {"line": 1}, "operand": {"kind": "tax", "amount_minor": 5000, "rates": ["0.19"],
          "basis": "inclusive"}, "rounding": "half_up", "result_minor": 798},
         {"rule": "R10", "subject": {"line": 2}, "operand": {"kind": "tax", "amount_minor": 5000, "rates": ["0.19"],
          "basis": "inclusive"}, "rounding": "half_up", "result_minor": 798},
         {"rule": "R9", "subject": "delivery", "operand": {"kind": "price", "amount_minor": 495}, "result_minor": 495},
         {"rule": "R10", "subject": "delivery", "operand": {"kind": "tax", "amount_minor": 495, "rates": ["0.19"],
          "basis": "inclusive"}, "rounding": "half_up", "result_minor": 79},
         {"rule": "R11", "subject": "cart", "operand": {"kind": "sum", "terms": 3}, "result_minor": 10495}]}',
       '[{"name": "VAT", "jurisdiction": "DE", "rate": "0.19", "amount_minor": 79}]', 'eu';

insert into order_lines (
    order_line_id, order_id, line_seq, product_id, variant_id, product_handle, product_title, variant_title, sku,
    tax_category, quantity, unit_price_minor, list_minor, discount_minor, net_minor, tax_minor, gross_minor, taxes
)
select gen_random_uuid(), bench_id(:kind + 100, :number), l.line_seq, g.product_id, g.variant_id, g.handle, g.title, 'S',
       g.sku, 'standard', 1, 5000, 5000, 0, 4202, 798, 5000,
       '[{"name": "VAT", "jurisdiction": "DE", "rate": "0.19", "amount_minor": 798}]'
from line_items l
join bench_goods g using (variant_id)
where l.cart_id = bench_id(:kind, :number);

update reservations
set state = 'in_flight', cart_id = null, order_id = bench_id(:kind + 100, :number), expires_at = now() + interval '30 min'
where cart_id = bench_id(:kind, :number);

insert into payment_attempts
    (payment_attempt_id, order_id, cart_id, provider, amount_minor, currency, status, created_at, updated_at)
values (bench_id(:kind + 200, :number), bench_id(:kind + 100, :number), bench_id(:kind, :number), 'test', 10495, 'EUR',
        'created', now(), now());
