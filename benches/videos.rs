//! A video of 200 MB: Galley next to a client that sends one part after the other, and to one stream of `curl`, which
//! sends the bytes and nothing else.

use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    num::NonZeroU32,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use galley_core::{
    post::{Attachment, Commentary, VideoItem},
    publish::Outcome,
};
use serde_json::{Value, json};

use crate::{
    clients::{Script, desk, side_by_side, told},
    measure::{budget, memory, milliseconds, row},
    sandbox::{Distance, runtime},
};

const BYTES: u64 = 200_000_000;
const AT_MOST: Duration = Duration::from_millis(1_100);
const MEMORY: u64 = 24_000_000;
/// 100 Mbit/s
const LINE: NonZeroU32 = NonZeroU32::new(12_500_000).unwrap();
const LINE_USED: f64 = 0.95;
/// Runs of each client.
const RUNS: usize = 3;

const CLIENTS: [(&str, &str); 3] = [
    ("galley", "galley, from the announcement to the post"),
    ("sequential", "a client that sends one part after the other, to the post"),
    ("curl", "curl, the bytes alone in one stream"),
];

pub fn near() -> bool {
    let folder = tempfile::tempdir().unwrap();
    film(folder.path());
    let [ours, ..] = measured(folder.path(), Distance { delay_ms: 50, bytes_per_second: None }, RUNS);
    budget("at most 1.1 s", ours.0 <= AT_MOST) & budget("at most 24 MB more memory", ours.1 <= MEMORY)
}

pub fn over_a_line() -> bool {
    let folder = tempfile::tempdir().unwrap();
    film(folder.path());
    let [ours, ..] = measured(folder.path(), Distance { delay_ms: 50, bytes_per_second: Some(LINE) }, 1);
    let used = BYTES as f64 / f64::from(LINE.get()) / ours.0.as_secs_f64();
    budget(&format!("at least 95 % of the line used: {:.1} %", used * 100.0), used >= LINE_USED)
}

/// Time and growth of each client, printed.
fn measured(folder: &Path, distance: Distance, runs: usize) -> [(Duration, u64); 3] {
    let figures = side_by_side("child-video", folder, CLIENTS.map(|(client, _)| client), distance, runs);
    for ((_, name), figure) in CLIENTS.iter().zip(figures) {
        // The memory of curl is that of another process.
        let words = if figure.1 == 0 { milliseconds(figure.0) } else { told(figure) };
        row(name, &words);
    }
    figures
}

/// One client, in a process of its own; tells its figures as JSON.
pub fn child(base: &str, token: &str, folder: &str, client: &str) {
    let film = Path::new(folder).join("film.mp4");
    let (us, grown) = runtime().block_on(async {
        match client {
            "galley" => galley(base, token, &film).await,
            "sequential" => sequential(base, token, &film).await,
            _ => curl(base, token, &film).await,
        }
    });
    println!("{}", json!({"us": us, "grown": grown}));
}

async fn galley(base: &str, token: &str, film: &Path) -> (u64, u64) {
    let data = tempfile::tempdir().unwrap();
    let desk = desk(data.path(), base, token).await;
    let added = desk.add_files(&[film.to_owned()]).unwrap();
    let mut draft = desk.new_draft().unwrap().draft;
    draft.commentary = Commentary::plain("A film");
    draft.attachment = Attachment::Video {
        video: VideoItem {
            media: added.media[0].id,
            title: "A film".to_owned(),
            thumbnail: None,
            captions: None,
        },
    };
    desk.edit(&draft, None);
    let seal = desk.review(draft.id).unwrap().seal;
    let (before, _) = memory();
    let begun = Instant::now();
    let outcome = desk.publish(draft.id, seal, |_| {}).await.unwrap().outcome;
    let took = begun.elapsed().as_micros() as u64;
    assert!(matches!(outcome, Outcome::Published { .. }), "{outcome:?}");
    (took, memory().1.saturating_sub(before))
}

async fn sequential(base: &str, token: &str, film: &Path) -> (u64, u64) {
    let script = Script::new(base, token).await;
    let (before, _) = memory();
    let begun = Instant::now();
    let request = json!({"owner": script.owner, "fileSizeBytes": BYTES});
    let announced: Value = script
        .post("/rest/videos?action=initializeUpload")
        .json(&json!({"initializeUploadRequest": request}))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let video = &announced["value"];
    let mut file = fs::File::open(film).unwrap();
    let mut ids = Vec::new();
    for part in video["uploadInstructions"].as_array().unwrap() {
        let bound = |name: &str| part[name].as_u64().unwrap();
        let length = (bound("lastByte") + 1).min(BYTES) - bound("firstByte");
        file.seek(SeekFrom::Start(bound("firstByte"))).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(&mut file, length), &mut bytes).unwrap();
        let put = script.http.put(part["uploadUrl"].as_str().unwrap());
        let answer = put.header("Content-Type", "application/octet-stream").body(bytes).send().await.unwrap();
        ids.push(answer.headers()["etag"].to_str().unwrap().trim_matches('"').to_owned());
    }
    let urn = video["video"].as_str().unwrap();
    let request = json!({"video": urn, "uploadToken": video["uploadToken"], "uploadedPartIds": ids});
    let finalize = script.post("/rest/videos?action=finalizeUpload");
    let answer = finalize.json(&json!({"finalizeUploadRequest": request})).send().await.unwrap();
    assert!(answer.status().is_success());
    script.wait("videos", urn).await;
    let post = json!({
        "author": script.owner, "commentary": "A film", "visibility": "PUBLIC", "lifecycleState": "PUBLISHED",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "isReshareDisabledByAuthor": false, "content": {"media": {"id": urn, "title": "A film"}},
    });
    assert_eq!(script.post("/rest/posts").json(&post).send().await.unwrap().status(), 201);
    (begun.elapsed().as_micros() as u64, memory().1.saturating_sub(before))
}

async fn curl(base: &str, token: &str, film: &Path) -> (u64, u64) {
    let script = Script::new(base, token).await;
    let request = json!({"initializeUploadRequest": {"owner": script.owner}});
    let announced = script.post("/rest/images?action=initializeUpload").json(&request).send().await.unwrap();
    let announced: Value = announced.json().await.unwrap();
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--fail", "--noproxy", "*", "--upload-file"]).arg(film);
    command.args(["--header", &format!("Authorization: Bearer {token}")]);
    command.arg(announced["value"]["uploadUrl"].as_str().unwrap()).stdout(Stdio::null());
    let begun = Instant::now();
    assert!(command.status().unwrap().success());
    (begun.elapsed().as_micros() as u64, 0)
}

/// Four seconds by ffmpeg, made long by a box that players skip.
fn film(folder: &Path) {
    let path = folder.join("film.mp4");
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=4"])
        .args(["-pix_fmt", "yuv420p"])
        .arg(&path)
        .stdin(Stdio::null())
        .status();
    assert!(made.unwrap().success());
    let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
    let mut left = BYTES - file.metadata().unwrap().len();
    file.write_all(&u32::try_from(left).unwrap().to_be_bytes()).unwrap();
    file.write_all(b"free").unwrap();
    left -= 8;
    // Not zeros, of which a file system or a line may make less than they are.
    let noise: Vec<u8> = (0..1_048_576_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    while left > 0 {
        let length = left.min(noise.len() as u64);
        file.write_all(&noise[..length as usize]).unwrap();
        left -= length;
    }
}
