//! Why a request got no answer, in words that a person can act on. Knows neither who was asked nor what for.

use std::{
    error::Error,
    io::{self, ErrorKind},
    iter::successors,
};

/// What the system says, by its kind: the numbers and words beside it differ from system to system.
const KINDS: [(ErrorKind, &str); 9] = [
    (ErrorKind::ConnectionRefused, "the connection was refused"),
    (ErrorKind::ConnectionReset, "the connection was cut"),
    (ErrorKind::ConnectionAborted, "the connection was cut"),
    (ErrorKind::BrokenPipe, "the connection was cut"),
    (ErrorKind::UnexpectedEof, "the connection was cut"),
    (ErrorKind::NetworkDown, "this computer is offline"),
    (ErrorKind::NetworkUnreachable, "this computer is offline"),
    (ErrorKind::HostUnreachable, "no way leads there from this network"),
    (ErrorKind::TimedOut, "nothing came back in time"),
];

/// What hyper and rustls say; their errors have no kind that could be asked for through reqwest.
const SAID: [(&str, &str); 3] = [
    ("dns error", "its name was not found, or this computer is offline"),
    ("connection closed before message completed", "the connection was closed before an answer came"),
    (
        "invalid peer certificate",
        "its certificate is not to be trusted; a network that reads along may lie between",
    ),
];

/// The cause, without a full stop, and without the address. What is not known here is said as the innermost error says
/// it.
pub(crate) fn why(error: reqwest::Error) -> String {
    let is_late = error.is_timeout();
    let error = error.without_url();
    match known(&error) {
        Some(words) => words.to_owned(),
        None if is_late => "nothing came back in time".to_owned(),
        None => causes(&error).last().map(ToString::to_string).unwrap_or_default(),
    }
}

fn known(error: &(dyn Error + 'static)) -> Option<&'static str> {
    causes(error).find_map(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let by_kind = KINDS.iter().find(|(known, _)| Some(*known) == kind).map(|(_, words)| *words);
        let said = cause.to_string();
        by_kind.or_else(|| SAID.iter().find(|(known, _)| said.contains(known)).map(|(_, words)| *words))
    })
}

/// The error, what caused it, what caused that.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error| error.source())
}

#[cfg(test)]
mod tests {
    use std::{
        io::Read,
        net::{Ipv4Addr, TcpListener},
        thread,
        time::Duration,
    };

    use super::*;

    async fn asked(url: &str) -> String {
        let client =
            reqwest::Client::builder().no_proxy().timeout(Duration::from_millis(500)).build().unwrap();
        why(client.get(url).send().await.unwrap_err())
    }

    fn listener() -> (TcpListener, String) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/a-page", listener.local_addr().unwrap());
        (listener, url)
    }

    #[tokio::test]
    async fn where_nobody_listens_the_connection_was_refused() {
        let (listener, url) = listener();
        drop(listener);
        assert_eq!(asked(&url).await, "the connection was refused");
    }

    #[tokio::test]
    async fn a_server_that_hangs_up_closed_the_connection_before_it_answered() {
        let (listener, url) = listener();
        let server = thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            // With something unread, closing would be a reset.
            let _ = socket.read(&mut [0; 4096]);
        });
        assert_eq!(asked(&url).await, "the connection was closed before an answer came");
        server.join().unwrap();
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_too_late() {
        let (_listener, url) = listener();
        assert_eq!(asked(&url).await, "nothing came back in time");
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_was_not_found() {
        // RFC 6761: `.invalid` never exists.
        let said = asked("http://nowhere.invalid/").await;
        assert_eq!(said, "its name was not found, or this computer is offline");
    }

    #[test]
    fn a_certificate_is_told_from_other_trouble_which_is_said_as_it_is() {
        let certificate = io::Error::other("invalid peer certificate: UnknownIssuer");
        assert!(known(&certificate).is_some_and(|words| words.contains("certificate")));
        assert_eq!(known(&io::Error::other("something else")), None);
    }
}
