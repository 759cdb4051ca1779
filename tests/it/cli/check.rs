use std::fs;

use serde_json::{Value, json};

use super::home::{Done, Home};

#[test]
fn files_are_told_in_order_and_a_bad_one_stops_no_other() {
    let home = Home::new();
    home.picture("sharp.jpg", &["-size", "1200x627", "gradient:navy-orange", "-orient", "top-left"]);
    home.picture("turned.jpg", &["-size", "400x300", "gradient:red-blue"]);
    exif_turned(&home, "turned.jpg");
    home.picture("moving.gif", &["-size", "60x40", "xc:red", "xc:blue", "xc:green"]);
    home.picture("inks.jpg", &["-size", "80x80", "xc:red", "-colorspace", "CMYK"]);
    let whole = home.read("sharp.jpg");
    home.write("cut.jpg", &whole[..whole.len() / 2]);
    home.write("empty.png", "");
    home.write("notes.bin", "1234567");
    home.write("paper.pdf", "%PDF-1.7 and so on");
    home.write("clip.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0isommp42");
    fs::create_dir(home.file("folder")).unwrap();
    home.write("folder/2.txt", "notes");
    home.picture("folder/10.png", &["-size", "8x8", "xc:red"]);
    home.picture("folder/9.png", &["-size", "9x9", "xc:red"]);
    home.write("folder/.hidden.png", "x");
    fs::create_dir(home.file("bare")).unwrap();
    let done = home
        .run(&[
            "check",
            "--json",
            "gone.jpg",
            "sharp.jpg",
            "turned.jpg",
            "moving.gif",
            "inks.jpg",
            "cut.jpg",
            "empty.png",
            "notes.bin",
            "paper.pdf",
            "clip.mp4",
            "folder",
            "bare",
            "",
        ])
        .ended(1);
    let reports = done.json();
    let report = |at: usize| &reports[at];

    let clean = json!({"path": "sharp.jpg", "kind": "image", "format": "jpeg", "bytes": whole.len(),
        "width": 1200, "height": 627, "orientation": 1, "frames": 1, "animated": false, "color": "rgb",
        "bit_depth": 8, "progressive": false, "icc": false, "findings": []});
    assert_eq!(report(1), &clean);
    let keys: Vec<&String> = report(1).as_object().unwrap().keys().collect();
    assert_eq!(keys, clean.as_object().unwrap().keys().collect::<Vec<_>>(), "the order of the contract");

    assert_eq!(
        (&report(2)["width"], &report(2)["height"], &report(2)["orientation"]),
        (&json!(300), &json!(400), &json!(6))
    );
    assert_eq!((&report(3)["frames"], &report(3)["animated"]), (&json!(3), &json!(true)));
    assert_eq!((&report(4)["color"], rules(report(4))), (&json!("ycck"), vec!["image.cmyk".to_owned()]));
    let expected = [
        (0, json!("unknown"), "file.gone"),
        (5, json!("image"), "image.truncated"),
        (6, json!("unknown"), "file.empty"),
        (7, json!("unknown"), "file.kind"),
        (13, json!("unknown"), "file.kind"),
        (14, json!("unknown"), "file.gone"),
    ];
    for (at, kind, rule) in expected {
        assert_eq!(report(at)["kind"], kind, "{}", report(at));
        assert_eq!(rules(report(at))[0], rule, "{}", report(at));
        assert_eq!(report(at)["findings"][0]["severity"], "block");
    }
    assert_eq!(reports.as_array().unwrap().len(), 15);
    let named = |at: usize| report(at)["path"].as_str().unwrap().replace('\\', "/");
    assert_eq!([10, 11, 12, 13].map(named), ["folder/9.png", "folder/10.png", "folder", "bare"]);
    let left_out = &report(12)["findings"][0];
    assert_eq!((&left_out["rule"], &left_out["severity"]), (&json!("folder.left_out"), &json!("advise")));
    assert!(
        left_out["message"].as_str().unwrap().starts_with("1 file in the folder is of no kind"),
        "{left_out}"
    );
    assert_eq!(report(0)["bytes"], Value::Null);
    assert_eq!(report(7)["bytes"], 7);
    let figures = |at: usize, name: &str| {
        (report(at)["kind"].clone(), report(at)["format"].clone(), report(at)[name].clone())
    };
    assert_eq!(figures(8, "pages"), (json!("document"), json!("pdf"), Value::Null));
    assert_eq!(figures(9, "duration_ms"), (json!("video"), json!("mp4"), Value::Null));
    assert_eq!(rules(report(9)), ["video.index"], "no quality to be exported in");
}

#[test]
fn every_kind_has_the_figures_of_the_contract_in_its_order() {
    let home = Home::new();
    home.film("b.mp4");
    home.paper("c.pdf", 2);
    home.write("d.srt", "1\n00:00:01,000 --> 00:00:02,500\nHello\n");
    let done = home.run(&["check", "--json", "b.mp4", "c.pdf", "d.srt"]);
    let reports = done.json();
    let keys = |at: usize| reports[at].as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(0),
        "path kind format bytes width height rotation duration_ms video_codec audio_codec fragmented moov_first \
         frame_rate video_tracks audio_tracks edited findings"
    );
    assert_eq!(keys(1), "path kind format bytes pages encrypted page_sizes findings");
    let captions = json!({"path": "d.srt", "kind": "captions", "format": "srt", "bytes": 38, "encoding": "utf8",
        "cues": 1, "end_ms": 2_500, "findings": []});
    assert_eq!(reports[2], captions);
    assert_eq!((&reports[1]["pages"], &reports[1]["page_sizes"]), (&json!(2), &json!("uniform")));
    assert_eq!(reports[0]["bytes"], home.read("b.mp4").len());
    assert_eq!((&reports[0]["kind"], &reports[1]["kind"]), (&json!("video"), &json!("document")));
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_could_not_be_written_is_no_success() {
    let home = Home::new();
    home.picture("a.png", &["-size", "1200x627", "xc:red"]);
    for json in [&["--json"][..], &[]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut galley = home.galley(&[&["check", "a.png"], json].concat());
        let done = galley.stdout(full).output().unwrap();
        let words = String::from_utf8_lossy(&done.stderr);
        assert!(words.contains("could not be written"), "{words}");
        assert_eq!(done.status.code(), Some(1));
    }
}

#[test]
fn a_folder_that_is_there_is_called_one() {
    let home = Home::new();
    let folder = home.file("folder");
    fs::create_dir(&folder).unwrap();
    let check = |named: &str| {
        let said = |json: &[&str]| {
            let mut galley = home.galley(&[&["check", named], json].concat());
            Done::from(galley.current_dir(&folder).output().unwrap())
        };
        (said(&[]).stdout, said(&["--json"]).json())
    };
    let (words, reports) = check(".");
    assert!(words.starts_with(".: folder\n"), "{words}");
    assert_eq!((&reports[0]["kind"], &reports[0]["bytes"]), (&json!("unknown"), &Value::Null));
    home.write("folder/notes.txt", "notes");
    home.picture("folder/a.png", &["-size", "8x8", "xc:red"]);
    for named in [".", "./", "../folder"] {
        let (words, reports) = check(named);
        assert!(words.contains("a.png: PNG, ") && words.contains(&format!("\n{named}: folder\n")), "{words}");
        assert_eq!((reports.as_array().unwrap().len(), &reports[1]["bytes"]), (2, &Value::Null));
    }
}

#[test]
fn a_post_file_is_told_from_what_nobody_knows_and_points_to_the_dry_run() {
    let home = Home::new();
    home.post(&json!({"galley": 1, "commentary": "x"}));
    home.write("later.json", r#"{"galley": 2}"#);
    home.write("broken.galley.json", "{");
    home.write("other.json", "{}");
    home.write("empty.galley.json", "");
    let files = ["post.galley.json", "later.json", "broken.galley.json", "other.json", "empty.galley.json"];
    let reports = home.run(&[&["check", "--json"][..], &files].concat()).ended(1).json();
    for (at, says) in
        ["--dry-run", "--dry-run", "--dry-run", "nothing Galley knows", "empty"].iter().enumerate()
    {
        let report = &reports[at];
        assert!(report["findings"][0]["message"].as_str().unwrap().contains(says), "{report}");
        assert_eq!(report["kind"], "unknown");
    }
    assert_eq!(reports[0]["bytes"], home.read("post.galley.json").len());
    let as_image = home.run(&["check", "--as", "image", "post.galley.json"]).ended(1).stdout;
    assert!(
        as_image.starts_with("post.galley.json: post file, ") && as_image.contains("--dry-run"),
        "{as_image}"
    );
    home.picture("folder.png", &["-size", "8x8", "xc:red"]);
    fs::create_dir(home.file("folder")).unwrap();
    fs::copy(home.file("folder.png"), home.file("folder/a.png")).unwrap();
    home.write("folder/post.galley.json", home.read("post.galley.json"));
    let folder = home.run(&["check", "--json", "folder"]).ended(0).json();
    let told: Vec<&Value> = folder.as_array().unwrap().iter().map(|report| &report["path"]).collect();
    assert_eq!(told, ["folder/a.png", "folder/post.galley.json"]);
    assert_eq!(folder[1]["findings"][0]["severity"], "advise");
}

#[test]
fn a_file_is_held_to_the_rules_of_what_it_is_to_be() {
    let home = Home::new();
    home.picture("wide.png", &["-size", "1600x900", "gradient:navy-orange"]);
    home.picture("square.png", &["-size", "1080x1080", "gradient:navy-orange"]);
    let found =
        |purpose: &str, file: &str| rules(&home.run(&["check", "--json", "--as", purpose, file]).json()[0]);
    assert_eq!(found("image", "wide.png"), [""; 0]);
    assert_eq!(found("carousel-card", "wide.png"), ["card.shape"]);
    assert_eq!(found("carousel-card", "square.png"), [""; 0]);
    assert_eq!(found("thumbnail", "wide.png"), [""; 0]);
    for purpose in ["video", "captions", "document"] {
        assert_eq!(found(purpose, "wide.png"), ["file.kind"], "{purpose}");
    }
    home.picture("moving.gif", &["-size", "60x40", "xc:red", "xc:blue"]);
    assert_eq!(found("thumbnail", "moving.gif"), ["thumbnail.format"]);
}

#[test]
fn each_provider_has_rules_of_its_own() {
    let home = Home::new();
    home.picture("large.png", &["-size", "8000x5000", "xc:navy"]);
    home.picture("small.gif", &["-size", "60x40", "xc:red"]);
    home.picture("heavy.png", &["-size", "1500x1450", "xc:navy", "+noise", "Random", "-depth", "8"]);
    let found = |provider: &str, file: &str| {
        rules(&home.run(&["check", "--json", "--provider", provider, file]).json()[0])
    };
    for (file, linkedin, v2, ayrshare) in [
        ("large.png", vec!["image.pixels"], vec![], vec!["image.pixels"]),
        ("small.gif", vec![], vec!["image.format"], vec![]),
        ("heavy.png", vec![], vec![], vec!["image.bytes"]),
    ] {
        assert_eq!(found("linkedin", file), linkedin, "{file}");
        assert_eq!(found("linkedin-v2", file), v2, "{file}");
        assert_eq!(found("ayrshare", file), ayrshare, "{file}");
    }
}

#[test]
fn files_without_a_block_end_well_and_people_get_words() {
    let home = Home::new();
    home.picture("a.png", &["-size", "1600x900", "gradient:navy-orange"]);
    let done = home.run(&["check", "--provider", "linkedin", "--as", "image", "a.png"]).ended(0);
    assert!(done.stdout.starts_with("a.png: PNG, 1,600 × 900, "), "{}", done.stdout);
    assert_eq!(done.stderr, "");
}

#[test]
fn names_are_told_on_one_line_and_formats_as_the_window_tells_them() {
    let home = Home::new();
    let whole = fs::read(home.picture("a.jpg", &["-size", "1600x900", "gradient:navy-orange"])).unwrap();
    let name = "two\nlines \u{202E}gpj.jpg";
    home.write(name, whole);
    let done = home.run(&["check", name]).ended(0);
    assert!(done.stdout.starts_with("two\\nlines \\u{202e}gpj.jpg: JPEG, 1,600 × 900, "), "{}", done.stdout);
}

#[test]
fn a_finding_names_what_was_measured_the_limit_and_its_source() {
    let home = Home::new();
    home.picture("large.png", &["-size", "8000x5120", "xc:navy"]);
    let finding = home.run(&["check", "--json", "large.png"]).ended(1).json()[0]["findings"][0].clone();
    assert_eq!(finding["rule"], "image.pixels");
    assert_eq!((&finding["measured"], &finding["limit"]), (&json!(40_960_000), &json!(36_152_320)));
    assert!(finding["source"].is_string() && finding["message"].is_string());
}

fn rules(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// Puts an EXIF header that says "turn right" behind the first two bytes of a JPEG.
fn exif_turned(home: &Home, name: &str) {
    let jpeg = home.read(name);
    let tiff = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = (tiff.len() as u16 + 2).to_be_bytes();
    home.write(name, [&jpeg[..2], &[0xFF, 0xE1], &length, tiff, &jpeg[2..]].concat());
}
