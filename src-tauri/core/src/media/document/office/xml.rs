use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// What is met on the way through a document. Depths count from 1, the root element's.
pub(super) enum Node<'n> {
    Open {
        depth: usize,
        element: Element<'n>,
    },
    /// The bare text of the element at this depth; what is written as an entity is left out.
    Text {
        depth: usize,
        text: &'n str,
    },
    Close {
        depth: usize,
    },
}

/// An element's tag. Names are without their prefix, which every writer chooses as it likes.
pub(super) struct Element<'n>(&'n BytesStart<'n>);

impl Element<'_> {
    pub fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// An attribute without a prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        // The check for doubles costs the square of the attributes.
        let found = self.0.attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == name);
        found.and_then(|found| found.normalized_value(XmlVersion::Implicit1_0).ok())
    }

    /// The attribute `id` with a prefix: the relationship that leads to what the element stands for (ECMA-376-1,
    /// 22.8.2.1).
    pub fn relationship(&self) -> Option<Cow<'_, str>> {
        let found = self.0.attributes().with_checks(false).flatten().find(|found| {
            let (name, prefix) = found.key.decompose();
            prefix.is_some() && name.as_ref() == "id"
        });
        found.and_then(|found| found.normalized_value(XmlVersion::Implicit1_0).ok())
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Goes through a document. `None` where it is no sound XML, or declares a document type: that has no place in an
/// Office document (ECMA-376-2, 8.2.5), and is where entities that multiply are declared.
pub(super) fn walk(text: &str, mut visit: impl FnMut(Node)) -> Option<()> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let (mut depth, mut rooted) = (0_usize, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                rooted = true;
                visit(Node::Open { depth, element: Element(&tag) });
            }
            Event::Empty(tag) => {
                rooted = true;
                visit(Node::Open { depth: depth + 1, element: Element(&tag) });
                visit(Node::Close { depth: depth + 1 });
            }
            Event::End(_) => {
                visit(Node::Close { depth });
                depth = depth.checked_sub(1)?;
            }
            Event::Text(text) => visit(Node::Text { depth, text: &text }),
            Event::DocType(_) => return None,
            Event::Eof => return (depth == 0 && rooted).then_some(()),
            _ => {}
        }
    }
}
