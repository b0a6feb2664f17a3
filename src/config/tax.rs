//! The outside tax engine's options.

use super::Secret;
use super::source::Source;
use url::Url;

/// An engine that is asked over HTTP.
#[derive(Debug, Clone)]
pub struct TaxEngine {
    /// Where.
    pub url: Url,
    /// What proves that it is us.
    pub token: Option<Secret>,
}

pub(super) fn engine(from: &mut Source) -> Option<TaxEngine> {
    let token = from.optional("tax_engine_token").map(Secret);
    let Some(text) = from.optional("tax_engine_url") else {
        if token.is_some() {
            from.fault("tax_engine_url", "must be set, because tax_engine_token is");
        }
        return None;
    };
    let Some(url) = Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    else {
        from.fault("tax_engine_url", "must look like https://tax.example/v1/taxes");
        return None;
    };
    let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if url.scheme() != "https" && !is_here {
        from.fault("tax_engine_url", "must begin with https, unless it is on this machine");
    }
    Some(TaxEngine { url, token })
}

#[cfg(test)]
mod tests {
    use crate::config::source::Source;
    use crate::config::{Config, ConfigError};

    fn faults(pairs: &[(&str, &str)]) -> usize {
        match Config::from_source(Source::of(pairs)) {
            Ok(_) => 0,
            Err(ConfigError(faults)) => faults.len(),
        }
    }

    #[test]
    fn carts_are_told_to_nobody_in_the_clear() {
        assert_eq!(
            faults(&[("tax_engine_url", "https://tax.example/v1"), ("tax_engine_token", "t")]),
            0
        );
        assert_eq!(faults(&[("tax_engine_url", "http://127.0.0.1:9000/")]), 0);
        assert_eq!(faults(&[("tax_engine_url", "http://tax.example/v1")]), 1);
        assert_eq!(faults(&[("tax_engine_token", "t")]), 1);
    }
}
