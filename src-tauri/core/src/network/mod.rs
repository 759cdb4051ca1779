//! Why a request got no answer, in words that a person can act on. Knows neither who was asked nor what for.

use std::{
    error::Error,
    io::{self, ErrorKind},
    iter::successors,
};

const CUT: &str = "the connection was cut";
const TOO_EARLY: &str = "the connection was closed too early";
const LATE: &str = "it took too long";
const NO_WAY: &str = "no way leads there from this network, or this computer is offline";
const OUT_OF_DATE: &str = "its certificate is out of date, or this computer’s clock is wrong";

/// What the system says, by its kind: the numbers and words beside it differ from system to system.
const KINDS: [(ErrorKind, &str); 9] = [
    (ErrorKind::ConnectionRefused, "the connection was refused"),
    (ErrorKind::ConnectionReset, CUT),
    (ErrorKind::ConnectionAborted, CUT),
    (ErrorKind::BrokenPipe, CUT),
    (ErrorKind::UnexpectedEof, CUT),
    (ErrorKind::NetworkDown, "this computer is offline"),
    // Also where there is a network without IPv6, which is tried last.
    (ErrorKind::NetworkUnreachable, NO_WAY),
    (ErrorKind::HostUnreachable, NO_WAY),
    (ErrorKind::TimedOut, LATE),
];

/// What hyper and rustls say; their errors have no kind that could be asked for through reqwest. Where two rows fit,
/// the first is meant.
const SAID: [(&str, &str); 8] = [
    ("tunnel error", "the proxy in this computer’s settings let nothing pass"),
    ("dns error", "its name was not found, or this computer is offline"),
    ("connection closed before message completed", TOO_EARLY),
    ("operation was canceled", TOO_EARLY),
    ("certificate expired", OUT_OF_DATE),
    ("certificate not valid yet", OUT_OF_DATE),
    ("certificate not valid for name", "its certificate is another site’s"),
    ("invalid peer certificate", "its certificate is not trusted here, as where a network reads along"),
];

/// The cause, to follow a colon or to stand in brackets, and without the address. What is not known here is said as the
/// innermost error says it.
pub(crate) fn why(error: reqwest::Error) -> String {
    let is_late = error.is_timeout();
    let error = error.without_url();
    match known(&error) {
        Some(words) => words.to_owned(),
        None if is_late => LATE.to_owned(),
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
    successors(Some(error), |&error| {
        // An `io::Error` that holds another names as its source not that one, but that one's.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        held.map(|held| held as &(dyn Error + 'static)).or_else(|| error.source())
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::Read,
        net::{Ipv4Addr, TcpListener},
        thread,
        time::Duration,
    };

    use reqwest::{
        Client, Proxy,
        dns::{Name, Resolve, Resolving},
    };

    use super::*;

    async fn asked(url: &str) -> String {
        let client = Client::builder().no_proxy().dns_resolver(NoNames).timeout(Duration::from_millis(500));
        why(client.build().unwrap().get(url).send().await.unwrap_err())
    }

    struct NoNames;

    impl Resolve for NoNames {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(async { Err("no such name".into()) })
        }
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
    async fn a_server_that_hangs_up_closed_the_connection_too_early() {
        let (listener, url) = listener();
        let server = thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            // With something unread, closing would be a reset.
            let _ = socket.read(&mut [0; 4096]);
        });
        assert_eq!(asked(&url).await, TOO_EARLY);
        server.join().unwrap();
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_takes_too_long() {
        let (_listener, url) = listener();
        assert_eq!(asked(&url).await, LATE);
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_was_not_found() {
        let said = asked("http://nowhere.invalid/").await;
        assert_eq!(said, "its name was not found, or this computer is offline");
    }

    #[tokio::test]
    async fn behind_a_proxy_that_is_not_there_the_proxy_is_named_and_not_who_was_asked() {
        let (listener, proxy) = listener();
        drop(listener);
        let client = Client::builder().proxy(Proxy::all(proxy).unwrap()).build().unwrap();
        let said = why(client.get("https://nowhere.invalid/").send().await.unwrap_err());
        assert!(said.contains("proxy"), "{said}");
    }

    #[test]
    fn what_an_error_holds_within_is_found() {
        let cut = io::Error::other(io::Error::from(ErrorKind::ConnectionReset));
        assert_eq!(known(&cut), Some(CUT));
    }

    #[test]
    fn certificates_are_told_apart_and_what_is_not_known_has_no_words() {
        let said = |words: &str| known(&io::Error::other(words.to_owned()));
        let expired =
            "invalid peer certificate: certificate expired: verification time 2 (UNIX), not valid after 1";
        assert_eq!(said(expired), Some(OUT_OF_DATE));
        assert!(
            said("invalid peer certificate: UnknownIssuer").is_some_and(|words| words.contains("trusted"))
        );
        assert_eq!(said("something else"), None);
    }
}
