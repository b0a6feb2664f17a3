-- Galleries of what customers and creators posted, and the rights to show it. A post is shown only through a row of
-- `gallery_publications`, and such a row cannot exist without a live grant for its channel and an approved post, whoever
-- writes it: foreign keys to the state itself say so, so that neither a race nor a statement by hand gets past.

create table creators (
    creator_id uuid primary key,
    handle text not null unique check (handle ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    name text not null check (length(name) between 1 and 200),
    created_at timestamptz not null default now()
);

create table ugc_posts (
    ugc_post_id uuid primary key,
    creator_id uuid not null references creators,
    source text not null check (source in ('upload', 'file', 'instagram', 'tiktok', 'youtube')),
    -- The network's own id, or the upload's; the same post is never brought in twice.
    external_id text not null check (length(external_id) between 1 and 200),
    permalink text check (permalink ~ '^https://' and length(permalink) <= 2000),
    caption text not null default '' check (length(caption) <= 2200),
    media_id uuid not null references media,
    -- What is to be seen, for people who do not see it.
    alt text not null check (length(alt) between 1 and 500),
    focal_x integer not null default 5000 check (focal_x between 0 and 10000),
    focal_y integer not null default 5000 check (focal_y between 0 and 10000),
    moderation text not null default 'pending' check (moderation in ('pending', 'approved', 'rejected')),
    posted_at timestamptz,
    fetched_at timestamptz not null default now(),
    unique (source, external_id),
    unique (ugc_post_id, moderation)
);
create index ugc_posts_creator on ugc_posts (creator_id);
create index ugc_posts_media on ugc_posts (media_id);

-- "This shows that variant", and where: a point, or a box from it. 0 to 10,000 of the picture's own width and height, so
-- that it stays true whatever a page cuts off.
create table product_tags (
    ugc_post_id uuid not null references ugc_posts on delete cascade,
    variant_id uuid not null references variants on delete cascade,
    position smallint not null check (position between 1 and 50),
    x integer not null check (x between 0 and 10000),
    y integer not null check (y between 0 and 10000),
    width integer check (width between 1 and 10000),
    height integer check (height between 1 and 10000),
    primary key (ugc_post_id, variant_id),
    unique (ugc_post_id, position),
    check ((width is null) = (height is null)),
    check (x + coalesce(width, 0) <= 10000 and y + coalesce(height, 0) <= 10000)
);
create index product_tags_variant on product_tags (variant_id);

create table rights_grants (
    rights_grant_id uuid primary key,
    ugc_post_id uuid not null references ugc_posts,
    state text not null default 'live' check (state in ('live', 'revoked', 'expired')),
    -- Countries that it may be shown in; none: everywhere.
    territory char(2)[] not null default '{}',
    valid_from timestamptz not null,
    -- Without an end it lasts until it is revoked.
    valid_until timestamptz,
    -- What shows that it was given: words of the answer, an address, the version of the terms that were ticked.
    proof text not null check (length(proof) between 1 and 2000),
    granted_at timestamptz not null,
    ended_at timestamptz,
    ended_reason text check (length(ended_reason) between 1 and 500),
    unique (rights_grant_id, ugc_post_id, state),
    check (valid_until > valid_from),
    check ((state = 'live') = (ended_at is null)),
    check ((ended_at is null) = (ended_reason is null))
);
create index rights_grants_post on rights_grants (ugc_post_id);
create index rights_grants_ending on rights_grants (valid_until) where state = 'live' and valid_until is not null;

create table rights_grant_channels (
    rights_grant_id uuid not null references rights_grants on delete cascade,
    channel text not null check (channel in ('web', 'embed', 'email', 'social', 'ads', 'kiosk')),
    primary key (rights_grant_id, channel)
);

create table galleries (
    gallery_id uuid primary key,
    handle text not null unique check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 100),
    title text not null check (length(title) between 1 and 200),
    summary text not null default '' check (length(summary) <= 500),
    layout text not null default 'grid' check (layout in ('grid', 'carousel', 'mosaic', 'lookbook')),
    -- What becomes of a tag whose variant is sold out: told with a badge, or left out.
    sold_out_rule text not null default 'badge' check (sold_out_rule in ('badge', 'hide')),
    status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

-- What a gallery wants to show, in order. Wanting needs no rights.
create table gallery_items (
    gallery_id uuid not null references galleries on delete cascade,
    ugc_post_id uuid not null references ugc_posts on delete cascade,
    position integer not null check (position between 1 and 10000),
    is_pinned boolean not null default false,
    shows_from timestamptz,
    shows_until timestamptz,
    primary key (gallery_id, ugc_post_id),
    check (shows_until > shows_from)
);
create index gallery_items_post on gallery_items (ugc_post_id);

-- What a gallery shows in a channel: the gate.
create table gallery_publications (
    gallery_id uuid not null,
    ugc_post_id uuid not null,
    channel text not null,
    rights_grant_id uuid not null,
    grant_state text not null default 'live' check (grant_state = 'live'),
    moderation text not null default 'approved' check (moderation = 'approved'),
    published_at timestamptz not null default now(),
    primary key (gallery_id, ugc_post_id, channel),
    foreign key (gallery_id, ugc_post_id) references gallery_items on delete cascade,
    constraint gallery_publications_need_an_approved_post
        foreign key (ugc_post_id, moderation) references ugc_posts (ugc_post_id, moderation),
    constraint gallery_publications_need_a_live_grant
        foreign key (rights_grant_id, ugc_post_id, grant_state) references rights_grants (rights_grant_id, ugc_post_id, state),
    constraint gallery_publications_need_a_grant_for_the_channel
        foreign key (rights_grant_id, channel) references rights_grant_channels (rights_grant_id, channel)
);
create index gallery_publications_grant on gallery_publications (rights_grant_id, channel);
create index gallery_publications_post on gallery_publications (ugc_post_id, channel);

-- Where a gallery stands. Without a target: on every page of the kind.
create table gallery_placements (
    gallery_id uuid not null references galleries on delete cascade,
    placement text not null check (placement in ('home', 'collection', 'product')),
    target text not null default '' check (length(target) <= 200),
    position integer not null default 1,
    primary key (gallery_id, placement, target)
);
create index gallery_placements_target on gallery_placements (placement, target, position);

-- Kinds of pages with a gallery are kept in memory with the shop's settings, so that the others ask for none.
create trigger gallery_placements_settings after insert or update or delete or truncate on gallery_placements
    for each statement execute function count_settings();
create trigger galleries_settings after update of status, handle, title, summary, layout, sold_out_rule or delete on galleries
    for each statement execute function count_settings();

-- What was taken down, when and why; written by the statement that took it down.
create table rights_receipts (
    rights_receipt_id bigint generated always as identity primary key,
    ugc_post_id uuid not null references ugc_posts,
    rights_grant_id uuid references rights_grants,
    reason text not null,
    -- [{"gallery_id": …, "channel": …}]
    taken_down jsonb not null,
    created_at timestamptz not null default now()
);
create index rights_receipts_post on rights_receipts (ugc_post_id, rights_receipt_id);
create index rights_receipts_grant on rights_receipts (rights_grant_id);

-- Takes a post off everything that a grant, or without one any grant, let it stand on; tells the page caches with the
-- commit.
create function take_down(post uuid, grant_id uuid, why text) returns void language sql as $$
    with gone as (
        delete from gallery_publications p
        where p.ugc_post_id = post
          and (grant_id is null or p.rights_grant_id = grant_id)
        returning p.gallery_id, p.channel
    ),
    receipt as (
        insert into rights_receipts (ugc_post_id, rights_grant_id, reason, taken_down)
        select post, grant_id, why, jsonb_agg(jsonb_build_object('gallery_id', gallery_id, 'channel', channel))
        from gone
        having count(*) > 0
    )
    -- A notification holds at most 8,000 bytes; `*` is everything.
    select pg_notify('vitrine_catalog', case when count(*) > 100 then '*' else string_agg(tag, ' ') end)
    from (
        select 'gallery:' || gallery_id as tag
        from gone
        union
        select 'look:' || post
    ) tags;
$$;

create function rights_grant_ended() returns trigger language plpgsql as $$
begin
    perform take_down(old.ugc_post_id, old.rights_grant_id, new.state || ': ' || coalesce(new.ended_reason, ''));
    return new;
end $$;
create trigger rights_grants_ended before update of state on rights_grants
    for each row when (old.state = 'live' and new.state <> 'live') execute function rights_grant_ended();

create function ugc_post_unapproved() returns trigger language plpgsql as $$
begin
    perform take_down(old.ugc_post_id, null, 'moderation: ' || new.moderation);
    return new;
end $$;
create trigger ugc_posts_unapproved before update of moderation on ugc_posts
    for each row when (old.moderation = 'approved' and new.moderation <> 'approved') execute function ugc_post_unapproved();

-- What is shown is in here and nowhere else; who reads adds the moment and the country.
create view shown_posts as
select
    p.gallery_id, p.ugc_post_id, p.channel, i.position, i.is_pinned,
    greatest(r.valid_from, i.shows_from) as shows_from,
    least(r.valid_until, i.shows_until) as shows_until,
    r.territory
from gallery_publications p
join galleries g using (gallery_id)
join gallery_items i using (gallery_id, ugc_post_id)
join rights_grants r using (rights_grant_id)
where g.status = 'published';

-- What a shopper of the web shop may see at a moment in a country: the one place that says so. Plain SQL, so that the
-- planner sees through it.
create function shown_on_web(moment timestamptz, country char(2)) returns setof shown_posts
    language sql stable
as $$
    select *
    from shown_posts s
    where s.channel = 'web'
      and (s.shows_from is null or s.shows_from <= moment)
      and (s.shows_until is null or s.shows_until > moment)
      and (cardinality(s.territory) = 0 or country = any (s.territory));
$$;

-- Posts with what they show, each tag with the prices of all lists and the stock of now: a page chooses among the prices
-- through the pricing core, as it does for products.
create view looks as
select
    u.ugc_post_id, u.caption, u.alt, u.focal_x, u.focal_y, u.permalink,
    c.handle as creator_handle, c.name as creator_name,
    m.width, m.height, m.widths, m.avif_widths, m.dominant_colour,
    (
        select coalesce(jsonb_agg(jsonb_build_object(
            'product_id', s.product_id, 'variant_id', v.variant_id, 'handle', s.handle, 'title', s.title,
            'options', array_remove(array[v.option1, v.option2, v.option3], null),
            'x', t.x, 'y', t.y, 'width', t.width, 'height', t.height,
            'published_from', s.published_from, 'published_until', s.published_until,
            'tracked', v.tracks_inventory,
            'sells_without_stock', v.inventory_policy = 'continue' or coalesce(st.available > st.on_shelf, false),
            'available', coalesce(st.on_shelf, 0),
            'content_name', s.content_name, 'media_width', s.media_width, 'media_height', s.media_height,
            'media_widths', s.media_widths, 'media_avif_widths', s.media_avif_widths,
            'dominant_colour', s.dominant_colour, 'media_alt', s.media_alt, 'content', v.content,
            'prices', pr.prices
        ) order by t.position), '[]')
        from product_tags t
        join variants v using (variant_id)
        join product_summaries s on s.product_id = v.product_id and s.visible
        left join lateral (
            select l.available, l.on_shelf
            from sellable_stock l
            where l.variant_id = v.variant_id
            limit 1
        ) st on true
        cross join lateral (
            select coalesce(jsonb_agg(jsonb_build_object(
                'price_list_id', r.price_list_id, 'min_quantity', r.min_quantity,
                'amount_minor', r.amount_minor, 'compare_at_minor', r.compare_at_minor)), '[]') as prices
            from prices r
            where r.variant_id = v.variant_id
        ) pr
        where t.ugc_post_id = u.ugc_post_id
    ) as tags
from ugc_posts u
join creators c using (creator_id)
join media m using (media_id)
where m.state = 'ready';
