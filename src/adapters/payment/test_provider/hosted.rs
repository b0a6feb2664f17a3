//! What a shopper does on the hosted page.

use super::TestProvider;
use super::ledger::{self, SessionRow};
use chrono::Duration;
use domain::money::Money;

/// The cards to choose from, each a way in which payments go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Paid at once.
    Success,
    /// Refused by the bank.
    Decline,
    /// The bank asks once more.
    Challenge,
    /// Paid after some seconds.
    Slow,
    /// The page says that it timed out; the bank refuses later.
    LateDecline,
    /// The page says that it timed out; the money is taken later.
    Timeout,
    /// Paid, and somebody at the provider looks at it first.
    Review,
    /// Paid, and the webhook comes three times.
    Duplicate,
    /// Paid, and the webhook comes before the shopper does.
    Early,
}

impl Choice {
    /// Every choice, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Success,
        Self::Decline,
        Self::Challenge,
        Self::Slow,
        Self::Timeout,
        Self::LateDecline,
        Self::Review,
        Self::Duplicate,
        Self::Early,
    ];

    /// Stable word of the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Decline => "decline",
            Self::Challenge => "challenge",
            Self::Slow => "slow",
            Self::Timeout => "timeout",
            Self::LateDecline => "late_decline",
            Self::Review => "review",
            Self::Duplicate => "duplicate",
            Self::Early => "early",
        }
    }

    /// From the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

/// Where a session stands, as its page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageState {
    /// Choose a card.
    Open,
    /// Confirm once more.
    Challenge,
    /// On its way; the page says that it timed out.
    Processing,
    /// The money is set aside.
    Authorized,
    /// What was set aside is the shopper's again.
    Voided,
    /// Over, paid or not.
    Done,
}

/// What the hosted page shows. No `Debug`: the addresses hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct HostedPage {
    /// Where it stands.
    pub state: PageState,
    /// To be paid.
    pub amount: Money,
    /// What for.
    pub description: String,
    /// Home.
    pub return_url: String,
}

/// Where the browser goes after a choice.
#[derive(Clone, PartialEq, Eq)]
pub enum Next {
    /// Home to the shop.
    Leave(String),
    /// Back to the hosted page, which has changed.
    Stay,
}

impl TestProvider {
    /// The page of a session; `None` for an address that nobody was given.
    ///
    /// # Errors
    /// The statement's.
    pub async fn page(&self, token: &str) -> Result<Option<HostedPage>, sqlx::Error> {
        let Some(session) = ledger::find_session(&self.pool, token).await? else {
            return Ok(None);
        };
        let state = match session.status.as_str() {
            "open" => PageState::Open,
            "challenge" => PageState::Challenge,
            "processing" => PageState::Processing,
            "authorized" => PageState::Authorized,
            "voided" => PageState::Voided,
            _ => PageState::Done,
        };
        let amount = session.asked()?;
        Ok(Some(HostedPage {
            state,
            amount,
            description: session.description,
            return_url: session.return_url,
        }))
    }

    /// The shopper chose a card. Submitting twice is submitting once.
    ///
    /// # Errors
    /// The statement's.
    pub async fn choose(&self, token: &str, choice: Choice) -> Result<Option<Next>, sqlx::Error> {
        let Some(session) = ledger::find_session(&self.pool, token).await? else {
            return Ok(None);
        };
        if session.status != "open" {
            return Ok(Some(Next::Leave(session.return_url)));
        }
        let (pool, now) = (&self.pool, self.clock.now());
        match choice {
            Choice::Success | Choice::Early => ledger::pay(pool, &session, now, 1).await?,
            Choice::Duplicate => ledger::pay(pool, &session, now, 3).await?,
            Choice::Review => {
                ledger::update_reviewed(pool, session.session_id).await?;
                ledger::pay(pool, &session, now, 1).await?;
            }
            Choice::Decline => {
                ledger::fail(pool, &session, "card_declined", now).await?;
            }
            Choice::Challenge => ledger::update_challenged(pool, session.session_id).await?,
            Choice::Slow => {
                ledger::update_processing(pool, session.session_id, now + span(self.options.slow_for), false).await?;
            }
            Choice::Timeout | Choice::LateDecline => {
                let (due_at, is_to_fail) = (now + span(self.options.late_after), choice == Choice::LateDecline);
                ledger::update_processing(pool, session.session_id, due_at, is_to_fail).await?;
            }
        }
        self.after_choice(choice, session).await.map(Some)
    }

    async fn after_choice(&self, choice: Choice, session: SessionRow) -> Result<Next, sqlx::Error> {
        match choice {
            Choice::Challenge | Choice::Timeout | Choice::LateDecline => return Ok(Next::Stay),
            Choice::Early => {
                self.deliver_due(8).await?;
            }
            Choice::Slow => {
                tokio::time::sleep(self.options.slow_for).await;
                self.capture_now(&session.token).await?;
            }
            Choice::Success | Choice::Review | Choice::Duplicate | Choice::Decline => {}
        }
        self.wake.notify_one();
        Ok(Next::Leave(session.return_url))
    }

    // The background task captures as well when this request dies in its sleep.
    async fn capture_now(&self, token: &str) -> Result<(), sqlx::Error> {
        if let Some(session) = ledger::find_session(&self.pool, token).await?
            && session.status == "processing"
        {
            ledger::pay(&self.pool, &session, self.clock.now(), 1).await?;
        }
        Ok(())
    }

    /// The shopper answered the bank's question.
    ///
    /// # Errors
    /// The statement's.
    pub async fn answer_challenge(&self, token: &str, confirmed: bool) -> Result<Option<Next>, sqlx::Error> {
        let Some(session) = ledger::find_session(&self.pool, token).await? else {
            return Ok(None);
        };
        if session.status == "challenge" {
            if confirmed {
                ledger::pay(&self.pool, &session, self.clock.now(), 1).await?;
            } else {
                ledger::fail(&self.pool, &session, "authentication_failed", self.clock.now()).await?;
            }
        }
        self.wake.notify_one();
        Ok(Some(Next::Leave(session.return_url)))
    }

    /// The shopper gave up. Too late when a card was chosen already: then the way home is that of a payment.
    ///
    /// # Errors
    /// The statement's.
    pub async fn give_up(&self, token: &str) -> Result<Option<Next>, sqlx::Error> {
        let Some(session) = ledger::find_session(&self.pool, token).await? else {
            return Ok(None);
        };
        let is_over =
            session.waits_for_shopper() && ledger::fail(&self.pool, &session, "cancelled", self.clock.now()).await?;
        self.wake.notify_one();
        Ok(Some(Next::Leave(if is_over {
            session.cancel_url
        } else {
            session.return_url
        })))
    }

    /// Takes money of a session that was reported as failed, or sets it aside: what no provider should do, and what late
    /// money looks like (P-7). For tests.
    ///
    /// # Errors
    /// The statement's.
    pub async fn capture_after_all(&self, token: &str) -> Result<(), sqlx::Error> {
        if let Some(session) = ledger::find_session(&self.pool, token).await? {
            ledger::pay(&self.pool, &session, self.clock.now(), 1).await?;
        }
        Ok(())
    }
}

fn span(time: std::time::Duration) -> Duration {
    Duration::from_std(time).unwrap_or(Duration::MAX)
}
