use galley_core::links::ReadError;

use super::site::{Answer, Site, answer, head, html, moved};

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Page</title>
    <meta property="og:title" content="Nine lessons &amp; one more">
    <meta property="og:description" content="A year of loading ships.">
    <meta property="og:image" content="/ship.png"><meta property="og:image:alt" content="A ship">
    </head><body>…</body></html>"#;

#[tokio::test]
async fn a_page_is_read_where_its_address_leads_and_nothing_is_told_about_the_reader() {
    let site = Site::new([("/", moved("/news")), ("/news", html(PAGE))]).await;
    let page = site.read("/").await.unwrap();
    assert_eq!(page.at.as_str(), site.at("/news"));
    assert_eq!(
        (page.title.as_str(), page.description.as_str()),
        ("Nine lessons & one more", "A year of loading ships.")
    );
    let picture = page.picture.unwrap();
    assert_eq!((picture.at.as_str(), picture.alt_text.as_str()), (site.at("/ship.png").as_str(), "A ship"));
    let asked = site.asked();
    assert_eq!(asked.len(), 2);
    for request in asked {
        let names: Vec<String> = request
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(':')?.0.to_ascii_lowercase()))
            .collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(
            ["host", "accept", "accept-encoding", "user-agent"]
                .iter()
                .all(|it| names.contains(&(*it).to_owned()))
        );
        assert!(request.contains(concat!("Galley/", env!("CARGO_PKG_VERSION"))), "{request}");
    }
}

#[tokio::test]
async fn what_stands_behind_the_head_is_not_waited_for() {
    let first = [head("200 OK", &[("Content-Type", "text/html")], None), PAGE.as_bytes().to_vec()].concat();
    let site = Site::new([("/", Answer::Drip(first))]).await;
    assert_eq!(site.read("/").await.unwrap().title, "Nine lessons & one more");
}

#[tokio::test]
async fn a_page_without_a_head_or_in_another_encoding_is_read_all_the_same() {
    let latin =
        answer("200 OK", &[("Content-Type", "text/html;charset=ISO-8859-1")], b"<title>caf\xe9</title>");
    let unsaid = answer("200 OK", &[], b"<title>caf\xe9 cr\xe8me br\xfbl\xe9e</title>");
    let wrong = answer("200 OK", &[("Content-Type", "text/html; charset=nonsense")], "<title>café</title>");
    let site = Site::new([
        ("/latin", latin),
        ("/unsaid", unsaid),
        ("/wrong", wrong),
        ("/bare", html("Just words")),
        ("/empty", html("")),
    ])
    .await;
    assert_eq!(site.read("/latin").await.unwrap().title, "café");
    assert_eq!(site.read("/unsaid").await.unwrap().title, "café crème brûlée");
    assert_eq!(site.read("/wrong").await.unwrap().title, "café");
    assert_eq!(site.read("/bare").await.unwrap().title, "");
    assert_eq!(site.read("/empty").await.unwrap().title, "");
}

#[tokio::test]
async fn what_is_no_page_is_said_to_be_none() {
    let site = Site::new([
        ("/file", answer("200 OK", &[("Content-Type", "application/pdf")], "%PDF")),
        ("/closed", answer("403 Forbidden", &[("Content-Type", "text/html")], PAGE)),
        ("/packed", answer("200 OK", &[("Content-Type", "text/html"), ("Content-Encoding", "br")], "x")),
    ])
    .await;
    let file = ReadError::NotAPage { content_type: "application/pdf".to_owned() };
    assert_eq!(site.read("/file").await, Err(file));
    let host = || "site.example".to_owned();
    assert_eq!(site.read("/closed").await, Err(ReadError::Status { host: host(), status: 403 }));
    assert_eq!(site.read("/gone").await, Err(ReadError::Status { host: host(), status: 404 }));
    assert_eq!(site.read("/packed").await, Err(ReadError::Coding { coding: "br".to_owned() }));
}
