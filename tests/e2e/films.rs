//! A video: its thumbnail out of itself, its captions, the plan that shows all of it, and the post.

use crate::{
    desk::{Desk, ENTER, until},
    steps::{CONFIRM, READY, Sandbox, ended, no_complaints, open, saved, tab_to, wire_view, write},
};
use std::fs;

const CAPTIONS: &str = "1\n00:00:00,500 --> 00:00:02,000\nThe press is running.\n\n\
                        2\n00:00:02,500 --> 00:00:04,500\nTwelve thousand sheets an hour.\n";

#[test]
fn a_film_gets_a_frame_of_its_own_and_captions_and_is_published_with_both() {
    let desk = Desk::new();
    let film = desk.film("press.mp4", 5);
    let captions = desk.files().join("press.srt");
    fs::write(&captions, CAPTIONS).unwrap();
    let window = open(&desk);
    write(&window, "The press is running");
    window.drop_files("main", &[&film]);
    let facts = window.text_when("[data-testid=video-card]", |text| text.contains("640 × 360"));
    assert!(facts.contains("0:05") && facts.contains("H.264, AAC"), "{facts}");

    window.click("[data-testid=pick-frame]");
    let moment = window.find("[data-testid=typed-moment]");
    window.js("arguments[0].select()", &[moment.reference()]);
    moment.type_text("0:03");
    window.find("[data-testid=use-frame]:not([aria-disabled=true])");
    window.shot("picking-a-frame");
    window.click("[data-testid=use-frame]");
    window.gone("dialog");
    window.text_when("[data-testid=thumbnail-is]", |text| text == "The frame at 0:03.00");

    window.drop_files("main", &[&captions]);
    window.text_when("[data-testid=captions-name]", |text| text == "press.srt");
    window.find("[data-testid=captions-preview]");
    window.text_when("[data-testid=cue]", |text| text.contains("The press is running."));
    window.find("[data-testid=title]").type_text("The press room");
    saved(&window);
    window.shot("film");

    tab_to(&window, READY);
    window.keys(ENTER);
    window.find(CONFIRM);
    let wire = until("the plan", || {
        Some(wire_view(&window).join("\n")).filter(|wire| wire.contains("/rest/videos"))
    });
    for sent in ["\"uploadCaptions\": true", "\"uploadThumbnail\": true", "finalizeUpload", "The press room"]
    {
        assert!(wire.contains(sent), "{sent} in\n{wire}");
    }
    window.shot("film-planned");
    let url = wire.lines().find(|line| line.starts_with("http://127.0.0.1:")).unwrap();
    let sandbox = Sandbox::at(url);
    window.click(CONFIRM);
    ended(&window, "published");
    let post = sandbox.the_post();
    assert_eq!(post["media"][0]["title"], "The press room");
    let media = sandbox.get("/__media").json();
    let sent = media.as_array().unwrap().iter().find(|it| it["urn"] == post["media"][0]["urn"]).unwrap();
    assert_eq!(sent["bytes"], fs::metadata(&film).unwrap().len());
    assert!(sent["thumbnail"].as_u64().unwrap() > 1_000, "{sent}");
    assert!(sent["captions"].is_string(), "{sent}");
    no_complaints(&window);
}
