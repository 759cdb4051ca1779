//! A document: paged through, published, and made of images.

use crate::{
    desk::{Desk, RIGHT, until},
    steps::{Sandbox, drop_images, no_complaints, open, publish, saved, write},
};
use serde_json::json;

const PAGE: &str = "[data-testid=page]";

#[test]
fn a_pdf_is_paged_through_and_published() {
    let desk = Desk::new();
    let paper = desk.paper("Type specimen.pdf", 12);
    let window = open(&desk);
    write(&window, "A specimen to leaf through");
    window.drop_files("main", &[&paper]);
    window.text_when("[data-testid=document-card]", |text| text.contains("12 pages"));
    assert_eq!(window.find("[data-testid=document-card] [data-testid=title]").value(), "Type specimen");

    let drawn = |page: &str| {
        until(&format!("page {page} to be drawn"), || {
            let shown = window.find(PAGE).attribute("data-page");
            let complete = window.js(
                "const page = document.querySelector('[data-testid=page] img'); return !!page?.complete && page.naturalWidth > 0",
                &[],
            );
            (shown.as_deref() == Some(page) && complete == true).then_some(())
        });
    };
    drawn("1");
    window.click("[data-testid=next-page]");
    drawn("2");
    window.js("document.querySelector('[data-testid=page]').focus()", &[]);
    window.keys(RIGHT);
    drawn("3");
    let field = window.find("[data-testid=page-number]");
    window.js("arguments[0].select()", &[field.reference()]);
    field.type_text("12\t");
    drawn("12");
    window.shot("document");

    let sandbox = Sandbox::of(&window);
    publish(&window, "published");
    let post = sandbox.the_post();
    assert_eq!(post["media"].as_array().map(Vec::len), Some(1), "{post:#}");
    assert_eq!(post["media"][0]["title"], "Type specimen");
    no_complaints(&window);
}

#[test]
fn images_become_a_document_page_by_page_and_back() {
    let desk = Desk::new();
    let pictures = ["one.jpg", "two.png", "three.jpg"].map(|name| desk.picture(name, 540, 675));
    let window = open(&desk);
    drop_images(&window, &pictures.each_ref().map(AsRef::as_ref));
    window.click("[data-testid=make-document]");
    window.find("[data-testid=page-square]").click();
    window.shot("binding");
    window.click("[data-testid=bind]");
    window.text_when("[data-testid=document-card]", |text| text.contains("3 pages"));
    window.gone("dialog");
    saved(&window);
    window.button("Undo").click();
    until("the images again", || (window.find_all("[data-testid=card]").len() == 3).then_some(()));
    assert_eq!(
        window.js(
            "return document.querySelectorAll(arguments[0]).length",
            &[json!("[data-testid=document-card]")]
        ),
        0
    );
    no_complaints(&window);
}
