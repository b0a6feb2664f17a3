-- Parts of countries that no beginning of postal codes names: ranges, single codes, several beginnings at once, as
-- `domain::tax::PostalCodes` writes them. A new column with a default; the table has a few hundred rows at most, so its key
-- is made anew in a moment. What is there keeps its meaning: `postal_prefix` goes on meaning codes that begin so.
alter table tax_rates
    add column postal_codes text not null default ''
        check (length(postal_codes) <= 600 and postal_codes ~ '^([A-Z0-9?]+[*]?|[A-Z0-9]+[.]{2}[A-Z0-9]+)?(, ([A-Z0-9?]+[*]?|[A-Z0-9]+[.]{2}[A-Z0-9]+))*$'),
    add constraint tax_rates_one_place check (
        (region <> '')::integer + (postal_prefix <> '')::integer + (postal_codes <> '')::integer <= 1
    ),
    drop constraint tax_rates_pkey,
    add primary key (country, region, postal_prefix, postal_codes, tax_category, name);
