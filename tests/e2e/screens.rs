//! Every screen and every dialog can be used by everyone, light and dark, and is pictured for people to look at.

mod asides;
mod kinds;
mod media;
mod unclear;

use crate::{
    desk::{Desk, Window, nothing_left},
    steps::{
        self, CONFIRM, Sandbox, counted, describe, desk_in, drop_images, no_complaints, open, review, saved,
        write,
    },
};
use serde_json::json;

/// The smallest window in which everything can be reached, and a common one.
const SIZES: [(u32, u32); 2] = [(1024, 700), (1440, 900)];

/// Looks at the screen in both sizes: nothing on it breaks a rule, and a picture of it is kept.
struct Eye {
    dark: bool,
    broken: Vec<String>,
}

impl Eye {
    fn look(&mut self, window: &Window<'_>, name: &str) {
        let shade = if self.dark { "dark" } else { "light" };
        for (width, height) in SIZES {
            window.resize(width, height);
            settled(window);
            let picture = format!("{name}-{shade}-{width}x{height}");
            window.shot(&picture);
            let scrolls = window.js("return document.scrollingElement.scrollHeight > innerHeight", &[]);
            if scrolls == true {
                self.broken.push(format!("{picture}: the window itself scrolls"));
            }
            self.broken.extend(window.violations().iter().map(|violation| format!("{picture}: {violation}")));
        }
    }

    fn done(self, window: &Window<'_>) {
        self.judge();
        no_complaints(window);
    }

    fn judge(self) {
        assert!(self.broken.is_empty(), "{}", self.broken.join("\n"));
    }
}

/// Waits until no picture in view is on its way and nothing moves; what still does is told when it never ends. A
/// picture out of view is not loaded before somebody scrolls to it.
fn settled(window: &Window<'_>) {
    nothing_left("pictures and movements to settle", || {
        let left = window.js_async(
            "const due = [...document.images].filter(image => image.checkVisibility() && !image.complete); \
             const seen = await new Promise(done => { \
                 const eye = new IntersectionObserver((entries) => { \
                     eye.disconnect(); \
                     done(entries.filter(entry => entry.isIntersecting).map(entry => entry.target)); \
                 }); \
                 due.forEach(image => eye.observe(image)); \
                 if (due.length === 0) done([]); \
             }); \
             const moving = document.getAnimations().filter(one => one.playState === 'running'); \
             const name = node => node?.dataset?.testid ?? node?.className ?? String(node); \
             return [...seen.map(image => `the picture ${image.alt || name(image)}`), \
                     ...moving.map(one => `the movement of ${name(one.effect?.target)}`)]",
            &[],
        );
        left.as_array()
            .expect("a list of what is left")
            .iter()
            .map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect()
    });
}

fn both(look: impl Fn(&Desk, Eye)) {
    for dark in [false, true] {
        look(&desk_in(dark), Eye { dark, broken: Vec::new() });
    }
}

#[test]
fn composing_is_accessible_empty_and_full_of_findings() {
    both(|desk, mut eye| {
        let window = open(desk);
        window.text_when("[data-testid=author-select]", |text| text.contains(steps::MEMBER));
        eye.look(&window, "compose-empty");

        let [wide, tall, small] = [("pier.jpg", 1200, 627), ("mast.png", 700, 900), ("knot.gif", 240, 200)]
            .map(|(name, width, height)| desk.picture(name, width, height));
        let note = desk.files().join("note.txt");
        std::fs::write(&note, "not a picture").unwrap();
        write(&window, LONG);
        drop_images(&window, &[&wide, &tall, &small, &note]);
        describe(&window, 0, "A pier in the evening, seen from the water");
        describe(&window, 1, &"A mast. ".repeat(20));
        for severity in ["block", "warn", "advise"] {
            window.find(&format!("[data-testid=finding][data-severity={severity}]"));
        }
        saved(&window);
        eye.look(&window, "compose-findings");

        window.click("[data-testid=finding][data-severity=advise] .why");
        scroll_to(&window, "#findings-heading");
        eye.look(&window, "compose-findings-below");
        scroll_to(&window, "[data-testid=proof-cut]");
        window.click("[data-testid=proof-post] .more");
        window.click(".notes summary");
        eye.look(&window, "proof-unfolded");
        window.click("[data-testid=author-select]");
        window.find("[role=option]");
        eye.look(&window, "posting-as");
        eye.done(&window);
    });
}

#[test]
fn publishing_is_accessible_from_review_to_outcome() {
    both(|desk, mut eye| {
        let window = open(desk);
        // Large enough not to vanish at once into the buffers of the connection.
        let files = [desk.picture("pier.jpg", 1200, 627), desk.picture("mast.png", 1000, 1250)];
        write(&window, LONG);
        drop_images(&window, &[&files[0], &files[1]]);
        describe(&window, 0, "A pier in the evening");
        describe(&window, 1, "A mast");
        eye.look(&window, "compose-ready");
        let sandbox = Sandbox::of(&window);

        review(&window);
        eye.look(&window, "review");
        steps::wire_view(&window);
        eye.look(&window, "review-wire");

        let slow = json!([{"method": "PUT", "route": "/dms-uploads/**", "effect": {"kind": "bandwidth", "bytes_per_second": 20_000}}]);
        sandbox.fails_with(&slow);
        window.click(CONFIRM);
        window.find("[data-testid=file-progress][data-state=uploading]");
        eye.look(&window, "progress");
        window.button("Cancel").click();
        steps::ended(&window, "stopped");
        eye.look(&window, "outcome-stopped");

        sandbox.fails_with(
            &json!([{"method": "POST", "route": "/rest/posts", "effect": {"kind": "drop", "when": "after"}},
            {"method": "GET", "route": "/rest/posts/**", "effect": {"kind": "status", "status": 403}},
            {"method": "GET", "route": "/rest/posts", "effect": {"kind": "status", "status": 403}}]),
        );
        window.button("Try again").click();
        steps::ended(&window, "unknown");
        eye.look(&window, "outcome-unknown");
        window.button("It is not there").click();
        window.find("[data-testid=outcome][data-outcome=stopped]");
        window.button("Back to the draft").click();

        sandbox.fails_with(&json!([]));
        window.click("[data-testid=new-post]");
        counted(&window, 0);
        write(&window, "A second post, of text alone.");
        steps::publish(&window, "published");
        eye.look(&window, "outcome-published");
        window.button("New post").click();
        window.click("[data-testid=nav-published]");
        window.find("[data-testid=run][data-outcome=published]");
        eye.look(&window, "published");
        window.click("[data-testid=details]");
        window.find("[data-testid=post-text]");
        eye.look(&window, "published-open");
        window.click("[data-testid=edit]");
        window.find("[data-testid=post-editor]");
        eye.look(&window, "published-edit");
        window.button("Cancel").click();
        window.click("[data-testid=delete]");
        window.find("[data-testid=delete-post]");
        eye.look(&window, "published-delete");
        window.button("Keep it").click();

        let spent = json!({"kind": "status", "status": 429, "message": "MEMBER DAY limit"});
        sandbox.fails_with(&json!([{"method": "POST", "route": "/rest/posts", "effect": spent}]));
        window.click("[data-testid=nav-compose]");
        counted(&window, 0);
        write(&window, "A third post, for tomorrow.");
        steps::publish(&window, "stopped");
        eye.look(&window, "outcome-tomorrow");
        assert!(!window.texts("dialog button").iter().any(|said| said == "Try again"));
        window.button("Back to the draft").click();
        window.gone("dialog");
        eye.look(&window, "compose-tomorrow");
        eye.done(&window);
    });
}

#[test]
fn the_lists_and_the_settings_are_accessible_empty_and_filled() {
    both(|desk, mut eye| {
        let window = open(desk);
        for screen in ["drafts", "published"] {
            window.click(&format!("[data-testid=nav-{screen}]"));
            window.find("main .empty");
            eye.look(&window, &format!("{screen}-empty"));
        }
        window.click("[data-testid=nav-compose]");
        write(&window, LONG);
        drop_images(&window, &[&desk.picture("pier.jpg", 1200, 627)]);
        saved(&window);
        eye.look(&window, "compose-one-image");
        window.click("[data-testid=new-post]");
        counted(&window, 0);
        write(&window, "Another one, begun and left.");
        window.click("[data-testid=nav-drafts]");
        window.texts_when("[data-testid=draft] .detail > :nth-child(2)", &["Text only", "1 image"]);
        eye.look(&window, "drafts");
        window.find("input[type=search]").type_text("nothing like it");
        window.text_when("main", |text| text.contains("Nothing matches"));
        eye.look(&window, "drafts-no-match");

        window.click("[data-testid=nav-accounts]");
        window.find("input[type=password]");
        eye.look(&window, "accounts");
        window.button("Add account").click();
        window.text_when("form", |text| text.contains("Paste a token first."));
        scroll_to(&window, "input[type=password]");
        eye.look(&window, "accounts-token");
        window.click("[data-testid=nav-settings]");
        window.text_when("main > section h1", |text| text == "Settings");
        eye.look(&window, "settings");
        scroll_to(&window, "main section section:last-of-type");
        eye.look(&window, "settings-below");
        eye.done(&window);
    });
}

fn scroll_to(window: &Window<'_>, css: &str) {
    window.find(css);
    window.js("document.querySelector(arguments[0]).scrollIntoView({ block: 'start' })", &[json!(css)]);
}

const LONG: &str = "What we learned from two hundred proofs (and one misprint)\n\
    \n\
    A post is read in three lines first. Whoever writes the fourth one writes it for those who stayed, so the first \
    three must earn it. #craft #printing";
