//! The card of a link: its page is read, on this computer only once that is allowed, and published.

use crate::{
    desk::{BACKSPACE, CONTROL, Desk},
    steps::{Sandbox, no_complaints, open, publish, saved, write},
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    thread,
};

const STATE: &str = "[data-testid=link-state]";
const TITLE: &str = "[data-testid=link-card] [data-testid=title]";

#[test]
fn the_page_behind_a_link_fills_its_card_once_it_may_be_read() {
    let desk = Desk::new();
    let site = site(&desk.picture("ship.png", 1200, 627));
    let window = open(&desk);
    write(&window, "Read all of it");
    window.click("[data-testid=begin-link]");
    window.keys(&format!("http://{site}/news"));
    window.click("[data-testid=read-page]");
    window.text_when(STATE, |text| text.contains("127.0.0.1 is this computer. Read it?"));
    assert_eq!(window.find(TITLE).value(), "");
    window.click("[data-testid=allow-host]");
    window.text_when(STATE, |text| text.contains("Read from 127.0.0.1"));
    assert_eq!(window.find(TITLE).value(), "Nine lessons & one more");
    assert_eq!(window.find("[data-testid=link-description]").value(), "A year of loading ships.");
    assert_eq!(window.find("[data-testid=alt-text]").value(), "A ship at dawn");
    window.text_when("[data-testid=picture-is]", |text| text == "127.0.0.1.png");

    window.click(TITLE);
    window.chord(&[CONTROL, "a"]);
    window.keys(BACKSPACE);
    window.keys("Nine lessons from a harbour");
    window.text_when("[data-testid=proof-link]", |text| text.contains("Nine lessons from a harbour"));
    window.click("[data-testid=read-page]");
    window.click("[data-testid=allow-host]");
    window.text_when(STATE, |text| text.contains("Read from 127.0.0.1"));
    assert_eq!(window.find(TITLE).value(), "Nine lessons from a harbour", "what was typed stays");
    window.text_when("[data-testid=page-says]", |text| text.contains("Nine lessons & one more"));
    saved(&window);
    window.shot("link");

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    let post = sandbox.the_post();
    assert_eq!(post["visible_text"], "Read all of it");
    let article = &post["fields"]["content"]["article"];
    assert_eq!(article["source"], format!("http://{site}/news"), "{post:#}");
    assert_eq!(article["title"], "Nine lessons from a harbour");
    assert_eq!(article["thumbnailAltText"], "A ship at dawn");
    assert_eq!(post["media"].as_array().map(Vec::len), Some(1), "{post:#}");
    no_complaints(&window);
}

#[test]
fn a_page_that_cannot_be_read_is_published_as_a_bare_card() {
    let desk = Desk::new();
    // Nobody listens there any more.
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let window = open(&desk);
    write(&window, "Read all of it");
    window.click("[data-testid=begin-link]");
    window.keys(&format!("http://{nobody}/news"));
    window.click("[data-testid=read-page]");
    window.click("[data-testid=allow-host]");
    window.text_when(STATE, |text| {
        text.contains("could not be reached") && text.contains("The post is published all the same")
    });
    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    let article = &sandbox.the_post()["fields"]["content"]["article"];
    assert_eq!(article["title"], "127.0.0.1");
    no_complaints(&window);
}

/// A website with one page and its picture, until the test ends.
pub fn site(picture: &Path) -> SocketAddr {
    let picture = fs::read(picture).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            // A reader that goes away early has read enough.
            let _ = serve(socket, &picture);
        }
    });
    address
}

const PAGE: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8">
    <meta property="og:title" content="Nine lessons &amp; one more">
    <meta property="og:description" content="A year of loading ships.">
    <meta property="og:image" content="/ship.png"><meta property="og:image:alt" content="A ship at dawn">
    </head><body></body></html>"#;

fn serve(mut socket: TcpStream, picture: &[u8]) -> std::io::Result<()> {
    let mut asked = String::new();
    let mut lines = BufReader::new(socket.try_clone()?);
    lines.read_line(&mut asked)?;
    let mut header = String::new();
    while lines.read_line(&mut header)? > 2 {
        header.clear();
    }
    let (kind, body) = match asked.split(' ').nth(1) {
        Some("/ship.png") => ("image/png", picture),
        _ => ("text/html", PAGE.as_bytes()),
    };
    let length = body.len();
    write!(
        socket,
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    )?;
    socket.write_all(body)
}
