//! Pages of documents, drawn by a process of its own.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use galley_core::media::{Encoding, PageDrawer, Thumbnail, ThumbnailError, Thumbnailer, examine};
use image::{DynamicImage, GenericImageView};
use tempfile::{TempDir, tempdir};

use super::programs::{convert, pdftoppm, qpdf};

const DRAWER: &str = env!("CARGO_BIN_EXE_galley-draw-pages");

pub fn thumbnailer(folder: &TempDir, patience: Duration) -> Thumbnailer {
    let made = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    made.draw_pages_with(PageDrawer::new(DRAWER.into(), Vec::new()).patient_for(patience));
    made
}

pub fn page(folder: &TempDir, name: &str, page: u32, edge: u32) -> Result<Thumbnail, ThumbnailError> {
    let path = folder.path().join(name);
    thumbnailer(folder, Duration::from_secs(60)).page(&path, &examine(&path).unwrap(), page, edge)
}

pub fn picture(thumbnail: &Thumbnail) -> DynamicImage {
    image::load_from_memory(&thumbnail.bytes).unwrap()
}

/// A red, a green and a blue page, the last one on its side.
fn colours(folder: &TempDir) {
    let page = |number: u32, more: &str| {
        let content = number + 3;
        format!(
            "{number} 0 obj<</Type/Page/Parent 2 0 R/Contents {content} 0 R/Resources<<>>{more}>>endobj\n"
        )
    };
    let content = |number: u32, color: &str| {
        let drawn = format!("{color} rg 0 0 200 100 re f");
        format!("{number} 0 obj<</Length {}>>stream\n{drawn}\nendstream endobj\n", drawn.len())
    };
    let file = [
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".to_owned(),
        "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3/MediaBox[0 0 200 100]>>endobj\n".to_owned(),
        page(3, "") + &page(4, "") + &page(5, "/Rotate 90"),
        content(6, "1 0 0") + &content(7, "0 1 0") + &content(8, "0 0 1"),
        "trailer<</Root 1 0 R/Size 9>>\n".to_owned(),
    ];
    fs::write(folder.path().join("bare.pdf"), file.concat()).unwrap();
    qpdf(folder.path(), &["--warning-exit-0", "bare.pdf", "colours.pdf"]);
}

/// A document of one page: what is drawn, what that needs, and more objects from number 5 on.
fn one_page(folder: &TempDir, name: &str, content: &[u8], coding: &str, resources: &str, more: &[String]) {
    let mut file = fs::File::create(folder.path().join(name)).unwrap();
    write!(
        file,
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<<{resources}>>>>endobj\n\
         4 0 obj<</Length {}{coding}>>stream\n",
        content.len()
    )
    .unwrap();
    file.write_all(content).unwrap();
    write!(file, "\nendstream endobj\n").unwrap();
    for (number, object) in (5..).zip(more) {
        writeln!(file, "{number} 0 obj{object}endobj").unwrap();
    }
    writeln!(file, "trailer<</Root 1 0 R>>").unwrap();
}

#[test]
fn each_page_is_drawn_as_displayed() {
    let folder = tempdir().unwrap();
    colours(&folder);
    for (number, size, color) in
        [(1, (160, 80), [255, 0, 0]), (2, (160, 80), [0, 255, 0]), (3, (80, 160), [0, 0, 255])]
    {
        let drawn = page(&folder, "colours.pdf", number, 160).unwrap();
        let shown = picture(&drawn);
        assert_eq!((drawn.encoding, shown.dimensions()), (Encoding::Jpeg, size));
        let middle = shown.get_pixel(40, 40).0;
        assert!(middle.iter().zip(color).all(|(drawn, wanted)| drawn.abs_diff(wanted) < 8), "{middle:?}");
    }
    let path = folder.path().join("colours.pdf");
    let first = thumbnailer(&folder, Duration::from_secs(60)).thumbnail(&path, &examine(&path).unwrap(), 160);
    assert_eq!(first.unwrap(), page(&folder, "colours.pdf", 1, 160).unwrap());
}

#[test]
fn a_written_page_looks_as_poppler_draws_it() {
    let folder = super::document::with("text.pdf");
    let drawn = picture(&page(&folder, "text.pdf", 2, 400).unwrap()).into_luma8();
    pdftoppm(
        folder.path(),
        &["-f", "2", "-l", "2", "-scale-to", "400", "-png", "-singlefile", "text.pdf", "other"],
    );
    let other = image::open(folder.path().join("other.png")).unwrap().into_luma8();
    assert!(drawn.width().abs_diff(other.width()) <= 1 && drawn.height() == other.height());
    // Each draws letters a little differently; the ink is in the same places.
    let ink = |picture: &image::GrayImage| -> Vec<u64> {
        let rows = picture.rows().map(|row| row.map(|pixel| u64::from(255 - pixel.0[0])).sum());
        rows.collect::<Vec<u64>>().chunks(20).map(|band| band.iter().sum()).collect()
    };
    let (ours, theirs) = (ink(&drawn), ink(&other));
    assert!(theirs.iter().sum::<u64>() > 1000);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!(ours.abs_diff(*theirs) <= theirs / 3 + 300, "{ours} {theirs}");
    }
}

#[test]
fn pages_are_kept_and_drawn_anew_only_when_they_are_not() {
    let folder = tempdir().unwrap();
    colours(&folder);
    let path = folder.path().join("colours.pdf");
    let facts = examine(&path).unwrap();
    let drawn = page(&folder, "colours.pdf", 2, 90).unwrap();
    // Nobody is there to draw them.
    let without = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    assert!(matches!(without.page(&path, &facts, 2, 90), Err(ThumbnailError::NotDecoded { .. })));
    without.draw_pages_with(PageDrawer::new("/nothing/here".into(), Vec::new()));
    assert_eq!(without.page(&path, &facts, 2, 90).unwrap(), drawn);
    assert!(matches!(without.page(&path, &facts, 2, 91), Err(ThumbnailError::NoDrawer(_))));
    fs::write(&path, "%PDF-1.4 another").unwrap();
    assert!(matches!(without.page(&path, &facts, 2, 90), Err(ThumbnailError::Changed)));
}

#[test]
fn many_pages_at_once_are_each_the_one_that_was_asked_for() {
    let folder = tempdir().unwrap();
    colours(&folder);
    let path = folder.path().join("colours.pdf");
    let (maker, facts) = (thumbnailer(&folder, Duration::from_secs(60)), examine(&path).unwrap());
    thread::scope(|scope| {
        for edge in 50..62 {
            let (maker, path, facts) = (&maker, &path, &facts);
            scope.spawn(move || {
                for number in 1..=3_u32 {
                    let shown = picture(&maker.page(path, facts, number, edge).unwrap());
                    let brightest = (0..3).max_by_key(|channel| shown.get_pixel(9, 9).0[*channel]).unwrap();
                    assert_eq!((brightest as u32 + 1, shown.width().max(shown.height())), (number, edge));
                }
            });
        }
    });
}

#[test]
fn pages_of_a_long_document_are_drawn_wherever_they_are() {
    let folder = super::document::with("book.pdf");
    let path = folder.path().join("book.pdf");
    let (maker, facts) = (thumbnailer(&folder, Duration::from_secs(60)), examine(&path).unwrap());
    for number in [1, 2, 3, 4, 5, 300] {
        assert_eq!(picture(&maker.page(&path, &facts, number, 1000).unwrap()).height(), 1000);
    }
    assert!(matches!(
        maker.page(&path, &facts, 301, 100),
        Err(ThumbnailError::NoSuchPage { page: 301, pages: 300 })
    ));
}

#[test]
fn a_password_is_said_and_an_empty_one_is_no_hindrance() {
    let folder = tempdir().unwrap();
    colours(&folder);
    for (user, key) in [("", "128"), ("", "256"), ("user", "256")] {
        let lock = [
            "--allow-weak-crypto",
            "colours.pdf",
            "--object-streams=generate",
            "--encrypt",
            user,
            "owner",
            key,
            "--",
            "locked.pdf",
        ];
        qpdf(folder.path(), &lock);
        let drawn = page(&folder, "locked.pdf", 2, 80);
        if user.is_empty() {
            assert_eq!(picture(&drawn.unwrap()).dimensions(), (80, 40));
        } else {
            assert!(matches!(drawn, Err(ThumbnailError::NeedsPassword)), "{drawn:?}");
        }
    }
}

#[test]
fn what_is_no_readable_document_is_not_drawn() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("nothing.pdf"), "%PDF-1.7\nnothing").unwrap();
    assert!(matches!(page(&folder, "nothing.pdf", 1, 80), Err(ThumbnailError::PageNotDrawn)));
    convert(folder.path(), &["-size", "9x9", "xc:red", "a.png"]);
    assert!(matches!(page(&folder, "a.png", 1, 80), Err(ThumbnailError::NotDecoded { .. })));
    colours(&folder);
    assert!(matches!(
        page(&folder, "colours.pdf", 0, 80),
        Err(ThumbnailError::NoSuchPage { page: 0, pages: 3 })
    ));
}

/// Ten forms each of which draws the next one eight times: a thousand million rectangles.
fn endless(folder: &TempDir) {
    let forms: Vec<String> = (5..16)
        .map(|number| {
            let (next, content) = (number + 1, "/X Do ".repeat(8));
            let content = if number == 15 { "0 0 600 400 re f" } else { &content };
            format!(
                "<</Type/XObject/Subtype/Form/BBox[0 0 600 400]/Resources<</XObject<</X {next} 0 R>>>>/Length {}>>\
                 stream\n{content}\nendstream ",
                content.len()
            )
        })
        .collect();
    one_page(folder, "endless.pdf", b"/X Do", "", "/XObject<</X 5 0 R>>", &forms);
}

#[test]
fn a_page_without_end_is_given_up_and_its_process_is_gone() {
    let folder = tempdir().unwrap();
    endless(&folder);
    let path = folder.path().join("endless.pdf");
    // The program takes no notice of what it is called with; the test tells its process by it.
    let called_with = folder.path().display().to_string();
    let drawer = PageDrawer::new(DRAWER.into(), vec![called_with.clone().into()]);
    let maker = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    maker.draw_pages_with(drawer.patient_for(Duration::from_secs(2)));
    let facts = examine(&path).unwrap();
    let start = Instant::now();
    let given_up = maker.page(&path, &facts, 1, 200);
    assert!(matches!(given_up, Err(ThumbnailError::PageTooSlow { seconds: 2 })), "{given_up:?}");
    assert!(start.elapsed() < Duration::from_secs(20));
    #[cfg(target_os = "linux")]
    assert_eq!(processes_called_with(&called_with), 0);
    // And the next document is drawn as if nothing had been.
    colours(&folder);
    let path = folder.path().join("colours.pdf");
    assert!(maker.page(&path, &examine(&path).unwrap(), 1, 80).is_ok());
}

/// As many pages as there are cores wait for their processes, which never answer.
#[cfg(target_os = "linux")]
#[test]
fn a_picture_is_drawn_while_pages_are_waited_for() {
    let folder = tempdir().unwrap();
    colours(&folder);
    convert(folder.path(), &["-size", "40x20", "xc:red", "a.png"]);
    let called_with = folder.path().display().to_string();
    let script = ["-c", "exec tail -n 0 -f \"$0/colours.pdf\"", &called_with].map(Into::into).to_vec();
    let drawer = PageDrawer::new("/bin/sh".into(), script).patient_for(Duration::from_secs(5));
    let maker = Thumbnailer::new(folder.path().join("thumbnails"), 10_000_000);
    maker.draw_pages_with(drawer);
    let document = folder.path().join("colours.pdf");
    let (facts, done) = (examine(&document).unwrap(), AtomicUsize::new(0));
    let cores = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let given_up = maker.page(&document, &facts, 1, 80);
                done.fetch_add(1, Ordering::SeqCst);
                assert!(given_up.is_err());
            });
        }
        while processes_called_with(&called_with) < cores.min(2) {
            thread::yield_now();
        }
        let path = folder.path().join("a.png");
        assert!(maker.thumbnail(&path, &examine(&path).unwrap(), 20).is_ok());
        assert_eq!(done.load(Ordering::SeqCst), 0, "pages were given up first");
    });
}

#[cfg(target_os = "linux")]
fn processes_called_with(argument: &str) -> usize {
    let called = |process: &Path| fs::read_to_string(process.join("cmdline")).unwrap_or_default();
    let processes = fs::read_dir("/proc").unwrap().map(|process| process.unwrap().path());
    processes.filter(|process| called(process).contains(argument)).count()
}

/// A kilobyte that asks for gigabytes ends the process that draws, not this one.
#[cfg(target_os = "linux")]
#[test]
fn a_page_that_asks_for_too_much_memory_is_not_drawn() {
    let folder = tempdir().unwrap();
    let huge = "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Length 3\
                /Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>>>stream\nabc\nendstream ";
    one_page(
        &folder,
        "huge.pdf",
        b"600 0 0 400 0 0 cm /I Do",
        "",
        "/XObject<</I 5 0 R>>",
        &[huge.to_owned()],
    );
    let drawn = page(&folder, "huge.pdf", 1, 200);
    assert!(matches!(drawn, Err(ThumbnailError::PageNotDrawn)), "{drawn:?}");
}

#[test]
fn odd_pages_are_drawn_or_refused_and_nobody_dies_of_them() {
    let folder = tempdir().unwrap();
    let deep = "[".repeat(500_000);
    let unbalanced = "q ".repeat(100_000);
    for (content, resources) in [
        (deep.as_str(), ""),
        (unbalanced.as_str(), ""),
        ("BT /F 1e30 Tf (a) Tj ET", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"),
        ("1e38 0 0 1e38 0 0 cm 0 0 1e38 1e38 re f", ""),
        ("/P sh", "/Shading<</P<</ShadingType 9>>>>"),
        ("", "/XObject 4 0 R"),
    ] {
        one_page(&folder, "odd.pdf", content.as_bytes(), "", resources, &[]);
        match page(&folder, "odd.pdf", 1, 200) {
            Ok(drawn) => assert_eq!(picture(&drawn).dimensions(), (200, 133)),
            Err(error) => assert!(matches!(error, ThumbnailError::PageNotDrawn), "{error}"),
        }
    }
}
