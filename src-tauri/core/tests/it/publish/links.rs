use std::process::Command;

use galley_core::{
    desk::{Desk, LinkPage, LinkReading, MediaState},
    links::Bounds,
    media::Format,
    post::{Attachment, Commentary, Draft, LinkItem, LinkThumbnail},
    publish::Outcome,
};

use serde_json::json;

use super::rehearsal::{Rehearsal, on_create, published_urn};
use crate::links::site::{Site, answer, html, reader};

const HEAD: &str = r#"<meta property="og:title" content="Nine lessons"><meta property="og:description" content="In short">
    <meta property="og:image:alt" content="A ship">"#;

/// A picture of this format by ImageMagick.
fn picture(rehearsal: &Rehearsal, format: &str) -> Vec<u8> {
    let path = rehearsal.folder.path().join(format!("page.{format}"));
    let made = Command::new("convert").args(["-size", "1200x627", "plasma:red-blue"]).arg(&path).status();
    assert!(made.unwrap().success());
    std::fs::read(path).unwrap()
}

async fn site(rehearsal: &Rehearsal) -> Site {
    let page = |picture: &str| html(format!(r#"{HEAD}<meta property="og:image" content="{picture}">"#));
    Site::new([
        ("/png", page("/a.png")),
        ("/webp", page("/a.webp")),
        ("/svg", page("/a.svg")),
        ("/lost", page("/lost.png")),
        ("/own", page("http://10.0.0.7/a.png")),
        ("/a.png", answer("200 OK", &[], picture(rehearsal, "png"))),
        ("/a.webp", answer("200 OK", &[("Content-Type", "text/plain")], picture(rehearsal, "webp"))),
        (
            "/a.svg",
            answer("200 OK", &[], r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#),
        ),
    ])
    .await
}

async fn read(desk: &Desk, site: &Site, path: &str) -> LinkReading {
    desk.clone()
        .with_links(reader(Bounds::default()))
        .read_page(&site.at(path), vec!["site.example".into()])
        .await
}

async fn page(desk: &Desk, site: &Site, path: &str) -> LinkPage {
    match read(desk, site, path).await {
        LinkReading::Page { page } => *page,
        other => panic!("{other:?}"),
    }
}

/// A draft of a link.
pub fn draft(rehearsal: &Rehearsal, link: LinkItem) -> Draft {
    let mut draft = rehearsal.desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain("Read this (all of it)");
    draft.attachment = Attachment::Link { link };
    rehearsal.desk.edit(&draft, None);
    draft
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_read_becomes_a_card_with_its_picture_sent_before_the_post() {
    let rehearsal = Rehearsal::new().await;
    let site = site(&rehearsal).await;
    let LinkPage { title, description, picture: Some(shown), picture_alt_text, .. } =
        page(&rehearsal.desk, &site, "/png").await
    else {
        panic!("no picture")
    };
    assert_eq!(shown.name, "site.example.png");
    let thumbnail = Some(LinkThumbnail { media: shown.id, alt_text: picture_alt_text });
    let url = "https://example.com/news?a=b&c=d".to_owned();
    let draft = draft(&rehearsal, LinkItem { url: url.clone(), title, description, thumbnail });
    let outcome = rehearsal.publish(draft.id).await;
    published_urn(&outcome);
    let Outcome::Published { requests, .. } = outcome else { unreachable!() };
    assert_eq!(requests, 4);

    let created = &rehearsal.requests("POST", "/rest/posts").await[0]["body"]["content"]["article"];
    assert_eq!(created["source"], url);
    assert_eq!((&created["title"], &created["description"]), (&"Nine lessons".into(), &"In short".into()));
    assert_eq!(created["thumbnailAltText"], "A ship");
    let sent = rehearsal.bytes_of(created["thumbnail"].as_str().unwrap()).await;
    assert_eq!(sent, std::fs::read(rehearsal.folder.path().join("page.png")).unwrap());
    assert_eq!(rehearsal.posts().await[0]["shown"], true);
    let feed = rehearsal.desk.feed_of(rehearsal.desk.runs("").unwrap()[0].id).unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let feed = client.get(&feed).send().await.unwrap().text().await.unwrap();
    for shown in ["Nine lessons", "example.com", "A ship"] {
        assert!(feed.contains(shown), "{shown} in {feed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_linkedin_does_not_take_is_converted_or_left_out_with_a_word() {
    let rehearsal = Rehearsal::new().await;
    let site = site(&rehearsal).await;
    let converted = page(&rehearsal.desk, &site, "/webp").await;
    let MediaState::Present { facts } = converted.picture.unwrap().state else { panic!() };
    assert_eq!((facts.format, converted.picture_left_out), (Some(Format::Jpeg), None));
    for (path, why) in [
        ("/svg", "It is SVG, and LinkedIn takes JPEG, PNG or GIF; add one of your own."),
        ("/lost", "The server of site.example answers 404, which is no page; check the address."),
        ("/own", "It is at 10.0.0.7, in your own network, where Galley reads nothing unasked."),
    ] {
        let told = page(&rehearsal.desk, &site, path).await;
        assert!(told.picture.is_none(), "{path}");
        assert_eq!(told.picture_left_out.unwrap(), format!("The page’s picture was left out. {why}"));
        assert_eq!(told.title, "Nine lessons");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_read_is_an_answer_and_its_card_is_published_bare() {
    let rehearsal = Rehearsal::new().await;
    let site = site(&rehearsal).await;
    let LinkReading::Failed { why } = read(&rehearsal.desk, &site, "/nowhere").await else { panic!() };
    assert!(why.contains("answers 404") && why.ends_with("check the address."), "{why}");
    let asks = rehearsal.desk.clone().with_links(reader(Bounds::default()));
    let asked = asks.read_page(&site.at("/png"), Vec::new()).await;
    assert!(
        matches!(&asked, LinkReading::Asks { host, this_computer: true } if host == "site.example"),
        "{asked:?}"
    );
    let LinkReading::Failed { why } = rehearsal.desk.read_page("no address", Vec::new()).await else {
        panic!()
    };
    assert!(why.starts_with("“no address” is not the address of a page"), "{why}");

    let bare = draft(&rehearsal, LinkItem { url: "example.com/news".into(), ..LinkItem::default() });
    let review = rehearsal.desk.review(bare.id).unwrap();
    let said: Vec<&str> = review.findings.iter().map(|it| it.judgement.rule).collect();
    assert_eq!(said, ["link.title_missing", "link.picture_missing"]);
    published_urn(&rehearsal.publish(bare.id).await);
    let created = &rehearsal.requests("POST", "/rest/posts").await[0]["body"]["content"]["article"];
    assert_eq!(created["title"], "example.com");
    assert_eq!(rehearsal.requests("PUT", "").await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_answer_is_lost_is_found() {
    let rehearsal = Rehearsal::new().await;
    let site = site(&rehearsal).await;
    let picture = page(&rehearsal.desk, &site, "/png").await.picture.unwrap().id;
    let thumbnail = Some(LinkThumbnail { media: picture, alt_text: String::new() });
    let bare = LinkItem { url: "example.com/news".into(), ..LinkItem::default() };
    let whole = LinkItem { title: "Nine lessons".into(), thumbnail, ..bare.clone() };
    for (text, link) in [("Read this", bare), ("Read this too", whole)] {
        let before = rehearsal.posts().await.len();
        rehearsal.faults(on_create(json!({"kind": "drop", "when": "after"}))).await;
        let draft = Draft { commentary: Commentary::plain(text), ..draft(&rehearsal, link) };
        rehearsal.desk.edit(&draft, None);
        let urn = published_urn(&rehearsal.publish(draft.id).await);
        let posts = rehearsal.posts().await;
        assert_eq!(posts.len() - before, 1);
        assert_eq!(posts.last().unwrap()["urn"], urn, "and not another of the same words");
    }
}
