//! The browser itself: one kept-alive connection and one jar of cookies. Cheap, since it shares the machine with
//! what it measures.

use anyhow::{Context as _, anyhow, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// An answer that takes longer is an error.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a request waits before it is sent again.
const PAUSE: Duration = Duration::from_millis(50);

/// What a form travels as.
const FORM: &str = "application/x-www-form-urlencoded";

/// What a browser keeps of one shopper.
pub type Cookies = BTreeMap<String, String>;

/// A browser.
pub struct Browser {
    port: u16,
    origin: String,
    connection: Option<SendRequest<Full<Bytes>>>,
    cookies: Cookies,
    /// What it writes into `X-Forwarded-For`, as anybody can.
    pub claims_to_be: Option<String>,
    /// What it says that a body is.
    content_type: &'static str,
    /// Whether it says that it reads brotli, as browsers do. Then a body is not text.
    pub takes_brotli: bool,
    /// For how long it sends a request again, as it was, that got no answer, or "not now, come again" for one: as shoppers
    /// do who press the button again.
    pub tries_again_for: Duration,
    /// The requests that it sent again, each once, as "POST /checkout/place".
    pub sent_again: Vec<String>,
}

/// An answer, read to its end.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Path of the `location` header.
    pub location: Option<String>,
    /// Whether it says that it is not now, and when to come again.
    pub asks_to_wait: bool,
    /// Body as it came.
    pub body: Bytes,
}

// "Not now" is as good as no answer.
fn is_final(answer: &anyhow::Result<Answer>) -> bool {
    answer.as_ref().is_ok_and(|answer| !answer.asks_to_wait)
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Browser {
    /// A browser without connection and cookies.
    pub fn new(port: u16) -> Self {
        let origin = format!("http://localhost:{port}");
        Self {
            port,
            origin,
            connection: None,
            cookies: BTreeMap::new(),
            claims_to_be: None,
            content_type: FORM,
            takes_brotli: false,
            tries_again_for: Duration::ZERO,
            sent_again: Vec::new(),
        }
    }

    /// Becomes nobody, and gives away who it was.
    pub fn take_cookies(&mut self) -> Cookies {
        std::mem::take(&mut self.cookies)
    }

    /// Becomes the shopper of these cookies; the connection stays.
    pub fn put_cookies(&mut self, cookies: Cookies) {
        self.cookies = cookies;
    }

    /// Becomes another shopper; the connection stays.
    pub fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    /// Closes the connection, as the end of the server does.
    pub fn hang_up(&mut self) {
        self.connection = None;
    }

    /// Reads a page that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        let answer = self.send(Method::GET, path, Bytes::new()).await?;
        if answer.status != StatusCode::OK {
            bail!("GET {path} answered {}", answer.status);
        }
        Ok(answer)
    }

    /// Reads a page, following redirects, and says where it ended.
    ///
    /// # Errors
    /// When no page is found within five steps.
    pub async fn follow(&mut self, path: &str) -> anyhow::Result<(String, Answer)> {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let answer = self.send(Method::GET, &path, Bytes::new()).await?;
            match answer.location {
                Some(next) if answer.status.is_redirection() => path = next,
                _ if answer.status == StatusCode::OK => return Ok((path, answer)),
                _ => bail!("GET {path} answered {}", answer.status),
            }
        }
        bail!("{path} leads in circles")
    }

    /// Submits a form and returns the path of the redirect that must follow.
    ///
    /// # Errors
    /// When something else follows.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let answer = self.post(path, fields).await?;
        match answer.location {
            Some(location) if answer.status == StatusCode::SEE_OTHER => Ok(location),
            _ => bail!("POST {path} answered {}", answer.status),
        }
    }

    /// Sends the fields of a form as a script of a page does, and returns whatever is answered.
    ///
    /// # Errors
    /// When nothing is.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.send(Method::POST, path, body.into()).await
    }

    /// Sends JSON as a script of a page does, and returns whatever is answered.
    ///
    /// # Errors
    /// When nothing is.
    pub async fn post_json(&mut self, path: &str, json: &str) -> anyhow::Result<Answer> {
        self.content_type = "application/json";
        let answer = self.send(Method::POST, path, json.to_owned().into()).await;
        self.content_type = FORM;
        answer
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes) -> anyhow::Result<Answer> {
        let answer = self.try_to_send(&method, path, body.clone()).await;
        let answer = if !is_final(&answer) && !self.tries_again_for.is_zero() {
            self.sent_again.push(format!("{method} {path}"));
            self.send_until_answered(&method, path, body).await
        } else {
            answer
        };
        answer.with_context(|| format!("{method} {path} was not answered"))
    }

    async fn send_until_answered(&mut self, method: &Method, path: &str, body: Bytes) -> anyhow::Result<Answer> {
        let first = Instant::now();
        loop {
            tokio::time::sleep(PAUSE).await;
            let answer = self.try_to_send(method, path, body.clone()).await;
            if is_final(&answer) || first.elapsed() > self.tries_again_for {
                return answer;
            }
        }
    }

    async fn try_to_send(&mut self, method: &Method, path: &str, body: Bytes) -> anyhow::Result<Answer> {
        let answer = tokio::time::timeout(PATIENCE, self.exchange(method, path, body)).await;
        let answer = answer.unwrap_or_else(|_| Err(anyhow!("it took longer than {} s", PATIENCE.as_secs())));
        if answer.is_err() {
            self.connection = None;
        }
        answer
    }

    async fn exchange(&mut self, method: &Method, path: &str, body: Bytes) -> anyhow::Result<Answer> {
        let request = self.request(method, path, body)?;
        let connection = self.connected().await?;
        let (head, body) = connection.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str()?);
        }
        let location = head
            .headers
            .get(header::LOCATION)
            .map(|value| value.to_str())
            .transpose()?;
        Ok(Answer {
            status: head.status,
            location: location.map(|url| self.path_of(url)),
            asks_to_wait: head.status == StatusCode::SERVICE_UNAVAILABLE
                && head.headers.contains_key(header::RETRY_AFTER),
            body,
        })
    }

    fn request(&self, method: &Method, path: &str, body: Bytes) -> anyhow::Result<Request<Full<Bytes>>> {
        let host = self.origin.trim_start_matches("http://");
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, host);
        if self.takes_brotli {
            request = request.header(header::ACCEPT_ENCODING, "gzip, br");
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        if let Some(address) = &self.claims_to_be {
            request = request.header("x-forwarded-for", address);
        }
        if method == Method::POST {
            request = request
                .header(header::ORIGIN, &self.origin)
                .header(header::CONTENT_TYPE, self.content_type);
        }
        request.body(Full::new(body)).context("the request cannot be written")
    }

    async fn connected(&mut self) -> anyhow::Result<&mut SendRequest<Full<Bytes>>> {
        let is_open = match &mut self.connection {
            Some(connection) => connection.ready().await.is_ok(),
            None => false,
        };
        if !is_open {
            let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            // Its end shows at the next request.
            tokio::spawn(async move { drop(connection.await) });
            self.connection = Some(sender);
        }
        self.connection.as_mut().context("there is a connection")
    }

    // Name and value are all that matters for a run of minutes; a cookie without a value is one that goes.
    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            match value.trim() {
                "" => self.cookies.remove(name.trim()),
                value => self.cookies.insert(name.trim().to_owned(), value.to_owned()),
            };
        }
    }

    // Without the fragment, which is the browser's own.
    fn path_of(&self, url: &str) -> String {
        let path = url.strip_prefix(&self.origin).unwrap_or(url);
        path.split('#').next().unwrap_or_default().to_owned()
    }
}
