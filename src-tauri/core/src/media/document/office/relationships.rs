use std::collections::HashMap;

use super::xml::{Node, walk};

/// Where a part's relationships stand (ECMA-376-2, 6.5.2.4).
pub(super) fn of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" })
}

/// The parts that the relationships of `part` lead to, by their ids. `None` where it is no sound XML.
pub(super) fn read(text: &str, part: &str) -> Option<HashMap<String, String>> {
    let mut parts = HashMap::new();
    walk(text, |node| {
        let Node::Open { depth: 2, element } = node else { return };
        if let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) {
            parts.insert(id.into_owned(), resolved(part, &target));
        }
    })?;
    Some(parts)
}

/// The name of the part that `target` means where `part` says so.
fn resolved(part: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relationships_stand_beside_their_part() {
        assert_eq!(of("ppt/presentation.xml"), "ppt/_rels/presentation.xml.rels");
        assert_eq!(of("main.xml"), "_rels/main.xml.rels");
    }

    #[test]
    fn a_target_is_counted_from_the_folder_of_its_part_or_from_the_root() {
        for target in [
            "slides/1.xml",
            "./slides/1.xml",
            "../ppt/slides/1.xml",
            "/ppt/slides/1.xml",
            "../../../ppt/slides/1.xml",
        ] {
            assert_eq!(resolved("ppt/presentation.xml", target), "ppt/slides/1.xml", "{target}");
        }
    }
}
