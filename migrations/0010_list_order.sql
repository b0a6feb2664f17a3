-- What goes well with a product of no collection: others of its type, newest first, read in this order instead of sorting
-- all of them. Expand only. The index takes a share lock of a table that imports and editors write.

create index product_summaries_type on product_summaries (product_type, created_at desc, product_id) where visible;
