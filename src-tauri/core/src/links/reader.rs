//! Asks servers for pages and their pictures, and looks at every address before it is connected to.

use std::{
    collections::BTreeSet,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Client, Response,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION},
    redirect, retry,
};
use url::Host;

use super::{
    Names, Page, PagePicture, Reach, ReadError, SystemNames, body::Body, charset, head, page::joined,
};
use crate::{network, post::WebUrl};

/// How much is read, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// For a page, and again for its picture, with everything that leads there.
    pub within: Duration,
    /// How often an address may lead on to another.
    pub redirects: usize,
    /// Bytes of a page, unpacked; what comes after is not read.
    pub page: usize,
    /// Bytes of a picture; a larger one is not taken.
    pub picture: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { within: Duration::from_secs(10), redirects: 5, page: 1024 * 1024, picture: 10_000_000 }
    }
}

/// Hosts in the own network that a person lets Galley read, by the names that [`ReadError`] asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed(BTreeSet<String>);

impl Allowed {
    pub fn hosts(hosts: impl IntoIterator<Item = String>) -> Allowed {
        Allowed(hosts.into_iter().map(|host| host.to_ascii_lowercase()).collect())
    }
}

/// Reads pages. It goes to servers directly and not by the system's proxy, which would look names up by itself.
#[derive(Clone)]
pub struct Reader {
    names: Arc<dyn Names>,
    bounds: Bounds,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::new(Arc::new(SystemNames), Bounds::default())
    }
}

impl Reader {
    pub fn new(names: Arc<dyn Names>, bounds: Bounds) -> Reader {
        Reader { names, bounds }
    }

    /// What a page says of itself.
    pub async fn page(&self, at: &WebUrl, allowed: &Allowed) -> Result<Page, ReadError> {
        self.timely(self.read_page(at, allowed)).await
    }

    /// The bytes of a page's picture, whatever they are.
    pub async fn picture(&self, picture: &PagePicture, allowed: &Allowed) -> Result<Vec<u8>, ReadError> {
        self.timely(self.read_picture(picture, allowed)).await
    }

    async fn timely<T>(&self, read: impl Future<Output = Result<T, ReadError>>) -> Result<T, ReadError> {
        let late = ReadError::Late { seconds: self.bounds.within.as_secs().max(1) };
        tokio::time::timeout(self.bounds.within, read).await.unwrap_or(Err(late))
    }

    async fn read_page(&self, at: &WebUrl, allowed: &Allowed) -> Result<Page, ReadError> {
        let (at, mut response) = self.open(at, "text/html,application/xhtml+xml;q=0.9", allowed).await?;
        let content_type = header(&response, CONTENT_TYPE).to_owned();
        let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !matches!(media_type.as_str(), "" | "text/html" | "application/xhtml+xml") {
            return Err(ReadError::NotAPage { content_type: media_type.chars().take(60).collect() });
        }
        let mut body = body(&response, self.bounds.page)?;
        // Every byte is searched once, and all is read only when it has doubled: a server may send byte by byte.
        let (mut searched, mut read_at, mut ends) = (0_usize, 0, false);
        while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&at, error))? {
            if !body.take(&chunk) {
                break;
            }
            let bytes = body.bytes();
            ends |= ends_head(&bytes[searched.saturating_sub(HEAD_ENDS.len())..]);
            searched = bytes.len();
            if ends && bytes.len() >= 2 * read_at {
                (read_at, ends) = (bytes.len(), false);
                let head = head::read(&charset::decode(body.bytes(), &content_type));
                if head.whole {
                    return Ok(Page::of(head, &at));
                }
            }
        }
        body.end();
        Ok(Page::of(head::read(&charset::decode(body.bytes(), &content_type)), &at))
    }

    async fn read_picture(&self, picture: &PagePicture, allowed: &Allowed) -> Result<Vec<u8>, ReadError> {
        let (at, mut response) = self.open(&picture.at, "image/*", allowed).await?;
        let most = self.bounds.picture;
        let too_long = ReadError::TooLong { megabytes: most as u64 / 1_000_000 };
        if response.content_length().is_some_and(|length| length > most as u64) {
            return Err(too_long);
        }
        let mut body = body(&response, most)?;
        while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&at, error))? {
            if !body.take(&chunk) {
                break;
            }
        }
        body.end();
        if body.is_full() { Err(too_long) } else { Ok(body.bytes().to_vec()) }
    }

    /// Follows an address to what is there, and says where that was.
    async fn open(
        &self,
        start: &WebUrl,
        accept: &'static str,
        allowed: &Allowed,
    ) -> Result<(WebUrl, Response), ReadError> {
        let mut at = start.clone();
        for _ in 0..=self.bounds.redirects {
            let response = self.ask(&at, accept, allowed).await?;
            let status = response.status();
            if status.is_success() {
                return Ok((at, response));
            }
            let host = at.host().to_owned();
            if !status.is_redirection() || !response.headers().contains_key(LOCATION) {
                return Err(ReadError::Status { host, status: status.as_u16() });
            }
            at = led_on(&at, header(&response, LOCATION))?;
        }
        Err(ReadError::TooManyRedirects { most: self.bounds.redirects })
    }

    /// Asks one server once. A client lives for one request: it knows no address but those that were looked at, and
    /// carries nothing over to the next.
    async fn ask(&self, at: &WebUrl, accept: &'static str, allowed: &Allowed) -> Result<Response, ReadError> {
        let found = self.addresses(at, allowed).await?;
        let client = Client::builder()
            .user_agent(concat!("Galley/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .referer(false)
            // Its headers are bounded: 100 of them, some 400 KB.
            .http1_only()
            .https_only(is_encrypted(at))
            .dns_resolver(LookedAt(found))
            .build()
            .map_err(|error| ReadError::NoClient(network::why(error)))?;
        let request = client.get(at.url().clone()).header(ACCEPT, accept).header(ACCEPT_ENCODING, "gzip");
        request.send().await.map_err(|error| unreached(at, error))
    }

    /// The addresses of a host that may be connected to; never none.
    async fn addresses(&self, at: &WebUrl, allowed: &Allowed) -> Result<Vec<IpAddr>, ReadError> {
        let host = || at.host().to_owned();
        let named = at.url().host_str().unwrap_or_default().to_ascii_lowercase();
        let found = match at.url().host() {
            Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
            Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
            _ => self.names.addresses(&named).await.map_err(|_| ReadError::Unknown { host: host() })?,
        };
        if found.is_empty() {
            return Err(ReadError::Unknown { host: host() });
        }
        let own = |reach| matches!(reach, Reach::OwnNetwork | Reach::ThisComputer);
        let is_allowed = allowed.0.contains(at.host()) || allowed.0.contains(&named);
        let reaches: Vec<Reach> = found.iter().map(|address| Reach::of(*address)).collect();
        let may = |reach: &Reach| *reach == Reach::Public || is_allowed && own(*reach);
        let open: Vec<IpAddr> =
            found.iter().zip(&reaches).filter(|(_, reach)| may(reach)).map(|(address, _)| *address).collect();
        match reaches.iter().find(|reach| own(**reach)) {
            _ if !open.is_empty() => Ok(open),
            Some(Reach::ThisComputer) => Err(ReadError::ThisComputer { host: host() }),
            Some(_) => Err(ReadError::OwnNetwork { host: host() }),
            None => Err(ReadError::Nobody { host: host() }),
        }
    }
}

/// Whatever name is asked for, there are only the addresses that were looked at.
struct LookedAt(Vec<IpAddr>);

impl Resolve for LookedAt {
    fn resolve(&self, _: Name) -> Resolving {
        // Port 0 becomes that of the address.
        let found: Vec<SocketAddr> = self.0.iter().map(|address| SocketAddr::new(*address, 0)).collect();
        Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
    }
}

/// Where an address leads on to. What was asked for with encryption is not shown without it.
fn led_on(at: &WebUrl, location: &str) -> Result<WebUrl, ReadError> {
    let next = joined(at, location).ok_or(ReadError::Astray)?;
    match is_encrypted(at) && !is_encrypted(&next) {
        true => Err(ReadError::Unencrypted { host: at.host().to_owned() }),
        false => Ok(next),
    }
}

fn is_encrypted(at: &WebUrl) -> bool {
    at.url().scheme() == "https"
}

/// `""` where there is none, or none that is text.
fn header(response: &Response, name: HeaderName) -> &str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn body(response: &Response, most: usize) -> Result<Body, ReadError> {
    match header(response, CONTENT_ENCODING).trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(Body::new(false, most)),
        "gzip" | "x-gzip" => Ok(Body::new(true, most)),
        coding => Err(ReadError::Coding { coding: coding.chars().take(60).collect() }),
    }
}

const HEAD_ENDS: &[u8] = b"</head";
const BODY_BEGINS: &[u8] = b"<body";

/// Something like the end of a head is in these bytes. It may be in a comment.
fn ends_head(bytes: &[u8]) -> bool {
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|here| here.eq_ignore_ascii_case(word));
    holds(HEAD_ENDS) || holds(BODY_BEGINS)
}

fn unreached(at: &WebUrl, error: reqwest::Error) -> ReadError {
    ReadError::Unreached { host: at.host().to_owned(), why: network::why(error) }
}

#[cfg(test)]
mod tests {
    use std::io;

    use futures_util::{FutureExt, future::BoxFuture};

    use super::*;

    struct Fixed(&'static [&'static str]);

    impl Names for Fixed {
        fn addresses(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
            let found = self.0.iter().map(|address| address.parse().unwrap()).collect();
            async move { Ok(found) }.boxed()
        }
    }

    async fn connected_to(
        found: &'static [&'static str],
        allowed: &[&str],
    ) -> Result<Vec<String>, ReadError> {
        let reader = Reader::new(Arc::new(Fixed(found)), Bounds::default());
        let allowed = Allowed::hosts(allowed.iter().map(|host| (*host).to_owned()));
        let open = reader.addresses(&"https://www.example.com/x".parse().unwrap(), &allowed).await?;
        Ok(open.iter().map(ToString::to_string).collect())
    }

    #[tokio::test]
    async fn of_a_host_with_several_addresses_only_the_public_ones_are_connected_to() {
        let found = &["10.0.0.1", "1.1.1.1", "127.0.0.1", "169.254.169.254"];
        assert_eq!(connected_to(found, &[]).await.unwrap(), ["1.1.1.1"]);
        let allowed = connected_to(found, &["Example.com"]).await.unwrap();
        assert_eq!(allowed, ["10.0.0.1", "1.1.1.1", "127.0.0.1"]);
    }

    #[tokio::test]
    async fn a_host_in_the_own_network_is_asked_about_by_its_name() {
        let host = || "example.com".to_owned();
        let own = connected_to(&["192.168.1.1"], &["other.example"]).await;
        assert_eq!(own, Err(ReadError::OwnNetwork { host: host() }));
        assert_eq!(connected_to(&["::1"], &[]).await, Err(ReadError::ThisComputer { host: host() }));
        for nobody in [&["169.254.169.254"], &["fe80::1"], &["0.0.0.0"]] {
            assert_eq!(
                connected_to(nobody, &["example.com"]).await,
                Err(ReadError::Nobody { host: host() }),
                "no word lets these be read"
            );
        }
        assert_eq!(connected_to(&[], &[]).await, Err(ReadError::Unknown { host: host() }));
    }

    #[test]
    fn what_was_encrypted_is_not_shown_without() {
        let of =
            |at: &str, location: &str| led_on(&at.parse().unwrap(), location).map(|next| next.to_string());
        assert_eq!(of("https://a.example/x/y", "../z").as_deref(), Ok("https://a.example/z"));
        assert_eq!(of("http://a.example/", "https://b.example/").as_deref(), Ok("https://b.example/"));
        assert_eq!(of("http://a.example/", "//b.example/").as_deref(), Ok("http://b.example/"));
        let host = "a.example".to_owned();
        assert_eq!(of("https://a.example/", "http://a.example/"), Err(ReadError::Unencrypted { host }));
        for astray in
            ["file:///etc/passwd", "ftp://a.example/", "https://me:pw@a.example/", "https://[::", "data:,x"]
        {
            assert_eq!(of("https://a.example/", astray), Err(ReadError::Astray), "{astray}");
        }
    }
}
