-- One number that says whether what a program keeps in memory of the shop's settings is still true: markets, price
-- lists, taxes, delivery, places. Who changes them, by whatever way, counts it up in the same commit, so a quote knows
-- by one number that is read along with it whether it has to read them all again. New column and triggers only.
alter table shops add column settings_version bigint not null default 1;

create function count_settings() returns trigger
    language plpgsql
as $$
begin
    update shops set settings_version = settings_version + 1;
    -- Prices on kept pages, too.
    perform pg_notify('vitrine_catalog', '*');
    return null;
end
$$;

create trigger markets_settings after insert or update or delete or truncate on markets
    for each statement execute function count_settings();
create trigger price_lists_settings after insert or update or delete or truncate on price_lists
    for each statement execute function count_settings();
create trigger tax_rates_settings after insert or update or delete or truncate on tax_rates
    for each statement execute function count_settings();
create trigger delivery_zones_settings after insert or update or delete or truncate on delivery_zones
    for each statement execute function count_settings();
create trigger delivery_methods_settings after insert or update or delete or truncate on delivery_methods
    for each statement execute function count_settings();
create trigger delivery_rates_settings after insert or update or delete or truncate on delivery_rates
    for each statement execute function count_settings();
create trigger stock_locations_settings after insert or update or delete or truncate on stock_locations
    for each statement execute function count_settings();

create function count_shop() returns trigger
    language plpgsql
as $$
begin
    new.settings_version := old.settings_version + 1;
    return new;
end
$$;
create trigger shops_settings before update on shops
    for each row when (new.settings_version = old.settings_version) execute function count_shop();
