use std::time::Instant;

use super::made::zip;
use super::{Fault, HeaderPart, LONG, PagesCounted, examined, facts, sound};
use crate::media::{Format, Kind, PageSize};

const SLIDES_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>
<Override PartName="/ppt/slides/slide1.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>
<Override PartName="/ppt/slides/slide2.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>
<Override PartName="/ppt/slides/left-over.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>
</Types>"#;
/// Two slides, listed a second time by a section, as PowerPoint does.
const SLIDES: &str = r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldMasterIdLst><p:sldMasterId id="9"/></p:sldMasterIdLst>
<p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId3"></p:sldId></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/>
<p:extLst><p:ext><p14:sectionLst xmlns:p14="14"><p14:section><p14:sldIdLst><p14:sldId id="256"/><p14:sldId id="257"/></p14:sldIdLst>
</p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>"#;
const SLIDES_LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="theme" Target="theme/theme1.xml"/><Relationship Id="rId2" Type="slide" Target="slides/slide1.xml"/>
<Relationship Id="rId3" Type="slide" Target="/ppt/Slides/slide2.xml"/></Relationships>"#;
const TEXT_TYPES: &str = r#"<Types><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/props/mine.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

fn presentation(slides: &str) -> Vec<u8> {
    zip(&presented(slides.as_bytes()))
}

fn presented(slides: &[u8]) -> [(&'static str, &[u8]); 6] {
    [
        ("[Content_Types].xml", SLIDES_TYPES.as_bytes()),
        ("ppt/presentation.xml", slides),
        ("ppt/_rels/presentation.xml.rels", SLIDES_LINKS.as_bytes()),
        ("ppt/slides/slide1.xml", b"<p:sld/>"),
        ("ppt/slides/slide2.xml", b"<p:sld/>"),
        ("ppt/slides/left-over.xml", b"<p:sld/>"),
    ]
}

fn text(properties: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", TEXT_TYPES.as_bytes()),
        ("word/document.xml", b"<w:document/>"),
        ("props/mine.xml", properties.as_bytes()),
    ])
}

#[test]
fn slides_are_those_that_the_presentation_lists() {
    let bytes = presentation(SLIDES);
    let document = sound(&bytes);
    assert_eq!((document.pages, document.counted), (Some(2), Some(PagesCounted::Here)));
    assert_eq!(document.first_page, Some(PageSize { width: 960.0, height: 540.0 }));
    assert_eq!(facts(&bytes).format, Some(Format::Pptx));
}

#[test]
fn prefixes_are_the_writers_own_choice() {
    let renamed = SLIDES.replace("p:", "q:").replace("xmlns:p=", "xmlns:q=");
    assert_eq!(sound(&presentation(&renamed)).pages, Some(2));
    let bare = SLIDES.replace("<p:", "<").replace("</p:", "</");
    assert_eq!(sound(&presentation(&bare)).pages, Some(2));
}

#[test]
fn pages_of_a_text_are_those_that_its_writer_noted() {
    let document = sound(&text("<Properties><TotalTime>9</TotalTime><Pages> 12 </Pages></Properties>"));
    assert_eq!((document.pages, document.counted), (Some(12), Some(PagesCounted::ByItsWriter)));
    for none in [
        "<Properties/>",
        "<Properties><Pages>0</Pages></Properties>",
        "<P><A><Pages>3</Pages></A></P>",
        "<Pages>3",
    ] {
        let document = sound(&text(none));
        assert_eq!((document.pages, document.counted), (None, None), "{none}");
    }
}

#[test]
fn an_office_document_is_told_whatever_its_first_file_is() {
    let [(_, types), parts @ ..] = presented(SLIDES.as_bytes());
    let first: [(&str, &[u8]); 1] = [("holiday.jpg", b"\xFF\xD8\xFF")];
    let bytes = zip(&[&first[..], &parts, &[("[CONTENT_TYPES].XML", types)]].concat());
    let facts = facts(&bytes);
    assert_eq!((facts.kind(), facts.format), (Kind::Document, Some(Format::Pptx)));
    assert_eq!(facts.document().unwrap().pages, Some(2));
    let plain = self::facts(&zip(&[("holiday.jpg", b"\xFF\xD8\xFF")]));
    assert_eq!((plain.kind(), plain.format), (Kind::Unknown, Some(Format::Zip)));
}

#[test]
fn bytes_before_and_behind_the_archive_do_no_harm() {
    let bytes = presentation(SLIDES);
    let commented = [&bytes[..bytes.len() - 2], &[9, 0], b"a comment"].concat();
    assert_eq!(sound(&commented).pages, Some(2));
    let followed = [bytes.as_slice(), &[0; 5000]].concat();
    assert_eq!(sound(&followed).pages, Some(2));
}

#[test]
fn an_archive_without_its_end_is_said_to_break_off() {
    let bytes = presentation(SLIDES);
    let cut = facts(&bytes[..bytes.len() - 30]);
    assert!(matches!(cut.faults[..], [Fault::Truncated { .. }]), "{:?}", cut.faults);
    assert_eq!(cut.document().unwrap().pages, None);
}

#[test]
fn a_bomb_in_a_part_is_not_unpacked_whole() {
    let slides =
        SLIDES.replace("<p:sldMasterIdLst>", &format!("{}<p:sldMasterIdLst>", " ".repeat(20_000_000)));
    let bomb = presentation(&slides);
    let start = Instant::now();
    let (facts, read) = examined(&bomb);
    assert!(read < 100_000, "{read}");
    assert!(start.elapsed() < LONG);
    assert_eq!(facts.document().unwrap().pages, None);
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
}

#[test]
fn entities_are_not_expanded_and_declaring_them_is_refused() {
    let laughs = r#"<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>"#;
    let facts = facts(&presentation(&format!("{laughs}{SLIDES}")));
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
    let document = sound(&text("<Properties><Pages>1&b;&#50;</Pages></Properties>"));
    assert_eq!(document.pages, Some(1));
}

#[test]
fn many_attributes_and_deep_elements_take_no_longer_than_their_bytes() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    let deep = format!("<Properties>{}", "<a>".repeat(300_000));
    for properties in [format!("<Properties{attributes}><Pages>2</Pages></Properties>"), deep] {
        let bytes = text(&properties);
        let start = Instant::now();
        examined(&bytes);
        assert!(start.elapsed() < LONG);
    }
}

#[test]
fn a_list_of_a_million_files_is_followed_to_a_limit() {
    let mut bytes = zip(&[("holiday.jpg", b"\xFF\xD8\xFF")]);
    let list = bytes.len() - 22 - 46 - 11;
    let entry = bytes[list..bytes.len() - 22].to_vec();
    let end = bytes.split_off(bytes.len() - 22);
    bytes.extend(entry.repeat(1_000_000));
    bytes.extend(end);
    let size = (entry.len() * 1_000_001) as u32;
    let at = bytes.len() - 22 + 12;
    bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    let start = Instant::now();
    let (facts, read) = examined(&bytes);
    assert!(start.elapsed() < LONG);
    assert!(read <= 6 * 1024 * 1024, "{read}");
    assert_eq!(facts.format, Some(Format::Zip));
}

#[test]
fn slides_that_are_listed_and_not_there_are_said() {
    let parts = presented(SLIDES.as_bytes());
    let without = |name: &str| {
        let left: Vec<_> = parts.iter().copied().filter(|(part, _)| *part != name).collect();
        facts(&zip(&left))
    };
    for name in ["ppt/slides/slide2.xml", "ppt/_rels/presentation.xml.rels", "ppt/presentation.xml"] {
        assert_eq!(without(name).faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }], "{name}");
    }
    assert_eq!(without("ppt/slides/slide2.xml").document().unwrap().pages, Some(2));
    assert_eq!(without("ppt/slides/left-over.xml").faults, []);
    for link in [r#"r:id="rId9""#, ""] {
        let facts = facts(&presentation(&SLIDES.replace(r#"r:id="rId2""#, link)));
        assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }], "{link}");
    }
}

#[test]
fn a_presentation_without_slides_has_0_of_them() {
    let bare = r#"<p:presentation xmlns:p="p"><p:sldSz cx="12192000" cy="6858000"/></p:presentation>"#;
    for root in ["", "no markup", "<p:document xmlns:p=\"p\"/>"] {
        let facts = facts(&presentation(root));
        assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }], "{root}");
        assert_eq!(facts.document().unwrap().pages, None);
    }
    for bytes in [presentation(bare), zip(&presented(bare.as_bytes())[..2])] {
        let document = sound(&bytes);
        assert_eq!((document.pages, document.counted), (Some(0), Some(PagesCounted::Here)));
    }
}

#[test]
fn a_text_that_is_not_there_is_said() {
    let facts = facts(&zip(&[
        ("[Content_Types].xml", TEXT_TYPES.as_bytes()),
        ("props/mine.xml", b"<Properties><Pages>2</Pages></Properties>"),
    ]));
    assert_eq!(facts.format, Some(Format::Docx));
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
    assert_eq!(facts.document().unwrap().pages, None);
}

#[test]
fn parts_may_be_in_either_form_of_unicode() {
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{SLIDES}");
    let little: Vec<u8> = declared.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = declared.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let odd = &little[..little.len() - 1];
    for bytes in [marked(b"\xFF\xFE", &little), marked(b"\xFE\xFF", &big)] {
        assert_eq!(sound(&zip(&presented(&bytes))).pages, Some(2));
    }
    for bytes in
        [odd, &marked(b"\xFF\xFE", odd), &marked(b"\xFE\xFF", &little), &marked(b"\xFF\xFE\x00\xD8", &little)]
    {
        let facts = facts(&zip(&presented(bytes)));
        assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
    }
}
