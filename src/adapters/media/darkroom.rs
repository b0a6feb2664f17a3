//! Where pictures are developed: on blocking threads, few at once, each within a time limit.

use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

use super::{Format, Limits, Picture, Refusal, RenderError, Rendition, decode, render};

/// A small number of places, shared by everything that decodes or encodes in this process. Clones
/// share the places.
#[derive(Clone, Debug)]
pub struct Darkroom {
    places: Arc<Semaphore>,
    limit: Duration,
}

/// The work did not come to an end. Trying again later is sensible for the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DarkroomError {
    #[error("no place became free in time")]
    Busy,
    #[error("the work took longer than its limit")]
    TimedOut,
    #[error("the work panicked")]
    Panicked,
}

/// Why a picture was not decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Said to the person who sent it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the picture could not be decoded now")]
    Darkroom(#[source] DarkroomError),
}

impl Darkroom {
    /// `places` at once (at least 1); `limit` holds for waiting and working together.
    pub fn new(places: usize, limit: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            limit,
        }
    }

    /// Runs `work` on a blocking thread. A thread cannot be stopped: after [`DarkroomError::TimedOut`]
    /// the work goes on unheard and keeps its place until it ends, so that never more than the
    /// places' number of threads are busy. A caller who goes away frees nothing earlier either.
    ///
    /// # Errors
    /// [`DarkroomError`] if the work did not begin, did not end in time, or panicked.
    pub async fn run<T, W>(&self, work: W) -> Result<T, DarkroomError>
    where
        T: Send + 'static,
        W: FnOnce() -> T + Send + 'static,
    {
        let deadline = Instant::now() + self.limit;
        let place = timeout_at(deadline, self.places.clone().acquire_owned())
            .await
            .map_err(|_| DarkroomError::Busy)?
            .map_err(|_| DarkroomError::Busy)?;
        let task = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        timeout_at(deadline, task)
            .await
            .map_err(|_| DarkroomError::TimedOut)?
            .map_err(|_| DarkroomError::Panicked)
    }

    /// [`decode`] within the room. A decoder that panics has met a damaged picture.
    ///
    /// # Errors
    /// The refusal, or that there was no place or time.
    pub async fn decode(&self, bytes: Bytes, limits: Limits) -> Result<Picture, DecodeError> {
        match self.run(move || decode(&bytes, &limits)).await {
            Ok(decoded) => Ok(decoded?),
            Err(panic @ DarkroomError::Panicked) => Err(Refusal::broken(panic).into()),
            Err(error) => Err(DecodeError::Darkroom(error)),
        }
    }

    /// [`render`] within the room.
    ///
    /// # Errors
    /// Outside, that there was no place or time; inside, that encoding failed.
    pub async fn render(
        &self,
        picture: Arc<Picture>,
        width: u32,
        format: Format,
    ) -> Result<Result<Rendition, RenderError>, DarkroomError> {
        self.run(move || render(&picture, width, format)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RefusalKind, samples};
    use super::*;
    use std::sync::mpsc::channel;

    const LONG: Duration = Duration::from_mins(1);
    const SHORT: Duration = Duration::from_millis(30);

    #[tokio::test]
    async fn a_picture_is_decoded_and_rendered() {
        let room = Darkroom::new(1, LONG);

        let picture = room.decode(samples::png(40, 30).into(), Limits::default()).await;
        let picture = Arc::new(picture.expect("decodes"));
        let rendition = room.render(picture, 20, Format::WebP).await;

        let rendition = rendition.expect("has a place").expect("renders");
        assert_eq!((rendition.width, rendition.height), (20, 15));
    }

    #[tokio::test]
    async fn a_refusal_and_a_panic_each_say_what_they_are() {
        let room = Darkroom::new(1, LONG);

        let refused = room.decode(Bytes::from_static(b"<svg/>"), Limits::default()).await;
        let panicked = room.run(|| assert_eq!(1, 2)).await;

        assert!(matches!(
            refused,
            Err(DecodeError::Refused(refusal)) if refusal.kind() == RefusalKind::UnsupportedType
        ));
        assert_eq!(panicked, Err(DarkroomError::Panicked));
    }

    #[tokio::test]
    async fn overlong_work_is_given_up_but_keeps_its_place_until_it_ends() {
        let room = Darkroom::new(1, SHORT);
        let (finish, wait) = channel::<()>();

        let overlong = room.run(move || wait.recv()).await;
        let next = room.run(|| ()).await;
        finish.send(()).expect("the work still waits");
        let after = Darkroom { limit: LONG, ..room }.run(|| 7).await;

        assert_eq!(overlong, Err(DarkroomError::TimedOut));
        assert_eq!(next, Err(DarkroomError::Busy));
        assert_eq!(after, Ok(7));
    }
}
