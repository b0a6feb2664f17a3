//! Other doors: payment provider pages and webhooks in.
