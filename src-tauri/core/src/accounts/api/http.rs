//! How Galley speaks HTTP, whoever is spoken to.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, redirect, retry};

const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// A client that follows no redirect, because a token must not travel, and sends nothing twice on its own: whether that
/// is safe is for `publish` to decide. A server on this computer is reached without a proxy, which could not reach it;
/// any other only encrypted.
pub(crate) fn client(is_loopback: bool) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Galley/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .connect_timeout(CONNECT_WITHIN);
    if is_loopback { builder.no_proxy() } else { builder.https_only(true) }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// An HTTP/2 server that refuses every stream, which by RFC 9113 (8.7) makes sending it again safe. Tells how many
    /// it refused on the first connection.
    async fn refuses_every_stream(listener: TcpListener) -> usize {
        const PREFACE: usize = 24;
        const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
        const HEADERS: u8 = 1;
        const REFUSED_STREAM: [u8; 4] = [0, 0, 0, 7];
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_exact(&mut [0; PREFACE]).await.unwrap();
        socket.write_all(&SETTINGS).await.unwrap();
        let (mut refused, mut head) = (0, [0; 9]);
        while socket.read_exact(&mut head).await.is_ok() {
            let length = usize::from(head[1]) << 8 | usize::from(head[2]);
            socket.read_exact(&mut vec![0; length]).await.unwrap();
            if head[3] == HEADERS {
                refused += 1;
                let reset = [&[0, 0, 4, 3, 0][..], &head[5..], &REFUSED_STREAM].concat();
                socket.write_all(&reset).await.unwrap();
            }
        }
        refused
    }

    #[tokio::test]
    async fn a_request_that_the_protocol_refuses_is_not_sent_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/rest/posts", listener.local_addr().unwrap());
        let server = tokio::spawn(refuses_every_stream(listener));
        let client = client(true).http2_prior_knowledge().build().unwrap();
        let error = client.post(address).body("{}").send().await.unwrap_err();
        drop(client);
        assert_eq!(server.await.unwrap(), 1, "{error:?}");
    }
}
