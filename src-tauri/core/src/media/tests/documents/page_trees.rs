use std::fmt::Write;
use std::time::Instant;

use super::made::pdf;
use super::{Fault, HeaderPart, LONG, PageSizes, PagesCounted, examined, facts, pages, sound};
use crate::media::PageSize;

const CATALOG: (u32, &str) = (1, "<</Type/Catalog/Pages 2 0 R>>");
const ROOT: &str = "/Root 1 0 R";
const PAGE: &str = "<</Type/Page/MediaBox[0 0 612 792]>>";

/// A flat tree of as many pages, saying that it has `declared`.
fn flat(count: u32, declared: &str) -> Vec<u8> {
    let kids: String = (0..count).fold(String::new(), |mut kids, nth| {
        write!(kids, "{} 0 R ", nth + 3).unwrap();
        kids
    });
    let root = format!("<</Type/Pages/Kids[{kids}]/Count {declared}>>");
    let leaves = (0..count).map(|nth| (nth + 3, PAGE));
    let objects: Vec<(u32, &str)> = [CATALOG, (2, &root)].into_iter().chain(leaves).collect();
    pdf(&objects, ROOT)
}

fn tree(objects: &[(u32, &str)]) -> Vec<u8> {
    pdf(&[&[CATALOG], objects].concat(), ROOT)
}

#[test]
fn pages_are_counted_whatever_the_root_says() {
    for declared in ["7", "3", "100000", "-1", "0", "null", "/Seven", "99999999999999999999"] {
        let document = sound(&flat(7, declared));
        assert_eq!((document.pages, document.counted), (Some(7), Some(PagesCounted::Here)), "{declared}");
        assert_eq!(document.page_sizes, Some(PageSizes::Uniform));
        assert_eq!(document.first_page, Some(PageSize { width: 612.0, height: 792.0 }));
        assert_eq!((document.encrypted, document.needs_password), (Some(false), Some(false)));
    }
}

#[test]
fn three_hundred_pages_take_a_few_hundred_kilobytes() {
    let bytes = flat(300, "300");
    let (facts, read) = examined(&bytes);
    assert_eq!(facts.document().unwrap().pages, Some(300));
    assert!(read < 100_000, "{read}");
}

#[test]
fn more_pages_than_the_budget_allows_are_those_that_the_writer_counted() {
    let padded = format!("<</Type/Page/MediaBox[0 0 612 792]/Note({})>>", "x".repeat(2000));
    let kids: Vec<String> = (3..2003).map(|number| format!("{number} 0 R")).collect();
    let root = format!("<</Type/Pages/Kids[{}]/Count 2000>>", kids.join(" "));
    let leaves = (3..2003).map(|number| (number, padded.as_str()));
    let objects: Vec<(u32, &str)> = [CATALOG, (2, &root)].into_iter().chain(leaves).collect();
    let (facts, read) = examined(&pdf(&objects, ROOT));
    let document = facts.document().unwrap();
    assert_eq!((document.pages, document.counted), (Some(2000), Some(PagesCounted::ByItsWriter)));
    assert_eq!(document.page_sizes, None);
    assert_eq!(document.first_page, Some(PageSize { width: 612.0, height: 792.0 }));
    assert_eq!(facts.faults, []);
    assert!(read <= 1024 * 1024, "{read}");
}

/// As many pages as the root says, of as many bytes each.
fn long_pages(count: u32, bytes: usize) -> Vec<u8> {
    let page = format!("<</Type/Page/Annots[{}]/MediaBox[0 0 612 792]>>", "9999 0 R ".repeat(bytes / 9));
    let kids: Vec<String> = (3..count + 3).map(|number| format!("{number} 0 R")).collect();
    let root = format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" "));
    let leaves = (3..count + 3).map(|number| (number, page.as_str()));
    let objects: Vec<(u32, &str)> = [CATALOG, (2, &root)].into_iter().chain(leaves).collect();
    pdf(&objects, ROOT)
}

#[test]
fn three_hundred_long_pages_are_counted_each_by_what_it_takes() {
    for (bytes, most) in [(600, 400_000), (3_000, 1_400_000), (7_000, 2_700_000)] {
        let (facts, read) = examined(&long_pages(300, bytes));
        let document = facts.document().unwrap();
        assert_eq!((document.pages, document.counted), (Some(300), Some(PagesCounted::Here)), "{bytes}");
        assert_eq!(document.page_sizes, Some(PageSizes::Uniform));
        assert!(read <= most, "{bytes}: {read}");
    }
}

#[test]
fn however_long_pages_are_no_more_is_read_than_a_document_is_worth() {
    for count in [200, 300] {
        let (facts, read) = examined(&long_pages(count, 60_000));
        let document = facts.document().unwrap();
        assert_eq!((document.pages, document.counted), (Some(count), Some(PagesCounted::ByItsWriter)));
        assert!(read <= (1024 + 300 * 8) * 1024, "{read}");
    }
}

#[test]
fn a_count_that_the_walk_refuted_before_it_ended_is_no_figure() {
    let padded = format!("<</Type/Page/Note({})>>", "x".repeat(2000));
    let kids: Vec<String> = (3..2003).map(|number| format!("{number} 0 R")).collect();
    let root = format!("<</Type/Pages/Kids[{}]/Count 5>>", kids.join(" "));
    let leaves = (3..2003).map(|number| (number, padded.as_str()));
    let objects: Vec<(u32, &str)> = [CATALOG, (2, &root)].into_iter().chain(leaves).collect();
    let facts = facts(&pdf(&objects, ROOT));
    assert_eq!((facts.document().unwrap().pages, facts.document().unwrap().counted), (None, None));
}

#[test]
fn circles_in_the_tree_end() {
    let circles: [&[(u32, &str)]; 4] = [
        &[(2, "<</Kids[2 0 R 3 0 R]>>"), (3, PAGE)],
        &[
            (2, "<</Kids[4 0 R 3 0 R]>>"),
            (3, PAGE),
            (4, "<</Kids[2 0 R 5 0 R]>>"),
            (5, "<</Kids[4 0 R 5 0 R]>>"),
        ],
        &[(2, "<</Kids 4 0 R>>"), (3, PAGE), (4, "[2 0 R 3 0 R 4 0 R]")],
        &[(2, "<</Kids[1 0 R 3 0 R]>>"), (3, "<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>")],
    ];
    for circle in circles {
        assert!(matches!(pages(&tree(circle)), Some(1 | 2)), "{circle:?}");
    }
}

#[test]
fn references_in_a_circle_are_nothing() {
    let facts = facts(&tree(&[(2, "<</Kids 3 0 R>>"), (3, "4 0 R"), (4, "3 0 R")]));
    assert_eq!(facts.document().unwrap().pages, None);
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
}

#[test]
fn a_shared_branch_does_not_multiply() {
    let branch = |kid: u32| format!("<</Type/Pages/Kids[{kid} 0 R {kid} 0 R]>>");
    let branches: Vec<(u32, String)> = (2..60).map(|number| (number, branch(number + 1))).collect();
    let mut objects: Vec<(u32, &str)> =
        branches.iter().map(|(number, node)| (*number, node.as_str())).collect();
    objects.push((60, PAGE));
    assert_eq!(pages(&tree(&objects)), Some(2));
}

#[test]
fn a_page_that_stands_in_the_tree_twice_is_two_pages() {
    let document = sound(&tree(&[(2, "<</Kids[3 0 R 3 0 R 3 0 R]/Count 3>>"), (3, PAGE)]));
    assert_eq!((document.pages, document.page_sizes), (Some(3), Some(PageSizes::Uniform)));
}

#[test]
fn a_tree_as_deep_as_it_has_pages_is_walked() {
    let nodes: Vec<(u32, String)> =
        (2..300).map(|number| (number, format!("<</Kids[{} 0 R]>>", number + 1))).collect();
    let mut objects: Vec<(u32, &str)> = nodes.iter().map(|(number, node)| (*number, node.as_str())).collect();
    objects.push((300, PAGE));
    assert_eq!(sound(&tree(&objects)).pages, Some(1));
}

#[test]
fn sizes_are_as_displayed() {
    let root = "<</Kids[3 0 R]/MediaBox[0 0 200 100]/CropBox[0 0 150 100]/Rotate 90/UserUnit 7>>";
    for (page, width, height) in [
        ("<</Type/Page>>", 100.0, 150.0),
        ("<</Type/Page/Rotate 0>>", 150.0, 100.0),
        ("<</Type/Page/Rotate -90>>", 100.0, 150.0),
        ("<</Type/Page/Rotate 450>>", 100.0, 150.0),
        ("<</Type/Page/Rotate 180/UserUnit 2>>", 300.0, 200.0),
        ("<</Type/Page/Rotate 0/MediaBox[50 10 0 0]>>", 50.0, 10.0),
        ("<</Type/Page/Rotate 0/CropBox[-10 -10 1000 50.5]>>", 200.0, 50.5),
        ("<</Type/Page/Rotate 0/CropBox 4 0 R>>", 15.0, 25.0),
    ] {
        let document = sound(&tree(&[(2, root), (3, page), (4, "[0 0 5 0 R 25]"), (5, "15")]));
        assert_eq!(document.first_page, Some(PageSize { width, height }), "{page}");
    }
}

#[test]
fn a_size_that_makes_no_sense_is_left_out() {
    for page in [
        "<</Type/Page>>",
        "<</Type/Page/MediaBox[0 0 0 0]>>",
        "<</Type/Page/MediaBox[0 0 5]>>",
        "<</Type/Page/MediaBox[0 0 (a) 5]>>",
        "<</Type/Page/MediaBox[0 0 9 9]/CropBox[20 20 30 30]>>",
    ] {
        let document = sound(&tree(&[(2, "<</Kids[3 0 R]>>"), (3, page)]));
        assert_eq!(
            (document.pages, document.first_page, document.page_sizes),
            (Some(1), None, None),
            "{page}"
        );
    }
}

#[test]
fn pages_of_several_sizes_are_mixed_and_rounding_is_not() {
    let other = |page| {
        sound(&tree(&[
            (2, "<</Kids[3 0 R 4 0 R]>>"),
            (3, "<</Type/Page/MediaBox[0 0 595.28 841.89]>>"),
            (4, page),
        ]))
        .page_sizes
    };
    assert_eq!(other("<</Type/Page/MediaBox[0 0 595 842]>>"), Some(PageSizes::Uniform));
    assert_eq!(other("<</Type/Page/MediaBox[0 0 842 595]/Rotate 270>>"), Some(PageSizes::Uniform));
    assert_eq!(other("<</Type/Page/MediaBox[0 0 842 595]>>"), Some(PageSizes::Mixed));
    assert_eq!(other("<</Type/Page>>"), None);
}

#[test]
fn pages_that_are_not_there_are_said() {
    let facts = facts(&tree(&[(2, "<</Kids[3 0 R 9 0 R]/Count 2>>"), (3, PAGE)]));
    assert_eq!(facts.document().unwrap().pages, Some(1));
    assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }]);
}

#[test]
fn a_sound_tree_without_pages_has_0_of_them() {
    for objects in [
        [(2, "<</Type/Pages/Kids[]/Count 0>>")].as_slice(),
        &[(2, "<</Type/Pages/Kids[3 0 R]/Count 0>>"), (3, "<</Type/Pages/Kids 4 0 R/Count 0>>"), (4, "[]")],
    ] {
        let document = sound(&tree(objects));
        assert_eq!((document.pages, document.counted), (Some(0), Some(PagesCounted::Here)), "{objects:?}");
        assert_eq!((document.page_sizes, document.first_page), (None, None));
    }
}

#[test]
fn a_document_whose_pages_are_not_found_has_no_figure_of_0() {
    for objects in [
        [(2, "<</Type/Pages/Kids[]/Count 12>>")].as_slice(),
        &[(2, "<</Type/Pages/Kids[]>>")],
        &[(2, "<</Type/Pages/Count 0>>")],
        &[(2, "<</Type/Pages/Kids[9 0 R]/Count 0>>")],
        &[(2, "<</Type/Pages/Count 12>>")],
        &[(2, "null")],
        &[(2, "[0 0]")],
        &[],
    ] {
        let facts = facts(&tree(objects));
        assert_eq!((facts.document().unwrap().pages, facts.document().unwrap().counted), (None, None));
        assert_eq!(facts.faults, [Fault::CorruptHeader { part: HeaderPart::PageTree }], "{objects:?}");
    }
}

#[test]
fn names_may_be_spelt_by_numbers_and_strings_may_hold_anything() {
    let document = sound(&pdf(
        &[
            (1, "<</Type/Catalog/P#61ges 2 0 R/Title(a \\) b (c) >> endobj)>>"),
            (2, "<</Type/Pages/Kids[3 0 R]/Info<3E3E>/A(\\\n\\101)%>>\n>>"),
            (3, PAGE),
        ],
        ROOT,
    ));
    assert_eq!(document.pages, Some(1));
}

#[test]
fn nesting_without_end_and_objects_without_end_are_given_up() {
    for endless in
        ["[".repeat(200_000), "<</A ".repeat(50_000), format!("({}", "(".repeat(600_000)), "<".repeat(9000)]
    {
        let bytes = tree(&[(2, &endless)]);
        let start = Instant::now();
        assert_eq!(pages(&bytes), None);
        assert!(start.elapsed() < LONG);
    }
}

#[test]
fn many_mentions_of_one_long_object_cost_no_more_than_the_work_a_file_is_worth() {
    let long = format!("<</Type/Page/Note({})/MediaBox 4 0 R>>", "x".repeat(400_000));
    let kids = "3 0 R 5 0 R 6 0 R 7 0 R 8 0 R 9 0 R ".repeat(20_000);
    let root = format!("<</Kids[{kids}]/Count 9>>");
    let others: Vec<(u32, &str)> = (5..10).map(|number| (number, long.as_str())).collect();
    let objects =
        [&[(2, root.as_str()), (3, long.as_str()), (4, "[0 0 4 0 R 9]")], others.as_slice()].concat();
    let bytes = tree(&objects);
    let start = Instant::now();
    examined(&bytes);
    assert!(start.elapsed() < LONG);
}
