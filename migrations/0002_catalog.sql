-- Products, variants, media, collections and the read model that lists are drawn from. Expand only.

create table media (
    media_id uuid primary key,
    state text not null default 'pending' check (state in ('pending', 'ready', 'refused')),
    -- Where it came from: an address to fetch, a file of an import, or an upload.
    source text not null,
    -- First 40 hex digits of SHA-256 over the original's bytes; the folder name of its renditions.
    content_name text check (content_name ~ '^[0-9a-f]{40}$'),
    width integer check (width between 1 and 30000),
    height integer check (height between 1 and 30000),
    dominant_colour text check (dominant_colour ~ '^#[0-9a-f]{6}$'),
    -- Widths rendered as JPEG and WebP, ascending; `avif_widths` follows later.
    widths integer[] not null default '{}',
    avif_widths integer[] not null default '{}',
    refusal text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((state = 'ready') <= (content_name is not null and width is not null and height is not null)),
    check ((state = 'refused') = (refusal is not null))
);
create unique index media_source on media (source);
create index media_content on media (content_name);

create table products (
    product_id uuid primary key,
    handle text not null unique check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 200),
    title text not null check (length(title) between 1 and 400),
    description_html text not null default '' check (length(description_html) <= 200000),
    vendor text not null default '' check (length(vendor) <= 200),
    product_type text not null default '' check (length(product_type) <= 200),
    tags text[] not null default '{}',
    status text not null default 'draft' check (status in ('draft', 'active', 'archived')),
    published_from timestamptz,
    published_until timestamptz,
    seo_title text not null default '' check (length(seo_title) <= 400),
    seo_description text not null default '' check (length(seo_description) <= 1000),
    metafields jsonb not null default '{}' check (jsonb_typeof(metafields) = 'object'),
    -- Digest of the last imported draft: a second import of the same content writes nothing.
    import_hash bytea,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (published_until is null or published_from is null or published_from < published_until)
);
create index products_status on products (status, product_id);

-- Handles a product had before; they answer 301. A live handle always wins (the application removes it here).
create table product_handles (
    handle text primary key,
    product_id uuid not null references products on delete cascade,
    created_at timestamptz not null default now()
);
create index product_handles_product on product_handles (product_id);

create table product_options (
    product_id uuid not null references products on delete cascade,
    position smallint not null check (position between 1 and 3),
    name text not null check (length(name) between 1 and 255),
    -- In the order in which they are shown.
    "values" text[] not null check (cardinality("values") >= 1),
    primary key (product_id, position),
    unique (product_id, name)
);

create table product_media (
    product_id uuid not null references products on delete cascade,
    media_id uuid not null references media,
    position integer not null check (position >= 1),
    alt text not null default '' check (length(alt) <= 1000),
    -- Crop-safe integer coordinates, 0 to 10,000 from the top left.
    focal_x integer not null default 5000 check (focal_x between 0 and 10000),
    focal_y integer not null default 5000 check (focal_y between 0 and 10000),
    primary key (product_id, media_id)
);
create index product_media_media on product_media (media_id);

create table variants (
    variant_id uuid primary key,
    product_id uuid not null references products on delete cascade,
    position integer not null check (position >= 1),
    sku text check (length(sku) between 1 and 255),
    barcode text check (length(barcode) between 1 and 64),
    option1 text,
    option2 text,
    option3 text,
    weight_grams integer not null default 0 check (weight_grams between 0 and 1000000),
    requires_shipping boolean not null default true,
    tax_category text not null default 'standard' check (tax_category ~ '^[a-z_]+$'),
    -- Whether stock is counted at all, and whether selling goes on below zero.
    tracks_inventory boolean not null default true,
    inventory_policy text not null default 'deny' check (inventory_policy in ('deny', 'continue')),
    media_id uuid references media,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint variants_options unique nulls not distinct (product_id, option1, option2, option3),
    check (option3 is null or option2 is not null),
    check (option2 is null or option1 is not null)
);
create unique index variants_sku on variants (sku) where sku is not null;
create index variants_product on variants (product_id, position);

create table price_lists (
    price_list_id uuid primary key,
    name text not null unique,
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    position integer not null default 0
);

create table prices (
    price_list_id uuid not null references price_lists,
    variant_id uuid not null references variants on delete cascade,
    min_quantity integer not null default 1 check (min_quantity >= 1),
    amount_minor bigint not null check (amount_minor between 0 and 1000000000000),
    compare_at_minor bigint,
    updated_at timestamptz not null default now(),
    primary key (variant_id, price_list_id, min_quantity),
    check (compare_at_minor is null or compare_at_minor > amount_minor)
);

create table collections (
    collection_id uuid primary key,
    handle text not null unique check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 200),
    title text not null check (length(title) between 1 and 200),
    description_html text not null default '',
    kind text not null check (kind in ('manual', 'rule')),
    -- domain::catalog::CollectionRule, present exactly for rule-based collections.
    rule jsonb,
    media_id uuid references media,
    media_alt text not null default '',
    position integer not null default 0,
    status text not null default 'active' check (status in ('draft', 'active')),
    seo_title text not null default '',
    seo_description text not null default '',
    updated_at timestamptz not null default now(),
    check ((kind = 'rule') = (rule is not null))
);

-- Membership: written by hand for manual collections, by `store::collection::refresh_members` for rules.
create table collection_products (
    collection_id uuid not null references collections on delete cascade,
    product_id uuid not null references products on delete cascade,
    position integer not null default 0,
    primary key (collection_id, product_id)
);
create index collection_products_product on collection_products (product_id);

-- What lists, search and suggestions read: one row a product, rebuilt by `refresh_product_summaries`.
create table product_summaries (
    product_id uuid primary key references products on delete cascade,
    handle text not null,
    title text not null,
    vendor text not null,
    product_type text not null,
    tags text[] not null,
    visible boolean not null,
    published_from timestamptz,
    published_until timestamptz,
    created_at timestamptz not null,
    variant_count integer not null,
    -- Lowest and highest current price in the base list; compare-at of the cheapest variant.
    price_min_minor bigint,
    price_max_minor bigint,
    compare_at_minor bigint,
    available boolean not null,
    stock_level text not null check (stock_level in ('in_stock', 'low_stock', 'out_of_stock')),
    -- "Size:M" for every value that some variant has.
    option_values text[] not null,
    media_id uuid,
    content_name text,
    media_width integer,
    media_height integer,
    media_widths integer[] not null default '{}',
    media_avif_widths integer[] not null default '{}',
    dominant_colour text,
    media_alt text not null default '',
    second_content_name text,
    second_widths integer[] not null default '{}',
    search_vector tsvector not null,
    search_text text not null
);
create index product_summaries_search on product_summaries using gin (search_vector);
create index product_summaries_trigram on product_summaries using gin (search_text gin_trgm_ops);
create index product_summaries_media on product_summaries (media_id);
create index product_summaries_newest on product_summaries (created_at desc, product_id) where visible;
create index product_summaries_cheapest on product_summaries (price_min_minor, product_id) where visible;
create index product_summaries_dearest on product_summaries (price_min_minor desc, product_id) where visible;
create index product_summaries_title on product_summaries (title, product_id) where visible;
create index product_summaries_type on product_summaries (product_type, created_at desc, product_id) where visible;
create index collection_products_order on collection_products (collection_id, position, product_id);

-- The picture at the top of the home page.
alter table shops
    add column hero_media_id uuid references media,
    add column hero_media_alt text not null default '';
