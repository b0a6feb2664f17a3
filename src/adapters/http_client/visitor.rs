//! A shopper of the shop's own pages, as a check sees them from outside: cookies and forms, no scripts. The address is the
//! operator's own choice, so it may be a private one.

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{RequestBuilder, StatusCode};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;
use url::form_urlencoded::Serializer;

const TIMEOUT: Duration = Duration::from_secs(15);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A sitemap of fifty thousand addresses has eight million bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// It is no address of a shop.
    #[error("{0} is no web address")]
    Address(String),
    /// No connection, or it broke, or it took longer than fifteen seconds.
    #[error("the request failed")]
    Transport(#[source] reqwest::Error),
    /// A form led to something else than a page to go to.
    #[error("the form was answered with {0}")]
    Form(StatusCode),
    /// The answer is longer than any page.
    #[error("the answer has more than {MOST_BYTES} bytes")]
    TooLarge,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Visited {
    /// Status code.
    pub status: u16,
    /// The page.
    pub text: String,
}

/// One shopper without an account.
pub struct Visitor {
    http: reqwest::Client,
    base: Url,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// A shopper who has not been here, in a shop at this address.
    ///
    /// # Errors
    /// [`VisitError::Address`] for what is not http or https.
    pub fn new(base: &Url) -> Result<Self, VisitError> {
        if !matches!(base.scheme(), "http" | "https") || base.host_str().is_none() {
            return Err(VisitError::Address(base.to_string()));
        }
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(VisitError::Transport)?;
        let (base, cookies) = (base.clone(), BTreeMap::new());
        Ok(Self { http, base, cookies })
    }

    /// The page at a path of the shop, whatever its status. Cookies that it sets are not kept.
    ///
    /// # Errors
    /// [`VisitError`], but never `Form`.
    pub async fn get(&self, path: &str) -> Result<Visited, VisitError> {
        let mut response = self.send(self.http.get(self.at(path)?)).await?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = next(&mut response).await? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(VisitError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let text = String::from_utf8_lossy(&body).into_owned();
        Ok(Visited { status, text })
    }

    /// Submits a form, keeps the cookies of the answer, and returns the path that it leads to.
    ///
    /// # Errors
    /// [`VisitError`]; `Form` where it leads nowhere.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<String, VisitError> {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .http
            .post(self.at(path)?)
            .header(ORIGIN, self.base.origin().ascii_serialization())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        let response = self.send(request).await?;
        self.keep(response.headers());
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        match location {
            Some(location) if response.status().is_redirection() => Ok(location.to_owned()),
            _ => Err(VisitError::Form(response.status())),
        }
    }

    /// The value of a cookie, with or without the mark of a secure host before its name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let secure = format!("__Host-{name}");
        let found = self.cookies.get(name).or_else(|| self.cookies.get(&secure));
        found.map(String::as_str)
    }

    fn at(&self, path: &str) -> Result<Url, VisitError> {
        self.base
            .join(path)
            .ok()
            .filter(|url| url.origin() == self.base.origin())
            .ok_or_else(|| VisitError::Address(path.to_owned()))
    }

    async fn send(&self, request: RequestBuilder) -> Result<reqwest::Response, VisitError> {
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = if pairs.is_empty() {
            request
        } else {
            request.header(COOKIE, pairs.join("; "))
        };
        request.send().await.map_err(transport)
    }

    // Name and value are all that matters for a visit of minutes; a cookie without a value is one that goes.
    fn keep(&mut self, headers: &HeaderMap) {
        let cookies = headers
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        for cookie in cookies {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            match value.trim() {
                "" => self.cookies.remove(name.trim()),
                value => self.cookies.insert(name.trim().to_owned(), value.to_owned()),
            };
        }
    }
}

async fn next(response: &mut reqwest::Response) -> Result<Option<Bytes>, VisitError> {
    response.chunk().await.map_err(transport)
}

// Addresses may hold secrets.
fn transport(error: reqwest::Error) -> VisitError {
    VisitError::Transport(error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor() -> Visitor {
        Visitor::new(&Url::parse("http://localhost:3000/").unwrap()).unwrap()
    }

    #[test]
    fn a_visitor_stays_in_the_shop() {
        assert!(visitor().at("/cart?x=1").is_ok());
        for path in [
            "//elsewhere.example/",
            "https://elsewhere.example/",
            "http://localhost:3001/",
        ] {
            assert!(matches!(visitor().at(path), Err(VisitError::Address(_))), "{path}");
        }
        assert!(Visitor::new(&Url::parse("file:///etc/hosts").unwrap()).is_err());
    }

    #[test]
    fn cookies_are_kept_until_they_are_taken_away() {
        let mut visitor = visitor();
        let mut headers = HeaderMap::new();
        headers.append(SET_COOKIE, "__Host-vitrine_cart=abc; Path=/; Secure".parse().unwrap());
        headers.append(SET_COOKIE, "vitrine_market=us; Path=/".parse().unwrap());

        visitor.keep(&headers);

        assert_eq!(visitor.cookie("vitrine_cart"), Some("abc"));
        assert_eq!(visitor.cookie("vitrine_market"), Some("us"));
        visitor.keep(&HeaderMap::from_iter([(
            SET_COOKIE,
            "vitrine_market=; Max-Age=0".parse().unwrap(),
        )]));
        assert_eq!(visitor.cookie("vitrine_market"), None);
    }
}
