use std::{
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

use galley_core::links::{Allowed, Bounds, PagePicture, ReadError};

use super::site::{Answer, Site, answer, head, html, moved, reader, site};

const TITLE: &str = "<title>Begins well</title>";
const HTML: &[(&str, &str)] = &[("Content-Type", "text/html")];

#[tokio::test]
async fn nothing_in_the_own_network_is_even_connected_to_unasked() {
    let own = Site::new([("/", html(TITLE))]).await;
    let refused = reader(Bounds::default()).page(&own.at("/").parse().unwrap(), &Allowed::default()).await;
    assert_eq!(refused, Err(ReadError::ThisComputer { host: "site.example".to_owned() }));
    for literal in ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433"] {
        let address = format!("http://{literal}:{}/", own.port).parse();
        let Ok(address) = address else { continue };
        let refused = reader(Bounds::default()).page(&address, &site()).await;
        assert!(matches!(refused, Err(ReadError::ThisComputer { .. })), "{literal}: {refused:?}");
    }
    assert!(own.asked().is_empty());
}

#[tokio::test]
async fn a_word_for_one_host_is_none_for_where_it_leads() {
    let own = Site::with(|port| {
        [
            ("/here", moved(format!("http://127.0.0.1:{port}/secret"))),
            ("/other", moved(format!("http://other.example:{port}/secret"))),
            ("/cloud", moved("http://169.254.169.254/latest/meta-data/")),
            ("/file", moved("file:///etc/passwd")),
            ("/secret", html("<title>secret</title>")),
        ]
    })
    .await;
    let host = |host: &str| host.to_owned();
    assert_eq!(own.read("/here").await, Err(ReadError::ThisComputer { host: host("127.0.0.1") }));
    assert_eq!(own.read("/other").await, Err(ReadError::ThisComputer { host: host("other.example") }));
    assert_eq!(own.read("/cloud").await, Err(ReadError::Nobody { host: host("169.254.169.254") }));
    assert_eq!(own.read("/file").await, Err(ReadError::Astray));
    assert!(own.asked().iter().all(|request| !request.contains("secret")));
}

#[tokio::test]
async fn addresses_that_lead_on_for_ever_are_followed_five_times() {
    let circle = Site::new([("/", moved("/"))]).await;
    assert_eq!(circle.read("/").await, Err(ReadError::TooManyRedirects { most: 5 }));
    assert_eq!(circle.asked().len(), 6);
    assert!(circle.asked().iter().all(|request| !request.to_lowercase().contains("cookie")));
}

#[tokio::test]
async fn of_a_page_without_an_end_the_beginning_is_read() {
    let first = [head("200 OK", HTML, None), TITLE.as_bytes().to_vec()].concat();
    let endless = |then: &str| Answer::Endless(first.clone(), then.repeat(1_000).into_bytes());
    let site = Site::new([
        ("/words", endless("so many words ")),
        ("/tags", endless("<meta name=a content=b>")),
        ("/comments", endless("<!-- </head> -->")),
        (
            "/attributes",
            Answer::Endless([first.clone(), b"<meta ".to_vec()].concat(), b"a='b' ".repeat(1_000)),
        ),
        ("/entities", Answer::Endless(head("200 OK", HTML, None), b"<title>&notit;&amp;".repeat(1_000))),
    ])
    .await;
    for path in ["/words", "/tags", "/comments", "/attributes"] {
        assert_eq!(site.read(path).await.unwrap().title, "Begins well", "{path}");
    }
    site.read("/entities").await.unwrap();
}

#[tokio::test]
async fn who_takes_too_long_is_not_waited_for() {
    let slow = [head("200 OK", HTML, None), b"<title>".to_vec()].concat();
    let site = Site::new([
        ("/drip", Answer::Drip(slow)),
        ("/head", Answer::Drip(b"HTTP/1.1 200 OK\r\nX: ".to_vec())),
        ("/silence", Answer::Silence),
        ("/late", moved("/drip")),
    ])
    .await;
    let bounds = Bounds { within: Duration::from_millis(400), ..Bounds::default() };
    for path in ["/drip", "/head", "/silence", "/late"] {
        assert_eq!(site.read_within(path, bounds).await, Err(ReadError::Late { seconds: 1 }), "{path}");
    }
}

#[tokio::test]
async fn headers_without_an_end_are_not_kept() {
    let line = b"X-Filler: so many words so many words so many words\r\n".repeat(50);
    let site = Site::new([("/", Answer::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), line))]).await;
    assert!(matches!(site.read("/").await, Err(ReadError::Unreached { .. })));
}

#[tokio::test]
async fn a_little_that_unpacks_to_a_lot_is_read_to_the_same_limit() {
    let page = [TITLE.as_bytes(), &vec![b' '; 200_000_000]].concat();
    let packed = gzip(&page);
    assert!(packed.len() < 1_000_000);
    let gzipped = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")];
    let site = Site::new([("/", answer("200 OK", &gzipped, packed))]).await;
    assert_eq!(site.read("/").await.unwrap().title, "Begins well");
}

#[tokio::test]
async fn a_picture_that_is_too_large_is_not_taken() {
    let bounds = Bounds { picture: 100_000, ..Bounds::default() };
    let claims = Answer::Whole(head("200 OK", &[], Some(usize::MAX / 2)));
    let packed = answer("200 OK", &[("Content-Encoding", "gzip")], gzip(&vec![0; 1_000_000]));
    let fits = answer("200 OK", &[], vec![7; 100_000]);
    let site = Site::new([
        ("/claims", claims),
        ("/endless", Answer::Endless(head("200 OK", &[], None), vec![7; 4_096])),
        ("/packed", packed),
        ("/fits", fits),
    ])
    .await;
    let picture = async |path: &str| {
        let picture = PagePicture { at: site.at(path).parse().unwrap(), alt_text: String::new() };
        reader(bounds).picture(&picture, &super::site::site()).await
    };
    for path in ["/claims", "/endless", "/packed"] {
        assert_eq!(picture(path).await, Err(ReadError::TooLong { megabytes: 0 }), "{path}");
    }
    assert_eq!(picture("/fits").await.unwrap(), vec![7; 100_000]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_to_be_none() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let address = format!("http://site.example:{port}/").parse().unwrap();
    let refused = reader(Bounds::default()).page(&address, &site()).await.unwrap_err();
    assert!(matches!(refused, ReadError::Unreached { .. }), "{refused:?}");
    assert!(refused.to_string().contains("the connection was refused"), "{refused}");
}

/// By another program.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip =
        Command::new("gzip").arg("-9c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut into = gzip.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || into.write_all(&bytes));
    let packed = gzip.wait_with_output().unwrap().stdout;
    writing.join().unwrap().unwrap();
    packed
}
