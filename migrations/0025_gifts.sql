-- Gifts: a promotion that adds a line which costs nothing (domain::promotion::Benefit::Gift). Carts have no rows for such
-- lines, which are made anew from the promotions each time; orders do, since they are agreed. Expand only: promotions are
-- few, and no order that exists has a gift, so neither check reads what is there.
alter table promotions
    drop constraint promotions_benefit_fits_class,
    add constraint promotions_benefit_fits_class check (
        case class
            when 'product'
                then benefit ->> 'kind' in ('percent', 'fixed_per_unit', 'fixed_per_line', 'buy_x_get_y', 'gift')
            when 'order' then benefit ->> 'kind' in ('percent', 'fixed_order', 'tiers')
            else benefit ->> 'kind' in ('percent', 'free_delivery')
        end is true
    ) not valid,
    -- No foreign key, as for the goods: a variant that is gone is a gift that has run out.
    add constraint promotions_gift check (
        benefit ->> 'kind' <> 'gift'
        or (
            (benefit ->> 'variant_id') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            and (benefit ->> 'quantity')::integer between 1 and 99
        ) is true
    ) not valid;
-- What every cart reads along with its lines; empty in most shops.
create index promotions_gifts on promotions (promotion_id) where status = 'active' and benefit ->> 'kind' = 'gift';

alter table order_lines
    add column is_gift boolean not null default false,
    -- Its worth stands in the list amount, and all of it is discount.
    add constraint order_lines_gift check (not is_gift or (gross_minor = 0 and discount_minor = list_minor)) not valid;
