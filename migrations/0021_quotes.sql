-- Which printed price a line came from: the quote id that the page carried (domain::pricing::QuoteId), evidence and never
-- a price. Expand only; lines that exist have none. The checks see new rows alone, so no table is read for them.
alter table line_items
    add column quote_id text,
    add constraint line_items_quote_id check (quote_id ~ '^q_[a-z2-7]{16}$') not valid;

alter table order_lines
    add column quote_id text,
    add constraint order_lines_quote_id check (quote_id ~ '^q_[a-z2-7]{16}$') not valid;
