//! What other programs say of the same files, under the names that `galley check` has for it. A figure that a program
//! does not tell is left out; nothing is worked out here but what displaying does: turning, and pixels that are not
//! square.

mod captions;
mod documents;
mod films;
mod images;

use std::process::{Command, Output};

use serde_json::{Value, json};

use super::{super::home::Home, Told};

pub use self::{
    captions::captions,
    documents::documents,
    films::ffprobe,
    images::{identify, moving},
};

/// Formats for which exiftool has another name than Galley's in capitals.
const FORMATS: &[(&str, &str)] =
    &[("Extended WEBP", "webp"), ("APNG", "png"), ("BTF", "tiff"), ("PSB", "psd"), ("M4V", "mp4")];

/// What exiftool says of all files, in one process: format and kind, and of pictures the colour and how they are
/// turned.
pub fn exiftool(home: &Home, names: &[&str]) -> Told {
    let tags = [
        "FileType",
        "MIMEType",
        "Orientation",
        "ColorType",
        "ColorComponents",
        "ColorTransform",
        "PhotometricInterpretation",
        "BitDepth",
        "BitsPerSample",
        "EncodingProcess",
        "Interlace",
        "ProfileFileSignature",
    ];
    let mut command = Command::new("exiftool");
    command.args(["-json", "-n"]).args(tags.map(|tag| format!("-{tag}"))).args(names);
    let told: Value = serde_json::from_slice(&run(home, command).stdout).unwrap();
    let figures = |one: &Value| {
        let mut figures = json!({});
        let (theirs, media) = (one["FileType"].as_str().unwrap(), one["MIMEType"].as_str().unwrap());
        // An Office file is only a ZIP without a module that not every system has.
        if theirs != "ZIP" {
            let ours = FORMATS.iter().find(|(name, _)| *name == theirs);
            figures["format"] =
                json!(ours.map_or_else(|| theirs.to_lowercase(), |(_, ours)| (*ours).to_owned()));
            let kind = media.split_once('/').map(|(kind, _)| kind).filter(|kind| *kind != "application");
            // Adobe's own formats are applications to the IANA.
            let kind = kind.unwrap_or(if media.contains("photoshop") { "image" } else { "document" });
            figures["kind"] = json!(kind);
        }
        images::colour_and_turn(one, &mut figures);
        (one["SourceFile"].as_str().unwrap().to_owned(), figures.as_object().unwrap().clone())
    };
    told.as_array().unwrap().iter().map(figures).collect()
}

/// Runs a judge in the folder of the files.
fn run(home: &Home, mut command: Command) -> Output {
    let output = command.current_dir(home.file("")).output();
    let output =
        output.unwrap_or_else(|error| panic!("{command:?}: {error}; `cargo xtask test` installs it"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    output
}
