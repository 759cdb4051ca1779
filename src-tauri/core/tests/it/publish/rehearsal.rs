//! A desk, a sandbox and some images.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use galley_core::{
    accounts::{ApiVersion, MemoryVault, Token},
    desk::{Desk, Problem, Published, Run, Sandbox},
    library::{Library, RunId},
    media::as_png,
    post::{Attachment, Author, Commentary, Draft, DraftId, ImageItem, Urn},
    publish::{Outcome, Progress},
};
use galley_sandbox::{ClockChoice, Config, Running};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::clock::SharedClock;

const NOON: &str = "2026-11-22T12:00:00Z";

pub struct Rehearsal {
    pub desk: Desk,
    pub sandbox: Running,
    pub clock: Arc<SharedClock>,
    pub folder: TempDir,
    pub heard: Arc<Mutex<Vec<Progress>>>,
}

impl Rehearsal {
    /// With the token that may do everything.
    pub async fn new() -> Rehearsal {
        Rehearsal::with(Config { processing_ms: 0, ..Config::default() }, 0).await
    }

    /// With the token of an app without review, which may read nothing back.
    pub async fn self_serve() -> Rehearsal {
        Rehearsal::with(Config { processing_ms: 0, ..Config::default() }, 1).await
    }

    pub async fn with(config: Config, token: usize) -> Rehearsal {
        let config = Config { clock: ClockChoice::Fixed(NOON.parse().unwrap()), ..config };
        let sandbox = galley_sandbox::Sandbox::start(config).await.unwrap();
        let clock = Arc::new(SharedClock::new(sandbox.clock()));
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path(), &clock);
        let rehearsal = Rehearsal { desk, sandbox, clock, folder, heard: Arc::default() };
        rehearsal.sign_in(&rehearsal.desk, token).await;
        rehearsal
    }

    /// A second desk over the same library, as after a restart.
    pub async fn restarted(&self) -> Desk {
        let desk = open(self.folder.path(), &self.clock);
        self.sign_in(&desk, 0).await;
        desk
    }

    /// The library beneath the desk.
    pub fn library(&self) -> Library {
        Library::open(&self.folder.path().join("galley.db")).unwrap()
    }

    async fn sign_in(&self, desk: &Desk, token: usize) {
        let known = &self.sandbox.world().tokens[token];
        let api = self.sandbox.base_url().parse().unwrap();
        let token = Token::paste(&known.value).unwrap();
        desk.join_sandbox(Sandbox { api, token, scopes: known.scopes.join(" ") }).await.unwrap();
    }

    /// Signs in with another token, or with the same one under scopes that it does not have.
    pub async fn sign_in_claiming(&self, token: usize, scopes: &str) {
        let api = self.sandbox.base_url().parse().unwrap();
        let token = Token::paste(&self.sandbox.world().tokens[token].value).unwrap();
        self.desk.join_sandbox(Sandbox { api, token, scopes: scopes.to_owned() }).await.unwrap();
    }

    /// Publishes a draft that says this; its run and its post's URN.
    pub async fn published(&self, draft: &Draft) -> (RunId, String) {
        let Published { run, outcome, .. } = self.try_publish(draft.id).await.unwrap();
        (run.id, published_urn(&outcome))
    }

    /// A run as the list of what was published shows it.
    pub fn listed(&self, run: RunId) -> Run {
        self.desk.runs("").unwrap().into_iter().find(|listed| listed.id == run).unwrap()
    }

    /// As somebody does on LinkedIn.
    pub async fn delete_elsewhere(&self, urn: &str) {
        let answer = client()
            .delete(self.at(&format!("/rest/posts/{}", urn.replace(':', "%3A"))))
            .bearer_auth(&self.sandbox.world().tokens[0].value)
            .header("LinkedIn-Version", ApiVersion::default().to_string())
            .header("X-Restli-Protocol-Version", "2.0.0")
            .send();
        assert_eq!(answer.await.unwrap().status(), 204);
    }

    /// `POST /__statistics`
    pub async fn read_by(&self, urn: &str, figures: Value) {
        let answer = client().post(self.at("/__statistics")).json(&json!({ (urn): figures })).send();
        assert_eq!(answer.await.unwrap().status(), 204);
    }

    /// As with *Check again* under Accounts.
    pub async fn check_again(&self) {
        let account = self.desk.accounts().unwrap().accounts[0].id;
        self.desk.refresh_account(account).await.unwrap();
    }

    /// A draft of the member with this text and so many images, each with an alt text of its own.
    pub fn draft(&self, text: &str, images: usize) -> Draft {
        let paths: Vec<PathBuf> = (1..=images).map(|number| self.image(number)).collect();
        let added = self.desk.add_files(&paths).unwrap();
        let item = |(media, number)| ImageItem {
            media,
            alt_text: format!("Picture {number}"),
            title: String::new(),
        };
        let images: Vec<ImageItem> = added.media.iter().map(|media| media.id).zip(1..).map(item).collect();
        let mut draft = self.desk.new_draft().unwrap().draft;
        draft.commentary = Commentary::plain(text);
        if !images.is_empty() {
            draft.attachment = Attachment::Images { images };
        }
        self.desk.edit(&draft, None);
        draft
    }

    /// The same as a page.
    pub fn draft_of_page(&self, text: &str) -> Draft {
        let mut draft = self.draft(text, 0);
        draft.author = Some("urn:li:organization:1001".parse::<Author>().unwrap());
        self.desk.edit(&draft, None);
        draft
    }

    pub fn image(&self, number: usize) -> PathBuf {
        let path = self.folder.path().join(format!("image {number}.png"));
        let pixel = |at: usize| (at.wrapping_mul(2_654_435_761).wrapping_add(number * 97) >> 7) as u8;
        let rgba: Vec<u8> = (0..300 * 200 * 4).map(|at| if at % 4 == 3 { 255 } else { pixel(at) }).collect();
        std::fs::write(&path, as_png((300, 200), &rgba).unwrap()).unwrap();
        path
    }

    pub async fn publish(&self, draft: DraftId) -> Outcome {
        self.try_publish(draft).await.unwrap().outcome
    }

    pub async fn try_publish(&self, draft: DraftId) -> Result<Published, Problem> {
        let heard = Arc::clone(&self.heard);
        let seal = self.desk.review(draft)?.seal;
        self.desk.publish(draft, seal, move |progress| heard.lock().unwrap().push(progress)).await
    }

    /// `POST /__faults`
    pub async fn faults(&self, faults: Value) {
        let answer = client().post(self.at("/__faults")).json(&faults).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    /// From now on the sandbox answers to these API versions alone: `POST /__versions`.
    pub async fn versions(&self, live: &[&str]) {
        let table: Value = live.iter().map(|version| json!({"version": version})).collect();
        let answer = client().post(self.at("/__versions")).json(&table).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    pub async fn no_faults(&self) {
        client().delete(self.at("/__faults")).send().await.unwrap();
    }

    /// How many requests the faults hit.
    pub async fn hit(&self) -> u64 {
        let faults: Value = client().get(self.at("/__faults")).send().await.unwrap().json().await.unwrap();
        let faults = faults.as_array().unwrap_or_else(|| panic!("{faults}")).clone();
        faults.iter().map(|fault| fault["hit"].as_u64().unwrap()).sum()
    }

    /// Until a fault has hit a request.
    pub async fn caught(&self) {
        while self.hit().await == 0 {}
    }

    pub async fn posts(&self) -> Vec<Value> {
        let posts: Value = client().get(self.at("/__posts")).send().await.unwrap().json().await.unwrap();
        posts.as_array().unwrap_or_else(|| panic!("{posts}")).clone()
    }

    /// The sandbox's feed, as a page.
    pub async fn feed(&self) -> String {
        client().get(self.at("/feed")).send().await.unwrap().text().await.unwrap()
    }

    /// The requests of one method (or, for an empty one, any) below a path.
    pub async fn requests(&self, method: &str, path: &str) -> Vec<Value> {
        let all: Value = client().get(self.at("/__requests")).send().await.unwrap().json().await.unwrap();
        let all = all.as_array().unwrap_or_else(|| panic!("{all}")).clone();
        all.into_iter()
            .filter(|request| {
                (method.is_empty() || request["method"] == method)
                    && request["path"].as_str().unwrap().starts_with(path)
            })
            .collect()
    }

    pub async fn bytes_of(&self, urn: &str) -> Vec<u8> {
        client()
            .get(self.at(&format!("/__media/{urn}")))
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .to_vec()
    }

    /// An image of the draft's author that was announced and never sent.
    pub async fn announced(&self, draft: &Draft) -> Urn {
        let answer = client()
            .post(self.at("/rest/images?action=initializeUpload"))
            .bearer_auth(&self.sandbox.world().tokens[0].value)
            .header("LinkedIn-Version", ApiVersion::default().to_string())
            .header("X-Restli-Protocol-Version", "2.0.0")
            .json(&json!({"initializeUploadRequest": {"owner": draft.author}}))
            .send();
        let answer: Value = answer.await.unwrap().json().await.unwrap();
        answer["value"]["image"].as_str().unwrap_or_else(|| panic!("{answer}")).parse().unwrap()
    }

    /// An image of this author that is there.
    pub async fn uploaded(&self, author: &str) -> String {
        let request = json!({"initializeUploadRequest": {"owner": author}});
        let answer = self.ask("/rest/images?action=initializeUpload", &request).await;
        let answer: Value = answer.json().await.unwrap();
        let sent = client()
            .put(answer["value"]["uploadUrl"].as_str().unwrap())
            .bearer_auth(&self.sandbox.world().tokens[0].value)
            .body(std::fs::read(self.image(1)).unwrap())
            .send();
        assert!(sent.await.unwrap().status().is_success());
        answer["value"]["image"].as_str().unwrap().to_owned()
    }

    /// What came of publishing a draft that was cancelled as soon as anything was waited for.
    pub async fn cancelled_at_the_first_wait(&self, draft: DraftId) -> Outcome {
        let seal = self.desk.review(draft).unwrap().seal;
        let desk = self.desk.clone();
        let stop = move |progress: Progress| {
            if matches!(progress, Progress::Waiting { .. }) {
                desk.cancel(draft);
            }
        };
        self.desk.publish(draft, seal, stop).await.unwrap().outcome
    }

    /// The status that a request for a post is answered with, made past all checks.
    pub async fn create_by_hand(&self, body: &Value) -> u16 {
        self.ask("/rest/posts", body).await.status().as_u16()
    }

    async fn ask(&self, path: &str, body: &Value) -> reqwest::Response {
        let asked = client()
            .post(self.at(path))
            .bearer_auth(&self.sandbox.world().tokens[0].value)
            .header("LinkedIn-Version", ApiVersion::default().to_string())
            .header("X-Restli-Protocol-Version", "2.0.0")
            .json(body)
            .send();
        asked.await.unwrap()
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }
}

fn open(folder: &Path, clock: &Arc<SharedClock>) -> Desk {
    Desk::open(folder, &folder.join("cache"), Arc::<SharedClock>::clone(clock))
        .unwrap()
        .with_vault(Arc::new(MemoryVault::default()))
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

pub fn published_urn(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Published { urn: Some(urn), .. } => urn.to_string(),
        other => panic!("not published: {other:?}"),
    }
}

/// The post is made, its answer is lost, and for now nobody can look for it.
pub fn lost_and_unlisted() -> Value {
    let blind = json!({"method": "GET", "route": "/rest/posts", "count": 8, "effect": {"kind": "status", "status": 503}});
    let lost = on_create(json!({"kind": "drop", "when": "after"}))[0].clone();
    json!([blind, lost])
}

/// A fault that hits the request which makes the post.
pub fn on_create(effect: Value) -> Value {
    json!([{"method": "POST", "route": "/rest/posts", "count": 1, "effect": effect}])
}
