//! Cookies of the admin: a session of its own, which has nothing to do with the shopper's, and the half-way sign-in.

use super::Cookies;
use axum::http::{HeaderMap, HeaderValue};

/// As long as a session of the staff lasts at most, in seconds.
const SESSION_AGE: u32 = 12 * 3600;
/// As long as the second step may take, in seconds.
const STEP_AGE: u32 = 5 * 60;

impl Cookies {
    /// The secret of the staff's session, valid or not.
    pub fn staff_session(self, headers: &HeaderMap) -> Option<String> {
        self.token(headers, "vitrine_staff")
    }

    /// The secret of a sign-in whose second step is due, valid or not.
    pub fn staff_step(self, headers: &HeaderMap) -> Option<String> {
        self.token(headers, "vitrine_staff_step")
    }

    /// Cookies of a browser whose password was right.
    pub fn staff_half_way(self, step_token: &str) -> Vec<HeaderValue> {
        self.cookie("vitrine_staff_step", step_token, STEP_AGE, true)
            .into_iter()
            .collect()
    }

    /// Cookies of a browser that has signed in. What was typed before is not shown to whoever comes next.
    pub fn staff_entered(self, session_token: &str) -> Vec<HeaderValue> {
        let set = self.cookie("vitrine_staff", session_token, SESSION_AGE, true);
        let gone = ["vitrine_staff_step", "vitrine_form"].map(|name| self.cookie(name, "", 0, true));
        set.into_iter().chain(gone.into_iter().flatten()).collect()
    }

    /// Cookies of a browser that has signed out. A sentence for the next page is set after these.
    pub fn staff_left(self) -> Vec<HeaderValue> {
        let gone = ["vitrine_staff", "vitrine_staff_step", "vitrine_form", "vitrine_notice"];
        gone.into_iter()
            .filter_map(|name| self.cookie(name, "", 0, true))
            .collect()
    }

    fn token(self, headers: &HeaderMap, name: &str) -> Option<String> {
        let token = self.read(headers, name).filter(|token| token.len() == 43);
        token.map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn the_shoppers_session_and_the_staffs_are_two() {
        let cookies = Cookies::new(true);
        let written = cookies.staff_entered(&"s".repeat(43));
        let text = written[0].to_str().unwrap();
        for part in [
            "__Host-vitrine_staff=",
            "; Path=/;",
            "; HttpOnly",
            "; Secure",
            "; Max-Age=43200;",
        ] {
            assert!(text.contains(part), "{text}");
        }
        let pair: HeaderValue = text.split(';').next().unwrap().parse().unwrap();
        let headers: HeaderMap = [(header::COOKIE, pair)].into_iter().collect();
        assert_eq!(cookies.staff_session(&headers), Some("s".repeat(43)));
        assert_eq!(cookies.session(&headers), None);
    }
}
