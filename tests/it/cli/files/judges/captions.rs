use std::process::Command;

use serde_json::{Map, Value, json};

use super::run;
use crate::cli::{
    files::{Told, make::side_by_side},
    home::Home,
};

/// How many cues ffprobe finds in captions, and when the last one goes.
pub fn captions(home: &Home, names: &[String]) -> Told {
    side_by_side(names, |name| (name.clone(), cues(home, name))).into_iter().collect()
}

fn cues(home: &Home, name: &str) -> Map<String, Value> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "json", name]);
    let told: Value = serde_json::from_slice(&run(home, command).stdout).unwrap();
    let packets = told["packets"].as_array().unwrap();
    let time = |packet: &Value, key: &str| packet[key].as_str().unwrap().parse::<f64>().unwrap();
    let end = packets.iter().map(|packet| time(packet, "pts_time") + time(packet, "duration_time"));
    let end = (end.fold(0.0, f64::max) * 1000.0).round() as u64;
    let format = name.rsplit_once('.').unwrap().1;
    let figures = json!({"kind": "captions", "format": format, "cues": packets.len(), "end_ms": end});
    figures.as_object().unwrap().clone()
}
