//! The feed page.

use serde_json::json;

use crate::asked::{Asked, GIF, MEMBER, PAGE, image_post, multi_image_post, start, text_post};

async fn page(asked: &Asked, path: &str) -> (u16, String) {
    let answer = asked.http.get(asked.url(path)).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn an_empty_feed_says_so() {
    let asked = start().await;
    let (status, html) = page(&asked, "/feed").await;
    assert_eq!(status, 200);
    assert!(html.contains("Nothing has been posted yet"));
}

#[tokio::test]
async fn posts_are_shown_as_read_newest_first_with_nothing_run() {
    let asked = start().await;
    let first = asked.posted(&text_post(MEMBER, r"\<script\>alert\(1\)\</script\> & #tag (lost)")).await;
    let second = asked.posted(&text_post(PAGE, "from the page")).await;
    let (_, html) = page(&asked, "/feed").await;
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; <span class=\"link\">#tag</span> </p>")
    );
    assert!(!html.contains("<script"));
    assert!(!html.contains("lost"));
    let at = |urn: &str| html.find(&format!("id=\"{urn}\"")).unwrap();
    assert!(at(&second) < at(&first));
    let headers = asked.http.get(asked.url("/feed")).send().await.unwrap().headers().clone();
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
}

#[tokio::test]
async fn a_long_text_is_folded_in_the_feed_and_whole_on_its_page() {
    let asked = start().await;
    let urn = asked.posted(&text_post(MEMBER, "one\ntwo\n#three\nfour")).await;
    let (_, feed) = page(&asked, "/feed").await;
    assert!(feed.contains("<span class=\"head\">one\ntwo\n<span class=\"link\">#three</span></span>"));
    let (status, alone) = page(&asked, &format!("/feed/update/{urn}/")).await;
    assert_eq!(status, 200);
    assert!(alone.contains("</span>\nfour") && !alone.contains("<details"));
}

#[tokio::test]
async fn pictures_come_with_their_alt_texts() {
    let asked = start().await;
    let image = asked.uploaded(MEMBER, GIF).await;
    let urn = asked.posted(&image_post(MEMBER, "x", &image, "a \"dot\"")).await;
    let path = format!("/feed/update/{urn}/");
    assert_eq!(page(&asked, &path).await.0, 404, "the picture is still being processed");
    asked.advance_ms(1_000).await;
    let (_, html) = page(&asked, &path).await;
    assert!(html.contains(&format!("<img src=\"/media/{image}\" alt=\"a &quot;dot&quot;\"")));
    let shown = asked.http.get(asked.url(&format!("/media/{image}"))).send().await.unwrap();
    assert_eq!(shown.headers()["content-type"], "image/gif");
    assert_eq!(shown.bytes().await.unwrap(), GIF);
}

#[tokio::test]
async fn of_many_pictures_the_feed_shows_five() {
    let asked = start().await;
    let mut images = Vec::new();
    for _ in 0..7 {
        images.push(asked.uploaded(MEMBER, GIF).await);
    }
    asked.advance_ms(1_000).await;
    let urn = asked.posted(&multi_image_post(MEMBER, &images)).await;
    let (_, feed) = page(&asked, "/feed").await;
    assert_eq!(feed.matches("<img").count(), 5);
    assert!(feed.contains(">+2<"));
    assert_eq!(page(&asked, &format!("/feed/update/{urn}")).await.1.matches("<img").count(), 7);
}

#[tokio::test]
async fn what_readers_cannot_see_is_not_there() {
    let asked = start().await;
    let broken = asked.uploaded(MEMBER, b"not an image").await;
    asked.posted(&image_post(MEMBER, "hidden", &broken, "")).await;
    asked.advance_ms(1_000).await;
    assert!(!page(&asked, "/feed").await.1.contains("hidden"));
    assert_eq!(page(&asked, &format!("/media/{broken}")).await.0, 404);
    assert_eq!(page(&asked, "/feed/update/nonsense/").await.0, 404);
    assert_eq!(asked.see("/__requests").await.as_array().unwrap().len(), 3);
    assert_eq!(asked.see("/__posts").await[0]["shown"], json!(false));
}
