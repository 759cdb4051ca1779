use std::{io::ErrorKind, net::TcpListener};

use serde_json::{Value, json};

use super::{home::Home, sandbox::SandboxProcess};

fn post(home: &Home) {
    home.picture("a.jpg", &["-size", "1200x627", "gradient:navy-orange"]);
    home.picture("b.png", &["-size", "640x480", "gradient:red-blue"]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001",
        "commentary": "Hello @[Sandbox Press](urn:li:organization:1001) #launch (really)",
        "attachment": {"images": [
            {"file": "a.jpg", "alt_text": "A (navy) sky"}, {"file": "b.png", "alt_text": "Red to blue"}]}}));
}

#[test]
fn the_plan_is_every_request_in_order_and_nothing_is_sent() {
    let home = Home::new();
    post(&home);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let publish = ["publish", "post.galley.json", "--base-url", &base, "--dry-run", "--json"];
    let plan = home.run(&publish).ended(0).json();
    let nobody = listener.accept().map(|(_, from)| from).map_err(|error| error.kind());
    assert_eq!(nobody, Err(ErrorKind::WouldBlock), "a dry run connected");

    let (a, b) = (home.read("a.jpg").len(), home.read("b.png").len());
    let owner = json!({"initializeUploadRequest": {"owner": "urn:li:organization:1001"}});
    let file = |name: &str, bytes: usize| json!({"name": name, "path": home.file(name), "first_byte": 0, "last_byte": bytes - 1, "bytes": bytes});
    let brief = |request: &Value| {
        json!([request["step"], request["method"], request["url"], request["body"], request["file"]])
    };
    let requests: Vec<Value> = plan["requests"].as_array().unwrap().iter().map(brief).collect();
    let expected = [
        json!([1, "POST", format!("{base}/rest/images?action=initializeUpload"), owner, null]),
        json!([2, "PUT", "{upload address of step 1}", null, file("a.jpg", a)]),
        json!([3, "POST", format!("{base}/rest/images?action=initializeUpload"), owner, null]),
        json!([4, "PUT", "{upload address of step 3}", null, file("b.png", b)]),
        json!([5, "GET", format!("{base}/rest/images?ids=List({{1}},{{3}})"), null, null]),
        json!([6, "POST", format!("{base}/rest/posts"), {
            "author": "urn:li:organization:1001",
            "commentary": r"Hello @[Sandbox Press](urn:li:organization:1001) #launch \(really\)",
            "visibility": "PUBLIC",
            "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": false,
            "content": {"multiImage": {"images": [
                {"id": "{urn of step 1}", "altText": "A (navy) sky"},
                {"id": "{urn of step 3}", "altText": "Red to blue"}]}},
        }, null]),
    ];
    assert_eq!(requests, expected);
    assert_eq!((&plan["outcome"], &plan["upload_bytes"]), (&json!("planned"), &json!(a + b)));
    assert_eq!(plan["requests"][5]["headers"]["LinkedIn-Version"], "202609");
}

#[test]
fn for_people_the_plan_is_text_and_the_token_is_in_none_of_it() {
    let home = Home::new();
    post(&home);
    let mut galley =
        home.galley(&["publish", "post.galley.json", "--base-url", "http://127.0.0.1:9", "--dry-run"]);
    let output = galley.env("GALLEY_TOKEN", "a-secret-that-must-not-show").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("6. Create the post") && text.ends_with("Nothing was sent.\n"), "{text}");
    assert!(!text.contains("a-secret-that"), "{text}");
}

#[test]
fn a_video_is_planned_part_by_part_and_published_so() {
    let home = Home::new();
    home.film_of("launch.mp4", 9_000_000);
    home.picture("still.png", &["-size", "640x360", "gradient:navy-orange"]);
    home.write("launch.srt", "1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "See it move",
        "attachment": {"video": {"file": "launch.mp4", "title": "The launch", "thumbnail": "still.png",
            "captions": "launch.srt", "captions_locale": "en_US"}}}));
    let sandbox = SandboxProcess::start(&home, &[]);
    let plan = home.publish(&sandbox, "full", &["--dry-run"]).ended(0).json();
    let requests = plan["requests"].as_array().unwrap();
    let brief: Vec<String> = requests
        .iter()
        .map(|it| {
            let url = it["url"].as_str().unwrap().replace(&sandbox.base_url, "");
            format!("{} {url}", it["method"].as_str().unwrap())
        })
        .collect();
    let expected = [
        "POST /rest/videos?action=initializeUpload",
        "PUT {upload address of each part of step 1}",
        "POST {captions address of step 1}",
        "PUT {thumbnail address of step 1}",
        "POST /rest/videos?action=finalizeUpload",
        "GET /rest/videos/{1}",
        "POST /rest/posts",
    ];
    assert_eq!(brief, expected);
    let part = |first: u64, last: u64| json!({"first_byte": first, "last_byte": last});
    let parts = json!([part(0, 4_194_303), part(4_194_304, 8_388_607), part(8_388_608, 8_999_999)]);
    assert_eq!(requests[1]["file"]["parts"], parts);
    assert_eq!(requests[0]["body"]["initializeUploadRequest"]["fileSizeBytes"], 9_000_000);
    assert_eq!(
        requests[6]["body"]["content"]["media"],
        json!({"id": "{urn of step 1}", "title": "The launch"})
    );
    assert_eq!(requests[2]["file"]["path"], json!(home.file("launch.srt")));
    assert_eq!(requests[2]["body"]["transcriptType"], "CLOSED_CAPTION");
    assert_eq!(requests[3]["file"]["path"], json!(home.file("still.png")));
    assert_eq!(sandbox.get("/__requests").json(), json!([]), "nothing was sent");

    home.publish(&sandbox, "full", &[]).ended(0);
    let held = &sandbox.get("/__media").json()[0];
    assert_eq!(
        (&held["bytes"], &held["parts"], &held["captions"]),
        (&json!(9_000_000), &json!(3), &json!("en_US"))
    );
}

#[test]
fn cards_are_planned_and_published_as_an_advertisement() {
    let home = Home::new();
    for name in ["one.jpg", "two.jpg"] {
        home.picture(name, &["-size", "1080x1080", "gradient:navy-orange"]);
    }
    let post = |more: &Value| {
        let card = |file: &str, title: &str| json!({"file": file, "title": title, "alt_text": "A crane"});
        let mut carousel = json!({"cards": [card("one.jpg", "Small"), card("two.jpg", "Large")],
            "landing_page": "https://example.com/cranes"});
        carousel.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Two cranes",
            "attachment": {"carousel": carousel}}));
    };
    let sandbox = SandboxProcess::start(&home, &[]);
    post(&json!({}));
    let refused = home.publish(&sandbox, "full", &[]).ended(1).json();
    let finding = &refused["findings"][0];
    assert_eq!(
        (&finding["rule"], &finding["place"]),
        (&json!("sponsored.missing"), &json!("attachment.carousel"))
    );

    post(&json!({"sponsored_account": 512, "name": "Spring", "call_to_action": "LEARN_MORE"}));
    let plan = home.publish(&sandbox, "full", &["--dry-run"]).ended(0).json();
    let create = plan["requests"].as_array().unwrap().last().unwrap();
    let card = |step: usize, title: &str| {
        json!({"landingPage": "https://example.com/cranes",
            "media": {"id": format!("{{urn of step {step}}}"), "title": title, "altText": "A crane"}})
    };
    assert_eq!(
        create["body"]["content"],
        json!({"carousel": {"cards": [card(1, "Small"), card(3, "Large")]}})
    );
    assert_eq!(create["body"]["adContext"]["dscAdAccount"], "urn:li:sponsoredAccount:512");
    assert_eq!(sandbox.get("/__posts").json(), json!([]), "nothing was sent");

    let ended = home.publish(&sandbox, "full", &[]).ended(0);
    let outcome = ended.json();
    assert_eq!((&outcome["outcome"], &outcome["url"]), (&json!("published"), &Value::Null));
    assert_eq!(sandbox.get("/__posts").json()[0]["urn"], outcome["urn"]);
}

#[test]
fn a_link_is_planned_with_the_picture_of_its_card_and_no_page_is_read() {
    let home = Home::new();
    home.picture("ship.png", &["-size", "1200x627", "gradient:navy-orange"]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/news", listener.local_addr().unwrap());
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Read it",
        "attachment": {"link": {"url": url, "title": "Nine lessons", "description": "In short",
            "thumbnail": "ship.png"}}}));
    let sandbox = SandboxProcess::start(&home, &[]);
    let plan = home.publish(&sandbox, "full", &["--dry-run"]).ended(0).json();
    let requests = plan["requests"].as_array().unwrap();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[1]["file"]["path"], json!(home.file("ship.png")));
    assert_eq!(
        requests[3]["body"]["content"],
        json!({"article": {"source": url, "title": "Nine lessons", "description": "In short",
            "thumbnail": "{urn of step 1}"}})
    );
    let found: Vec<_> =
        plan["findings"].as_array().unwrap().iter().map(|it| (&it["rule"], &it["place"])).collect();
    assert_eq!(
        found,
        [
            (&json!("image.alt_text_missing"), &json!("attachment.link.alt_text")),
            (&json!("link.unencrypted"), &json!("attachment.link.url"))
        ]
    );
    assert_eq!(listener.accept().map(|_| ()).map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
}
