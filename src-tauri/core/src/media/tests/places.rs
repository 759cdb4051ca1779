use super::{headers, kinds, png, trailers};

const PLACE: &str = r#"<rdf:Description exif:GPSLatitude="53,32.7N" exif:GPSLongitude="9,59.5E"/>"#;
const NONE: &str = r#"<rdf:Description dc:title="Harbour"/>"#;

fn located(bytes: &[u8]) -> bool {
    super::facts(bytes).image().unwrap().gps
}

#[test]
fn a_place_is_told_where_only_xmp_names_it() {
    for (words, named) in [(PLACE, true), (NONE, false)] {
        let jpeg = super::jpeg();
        assert_eq!(located(&[&jpeg[..2], &trailers::xmp(words), &jpeg[2..]].concat()), named, "JPEG");
        let png = png();
        let packet = headers::chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{words}").as_bytes());
        let end = png.len() - 12;
        assert_eq!(located(&[&png[..33], &packet, &png[33..]].concat()), named, "PNG");
        assert_eq!(located(&[&png[..end], &packet, &png[end..]].concat()), named, "PNG, behind its pixels");
        let frame = kinds::chunk(b"ANMF", &[0; 20]);
        let packet = kinds::chunk(b"XMP ", words.as_bytes());
        let webp = kinds::webp(&[kinds::chunk(b"VP8X", &kinds::EXTENDED), frame, packet]);
        assert_eq!(located(&webp), named, "WEBP");
    }
}

#[test]
fn a_place_in_a_comment_of_a_png_is_none() {
    let png = png();
    let comment = headers::chunk(b"iTXt", format!("Comment\0\0\0\0\0{PLACE}").as_bytes());
    assert!(!located(&[&png[..33], &comment, &png[33..]].concat()));
}
