//! A server that answers byte by byte as it is told to, and names that lead to it.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use galley_core::links::{Allowed, Bounds, Names, Page, ReadError, Reader};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the server does when a path is asked for.
#[derive(Clone)]
pub enum Answer {
    Whole(Vec<u8>),
    /// The first, and then the second for ever.
    Endless(Vec<u8>, Vec<u8>),
    /// The first, and then a byte whenever the other end took the one before and a moment went by.
    Drip(Vec<u8>),
    Silence,
}

/// A page with this in it.
pub fn html(body: impl AsRef<[u8]>) -> Answer {
    answer("200 OK", &[("Content-Type", "text/html; charset=utf-8")], body)
}

pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    Answer::Whole([head(status, headers, Some(body.len())), body.to_vec()].concat())
}

pub fn moved(to: impl AsRef<str>) -> Answer {
    answer("302 Found", &[("Location", to.as_ref()), ("Set-Cookie", "seen=1")], "")
}

pub fn head(status: &str, headers: &[(&str, &str)], length: Option<usize>) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if let Some(length) = length {
        head += &format!("Content-Length: {length}\r\n");
    }
    (head + "\r\n").into_bytes()
}

pub struct Site {
    pub port: u16,
    /// What was asked for, headers and all.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub async fn new(answers: impl IntoIterator<Item = (&'static str, Answer)>) -> Site {
        Site::with(|_| answers).await
    }

    /// For answers that name the server's own port.
    pub async fn with<Answers: IntoIterator<Item = (&'static str, Answer)>>(
        answers: impl FnOnce(u16) -> Answers,
    ) -> Site {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers: Arc<HashMap<&str, Answer>> = Arc::new(answers(port).into_iter().collect());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, Arc::clone(&answers), Arc::clone(&heard)));
            }
        });
        Site { port, asked }
    }

    pub fn at(&self, path: &str) -> String {
        format!("http://site.example:{}{path}", self.port)
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Reads a page of it, as somebody does who lets `site.example` be read.
    pub async fn read(&self, path: &str) -> Result<Page, ReadError> {
        self.read_within(path, Bounds::default()).await
    }

    pub async fn read_within(&self, path: &str, bounds: Bounds) -> Result<Page, ReadError> {
        reader(bounds).page(&self.at(path).parse().unwrap(), &site()).await
    }
}

/// Every name leads to this computer.
pub struct Here;

impl Names for Here {
    fn addresses(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        async { Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]) }.boxed()
    }
}

pub fn reader(bounds: Bounds) -> Reader {
    Reader::new(Arc::new(Here), bounds)
}

pub fn site() -> Allowed {
    Allowed::hosts(["site.example".to_owned()])
}

async fn serve(
    mut socket: TcpStream,
    answers: Arc<HashMap<&'static str, Answer>>,
    asked: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut piece = [0; 1024];
        let read = socket.read(&mut piece).await.ok().filter(|read| *read > 0)?;
        request.extend_from_slice(&piece[..read]);
    }
    let request = String::from_utf8(request).unwrap();
    let path = request.split(' ').nth(1)?.to_owned();
    asked.lock().unwrap().push(request);
    let missing = answer("404 Not Found", &[], "nothing here");
    match answers.get(path.as_str()).unwrap_or(&missing) {
        Answer::Whole(bytes) => socket.write_all(bytes).await.ok()?,
        Answer::Endless(first, then) => {
            socket.write_all(first).await.ok()?;
            loop {
                socket.write_all(then).await.ok()?;
            }
        }
        Answer::Drip(first) => {
            socket.write_all(first).await.ok()?;
            loop {
                tokio::time::sleep(Duration::from_millis(5)).await;
                socket.write_all(b"x").await.ok()?;
                socket.flush().await.ok()?;
            }
        }
        Answer::Silence => std::future::pending().await,
    }
    socket.shutdown().await.ok()
}
