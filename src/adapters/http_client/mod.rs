//! Requests to addresses that others chose (picture addresses of an import; later webhooks and feeds).
//!
//! The SSRF rules of W-11: only http and https on usual ports, no credentials, the name resolved once, every address
//! it has must be public, the connection goes to an address that was checked, redirects are followed by hand under the
//! same rules, answers are bounded in size and time.

mod address;
mod visitor;

pub use address::is_public;
pub use visitor::{VisitError, Visited, Visitor};

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use futures::future::BoxFuture;
use reqwest::StatusCode;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

const TIMEOUT: Duration = Duration::from_secs(15);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const MAX_REDIRECTS: usize = 3;
/// Web ports; others are other services.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Resolves a host name to its addresses.
pub type Resolver = Arc<dyn Fn(String) -> BoxFuture<'static, std::io::Result<Vec<IpAddr>>> + Send + Sync>;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is none that we would ever ask.
    #[error("the address cannot be fetched: {0}")]
    Refused(&'static str),
    /// The name leads into a private network.
    #[error("the address leads to a private or special network")]
    Private,
    /// The name leads nowhere.
    #[error("the host name could not be resolved")]
    Resolve(#[source] std::io::Error),
    /// The other side answered with an error.
    #[error("the answer was {0}")]
    Status(StatusCode),
    /// The answer is longer than allowed.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
    /// No connection, or it broke, or it took too long.
    #[error("the request failed")]
    Transport(#[source] reqwest::Error),
}

impl FetchError {
    /// Whether trying again later can help.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Resolve(_) | Self::Transport(_) => true,
            Self::Status(status) => status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) | Self::Private | Self::TooLarge(_) => false,
        }
    }
}

/// Fetches addresses that others chose. Cheap to clone.
#[derive(Clone)]
pub struct GuardedClient {
    resolve: Resolver,
}

impl Default for GuardedClient {
    fn default() -> Self {
        Self::with_resolver(Arc::new(|host| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
                Ok(found.map(|address| address.ip()).collect())
            })
        }))
    }
}

impl GuardedClient {
    /// A client with its own way to resolve names, for tests.
    pub fn with_resolver(resolve: Resolver) -> Self {
        Self { resolve }
    }

    /// The body at `address`, at most `limit` bytes, after at most three redirects.
    ///
    /// # Errors
    /// [`FetchError`]; nothing was sent when it is `Refused` or `Private`.
    pub async fn get(&self, address: &str, limit: usize) -> Result<Bytes, FetchError> {
        let mut url = checked(address)?;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.ask(&url).await?;
            if response.status().is_redirection() {
                let target = response.headers().get("location").and_then(|value| value.to_str().ok());
                let target = target.ok_or(FetchError::Refused("it redirects to nowhere"))?;
                url = checked(
                    url.join(target)
                        .map_err(|_| FetchError::Refused("it redirects to nowhere"))?
                        .as_str(),
                )?;
                continue;
            }
            if !response.status().is_success() {
                return Err(FetchError::Status(response.status()));
            }
            return read(response, limit).await;
        }
        Err(FetchError::Refused("it redirects too often"))
    }

    async fn ask(&self, url: &Url) -> Result<reqwest::Response, FetchError> {
        let port = url.port_or_known_default().unwrap_or(443);
        let (name, ips) = self.addresses(url).await?;
        if ips.is_empty() || !ips.iter().copied().all(is_public) {
            return Err(FetchError::Private);
        }
        let pinned: Vec<_> = ips.into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            // The connection goes to what was checked, whatever the name resolves to by then.
            .resolve_to_addrs(&name, &pinned)
            .build()
            .map_err(FetchError::Transport)?;
        client.get(url.clone()).send().await.map_err(FetchError::Transport)
    }

    async fn addresses(&self, url: &Url) -> Result<(String, Vec<IpAddr>), FetchError> {
        match url.host() {
            Some(Host::Ipv4(ip)) => Ok((ip.to_string(), vec![ip.into()])),
            Some(Host::Ipv6(ip)) => Ok((ip.to_string(), vec![ip.into()])),
            Some(Host::Domain(name)) => {
                let ips = tokio::time::timeout(CONNECT_TIMEOUT, (self.resolve)(name.to_owned())).await;
                let ips = ips.map_err(|_| FetchError::Resolve(std::io::ErrorKind::TimedOut.into()))?;
                Ok((name.to_owned(), ips.map_err(FetchError::Resolve)?))
            }
            None => Err(FetchError::Refused("it names no host")),
        }
    }
}

fn checked(address: &str) -> Result<Url, FetchError> {
    if address.contains(['\\', '\n', '\r', '\t']) || address.starts_with("//") || address.contains(":///") {
        return Err(FetchError::Refused("it is not a plain web address"));
    }
    let url = Url::parse(address).map_err(|_| FetchError::Refused("it is not a web address"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Refused("only http and https are fetched"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Refused("it carries credentials"));
    }
    if !PORTS.contains(&url.port_or_known_default().unwrap_or(0)) {
        return Err(FetchError::Refused("its port is not a web port"));
    }
    Ok(url)
}

async fn read(response: reqwest::Response, limit: usize) -> Result<Bytes, FetchError> {
    let mut body = BytesMut::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(FetchError::Transport)?;
        if body.len() + chunk.len() > limit {
            return Err(FetchError::TooLarge(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name is public at the first look and loopback at the second, as a rebinding attacker would have it.
    fn rebinding() -> GuardedClient {
        GuardedClient::with_resolver(Arc::new(|host| {
            Box::pin(async move {
                let inside = host.ends_with("localhost") || host.starts_with("localhost") || host.ends_with("internal");
                let ip = if inside { [127, 0, 0, 1] } else { [198, 51, 100, 7] };
                Ok(vec![IpAddr::from([93, 184, 215, 14]), IpAddr::from(ip)])
            })
        }))
    }

    #[tokio::test]
    async fn every_address_that_leads_inside_is_refused_before_a_connection() {
        let folder = std::env::var("VITRINE_SHARED_DATA")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
        let Ok(text) = std::fs::read_to_string(format!("{folder}/hostile-strings/ssrf-urls.json")) else {
            return eprintln!("skipped: no shared data");
        };
        let list: serde_json::Value = serde_json::from_str(&text).unwrap();

        for address in list["refuse"].as_array().unwrap() {
            let address = address.as_str().unwrap().split(" (").next().unwrap();
            let refused = rebinding().get(address, 1000).await.unwrap_err();
            assert!(
                matches!(refused, FetchError::Refused(_) | FetchError::Private),
                "{address}: {refused:?}"
            );
        }
        for address in list["allow_when_public"].as_array().unwrap() {
            assert!(checked(address.as_str().unwrap()).is_ok(), "{address}");
        }
    }

    #[test]
    fn credentials_other_schemes_and_odd_ports_are_refused() {
        for address in [
            "http://a:b@example.com/",
            "ftp://example.com/",
            "https://example.com:22/",
            "//example.com/x",
        ] {
            assert!(matches!(checked(address), Err(FetchError::Refused(_))), "{address}");
        }
    }
}
