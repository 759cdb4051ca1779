//! What a person does in Galley's window, in their words.

use crate::desk::{Answer, Desk, ENTER, Setting, TAB, Window, request, until};
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path};

pub const EDITOR: &str = "[data-testid=editor]";
pub const COUNTER: &str = "[data-testid=counter]";
pub const CARD: &str = "[data-testid=card]";
pub const CARD_NAMES: &str = "[data-testid=card] .name";
pub const ALT_TEXT: &str = "[data-testid=alt-text]";
pub const CONFIRM: &str = "[data-testid=confirm-publish]";

/// The button that leads to the review, while nothing stands in the way.
pub const READY: &str = "[data-testid=publish]:not(:disabled, [aria-disabled=true])";

/// The same button while something does.
pub const HELD: &str = "[data-testid=publish]:is(:disabled, [aria-disabled=true])";

/// The member of the sandbox account.
pub const MEMBER: &str = "Sandbox Member";

/// Opens Galley, and waits until one can write.
pub fn open(desk: &Desk) -> Window<'_> {
    let window = desk.open();
    window.find("html[data-ready]");
    window
}

/// A desk whose owner likes the dark, or does not.
pub fn desk_in(dark: bool) -> Desk {
    Desk::with(Setting { dark, ..Setting::default() })
}

/// Types at the end of the post, key by key.
pub fn write(window: &Window<'_>, text: &str) {
    window.click(EDITOR);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            window.keys(ENTER);
        }
        window.keys(line);
    }
}

/// What stands in the editor, with a line break between its lines.
pub fn written(window: &Window<'_>) -> String {
    let lines = window.js(
        "return [...document.querySelectorAll('[data-testid=editor] p')].map(line => line.textContent).join('\\n')",
        &[],
    );
    lines.as_str().unwrap_or_default().to_owned()
}

/// Puts a whole text where the caret stands, as a paste does.
pub fn paste(desk: &Desk, window: &Window<'_>, text: &str) {
    desk.copy_text(text);
    window.click(EDITOR);
    window.chord(&[crate::desk::CONTROL, "v"]);
    until("the pasted text", || written(window).ends_with(text).then_some(()));
}

/// Waits until the counter and all that follows from it speak of a text of this many UTF-16 units.
pub fn counted(window: &Window<'_>, units: usize) {
    let grouped = grouped(units);
    window.text_when(COUNTER, |text| text == format!("{grouped} / 3,000"));
}

/// `3000` as `3,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Waits until everything typed is on the disk.
pub fn saved(window: &Window<'_>) {
    window.find("[data-testid=saved-state][data-state=saved]");
}

/// Drops files from a file manager and waits until the tray shows them all.
pub fn drop_images(window: &Window<'_>, files: &[&Path]) {
    let before = window.find_all(CARD).len();
    window.drop_files("main", files);
    until("a card for each image", || (window.find_all(CARD).len() == before + files.len()).then_some(()));
}

/// Describes the image at this place, counted from 0.
pub fn describe(window: &Window<'_>, place: usize, alt_text: &str) {
    window.find_all(ALT_TEXT)[place].type_text(alt_text);
}

/// What every alt text field holds, in order.
pub fn alt_texts(window: &Window<'_>) -> Vec<String> {
    window.find_all(ALT_TEXT).iter().map(|field| field.value()).collect()
}

/// Chooses who posts, in the list of everyone one can post as.
pub fn post_as(window: &Window<'_>, name: &str) {
    window.click("[data-testid=author-select]");
    let option = format!("//*[@role='option'][.//*[normalize-space(.)='{name}']]");
    until(&format!("{name} among the authors"), || {
        let found = window.js(
            "const found = document.evaluate(arguments[0], document, null, 9).singleNodeValue; return found?.id ?? null",
            &[json!(option)],
        );
        found.as_str().map(str::to_owned)
    });
    window.js(
        "document.evaluate(arguments[0], document, null, 9).singleNodeValue.setAttribute('data-wanted', '')",
        &[json!(option)],
    );
    window.click("[data-wanted]");
    window.text_when("[data-testid=author-select]", |text| text.contains(name));
}

/// Opens the review and waits until it may be confirmed.
pub fn review(window: &Window<'_>) {
    window.click(READY);
    window.find(&format!("{CONFIRM}:not(:disabled, [aria-disabled=true])"));
}

/// Unfolds the wire view of the review that is open, and reads all of it.
pub fn wire_view(window: &Window<'_>) -> Vec<String> {
    for unfold in window.find_all("dialog details:not([open]) > summary") {
        unfold.click();
    }
    window.texts("dialog pre")
}

/// Reviews and publishes, and waits for the outcome of this name.
pub fn publish(window: &Window<'_>, outcome: &str) {
    review(window);
    window.click(CONFIRM);
    ended(window, outcome);
}

/// Waits for the end of a run, which must be the one of this name.
pub fn ended(window: &Window<'_>, outcome: &str) {
    let came = window.find("[data-testid=outcome]").attribute("data-outcome");
    let words = window.texts("[data-testid=outcome]").join("\n");
    assert_eq!(came.as_deref(), Some(outcome), "{words}");
}

/// The LinkedIn on this computer, as the wire view of the post under review names it.
pub struct Sandbox(SocketAddr);

impl Sandbox {
    /// Read out of the review of the post that is written; it is closed again.
    pub fn of(window: &Window<'_>) -> Self {
        review(window);
        let url = wire_view(window).into_iter().find(|shown| shown.starts_with("http://127.0.0.1:"));
        let url = url.expect("a request in the wire view");
        window.click("dialog header button");
        window.gone("dialog");
        Self::at(&url)
    }

    /// The one that an address leads to.
    pub fn at(url: &str) -> Self {
        let host = url.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        Self(host.and_then(|host| host.parse().ok()).unwrap_or_else(|| panic!("no sandbox at {url}")))
    }

    /// What is to go wrong, as the sandbox's README describes it.
    pub fn fails_with(&self, faults: &Value) {
        let answer = request(self.0, "POST", "/__faults", &[], Some(faults));
        assert!((200..300).contains(&answer.status), "{}", String::from_utf8_lossy(&answer.body));
    }

    /// How often the fault at this place in the list was met.
    pub fn hits(&self, fault: usize) -> u64 {
        self.get("/__faults").json()[fault]["hit"].as_u64().unwrap_or(0)
    }

    pub fn posts(&self) -> Vec<Value> {
        self.get("/__posts").json().as_array().cloned().unwrap_or_default()
    }

    /// The post, of which there must be exactly one.
    pub fn the_post(&self) -> Value {
        let posts = self.posts();
        assert_eq!(posts.len(), 1, "{posts:#?}");
        posts.into_iter().next().expect("just counted")
    }

    pub fn get(&self, path: &str) -> Answer {
        request(self.0, "GET", path, &[], None)
    }
}

/// More stops than any screen has.
const STOPS: usize = 120;

/// Goes on with the Tab key until this element has the focus.
pub fn tab_to(window: &Window<'_>, css: &str) {
    let reached = (0..STOPS).any(|_| {
        window.js("return document.activeElement.matches(arguments[0])", &[json!(css)]) == true || {
            window.keys(TAB);
            false
        }
    });
    assert!(reached, "{css} is not reached in {STOPS} stops");
}

/// What the page complained of; a test ends with none.
pub fn no_complaints(window: &Window<'_>) {
    assert_eq!(window.complaints(), Vec::<String>::new());
}
