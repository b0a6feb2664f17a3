//! The wire between the shop and its bank: every call waits here until the scheduler says what becomes of it.

use adapters::payment::signature::Secret;
use adapters::payment::{
    CaptureRequest, EventError, Headers, Outcome, PaymentError, PaymentProvider, ProviderEvent, RefundOutcome,
    RefundRequest, Session, SessionRequest,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, oneshot};

/// The bank's word in tables.
pub const NAME: &str = "bank";

/// What is asked.
#[derive(Clone)]
pub enum Question {
    Open(SessionRequest),
    Find(PaymentAttemptId),
    Cancel(PaymentAttemptId),
    Capture(CaptureRequest),
    Refund(RefundRequest),
    FindRefund(RefundRequest),
}

impl Question {
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Find(_) => "find",
            Self::Cancel(_) => "cancel",
            Self::Capture(_) => "capture",
            Self::Refund(_) => "refund",
            Self::FindRefund(_) => "find_refund",
        }
    }

    pub const fn attempt_id(&self) -> PaymentAttemptId {
        match self {
            Self::Open(request) => request.attempt_id,
            Self::Find(attempt_id) | Self::Cancel(attempt_id) => *attempt_id,
            Self::Capture(request) => request.attempt_id,
            Self::Refund(request) | Self::FindRefund(request) => request.attempt_id,
        }
    }
}

/// What the bank says, or that nothing was heard of it.
#[derive(Clone)]
pub enum Reply {
    Page(Session),
    Payment(Outcome),
    Refund(RefundOutcome),
    Refused(&'static str),
    Lost,
}

impl Reply {
    pub fn word(&self) -> String {
        match self {
            Self::Page(_) => "a page".to_owned(),
            Self::Payment(Outcome::Captured { amount, .. }) => format!("taken {}", amount.minor),
            Self::Payment(Outcome::Authorized { amount, .. }) => format!("set aside {}", amount.minor),
            Self::Payment(outcome) => format!("{outcome:?}").to_lowercase(),
            Self::Refund(RefundOutcome::Succeeded { amount, .. }) => format!("given back {}", amount.minor),
            Self::Refund(outcome) => format!("{outcome:?}").to_lowercase(),
            Self::Refused(code) => format!("refused {code}"),
            Self::Lost => "lost".to_owned(),
        }
    }
}

/// A call that waits.
pub struct Call {
    pub question: Question,
    pub answer: oneshot::Sender<Reply>,
}

/// The shop's end of the wire.
pub struct Wire {
    asked: Mutex<Option<Call>>,
    rang: Notify,
    secret: Secret,
}

impl Wire {
    pub fn new(secret: Secret) -> Arc<Self> {
        Arc::new(Self {
            asked: Mutex::default(),
            rang: Notify::new(),
            secret,
        })
    }

    /// The next call. One verb runs at a time, so there is never another.
    pub async fn next(&self) -> Call {
        loop {
            if let Some(call) = self.asked.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return call;
            }
            self.rang.notified().await;
        }
    }

    async fn ask(&self, question: Question) -> Reply {
        let (answer, heard) = oneshot::channel();
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Call { question, answer });
        self.rang.notify_one();
        heard.await.unwrap_or(Reply::Lost)
    }

    async fn ask_payment(&self, question: Question) -> Result<Outcome, PaymentError> {
        match self.ask(question).await {
            Reply::Payment(outcome) => Ok(outcome),
            reply => Err(error(&reply)),
        }
    }

    async fn ask_refund(&self, question: Question) -> Result<RefundOutcome, PaymentError> {
        match self.ask(question).await {
            Reply::Refund(outcome) => Ok(outcome),
            reply => Err(error(&reply)),
        }
    }
}

fn error(reply: &Reply) -> PaymentError {
    match reply {
        Reply::Refused(code) => PaymentError::Refused {
            code: (*code).to_owned(),
        },
        _ => PaymentError::unknown(),
    }
}

#[async_trait]
impl PaymentProvider for Wire {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError> {
        match self.ask(Question::Open(request.clone())).await {
            Reply::Page(session) => Ok(session),
            reply => Err(error(&reply)),
        }
    }

    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        self.ask_payment(Question::Find(attempt_id)).await
    }

    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        self.ask_payment(Question::Cancel(attempt_id)).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
        self.ask_payment(Question::Capture(request.clone())).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.ask_refund(Question::Refund(request.clone())).await
    }

    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.ask_refund(Question::FindRefund(request.clone())).await
    }

    fn verify_event(&self, headers: &Headers, body: &[u8], now: DateTime<Utc>) -> Result<ProviderEvent, EventError> {
        self.secret.verify(headers, body, now)?;
        super::bank::read_news(body)
    }
}
