use serde_json::{Value, json};

use super::{home::Home, running::Running, sandbox::SandboxProcess};

/// Every reserved character, a hashtag, an emoji, and a literal `@[`.
const TEXT: &str = r"We ship 🚀 #launch (really) | {a} @b [c] <d> #1 \ *e* _f_ ~g~ and \@[h]";
const READ: &str = r"We ship 🚀 #launch (really) | {a} @b [c] <d> #1 \ *e* _f_ ~g~ and @[h]";

pub fn images(home: &Home, files: &[&str]) -> Value {
    let image = |(at, file): (usize, &&str)| {
        home.picture(file, &["-size", &format!("{}x400", 600 + 10 * at), "gradient:navy-orange"]);
        json!({"file": file, "alt_text": format!("Picture {at} (of some)"), "title": "Harbour"})
    };
    json!({"images": files.iter().enumerate().map(image).collect::<Vec<_>>()})
}

#[test]
fn text_order_alt_texts_and_bytes_arrive_as_they_are() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    let files = ["c.png", "a.jpg", "b.gif"];
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1002", "commentary": TEXT,
        "reshare_disabled": true, "attachment": images(&home, &files)}));
    let done = home.publish(&sandbox, "full", &["--progress"]).ended(0);
    let result = done.json();

    let post = &sandbox.posts()[0];
    assert_eq!(post["visible_text"], READ);
    assert_eq!((&post["cut_at"], &post["shown"]), (&Value::Null, &json!(true)));
    assert_eq!(post["author"], "urn:li:organization:1002");
    assert_eq!(post["fields"]["isReshareDisabledByAuthor"], true);
    let media = post["media"].as_array().unwrap();
    assert_eq!(media.len(), 3);
    for (at, (item, file)) in media.iter().zip(files).enumerate() {
        let text = item.to_string();
        assert!(text.contains(&format!("Picture {at} (of some)")), "{text}");
        let urn = text.split('"').find(|word| word.starts_with("urn:li:image:")).unwrap();
        assert_eq!(sandbox.get(&format!("/__media/{urn}")).body, home.read(file), "{file}");
    }

    let sent: usize = files.iter().map(|file| home.read(file).len()).sum();
    assert_eq!(result["outcome"], "published");
    assert_eq!(result["urn"], post["urn"]);
    assert!(result["url"].as_str().unwrap().starts_with(&sandbox.base_url));
    assert_eq!(result["bytes"], sent);
    assert!(result["requests"].as_u64().unwrap() >= 8 && result["ms"].is_u64(), "{result}");
    assert!(done.stderr.contains("c.png: ") && done.stderr.contains("Creating the post"), "{}", done.stderr);
}

#[test]
fn a_text_and_a_single_image_are_posts_too() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "commentary": "Just words", "visibility": "CONNECTIONS"}));
    let author = ["--author", "urn:li:person:SandboxMember1"];
    let text = home.publish(&sandbox, "self-serve", &author).ended(0).json();
    assert_eq!((&text["requests"], &text["bytes"]), (&json!(1), &json!(0)));
    home.post(&json!({"galley": 1, "commentary": "One picture", "attachment": images(&home, &["a.jpg"])}));
    home.publish(&sandbox, "full", &author).ended(0);
    let posts = sandbox.posts();
    assert_eq!(posts[0]["visibility"], "CONNECTIONS");
    assert!(posts[1]["fields"]["content"]["media"]["id"].is_string(), "{}", posts[1]);
}

#[test]
fn a_poll_is_published_and_its_first_comment_told_of() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "commentary": "Help us choose", "first_comment": "Samples (all three): _here_",
        "attachment": {"poll": {"question": "Which?", "options": ["Natural", "Ivory"], "duration": "ONE_DAY"}}}));
    let author = ["--author", "urn:li:person:SandboxMember1"];
    let planned = home.publish(&sandbox, "full", &[&author[..], &["--dry-run"]].concat()).ended(0).json();
    let titles: Vec<&str> =
        planned["requests"].as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Create the post", "Write the first comment"]);
    let done = home.publish(&sandbox, "full", &author).ended(0).json();
    assert_eq!(
        (&done["after"][0]["what"], &done["after"][0]["ending"]),
        (&json!("first_comment"), &json!("done"))
    );
    let post = &sandbox.posts()[0];
    assert_eq!(post["fields"]["content"]["poll"]["settings"]["duration"], "ONE_DAY");
    assert_eq!(post["comments"][0]["text"], "Samples (all three): _here_");
}

#[test]
fn a_comment_that_is_not_allowed_leaves_the_post_published_and_says_so_each_time() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "commentary": "Alone", "first_comment": "Below"}));
    for _ in 0..2 {
        let author = ["--author", "urn:li:person:SandboxMember1"];
        let done = home.publish(&sandbox, "self-serve", &author).ended(1).json();
        assert_eq!(done["outcome"], "published");
        let told = &done["after"][0];
        assert_eq!((&told["ending"], &told["safe_to_retry"]), (&json!("not_done"), &json!(false)));
        let why = told["why"].as_str().unwrap();
        assert!(
            why.contains("Write it below the post yourself.") && why.ends_with("`--settle there`."),
            "{why}"
        );
    }
    assert_eq!((sandbox.posts().len(), sandbox.asked("POST", "/rest/socialActions")), (1, 1));
}

#[test]
fn a_document_is_published_with_its_title() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.paper("lessons.pdf", 2);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "On two pages",
        "attachment": {"document": {"file": "lessons.pdf"}}}));
    let done = home.publish(&sandbox, "full", &[]).ended(0).json();
    assert_eq!(done["bytes"], home.read("lessons.pdf").len());
    let post = &sandbox.posts()[0];
    assert_eq!((&post["shown"], &post["media"][0]["title"]), (&json!(true), &json!("lessons")));
    let urn = post["media"][0]["urn"].as_str().unwrap();
    assert_eq!(sandbox.get(&format!("/__media/{urn}")).body, home.read("lessons.pdf"));
}

#[test]
fn the_same_post_again_is_not_made_again_unless_it_is_wanted_fresh() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "Once"}));
    let first = home.publish(&sandbox, "full", &[]).ended(0).json();
    let again = home.publish(&sandbox, "full", &[]).ended(0);
    assert_eq!(again.json(), first);
    assert!(again.stderr.contains("it was not made again"), "{}", again.stderr);
    assert_eq!(sandbox.posts().len(), 1);
    // LinkedIn's own guard against duplicates answers, so it was sent.
    let fresh = home.publish(&sandbox, "full", &["--fresh"]).ended(1).json();
    assert_eq!((&fresh["outcome"], &fresh["safe_to_retry"]), (&json!("stopped"), &json!(false)));
    assert!(fresh["why"].as_str().unwrap().contains(first["urn"].as_str().unwrap()), "{fresh}");
}

#[test]
fn a_finding_that_blocks_is_told_with_its_key_and_nothing_is_sent() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    let long = "a".repeat(4_087);
    home.picture("a.jpg", &["-size", "600x400", "gradient:navy-orange"]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "visibility": "CONNECTIONS",
        "attachment": {"images": [{"file": "a.jpg", "alt_text": long}, {"file": "gone.jpg", "alt_text": "x"}]}}));
    let done = home.publish(&sandbox, "full", &[]).ended(1).json();
    let blocks: Vec<(&str, &str)> = done["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "block")
        .map(|finding| (finding["place"].as_str().unwrap(), finding["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(
        blocks,
        [
            ("visibility", "visibility.page"),
            ("attachment.images[0].alt_text", "image.alt_text"),
            ("attachment.images[1].file", "file.gone"),
        ]
    );
    assert_eq!((&done["outcome"], &done["safe_to_retry"]), (&json!("stopped"), &json!(false)));
    assert_eq!(sandbox.get("/__requests").json(), json!([]));
}

#[test]
fn a_rehearsal_needs_no_account_and_knows_every_author() {
    let home = Home::new();
    let attachment = images(&home, &["a.jpg", "b.jpg"]);
    for author in [json!("urn:li:organization:2414183"), json!("urn:li:person:AbC"), Value::Null] {
        home.post(
            &json!({"galley": 1, "author": author, "commentary": "Rehearsed", "attachment": attachment}),
        );
        let done = home.run(&["publish", "post.galley.json", "--sandbox", "--json"]).ended(0).json();
        assert_eq!(done["outcome"], "published", "{author}");
    }
}

#[test]
fn a_stopped_run_goes_on_with_what_is_uploaded_and_fresh_starts_over() {
    let home = Home::new();
    let sandbox = SandboxProcess::start(&home, &[]);
    home.post(&json!({"galley": 1, "author": "urn:li:organization:1001", "commentary": "In two goes",
        "attachment": images(&home, &["a.jpg", "b.png"])}));
    let put = |effect: &Value, skip: u8| json!({"method": "PUT", "route": "/dms-uploads/**", "skip": skip, "count": 1, "effect": effect});
    let (held, refused) = (json!({"kind": "hold"}), json!({"kind": "status", "status": 401}));
    sandbox.faults(json!([put(&held, 1), put(&refused, 1)]));
    let running = Running::until(&home, &sandbox, "sent; LinkedIn is looking at it");
    while sandbox.get("/__faults").json()[0]["hit"] != 1 {}
    // One upload is through and the other one held; only now is that refused.
    sandbox.faults(json!([]));
    let stopped = running.done().ended(1).json();
    assert_eq!(
        (&stopped["outcome"], &stopped["safe_to_retry"]),
        (&json!("stopped"), &json!(true)),
        "{stopped}"
    );
    sandbox.faults(json!([put(&refused, 0)]));
    home.publish(&sandbox, "full", &[]).ended(1);
    assert_eq!(sandbox.asked("PUT", "/dms-uploads"), 3, "one was kept");
    let sizes = ["a.jpg", "b.png"].map(|file| home.read(file).len());
    let published = home.publish(&sandbox, "full", &["--fresh"]).ended(0).json();
    assert_eq!(published["bytes"], sizes[0] + sizes[1]);
    assert_eq!(sandbox.posts().len(), 1);
}
