//! The accept loop. Each connection is a task that ends when the client, a fault or the shutdown ends it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::serve::serve;
use crate::site::Site;

/// Serves until `stop`, then closes all connections.
pub(crate) async fn accept(listener: TcpListener, site: Arc<Site>, routes: Router, stop: CancellationToken) {
    let connections = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(connection(stream, site.clone(), routes.clone(), stop.child_token()));
            }
            // The client gave up, or there are no file descriptors left for the moment.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    connections.close();
    connections.wait().await;
}

/// One connection. `hang_up` drops the socket with nothing more said, which is what a lost connection looks like.
async fn connection(stream: TcpStream, site: Arc<Site>, routes: Router, hang_up: CancellationToken) {
    // An answer of a few bytes must not wait for the client's delayed acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = service_fn(|request| {
        let answer = serve(site.clone(), routes.clone(), hang_up.clone(), request);
        async { Ok::<_, Infallible>(answer.await) }
    });
    // A connection kept open must never be closed just as the client takes it up again: a post sent then would have
    // an unclear outcome that no fault asked for.
    let served =
        http1::Builder::new().header_read_timeout(None).serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        () = hang_up.cancelled() => {}
        outcome = served => {
            if let Err(error) = outcome {
                tracing::debug!(%error, "a connection ended early");
            }
        }
    }
}
