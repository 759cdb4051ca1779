//! Documents by LibreOffice, and what qpdf makes of its PDFs.

use std::process::Command;

use super::{
    super::home::Home,
    make::{self, Recipe},
};

/// A document that LibreOffice is given as text: its name, whether it is slides, and its pages in hundredths of an
/// inch, which come again and again.
struct Manuscript {
    name: &'static str,
    slides: bool,
    pages: usize,
    sizes: &'static [(u32, u32)],
}

const LETTER: &[(u32, u32)] = &[(850, 1100)];
const MIXED: &[(u32, u32)] = &[(850, 1100), (1100, 850), (500, 500)];
const SCREEN: &[(u32, u32)] = &[(1000, 563)];

const MANUSCRIPTS: &[Manuscript] = &[
    Manuscript { name: "one", slides: false, pages: 1, sizes: LETTER },
    Manuscript { name: "two", slides: false, pages: 2, sizes: LETTER },
    Manuscript { name: "mixed", slides: false, pages: 5, sizes: MIXED },
    Manuscript { name: "book", slides: false, pages: 64, sizes: LETTER },
    Manuscript { name: "slide", slides: true, pages: 1, sizes: SCREEN },
    Manuscript { name: "slides", slides: true, pages: 12, sizes: SCREEN },
    Manuscript { name: "talk", slides: true, pages: 40, sizes: SCREEN },
];

/// A format that LibreOffice is asked for.
struct Print {
    format: &'static str,
    /// Of which manuscripts; `None` of all.
    slides: Option<bool>,
    /// The ending of what it is made of.
    from: Option<&'static str>,
}

const PRINTS: &[Print] = &[
    Print { format: "pdf", slides: None, from: None },
    // Only in this form does it count pages, which it then notes in the next.
    Print { format: "odt", slides: Some(false), from: None },
    Print { format: "docx", slides: Some(false), from: Some("odt") },
    Print { format: "doc", slides: Some(false), from: None },
    Print { format: "pptx", slides: Some(true), from: None },
    Print { format: "ppt", slides: Some(true), from: None },
];

const RECIPES: &[&[Recipe]] = &[OF_ONE, OF_OTHERS];

const OF_ONE: &[Recipe] = &[
    ("objects.pdf", "qpdf --object-streams=generate mixed.pdf OUT"),
    ("no-objects.pdf", "qpdf --object-streams=disable slides.pdf OUT"),
    ("web.pdf", "qpdf --linearize book.pdf OUT"),
    ("web-objects.pdf", "qpdf --linearize --object-streams=generate talk.pdf OUT"),
    ("editable.pdf", "qpdf --qdf two.pdf OUT"),
    ("plain-streams.pdf", "qpdf --stream-data=uncompress slides.pdf OUT"),
    ("old.pdf", "qpdf --force-version=1.3 --object-streams=disable one.pdf OUT"),
    ("turned.pdf", "qpdf --rotate=90 two.pdf OUT"),
    ("one-turned.pdf", "qpdf --rotate=90:2 two.pdf OUT"),
    ("upside-down.pdf", "qpdf --rotate=180:2 two.pdf OUT"),
    ("flat.pdf", "qpdf --flatten-rotation --rotate=90 two.pdf OUT"),
    ("some.pdf", "qpdf --empty --pages book.pdf 3,7,60-64 -- OUT"),
    ("together.pdf", "qpdf --empty --pages one.pdf slides.pdf talk.pdf 1-20 -- OUT"),
    ("three-hundred.pdf", "qpdf --empty --pages book.pdf book.pdf book.pdf book.pdf book.pdf 1-44 -- OUT"),
    (
        "many.pdf",
        "qpdf --object-streams=generate --empty --pages talk.pdf talk.pdf talk.pdf talk.pdf talk.pdf talk.pdf talk.pdf talk.pdf -- OUT",
    ),
    ("locked-40.pdf", "qpdf --allow-weak-crypto --encrypt user owner 40 -- two.pdf OUT"),
    ("locked-128.pdf", "qpdf --allow-weak-crypto --encrypt user owner 128 --use-aes=n -- mixed.pdf OUT"),
    ("locked-aes.pdf", "qpdf --encrypt user owner 128 --use-aes=y -- slides.pdf OUT"),
    ("locked-256.pdf", "qpdf --encrypt user owner 256 -- book.pdf OUT"),
    ("guarded.pdf", "qpdf --encrypt \"\" owner 256 --print=none -- slides.pdf OUT"),
    ("guarded-objects.pdf", "qpdf --object-streams=generate --encrypt \"\" owner 256 -- mixed.pdf OUT"),
    (
        "guarded-rc4.pdf",
        "qpdf --allow-weak-crypto --object-streams=generate --encrypt \"\" owner 128 --use-aes=n -- talk.pdf OUT",
    ),
    ("titled.pdf", "exiftool -Title=Harbour two.pdf"),
];

const OF_OTHERS: &[Recipe] = &[
    ("titled-twice.pdf", "exiftool -Author=Dawn titled.pdf"),
    ("titled-objects.pdf", "exiftool -Title=Harbour objects.pdf"),
    ("web-titled.pdf", "exiftool -Title=Harbour web.pdf"),
    ("web-locked.pdf", "qpdf --linearize --password=user --encrypt user owner 256 -- locked-256.pdf OUT"),
    ("unlocked.pdf", "qpdf --password=user --decrypt locked-aes.pdf OUT"),
];

/// Makes them all and returns their names.
pub fn make(home: &Home) -> Vec<String> {
    for manuscript in MANUSCRIPTS {
        home.write(&manuscript.file(), manuscript.text());
    }
    let mut names = Vec::new();
    for Print { format, slides, from } in PRINTS {
        let wanted = || MANUSCRIPTS.iter().filter(|one| slides.is_none_or(|slides| slides == one.slides));
        let source =
            |one: &Manuscript| from.map_or_else(|| one.file(), |ending| format!("{}.{ending}", one.name));
        office(home, format, "", &wanted().map(source).collect::<Vec<_>>());
        if *format != "odt" {
            names.extend(wanted().map(|one| format!("{}.{format}", one.name)));
        }
    }
    names.extend(make::all(home, RECIPES));
    names
}

/// One start of LibreOffice for all these files; the folder for what it makes is made by it.
pub fn office(home: &Home, format: &str, folder: &str, files: &[String]) {
    let profile = format!("-env:UserInstallation=file://{}", home.file("_office").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(home.file(folder))
        .args(files)
        .current_dir(home.file(""))
        .output()
        .unwrap_or_else(|error| panic!("soffice: {error}; `cargo xtask test` installs it"));
    for file in files {
        let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
        let made = home.file(folder).join(format!("{stem}.{format}"));
        assert!(made.exists(), "{} is not there: {output:?}", made.display());
    }
}

impl Manuscript {
    fn file(&self) -> String {
        format!("{}.{}", self.name, if self.slides { "fodp" } else { "fodt" })
    }

    /// The flat form of OpenDocument, in which a page is begun by what stands first on it.
    fn text(&self) -> String {
        let (mut layouts, mut masters) = (String::new(), String::new());
        for (at, (width, height)) in self.sizes.iter().enumerate() {
            let inches = |hundredths: &u32| f64::from(*hundredths) / 100.0;
            layouts += &format!(
                "<style:page-layout style:name='L{at}'><style:page-layout-properties fo:page-width='{}in' \
                 fo:page-height='{}in'/></style:page-layout>\
                 <style:style style:name='P{at}' style:family='paragraph' style:master-page-name='M{at}'/>",
                inches(width),
                inches(height),
            );
            masters += &format!("<style:master-page style:name='M{at}' style:page-layout-name='L{at}'/>");
        }
        let page = |number: usize| {
            let at = number % self.sizes.len();
            match self.slides {
                true => format!("<draw:page draw:name='Slide {number}' draw:master-page-name='M{at}'/>"),
                false => format!("<text:p text:style-name='P{at}'>Page {number}</text:p>"),
            }
        };
        let pages: String = (0..self.pages).map(page).collect();
        let kind = if self.slides { "presentation" } else { "text" };
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><office:document {NAMES} office:version='1.2' \
             office:mimetype=\"application/vnd.oasis.opendocument.{kind}\">\
             <office:automatic-styles>{layouts}</office:automatic-styles>\
             <office:master-styles>{masters}</office:master-styles>\
             <office:body><office:{kind}>{pages}</office:{kind}></office:body></office:document>"
        )
    }
}

const NAMES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
    xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'";
