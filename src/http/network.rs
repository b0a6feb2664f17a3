//! Finds out which network a request comes from, for whoever counts tries.
//!
//! Anybody can write `X-Forwarded-For`, so it counts only where the operator says how many proxies of theirs add to it,
//! and only from its end: the last entry is what the nearest proxy saw, and so on. What stands before those is hearsay.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use site::Network;
use std::net::{IpAddr, SocketAddr};

/// The layer; the state is the number of proxies.
pub async fn tell(State(proxies): State<u32>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip());
    if let Some(client) = client(peer, request.headers(), proxies.try_into().unwrap_or(usize::MAX)) {
        request.extensions_mut().insert(Network(prefix(client)));
    }
    next.run(request).await
}

fn client(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let peer = peer?;
    if proxies == 0 {
        return Some(peer);
    }
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .collect();
    // Fewer entries than proxies: it came past them, and the peer is all that is certain.
    let seen = entries.len().checked_sub(proxies).and_then(|at| entries.get(at));
    Some(seen.and_then(|text| text.parse().ok()).unwrap_or(peer))
}

// One customer of a provider has at least 64 bits of an IPv6 address to themselves.
fn prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: Option<&'static str>, proxies: usize) -> String {
        let mut headers = HeaderMap::new();
        if let Some(header) = header {
            headers.insert("x-forwarded-for", header.parse().unwrap());
        }
        client(Some("192.0.2.1".parse().unwrap()), &headers, proxies)
            .unwrap()
            .to_string()
    }

    #[test]
    fn the_header_counts_only_where_a_proxy_of_ours_writes_it_and_only_its_end() {
        assert_eq!(found(Some("203.0.113.9"), 0), "192.0.2.1");
        assert_eq!(found(Some("6.6.6.6, 203.0.113.9"), 1), "203.0.113.9");
        assert_eq!(found(Some("6.6.6.6, 203.0.113.9, 10.0.0.2"), 2), "203.0.113.9");
        assert_eq!(found(Some("203.0.113.9"), 2), "192.0.2.1");
        assert_eq!(found(Some("nonsense"), 1), "192.0.2.1");
        assert_eq!(found(None, 1), "192.0.2.1");
    }

    #[test]
    fn addresses_of_one_customer_are_one_network() {
        let of = |text: &str| prefix(text.parse().unwrap());

        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
    }
}
