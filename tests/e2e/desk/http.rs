//! Just enough HTTP/1.1 to talk to the WebDriver and to the sandbox. A client crate among the tests' dependencies
//! would change features of crates that Galley shares with it, and build half the tree anew.

use serde_json::Value;
use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// Longer than any page takes to load.
const PATIENCE: Duration = Duration::from_secs(60);

/// A screenshot in Base64 is the largest body that is asked for.
const LARGEST: u64 = 64 << 20;

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Sends one request on a connection of its own. A body goes as JSON. Panics when nobody answers.
pub fn request(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answer {
    exchange(server, method, path, headers, body)
        .unwrap_or_else(|cause| panic!("{method} {path} at {server}: {cause}"))
}

fn exchange(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let length = body.len();
    let _ = write!(head, "Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(head.as_bytes())?;

    let mut answer = BufReader::new(stream.take(LARGEST));
    let mut line = String::new();
    answer.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let (mut length, mut chunked) = (None, false);
    loop {
        line.clear();
        answer.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok(),
            "transfer-encoding" => chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match length {
        _ if chunked => unchunk(&mut answer, &mut body)?,
        Some(length) => drop(answer.take(length).read_to_end(&mut body)?),
        None => drop(answer.read_to_end(&mut body)?),
    }
    Ok(Answer { status, body })
}

fn unchunk(from: &mut impl BufRead, to: &mut Vec<u8>) -> std::io::Result<()> {
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim().split(';').next().unwrap_or(""), 16).unwrap_or(0);
        if size == 0 {
            return Ok(());
        }
        from.by_ref().take(size).read_to_end(to)?;
        line.clear();
        from.read_line(&mut line)?;
    }
}
