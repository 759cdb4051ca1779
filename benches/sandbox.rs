//! A sandbox in a process of its own, so that its memory and its work count as nobody's.

use std::{
    env,
    io::{BufRead, BufReader},
    num::NonZeroU32,
    process::{Child, Command, Stdio},
};

use galley_sandbox::Config;
use serde_json::Value;

/// It ends when this is dropped.
pub struct Away {
    process: Child,
    pub base: String,
    pub token: String,
}

/// How far away a sandbox is.
#[derive(Clone, Copy)]
pub struct Distance {
    pub delay_ms: u32,
    pub bytes_per_second: Option<NonZeroU32>,
}

impl Away {
    pub fn start(Distance { delay_ms, bytes_per_second }: Distance) -> Away {
        let line = bytes_per_second.map_or(0, NonZeroU32::get);
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["child-sandbox", &delay_ms.to_string(), &line.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut told).unwrap();
        let world: Value = serde_json::from_str(&told).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Away { process, base: text(&world["base_url"]), token: text(&world["tokens"][0]["value"]) }
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The sandbox, until it is killed. A line of 0 has no limit.
pub fn serve(delay_ms: u32, line: u32) {
    runtime().block_on(async {
        let config = Config {
            delay_ms,
            line_bytes_per_second: NonZeroU32::new(line),
            processing_ms: 0,
            // For the one that sends a whole video at once.
            max_upload_bytes: 300_000_000,
            // Many runs are measured in one day.
            daily_limit: u32::MAX,
            ..Config::default()
        };
        let running = galley_sandbox::Sandbox::start(config).await.unwrap();
        println!("{}", serde_json::to_string(running.world()).unwrap());
        std::future::pending::<()>().await;
    });
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}
