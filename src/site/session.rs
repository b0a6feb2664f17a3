//! The shopper's cookies: the cart's token, the chosen market, the number in the header, the key of the next form, one
//! sentence to show.
//!
//! Pages that are the same for everybody are made per market and read no other cookie. `cart_items` is the only one that scripts can read: it holds a
//! number and nothing else, so that the header's badge needs no request.

mod staff;

use app::cart::CartChanged;
use app::customer::{Entered, Renewed};
use app::scope::Scope;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::market::is_code;

/// How long an idle cart is remembered by a browser: as long as it is kept, in seconds.
const CART_AGE: u32 = 30 * 24 * 3600;
/// How long a browser stays signed in at most, in seconds: 60 days, as the session itself.
const SESSION_AGE: u32 = 60 * 24 * 3600;
/// How long a refused form is remembered as this browser's, in seconds.
const FORM_AGE: u32 = 1800;
/// How long the choice of a market is remembered, in seconds.
const MARKET_AGE: u32 = 365 * 24 * 3600;
/// How long a sentence waits for the page that shows it, in seconds.
const NOTICE_AGE: u32 = 60;
/// Longest sentence that is carried, in bytes.
const MAX_NOTICE: usize = 600;

/// Names and attributes of the cookies: `__Host-` and `Secure` over https, plain on http loopback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookies {
    https: bool,
}

/// A sentence for the next page, and whether it says that something went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What the shopper reads.
    pub text: String,
    /// Whether it is an error rather than a piece of news.
    pub is_error: bool,
}

impl Cookies {
    /// Cookies for a shop reached over https, or over http in development.
    pub const fn new(https: bool) -> Self {
        Self { https }
    }

    /// Who asks.
    pub fn scope(self, headers: &HeaderMap) -> Scope {
        // Our tokens are 43 characters; whatever else stands there is not one.
        let token = self.read(headers, "vitrine_cart").filter(|token| token.len() == 43);
        let market = self.read(headers, "vitrine_market").filter(|code| is_code(code));
        Scope {
            cart_token: token.map(str::to_owned),
            market: market.map(str::to_owned),
        }
    }

    /// The secret of the session, when the browser is signed in, or was.
    pub fn session(self, headers: &HeaderMap) -> Option<String> {
        let token = self.read(headers, "vitrine_session").filter(|token| token.len() == 43);
        token.map(str::to_owned)
    }

    /// Whose refused forms are shown again to somebody who may have neither cart nor session: a secret of the browser's,
    /// and the cookie that gives it one.
    pub fn form_owner(self, headers: &HeaderMap) -> (String, Option<HeaderValue>) {
        let known = self.read(headers, "vitrine_form").filter(|token| token.len() == 43);
        if let Some(token) = known {
            return (token.to_owned(), None);
        }
        let token = adapters::rng::new_token();
        let cookie = self.cookie("vitrine_form", &token, FORM_AGE, true);
        (token, cookie)
    }

    /// Cookies of a browser that has signed in. What was typed before is not shown to whoever comes next.
    pub fn entered(self, entered: &Entered) -> Vec<HeaderValue> {
        let mut cookies = vec![Some(self.items(entered.item_count))];
        cookies.push(self.new_session(&entered.session_token));
        cookies.push(self.cookie("vitrine_form", "", 0, true));
        if let Some(token) = &entered.cart_token {
            cookies.push(self.cookie("vitrine_cart", token, CART_AGE, true));
        }
        cookies.into_iter().flatten().collect()
    }

    /// Cookies of a session under other secrets.
    pub fn renewed(self, renewed: &Renewed) -> Vec<HeaderValue> {
        let token = renewed.cart_token.as_deref();
        let cart = token.and_then(|token| self.cookie("vitrine_cart", token, CART_AGE, true));
        self.new_session(&renewed.session_token)
            .into_iter()
            .chain(cart)
            .collect()
    }

    fn new_session(self, token: &str) -> Option<HeaderValue> {
        self.cookie("vitrine_session", token, SESSION_AGE, true)
    }

    /// Cookies of a browser that has signed out: nothing of the customer's stays in it. A sentence for the next page is set
    /// after these.
    pub fn left(self) -> Vec<HeaderValue> {
        let gone = ["vitrine_session", "vitrine_cart", "vitrine_form", "vitrine_notice"]
            .map(|name| self.cookie(name, "", 0, true));
        gone.into_iter().flatten().chain([self.items(0)]).collect()
    }

    /// The key that makes replays of a form one effect (I-11): the form's own hidden id, or, for forms on pages that
    /// are the same for everybody and can carry none, the one of the cookie, which each accepted change renews. A double
    /// click sends the same key twice; going back and adding again is a new one, as the shopper means it.
    pub fn operation_key(self, form: Option<&str>, headers: &HeaderMap) -> String {
        let own = form.map(str::trim).filter(|key| !key.is_empty() && key.len() <= 255);
        own.or_else(|| self.read(headers, "vitrine_op"))
            .unwrap_or_default()
            .to_owned()
    }

    /// Cookies after a change of the cart.
    pub fn after(self, changed: &CartChanged) -> Vec<HeaderValue> {
        let mut cookies = vec![
            self.cookie("vitrine_op", &adapters::rng::new_token(), CART_AGE, true),
            Some(self.items(changed.cart.item_count)),
        ];
        if let Some(token) = &changed.new_token {
            cookies.push(self.cookie("vitrine_cart", token, CART_AGE, true));
        }
        let market = self.market(&changed.cart.market);
        cookies.into_iter().flatten().chain(market).collect()
    }

    /// Remembers the shopper's market: the chosen one, and always that of the cart, so that pages and cart agree.
    pub fn market(self, code: &str) -> Vec<HeaderValue> {
        let code = Some(code).filter(|code| is_code(code));
        code.and_then(|code| self.cookie("vitrine_market", code, MARKET_AGE, true))
            .into_iter()
            .collect()
    }

    /// Cookies after the cart became an order. A customer's cookie stays: it leads to whatever cart is open for them.
    pub fn after_order(self, headers: &HeaderMap) -> Vec<HeaderValue> {
        let is_guest = self.session(headers).is_none();
        let gone = is_guest.then(|| self.cookie("vitrine_cart", "", 0, true)).flatten();
        gone.into_iter().chain([self.items(0)]).collect()
    }

    /// The number in the header.
    pub fn items(self, count: u32) -> HeaderValue {
        let secure = if self.https { "; Secure" } else { "" };
        let text = format!("cart_items={count}; Path=/; Max-Age={CART_AGE}; SameSite=Lax{secure}");
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("cart_items=0; Path=/"))
    }

    /// A sentence for the next page.
    pub fn notice(self, notice: &Notice) -> Option<HeaderValue> {
        let mark = if notice.is_error { '!' } else { ' ' };
        let cut = notice
            .text
            .char_indices()
            .map(|(at, _)| at)
            .take_while(|at| *at <= MAX_NOTICE)
            .last()
            .unwrap_or(0);
        let text = if notice.text.len() <= MAX_NOTICE {
            notice.text.as_str()
        } else {
            &notice.text[..cut]
        };
        self.cookie(
            "vitrine_notice",
            &URL_SAFE_NO_PAD.encode(format!("{mark}{text}")),
            NOTICE_AGE,
            true,
        )
    }

    /// The sentence that waits, and the cookie that takes it away once shown.
    pub fn take_notice(self, headers: &HeaderMap) -> Option<(Notice, HeaderValue)> {
        let bytes = URL_SAFE_NO_PAD.decode(self.read(headers, "vitrine_notice")?).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut signs = text.chars();
        let is_error = signs.next()? == '!';
        let notice = Notice {
            text: signs.as_str().to_owned(),
            is_error,
        };
        Some((notice, self.cookie("vitrine_notice", "", 0, true)?))
    }

    fn name(self, name: &str) -> String {
        if self.https {
            format!("__Host-{name}")
        } else {
            name.to_owned()
        }
    }

    fn cookie(self, name: &str, value: &str, age: u32, http_only: bool) -> Option<HeaderValue> {
        let secure = if self.https { "; Secure" } else { "" };
        let http_only = if http_only { "; HttpOnly" } else { "" };
        let name = self.name(name);
        HeaderValue::from_str(&format!(
            "{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{http_only}{secure}"
        ))
        .ok()
    }

    fn read<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        let name = self.name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, value)| *found == name && !value.is_empty())
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        [(header::COOKIE, cookie.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn over_https_only_the_host_bound_cookie_counts() {
        let token = "t".repeat(43);
        let plain = headers(&format!("a=b; vitrine_cart={token}"));
        let bound = headers(&format!("__Host-vitrine_cart={token}"));

        assert_eq!(Cookies::new(false).scope(&plain).cart_token, Some(token.clone()));
        assert_eq!(Cookies::new(true).scope(&plain).cart_token, None);
        assert_eq!(Cookies::new(true).scope(&bound).cart_token, Some(token));
    }

    #[test]
    fn a_session_is_a_secret_of_one_host_and_leaves_nothing_behind() {
        let cookies = Cookies::new(true);
        let entered = Entered {
            session_token: "s".repeat(43),
            cart_token: None,
            item_count: 2,
        };

        let written = cookies.entered(&entered);
        let session = written.iter().find_map(|cookie| {
            let text = cookie.to_str().unwrap();
            text.starts_with("__Host-vitrine_session=").then_some(text)
        });
        let session = session.unwrap().to_owned();
        for part in ["; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Lax"] {
            assert!(session.contains(part), "{session}");
        }
        assert!(!session.contains("Domain"), "{session}");
        let pair = session.split(';').next().unwrap();
        assert_eq!(cookies.session(&headers(pair)), Some("s".repeat(43)));
        let ended = |written: Vec<HeaderValue>| -> Vec<String> {
            let texts = written.iter().map(|cookie| cookie.to_str().unwrap());
            let gone = texts.filter(|text| text.contains("; Max-Age=0;"));
            gone.map(|text| text.split('=').next().unwrap().to_owned()).collect()
        };
        assert_eq!(ended(written), ["__Host-vitrine_form"]);
        let names = ["session", "cart", "form", "notice"].map(|name| format!("__Host-vitrine_{name}"));
        assert_eq!(ended(cookies.left()), names);
    }

    #[test]
    fn a_customers_cart_cookie_outlives_the_order() {
        let cookies = Cookies::new(false);
        let signed_in = headers(&format!("vitrine_session={}", "s".repeat(43)));

        assert_eq!(cookies.after_order(&signed_in).len(), 1);
        assert_eq!(cookies.after_order(&HeaderMap::new()).len(), 2);
    }

    #[test]
    fn a_sentence_survives_the_redirect_whatever_it_holds() {
        let cookies = Cookies::new(true);
        let sent = Notice {
            text: "Only 3 “Pérle; Rings” left\r\nSet-Cookie: x=y".into(),
            is_error: true,
        };
        let cookie = cookies.notice(&sent).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();

        assert_eq!(cookies.take_notice(&headers(pair)).unwrap().0, sent);
        assert!(cookie.to_str().unwrap().ends_with("; HttpOnly; Secure"));
    }

    #[test]
    fn a_market_is_remembered_as_a_word_and_as_nothing_else() {
        let cookies = Cookies::new(true);
        let cookie = cookies.market("us").remove(0);
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();

        assert_eq!(cookies.scope(&headers(pair)).market.as_deref(), Some("us"));
        assert_eq!(cookies.scope(&headers("__Host-vitrine_market=US$")).market, None);
        assert!(cookies.market("us; Domain=evil.example").is_empty());
    }

    #[test]
    fn a_forms_own_key_wins_over_the_cookies() {
        let known = headers("vitrine_op=next");

        assert_eq!(Cookies::new(false).operation_key(Some("form"), &known), "form");
        assert_eq!(Cookies::new(false).operation_key(Some(""), &known), "next");
        assert_eq!(Cookies::new(false).operation_key(None, &HeaderMap::new()), "");
    }
}
