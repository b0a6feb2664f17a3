-- R9: a market may tax the delivery as it taxes the goods. Promotions: limits without codes, amounts in more currencies.
-- Expand only: what is there means what it meant, and a check that refused is gone. The new columns have constant defaults,
-- so no row is rewritten.
alter table markets
    -- domain::tax::DeliveryTax
    add column delivery_tax text not null default 'own_category'
        check (delivery_tax in ('own_category', 'proportional_to_goods'));

alter table promotions
    -- A limit could only be had with a code. Whoever loses a promotion without one to others is shown the new total before
    -- anything is charged, as with a code.
    drop constraint promotions_check1,
    -- domain::promotion::InCurrency: every amount once more, for carts in that currency.
    add column in_currencies jsonb not null default '[]'
        check (jsonb_typeof(in_currencies) = 'array' and jsonb_array_length(in_currencies) <= 30),
    add constraint promotions_in_currencies check (in_currencies = '[]' or currency is not null);
