use super::xml::{Node, walk};
use crate::media::Format;

/// What the list of content types says (ECMA-376-2, 7.2.3).
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub format: Option<Format>,
    /// The part that everything hangs on.
    pub main: Option<String>,
    /// The part with the writer's own counts.
    pub properties: Option<String>,
}

/// Whose main part it is, by what its content type has in it. With macros they are called otherwise than without.
const FAMILIES: &[(&str, Format)] = &[
    ("presentationml.", Format::Pptx),
    ("ms-powerpoint.", Format::Pptx),
    ("wordprocessingml.", Format::Docx),
    ("ms-word.", Format::Docx),
    ("spreadsheetml.", Format::Xlsx),
    ("ms-excel.", Format::Xlsx),
];
const PROPERTIES: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";

impl Contents {
    /// `None` where it is no sound XML.
    pub fn read(text: &str) -> Option<Self> {
        let mut contents = Self::default();
        walk(text, |node| {
            let Node::Open { depth: 2, element } = node else { return };
            let Some(kind) = element.attribute("ContentType") else { return };
            let part = element.attribute("PartName").map(|name| name.trim_start_matches('/').to_owned());
            if let (None, Some(format)) = (contents.format, main(&kind)) {
                contents.format = Some(format);
                contents.main = part;
            } else if kind.eq_ignore_ascii_case(PROPERTIES) {
                contents.properties = part;
            }
        })?;
        Some(contents)
    }
}

/// The program's format if this is the type of a main part; templates and shows count as what they are made of.
fn main(kind: &str) -> Option<Format> {
    let is_main = kind.ends_with(".main+xml") || kind.ends_with(".main") || kind.contains("Template.main");
    let family = FAMILIES.iter().find(|(name, _)| is_main && kind.contains(name));
    family.map(|(_, format)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_part_tells_the_program_with_macros_or_without() {
        for (kind, format) in [
            (
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                Some(Format::Pptx),
            ),
            (
                "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
                Some(Format::Pptx),
            ),
            ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", Some(Format::Pptx)),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                Some(Format::Docx),
            ),
            ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", Some(Format::Docx)),
            (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                Some(Format::Xlsx),
            ),
            ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", Some(Format::Xlsx)),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None),
            ("application/vnd.openxmlformats-officedocument.presentationml.slide+xml", None),
            ("application/vnd.ms-visio.drawing.main+xml", None),
        ] {
            assert_eq!(main(kind), format, "{kind}");
        }
    }
}
