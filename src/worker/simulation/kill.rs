//! kill -9, without a process to kill: the verb that reaches the place unwinds there, with no code of its own run any
//! more, and its open transaction is rolled back with its connection.
//!
//! The place is one of the named steps, or "after so many statements": each statement that the database has answered is
//! told to `tracing`, and the telling does not return.

use app::steps::{Step, Steps};
use std::any::Any;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};

const STATEMENTS: &str = "sqlx::query";

/// Where the next kill comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    At(Step),
    /// After so many statements, from 1.
    After(u32),
}

/// What a kill unwinds with.
struct Killed;

/// Whether a panic was a kill.
pub fn is_kill(panic: &(dyn Any + Send)) -> bool {
    panic.is::<Killed>()
}

/// Kills once, when lit.
#[derive(Clone, Default)]
pub struct Fuse(Arc<Mutex<Option<Place>>>);

impl Fuse {
    pub fn light(&self, place: Option<Place>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }

    pub fn is_lit(&self) -> bool {
        self.place().is_some()
    }

    fn place(&self) -> Option<Place> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches the named steps.
    pub fn steps(&self) -> Steps {
        let fuse = self.clone();
        Steps::watched(move |here| {
            if fuse.place() == Some(Place::At(here)) {
                fuse.kill();
            }
            false
        })
    }

    fn kill(&self) {
        self.light(None);
        resume_unwind(Box::new(Killed));
    }
}

/// Watches statements.
impl<S: Subscriber> Layer<S> for Fuse {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if metadata.target() == STATEMENTS {
            Interest::sometimes()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == STATEMENTS && matches!(self.place(), Some(Place::After(_)))
    }

    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        match self.place() {
            Some(Place::After(more)) if more > 1 => self.light(Some(Place::After(more - 1))),
            Some(Place::After(_)) if !std::thread::panicking() => self.kill(),
            _ => {}
        }
    }
}
