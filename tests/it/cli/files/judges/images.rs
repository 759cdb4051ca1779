use std::process::Command;

use serde_json::{Value, json};

use super::run;
use crate::cli::{
    files::{Told, make::side_by_side},
    home::Home,
};

/// Formats that are turned by EXIF data alone; the others have structures of their own for it.
const TURNED_BY_EXIF: [&str; 4] = ["jpeg", "png", "webp", "tiff"];

/// Adds what exiftool says of a picture's colour, and of how it is turned.
pub fn colour_and_turn(told: &Value, figures: &mut Value) {
    let number = |tag: &str| told[tag].as_u64();
    if TURNED_BY_EXIF.iter().any(|format| figures["format"] == *format) {
        figures["orientation"] = json!(number("Orientation").unwrap_or(1));
    }
    let format = figures["format"].as_str().unwrap_or_default().to_owned();
    if let Some(depth) = depth(told).filter(|_| ["jpeg", "png", "tiff"].contains(&format.as_str())) {
        figures["bit_depth"] = json!(depth);
    }
    match (format.as_str(), number("EncodingProcess"), number("Interlace")) {
        ("jpeg", Some(process), _) => figures["progressive"] = json!([2, 6, 10, 14].contains(&process)),
        ("png", _, Some(interlace)) => figures["progressive"] = json!(interlace == 1),
        _ => {}
    }
    if ["jpeg", "png", "webp", "tiff", "psd"].contains(&format.as_str()) {
        figures["icc"] = json!(told["ProfileFileSignature"] == "acsp");
    }
    let color = match (number("ColorType"), number("ColorComponents"), number("PhotometricInterpretation")) {
        (Some(0), ..) | (_, Some(1), _) | (.., Some(0 | 1)) => "gray",
        (Some(2), ..) | (_, Some(3), _) | (.., Some(2 | 6)) => "rgb",
        (Some(3), ..) | (.., Some(3)) => "palette",
        (Some(4), ..) => "gray_alpha",
        (Some(6), ..) => "rgba",
        (_, Some(4), _) if number("ColorTransform") == Some(2) => "ycck",
        (_, Some(4), _) | (.., Some(5)) => "cmyk",
        _ => return,
    };
    figures["color"] = json!(color);
}

/// Of a TIFF a list, of which the first is as good as any.
fn depth(told: &Value) -> Option<u64> {
    let of = |tag: &str| match &told[tag] {
        Value::String(several) => several.split(' ').next()?.parse().ok(),
        one => one.as_u64(),
    };
    of("BitDepth").or_else(|| of("BitsPerSample"))
}

/// What ImageMagick says of all pictures, in one process: their edges, and how many are in a file. It does not read
/// the turn in every format, so that is `exiftool`'s; libheif has turned what it hands over.
pub fn identify(home: &Home, names: &[String], exiftool: &Told) -> Told {
    let mut command = Command::new("identify");
    command.args(["-format", "%i|%W|%H\n"]).args(names);
    let lines = String::from_utf8(run(home, command).stdout).unwrap();
    let mut told = Told::new();
    for line in lines.lines() {
        let [name, width, height] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let name = name.split('[').next().unwrap();
        let turn = exiftool[name].get("orientation").and_then(Value::as_u64);
        let (width, height): (u32, u32) = (width.parse().unwrap(), height.parse().unwrap());
        let (width, height) = if turn >= Some(5) { (height, width) } else { (width, height) };
        let figures = told.entry(name.to_owned()).or_default();
        let frames = figures.get("frames").and_then(Value::as_u64).unwrap_or(0) + 1;
        // It lists the layers of a PSD.
        if exiftool[name]["format"] != "psd" {
            figures.insert("frames".to_owned(), json!(frames));
        }
        figures.entry("width").or_insert(json!(width));
        figures.entry("height").or_insert(json!(height));
    }
    told
}

/// Frames of pictures that move, which ImageMagick does not count in every format.
pub fn moving(home: &Home, names: &[&str]) -> Told {
    let count = |name: &&str| {
        let mut command = Command::new("ffprobe");
        command.args([
            "-v",
            "error",
            "-count_frames",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
        ]);
        let output = run(home, {
            command.arg(name);
            command
        });
        let frames: u32 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap();
        let figures = json!({"frames": frames, "animated": frames > 1});
        ((*name).to_owned(), figures.as_object().unwrap().clone())
    };
    side_by_side(names, count).into_iter().collect()
}
