-- Long texts ask for a closer likeness: of twenty letters and more, two slips still leave over six tenths of the
-- trigrams, and each candidate that passes costs a second comparison. Same signature, so it is safe beside old programs.
create or replace function similar_products(typed text, most integer) returns table (product_id uuid, score real)
    language plpgsql stable
    set pg_trgm.word_similarity_threshold = 0.4
as $$
begin
    if length(typed) >= 20 then
        perform set_config('pg_trgm.word_similarity_threshold', '0.6', true);
    end if;
    return query
        select s.product_id, word_similarity(typed, s.search_text)
        from product_summaries s
        where typed <% s.search_text
        order by word_similarity(typed, s.search_text) desc, s.product_id
        limit most;
end
$$;
