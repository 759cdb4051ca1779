use std::process::Command;

use serde_json::{Map, Value, json};

use super::run;
use crate::cli::{
    files::{Told, compare::FRAME, make::side_by_side},
    home::Home,
};

/// Everything that ffprobe says of films. It logs the boxes that it meets, which tells their order.
pub fn ffprobe(home: &Home, names: &[String]) -> Told {
    side_by_side(names, |name| (name.clone(), film(home, name))).into_iter().collect()
}

fn film(home: &Home, name: &str) -> Map<String, Value> {
    let mut command = Command::new("ffprobe");
    command.args(["-v", "trace", "-show_streams", "-show_format", "-of", "json", name]);
    let output = run(home, command);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = |kind: &str| {
        let streams = told["streams"].as_array().into_iter().flatten();
        // A cover is a stream of one picture.
        streams.into_iter().find(|one| one["codec_type"] == kind && one["disposition"]["attached_pic"] != 1)
    };
    let tracks = |kind: &str| {
        let streams = told["streams"].as_array().into_iter().flatten();
        streams.filter(|one| one["codec_type"] == kind && one["disposition"]["attached_pic"] != 1).count()
    };
    let video = first("video").unwrap();
    let stretch = ratio(&video["sample_aspect_ratio"], ':').unwrap_or(1.0);
    let width = (video["width"].as_f64().unwrap() * stretch).round() as u32;
    let height = video["height"].as_f64().unwrap() as u32;
    let sides = video["side_data_list"].as_array().into_iter().flatten();
    // Told as turned to the left.
    let rotation = sides.into_iter().find_map(|side| side["rotation"].as_i64()).unwrap_or(0);
    let rotation = (-rotation).rem_euclid(360);
    let (width, height) = if rotation % 180 == 90 { (height, width) } else { (width, height) };
    let seconds: f64 = told["format"]["duration"].as_str().unwrap().parse().unwrap();
    let rate = ratio(&video["avg_frame_rate"], '/').unwrap();
    let mut figures = json!({
        "width": width,
        "height": height,
        "rotation": rotation,
        "duration_ms": seconds * 1000.0,
        "video_codec": video["codec_name"],
        "frame_rate": rate,
        "video_tracks": tracks("video"),
        "audio_tracks": tracks("audio"),
        "audio_codec": first("audio").map(|audio| &audio["codec_name"]),
        // A frame of sound takes up to 25 ms.
        FRAME: 1000.0 / rate.min(40.0),
    });
    let boxes = outermost_boxes(&String::from_utf8_lossy(&output.stderr));
    if !boxes.is_empty() {
        let place = |name: &str| boxes.iter().position(|one| one == name);
        figures["moov_first"] = json!(place("moov") < place("mdat"));
        figures["fragmented"] = json!(place("moof").is_some());
    }
    figures.as_object().unwrap().clone()
}

fn ratio(text: &Value, between: char) -> Option<f64> {
    let (over, under) = text.as_str()?.split_once(between)?;
    let ratio = over.parse::<f64>().ok()? / under.parse::<f64>().ok()?;
    (ratio.is_finite() && ratio > 0.0).then_some(ratio)
}

/// `… type:'moov' parent:'root' sz: …`, a line each.
fn outermost_boxes(log: &str) -> Vec<String> {
    let lines = log.lines().filter(|line| line.contains("parent:'root'"));
    lines.filter_map(|line| Some(line.split_once("type:'")?.1.split_once('\'')?.0.to_owned())).collect()
}
