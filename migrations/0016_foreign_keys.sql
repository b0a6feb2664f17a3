-- Rows that are looked for by what they refer to, and by the database itself when that is deleted: a draft goes with
-- each payment that fails. Without these, each look read the whole table. Building them locks the tables for a moment.
create index payment_transactions_order on payment_transactions (order_id) where order_id is not null;
create index refunds_attempt on refunds (payment_attempt_id);
