with told as (
    insert into payment_transactions
        (payment_transaction_id, payment_attempt_id, order_id, kind, amount_minor, currency, provider_reference, created_at)
    values (gen_random_uuid(), bench_id(:kind + 200, :number), bench_id(:kind + 100, :number), 'capture', 10495, 'EUR',
            'bench', now())
)
update payment_attempts
set status = 'succeeded', updated_at = now()
where payment_attempt_id = bench_id(:kind + 200, :number);

with locked as (
    select l.variant_id
    from inventory_levels l
    join reservations r using (variant_id, stock_location_id)
    where r.order_id = bench_id(:kind + 100, :number)
      and r.state = 'in_flight'
    order by l.variant_id, l.stock_location_id
    for update of l
), moved as (
    update reservations
    set state = 'allocated'
    where order_id = bench_id(:kind + 100, :number)
      and state = 'in_flight'
      and (select count(*) from locked) > 0
    returning reservation_id, variant_id, stock_location_id, quantity
), levels as (
    update inventory_levels l
    set held = l.held - m.quantity, allocated = l.allocated + m.quantity
    from moved m
    where l.variant_id = m.variant_id
      and l.stock_location_id = m.stock_location_id
)
insert into inventory_movements
    (variant_id, stock_location_id, kind, held_delta, allocated_delta, order_id, reservation_id, created_at)
select variant_id, stock_location_id, 'allocate', -quantity, quantity, bench_id(:kind + 100, :number), reservation_id, now()
from moved;

with placed as (
    update orders
    set status = 'placed', order_number = nextval('order_numbers'), placed_at = now(), updated_at = now(),
        payment_status = 'paid', captured_minor = 10495, version = version + 1
    where order_id = bench_id(:kind + 100, :number)
      and status = 'draft'
    returning cart_id
)
update carts c
set completed_at = now(), completing_at = null, updated_at = now()
from placed p
where c.cart_id = p.cart_id;

insert into outbox_entries (event_id, aggregate_type, aggregate_id, sequence, type, payload)
select gen_random_uuid(), 'order', bench_id(:kind + 100, :number), coalesce(max(sequence), 0) + 1, 'order.placed',
       '{"order": {"number": 1001, "due": {"currency": "EUR", "minor": 10495}, "payment_status": "paid"}}'
from outbox_entries
where aggregate_type = 'order'
  and aggregate_id = bench_id(:kind + 100, :number);
