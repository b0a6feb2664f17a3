//! The HTTP server, and how it stops: no new connections, requests under way finish, then the rest is cut.

use super::slow_head::{Guarded, GuardedListener};
use axum::Router;
use axum::serve::ListenerExt as _;
use std::future::IntoFuture as _;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Serves until SIGTERM, SIGINT or `stop`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
    patience: Duration,
) -> anyhow::Result<()> {
    let told = CancellationToken::new();
    tokio::spawn(wait_for_signal(told.clone(), stop));
    let graceful = told.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    // Tapped, since it is then that the listener's address is passed on; small answers leave at once.
    let listener = GuardedListener(listener).tap_io(Guarded::send_at_once);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { graceful.cancelled().await });
    let cut = async {
        told.cancelled().await;
        tokio::time::sleep(patience).await;
    };
    tokio::select! {
        served = server.into_future() => served?,
        () = cut => tracing::warn!("Requests that did not end in time were cut off"),
    }
    Ok(())
}

async fn wait_for_signal(told: CancellationToken, stop: CancellationToken) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return tracing::error!("Signals cannot be heard; stop the store with SIGKILL");
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = stop.cancelled() => {}
    }
    eprintln!("vitrine: stopping");
    told.cancel();
}
