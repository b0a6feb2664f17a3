-- What prices were: where a reduction is announced, the lowest price of the thirty days before it has to be told
-- (Directive 98/6/EC, article 6a). A price that ends is written down by the database, whoever ends it. Expand only:
-- prices that exist are known from this moment on.
create table price_history (
    price_history_id bigint generated always as identity primary key,
    price_list_id uuid not null references price_lists on delete cascade,
    variant_id uuid not null references variants on delete cascade,
    min_quantity integer not null check (min_quantity >= 1),
    amount_minor bigint not null,
    -- From the one moment until before the other.
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    check (valid_from < valid_until)
);
create index price_history_variant on price_history (variant_id, valid_until);
create index price_history_list on price_history (price_list_id);

-- Since when it has been this amount.
alter table prices add column since timestamptz not null default now();

create function remember_price() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        if new.amount_minor = old.amount_minor then
            return new;
        end if;
        new.since := now();
    end if;
    -- One that began and ended in one transaction was never seen. One that goes with its variant or list has nobody left
    -- to be told of it.
    if old.since < now()
        and exists (select from variants where variant_id = old.variant_id)
        and exists (select from price_lists where price_list_id = old.price_list_id)
    then
        insert into price_history (price_list_id, variant_id, min_quantity, amount_minor, valid_from, valid_until)
        values (old.price_list_id, old.variant_id, old.min_quantity, old.amount_minor, old.since, now());
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$$;
create trigger prices_history before update of amount_minor or delete on prices
    for each row execute function remember_price();

-- Whether the lowest price is told; where nothing is said, it is in the countries of the European Economic Area.
alter table markets add column shows_lowest_price boolean;
