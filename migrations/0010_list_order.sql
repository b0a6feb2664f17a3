-- Lists in their own order, so that the first few rows of a large collection or type are read and not all of it sorted:
-- what goes well with a product was most of its page's cost at 20,000 products. Expand only. Each index takes a share
-- lock of its table while it is built; both tables are written by imports and editors only.

create index collection_products_order on collection_products (collection_id, position, product_id);
create index product_summaries_type on product_summaries (product_type, created_at desc, product_id) where visible;
