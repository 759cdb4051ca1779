//! SVG, drawn as a page by the process that draws those.

use std::fs;
use std::time::{Duration, Instant};

use galley_core::media::{ThumbnailError, examine};
use image::{DynamicImage, Rgb, RgbImage};
use tempfile::{TempDir, tempdir};

use super::pages::{page, picture, thumbnailer};
use super::programs::{convert, run};

/// A drawing of 200 × 100 with what stands in it.
fn drawing(folder: &TempDir, name: &str, content: &str) {
    let head = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100">"#;
    fs::write(folder.path().join(name), format!("{head}{content}</svg>")).unwrap();
}

/// On paper, as it is seen: what shows through whole has any colour.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let laid = |light: u8| (u32::from(light) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
        Rgb([red, green, blue].map(|light| laid(light) as u8))
    })
}

#[test]
fn an_svg_looks_as_librsvg_draws_it() {
    let folder = tempdir().unwrap();
    let table = [
        (
            "shapes.svg",
            r##"<circle cx="60" cy="50" r="40" fill="#c30"/><path d="M100 10 L190 90 H100 Z" fill="#06c" opacity="0.5"/>"##,
        ),
        (
            "gradient.svg",
            r##"<defs><linearGradient id="g"><stop stop-color="#fc0"/><stop offset="1" stop-color="#036"/></linearGradient></defs>
            <rect width="200" height="100" fill="url(#g)"/><g transform="rotate(20)"><rect x="60" y="10" width="60" height="30"/></g>"##,
        ),
        (
            "style.svg",
            "<style>.a{fill:#090;stroke:#000;stroke-width:6}</style><rect class='a' x='20' y='20' width='120' height='60'/>",
        ),
    ];
    for (name, content) in table {
        drawing(&folder, name, content);
        let drawn = picture(&page(&folder, name, 1, 400).unwrap());
        assert_eq!(drawn.color().has_alpha(), name != "gradient.svg", "{name}");
        let drawn = on_white(&drawn);
        let draw = ["-w", "400", "-o", "other.png", name];
        run(folder.path(), "librsvg2-bin", "rsvg-convert", &draw);
        let other = on_white(&image::open(folder.path().join("other.png")).unwrap());
        assert_eq!(drawn.dimensions(), other.dimensions());
        let off: u64 = drawn.iter().zip(other.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        // Two ways of smoothing edges, and a JPEG between them.
        assert!(off < 4 * drawn.len() as u64, "{name}: {off}");
    }
}

#[test]
fn words_of_an_svg_are_drawn() {
    let folder = tempdir().unwrap();
    drawing(&folder, "a.svg", r#"<text x="10" y="60" font-size="40" font-family="Nobody’s">Galley</text>"#);
    let drawn = on_white(&picture(&page(&folder, "a.svg", 1, 400).unwrap()));
    assert!(drawn.pixels().filter(|pixel| pixel.0[0] < 80).count() > 500);
}

#[test]
fn an_svg_loads_nothing_from_outside_itself() {
    let folder = tempdir().unwrap();
    convert(folder.path(), &["-size", "20x10", "xc:red", "red.png"]);
    let path = folder.path().join("red.png").display().to_string();
    for href in ["red.png", path.as_str(), &format!("file://{path}"), "http://127.0.0.1:9/red.png"] {
        drawing(&folder, "a.svg", &format!(r#"<image width="200" height="100" xlink:href="{href}"/>"#));
        let drawn = picture(&page(&folder, "a.svg", 1, 200).unwrap()).into_rgba8();
        assert!(drawn.pixels().all(|pixel| pixel.0[3] == 0), "{href}");
    }
    let entity = format!(
        r#"<!DOCTYPE svg [<!ENTITY a SYSTEM "file://{path}">]><svg width="9" height="9"><desc>&a;</desc></svg>"#
    );
    fs::write(folder.path().join("b.svg"), entity).unwrap();
    assert!(matches!(page(&folder, "b.svg", 1, 9), Err(ThumbnailError::PageNotDrawn)));
}

#[test]
fn an_svg_that_asks_for_too_much_is_given_up() {
    let folder = tempdir().unwrap();
    let patterns: String = (0..40)
        .map(|level: u32| {
            let fill = level.checked_sub(1).map_or("red".to_owned(), |below| format!("url(#p{below})"));
            let rect = format!(r#"<rect width="40" height="40" fill="{fill}"/>"#);
            format!(r#"<pattern id="p{level}" width="0.1" height="0.1">{rect}{rect}</pattern>"#)
        })
        .collect();
    drawing(
        &folder,
        "patterns.svg",
        &format!(r#"{patterns}<rect width="200" height="100" fill="url(#p39)"/>"#),
    );
    let uses: String = (1..9)
        .map(|level| {
            format!(
                r##"<g id="u{level}">{}</g>"##,
                format!(r##"<use xlink:href="#u{}"/>"##, level - 1).repeat(10)
            )
        })
        .collect();
    drawing(&folder, "uses.svg", &format!(r##"<rect id="u0" width="4" height="4"/>{uses}"##));
    let deep = 300_000;
    drawing(&folder, "deep.svg", &format!("{}{}", "<g>".repeat(deep), "</g>".repeat(deep)));
    for name in ["patterns.svg", "uses.svg", "deep.svg"] {
        let path = folder.path().join(name);
        let start = Instant::now();
        let drawn =
            thumbnailer(&folder, Duration::from_secs(3)).page(&path, &examine(&path).unwrap(), 1, 200);
        let given_up =
            matches!(drawn, Err(ThumbnailError::PageTooSlow { .. } | ThumbnailError::PageNotDrawn));
        assert!(given_up, "{name}: {:?}", drawn.map(|drawn| drawn.bytes.len()));
        assert!(start.elapsed() < Duration::from_secs(60), "{name}");
    }
}
