//! Pages, layouts, forms, feeds.
