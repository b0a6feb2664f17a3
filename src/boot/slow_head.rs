//! Cuts connections whose request does not get going (RELIABILITY T22): from its first byte to its end, a head has so long
//! and no longer. Between requests a connection may rest, so that proxies can keep theirs; bodies are bounded with the time
//! for the whole request.

use axum::serve::Listener;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// How long a head may take.
const WITHIN: Duration = Duration::from_secs(15);

/// How an HTTP/2 connection begins. There heads are frames among others, so only the beginning is looked at.
const HTTP2: &[u8] = b"PRI ";
/// How an answer begins that asks for the body and is none yet.
const INTERIM: &[u8] = b"HTTP/1.1 1";

/// A listener whose connections are guarded.
pub struct GuardedListener(pub TcpListener);

impl Listener for GuardedListener {
    type Io = Guarded<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        // Through the trait, which waits and tries again when there are too many open files.
        let (stream, address) = Listener::accept(&mut self.0).await;
        (Guarded::new(stream, WITHIN), address)
    }

    fn local_addr(&self) -> Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A connection that is watched.
pub struct Guarded<Io> {
    io: Io,
    within: Duration,
    head: Head,
}

enum Head {
    /// Nothing of it has come.
    Awaited,
    /// Some of it has.
    Begun {
        /// The first bytes, as many as tell HTTP/2.
        first: Vec<u8>,
        /// Whether the last line so far is empty: one more end of line ends the head.
        at_line_start: bool,
        limit: Pin<Box<Sleep>>,
    },
    /// All of it has; what comes now is body, until there is an answer.
    Whole,
    /// This connection speaks HTTP/2.
    Framed,
}

impl<Io> Guarded<Io> {
    const fn new(io: Io, within: Duration) -> Self {
        Self {
            io,
            within,
            head: Head::Awaited,
        }
    }

    fn note_read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if matches!(self.head, Head::Awaited) {
                self.head = Head::Begun {
                    first: Vec::with_capacity(HTTP2.len()),
                    at_line_start: false,
                    limit: Box::pin(sleep(self.within)),
                };
            }
            let Head::Begun {
                first, at_line_start, ..
            } = &mut self.head
            else {
                return;
            };
            if first.len() < HTTP2.len() {
                first.push(*byte);
                if first == HTTP2 {
                    self.head = Head::Framed;
                    return;
                }
            }
            match byte {
                b'\n' if *at_line_start => {
                    self.head = Head::Whole;
                    return;
                }
                b'\n' => *at_line_start = true,
                b'\r' => {}
                _ => *at_line_start = false,
            }
        }
    }

    fn note_written(&mut self, bytes: &[u8]) {
        if matches!(self.head, Head::Whole) && !bytes.starts_with(INTERIM) {
            self.head = Head::Awaited;
        }
    }
}

impl Guarded<TcpStream> {
    /// Small answers do not wait for company.
    pub fn send_at_once(&mut self) {
        if let Err(error) = self.io.set_nodelay(true) {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "A connection keeps small answers back"
            );
        }
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Guarded<Io> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let before = buf.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut self.io).poll_read(cx, buf) {
            self.note_read(&buf.filled()[before..]);
            return Poll::Ready(read);
        }
        if let Head::Begun { limit, .. } = &mut self.head {
            ready!(limit.as_mut().poll(cx));
            return Poll::Ready(Err(Error::new(
                ErrorKind::TimedOut,
                "the head of a request took too long",
            )));
        }
        Poll::Pending
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Guarded<Io> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.io).poll_write(cx, buf))?;
        self.note_written(&buf[..written]);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = ready!(Pin::new(&mut self.io).poll_write_vectored(cx, bufs))?;
        if let Some(first) = bufs.iter().find(|buf| !buf.is_empty()) {
            self.note_written(first);
        }
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
    use tokio::time::{Instant, timeout};

    /// Short, so that the tests are; nothing is asserted to be faster than something.
    const SOON: Duration = Duration::from_millis(60);

    fn connection() -> (Guarded<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(64 * 1024);
        (Guarded::new(ours, SOON), theirs)
    }

    /// Reads on for several limits. True when the connection was cut.
    async fn is_cut(guarded: &mut Guarded<DuplexStream>) -> bool {
        let reading = async {
            loop {
                if let Err(error) = guarded.read(&mut [0; 1024]).await {
                    return error.kind();
                }
            }
        };
        match timeout(SOON * 5, reading).await {
            Ok(kind) => kind == ErrorKind::TimedOut,
            Err(_) => false,
        }
    }

    #[tokio::test]
    async fn a_head_that_trickles_is_cut_however_much_comes_of_it() {
        let (mut guarded, mut theirs) = connection();
        let start = Instant::now();
        let trickle = async {
            theirs.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
            while theirs.write_all(b"X-Slow: a\r\n").await.is_ok() {
                tokio::time::sleep(SOON / 10).await;
            }
            std::future::pending::<()>().await;
        };

        let error = tokio::select! {
            error = async {
                loop {
                    if let Err(error) = guarded.read(&mut [0; 1024]).await {
                        return error;
                    }
                }
            } => error,
            () = trickle => unreachable!("it never ends"),
        };

        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert!(start.elapsed() >= SOON);
    }

    #[tokio::test]
    async fn a_connection_may_rest_before_between_and_after_requests() {
        let (mut guarded, mut theirs) = connection();
        assert!(!is_cut(&mut guarded).await);

        for _ in 0..2 {
            theirs
                .write_all(b"GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n")
                .await
                .unwrap();
            // While the answer is made.
            assert!(!is_cut(&mut guarded).await);
            guarded
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                .await
                .unwrap();
            assert!(!is_cut(&mut guarded).await);
        }
    }

    #[tokio::test]
    async fn the_second_request_of_a_connection_is_watched_as_the_first() {
        let (mut guarded, mut theirs) = connection();
        theirs.write_all(b"GET / HTTP/1.1\n\n").await.unwrap();
        guarded.read_exact(&mut [0; 16]).await.unwrap();
        guarded.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();

        theirs.write_all(b"G").await.unwrap();

        assert!(is_cut(&mut guarded).await);
    }

    #[tokio::test]
    async fn a_body_that_was_asked_for_is_no_head_and_frames_are_none_either() {
        let (mut guarded, mut theirs) = connection();
        theirs
            .write_all(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n")
            .await
            .unwrap();
        guarded.read_exact(&mut [0; 41]).await.unwrap();
        guarded.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.unwrap();
        theirs.write_all(b"half a body").await.unwrap();
        assert!(!is_cut(&mut guarded).await);

        let (mut guarded, mut theirs) = connection();
        theirs.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
        guarded.read_exact(&mut [0; 24]).await.unwrap();
        guarded.write_all(b"\0\0\0\x04\0").await.unwrap();
        theirs.write_all(b"\0\0\x04").await.unwrap();
        assert!(!is_cut(&mut guarded).await);
    }
}
