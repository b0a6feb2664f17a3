//! A shop with its shoppers, its bank and the wire between them, and the verbs that are under way.

use super::bank::{Bank, News};
use super::chance::Chance;
use super::kill::{Fuse, is_kill};
use super::shopper::{Agreement, Basket, Page, Shopper, Ware};
use super::time::Time;
use super::trace::Trace;
use super::wire::{Call, Question, Reply, Wire};
use adapters::payment::signature::{Secret, SignedHeaders};
use app::App;
use app::payment::ReceiveEventError;
use app::refusal::Refusal;
use domain::id::PaymentAttemptId;
use futures::FutureExt as _;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::layer::SubscriberExt as _;

/// A verb runs alone and waits for the database only; whatever takes longer, waits for a lock that nobody gives back.
const STUCK_AFTER: Duration = Duration::from_secs(30);

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken(pub String);

/// What an answer means to the model, and how the trace tells it.
pub type Heard = Box<dyn FnOnce(&mut World) -> Result<String, Broken>>;

/// A verb under way.
pub struct Task {
    pub label: String,
    /// What it agrees to, where it is a "pay".
    pub agreement: Option<Agreement>,
    verb: Pin<Box<dyn Future<Output = Heard>>>,
    attempt: Option<PaymentAttemptId>,
    /// What it waits for.
    pub call: Option<Call>,
    /// The bank's answer, on its way.
    pub reply: Option<Reply>,
}

/// An event on its way to the shop.
pub struct Letter {
    /// Which of the bank's news.
    pub news: usize,
    pub signed: SignedHeaders,
}

/// What goes wrong, and how often, in percent of the occasions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    /// Calls and letters that are lost.
    pub losses: u32,
    /// Banks and cards that say no or take their time.
    pub moods: u32,
    /// Kills in a thousand steps.
    pub kills: u32,
    /// Steps of the clock in a thousand steps.
    pub clock: u32,
    /// Failed payments that the bank makes after all, in a thousand steps.
    pub broken_words: u32,
}

/// Everything.
pub struct World {
    pub chance: Chance,
    pub trace: Trace,
    pub time: Time,
    pub app: App,
    pub wire: Arc<Wire>,
    pub fuse: Fuse,
    pub secret: Secret,
    pub weather: Weather,
    pub bank: Bank,
    pub letters: Vec<Letter>,
    pub tasks: Vec<Task>,
    /// Calls that nobody waits for any more, and that may still arrive.
    pub strays: Vec<Question>,
    pub shoppers: Vec<Shopper>,
    pub baskets: Vec<Basket>,
    pub agreements: BTreeMap<PaymentAttemptId, Agreement>,
    pub pages: BTreeMap<String, Page>,
    /// Their tokens, in the order in which they came to be known.
    pub tokens: Vec<String>,
    pub wares: Vec<Ware>,
    /// The attempt that the verb which is heard now has asked the bank about last.
    pub current: Option<PaymentAttemptId>,
    /// Counts what was said of stock.
    pub said: u32,
    /// Whether any kill came.
    pub kills: u32,
}

enum Ended {
    Heard(Heard),
    Asked(Call),
    Killed,
}

impl World {
    /// Runs a verb until it ends, or waits for the bank.
    pub async fn start(
        &mut self,
        label: String,
        agreement: Option<Agreement>,
        verb: impl Future<Output = Heard> + 'static,
    ) -> Result<(), Broken> {
        let task = Task {
            label,
            agreement,
            verb: Box::pin(verb),
            attempt: None,
            call: None,
            reply: None,
        };
        self.go_on(task).await.map(drop)
    }

    /// Runs a verb on. True when it has ended, one way or another.
    pub async fn go_on(&mut self, mut task: Task) -> Result<bool, Broken> {
        match self.poll(&mut task).await? {
            Ended::Heard(heard) => {
                self.current = task.attempt;
                let text = heard(self).map_err(|Broken(what)| Broken(format!("{}: {what}", task.label)))?;
                self.trace.line(format!("{} -> {text}", task.label));
                Ok(true)
            }
            Ended::Asked(call) => {
                task.attempt = Some(call.question.attempt_id());
                self.asked(&task, &call.question)?;
                task.call = Some(call);
                self.tasks.push(task);
                Ok(false)
            }
            Ended::Killed => {
                self.trace.line(format!("{} -> killed", task.label));
                drop(task);
                self.die();
                Ok(true)
            }
        }
    }

    async fn poll(&mut self, task: &mut Task) -> Result<Ended, Broken> {
        let wire = Arc::clone(&self.wire);
        let running = AssertUnwindSafe(&mut task.verb).catch_unwind();
        let running = running.with_subscriber(tracing_subscriber::registry().with(self.fuse.clone()));
        tokio::select! {
            biased;
            ended = running => match ended {
                Ok(heard) => Ok(Ended::Heard(heard)),
                Err(panic) if is_kill(panic.as_ref()) => Ok(Ended::Killed),
                Err(panic) => resume_unwind(panic),
            },
            call = wire.next() => Ok(Ended::Asked(call)),
            () = tokio::time::sleep(STUCK_AFTER) => Err(Broken(format!("{} does not end", task.label))),
        }
    }

    fn asked(&mut self, task: &Task, question: &Question) -> Result<(), Broken> {
        let attempt = self.trace.name("attempt", question.attempt_id());
        self.trace
            .line(format!("{} asks: {} {attempt}", task.label, question.word()));
        let Question::Open(request) = question else {
            return Ok(());
        };
        let Some(agreement) = &task.agreement else {
            return Err(Broken("a payment is opened that nobody asked for".to_owned()));
        };
        if request.amount != agreement.total {
            return Err(Broken(format!(
                "{} is asked for, and {} was agreed",
                request.amount.minor, agreement.total.minor
            )));
        }
        let basket = &mut self.baskets[agreement.basket];
        if !basket.attempts.contains(&request.attempt_id) {
            basket.attempts.push(request.attempt_id);
        }
        let lines = basket.lines().cloned();
        let agreement = Agreement {
            lines,
            ..agreement.clone()
        };
        let basket = agreement.basket;
        self.agreements.entry(request.attempt_id).or_insert(agreement);
        let token = request.return_url.rsplit('/').next().unwrap_or_default();
        self.page(token, basket);
        Ok(())
    }

    /// The process is gone with everything that it was doing; another one starts.
    pub fn die(&mut self) {
        self.kills += 1;
        self.fuse.light(None);
        for task in self.tasks.drain(..) {
            self.trace.line(format!("{} dies", task.label));
            if let (Some(call), None) = (task.call, task.reply) {
                self.strays.push(call.question);
            }
        }
        for shopper in &mut self.shoppers {
            shopper.is_pressing = false;
        }
        let was = &self.app;
        let mut fresh = App::new(was.pool.clone(), was.clock.clone())
            .with_late_payments_refunded(was.refunds_late_payments)
            .with_steps(self.fuse.steps());
        fresh.payment.clone_from(&was.payment);
        fresh.patience = was.patience;
        self.app = fresh;
    }

    /// The page of an order, known from now on.
    pub fn page(&mut self, token: &str, basket: usize) -> &mut Page {
        self.pages.entry(token.to_owned()).or_insert_with(|| {
            self.tokens.push(token.to_owned());
            Page {
                basket,
                ..Page::default()
            }
        })
    }

    /// Nobody was told "not paid" who has paid or still can (P-3): every payment of these is certainly over.
    pub fn must_be_dead(&self, attempts: &[PaymentAttemptId], why: &str) -> Result<(), Broken> {
        match attempts.iter().find(|attempt_id| !self.bank.is_dead(**attempt_id)) {
            None => Ok(()),
            Some(attempt_id) => Err(Broken(format!(
                "{why}, and at the bank the payment is {:?}",
                self.bank.session(*attempt_id).map(|session| session.state)
            ))),
        }
    }

    /// Attempts whose order has this page.
    pub fn attempts_of(&self, token: &str) -> Vec<PaymentAttemptId> {
        let sessions = self.bank.sessions.iter().filter(|session| session.token == token);
        sessions.map(|session| session.attempt_id).collect()
    }

    pub fn news(&self, letter: &Letter) -> &News {
        &self.bank.news[letter.news]
    }
}

/// The same for letters: what is not believed or cannot be acted upon is sent again.
pub fn refused_event(error: &ReceiveEventError) -> Result<String, Broken> {
    match error {
        ReceiveEventError::Flow(error) => refused(error),
        error => Ok(format!("no: {error}")),
    }
}

/// A refusal in a word; the shop's own fault is never an answer.
pub fn refused(error: &dyn Refusal) -> Result<String, Broken> {
    if error.code() != "store" {
        return Ok(format!("no: {}", error.code()));
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    Err(Broken(text))
}
