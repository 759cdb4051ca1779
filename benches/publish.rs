//! Galley next to the client most scripts are: one file after the other, each read whole.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use galley_core::{
    media::as_png,
    post::{Attachment, Commentary, ImageItem},
    publish::Outcome,
};
use serde_json::{Value, json};

use crate::{
    clients::{Script, desk, side_by_side, told},
    measure::{budget, memory, row},
    sandbox::{Distance, runtime},
};

const IMAGES: usize = 20;
const BYTES: u64 = 1_200_000;
const AT_MOST: Duration = Duration::from_millis(1_500);
const TIMES_AS_FAST: f64 = 4.0;
const MEMORY: u64 = 12_000_000;
/// Runs of each client; the slow one takes seconds.
const RUNS: usize = 3;

pub fn measure() -> bool {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..IMAGES {
        image(folder.path(), number);
    }
    let distance = Distance { delay_ms: 50, bytes_per_second: None };
    let [ours, theirs] =
        side_by_side("child-publish", folder.path(), ["galley", "sequential"], distance, RUNS);
    row("galley", &told(ours));
    row("a sequential client that reads whole files", &told(theirs));
    let ratio = theirs.0.as_secs_f64() / ours.0.as_secs_f64();
    budget("at most 1.5 s", ours.0 <= AT_MOST)
        & budget(&format!("at least 4 × as fast: {ratio:.1} ×"), ratio >= TIMES_AS_FAST)
        & budget("at most 12 MB more memory", ours.1 <= MEMORY)
}

/// One client, in a process of its own; tells its figures as JSON.
pub fn child(base: &str, token: &str, folder: &str, client: &str) {
    let (us, grown) = runtime().block_on(async {
        match client {
            "galley" => galley(base, token, Path::new(folder)).await,
            _ => sequential(base, token, Path::new(folder)).await,
        }
    });
    println!("{}", json!({"us": us, "grown": grown}));
}

async fn galley(base: &str, token: &str, folder: &Path) -> (u64, u64) {
    let data = tempfile::tempdir().unwrap();
    let desk = desk(data.path(), base, token).await;
    let paths: Vec<_> = (0..IMAGES).map(|number| folder.join(format!("{number}.png"))).collect();
    let added = desk.add_files(&paths).unwrap();
    let item = |media| ImageItem { media, alt_text: "A picture".to_owned(), title: String::new() };
    let mut draft = desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain("Twenty pictures");
    draft.attachment =
        Attachment::Images { images: added.media.iter().map(|media| item(media.id)).collect() };
    desk.edit(&draft, None);
    let (before, _) = memory();
    let seal = desk.review(draft.id).unwrap().seal;
    let begun = Instant::now();
    let outcome = desk.publish(draft.id, seal, |_| {}).await.unwrap().outcome;
    let took = begun.elapsed().as_micros() as u64;
    assert!(matches!(outcome, Outcome::Published { .. }), "{outcome:?}");
    (took, memory().1.saturating_sub(before))
}

async fn sequential(base: &str, token: &str, folder: &Path) -> (u64, u64) {
    let script = Script::new(base, token).await;
    let (before, _) = memory();
    let begun = Instant::now();
    let mut images = Vec::new();
    for number in 0..IMAGES {
        let register = script
            .post("/rest/images?action=initializeUpload")
            .json(&json!({"initializeUploadRequest": {"owner": script.owner}}));
        let ticket: Value = register.send().await.unwrap().json().await.unwrap();
        let urn = ticket["value"]["image"].as_str().unwrap().to_owned();
        let bytes = fs::read(folder.join(format!("{number}.png"))).unwrap();
        let put =
            script.http.put(ticket["value"]["uploadUrl"].as_str().unwrap()).bearer_auth(token).body(bytes);
        assert!(put.send().await.unwrap().status().is_success());
        script.wait("images", &urn).await;
        images.push(json!({"id": urn, "altText": "A picture"}));
    }
    let post = json!({
        "author": script.owner, "commentary": "Twenty pictures", "visibility": "PUBLIC",
        "lifecycleState": "PUBLISHED",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "isReshareDisabledByAuthor": false, "content": {"multiImage": {"images": images}},
    });
    assert_eq!(script.post("/rest/posts").json(&post).send().await.unwrap().status(), 201);
    (begun.elapsed().as_micros() as u64, memory().1.saturating_sub(before))
}

/// A PNG of noise, which does not compress: 1.15 MB.
fn image(folder: &Path, number: usize) {
    let path = folder.join(format!("{number}.png"));
    let mut state = number as u32 + 1;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    let rgba: Vec<u8> = noise.take(600 * 480 * 4).collect();
    fs::write(&path, as_png((600, 480), &rgba).unwrap()).unwrap();
    let size = fs::metadata(&path).unwrap().len();
    assert!((BYTES * 9 / 10..=BYTES * 11 / 10).contains(&size), "the image has {size} bytes");
}
