//! Galley's window as a person uses it.

use super::{
    complaints,
    driver::{Driver, Refused},
    element::Element,
    process,
    start::Desk,
    wait,
};
use serde_json::{Value, json};
use std::{env, net::SocketAddr, path::PathBuf};

/// The program that Cargo has just built.
const GALLEY: &str = env!("CARGO_BIN_EXE_galley");

/// Names another program to test, such as one built for release.
const OTHER_GALLEY: &str = "GALLEY_E2E_BINARY";

/// The program under test.
pub fn galley() -> PathBuf {
    env::var_os(OTHER_GALLEY).unwrap_or_else(|| GALLEY.into()).into()
}

/// An open window; dropping it closes the program.
pub struct Window<'a> {
    pub(super) desk: &'a Desk,
    pub(super) driver: Driver,
    driver_process: u32,
}

impl<'a> Window<'a> {
    pub(super) fn open(desk: &'a Desk, server: SocketAddr, driver_process: u32) -> Self {
        let driver = Driver::start(server, &galley());
        let window = Self { desk, driver, driver_process };
        complaints::listen(&window);
        window
    }

    /// Waits for the first element that a CSS selector finds.
    pub fn find(&self, css: &str) -> Element<'_> {
        wait::until(&format!("an element {css}"), || self.find_all(css).into_iter().next())
    }

    /// All elements that a CSS selector finds now, in the page's order.
    pub fn find_all(&self, css: &str) -> Vec<Element<'_>> {
        self.elements("css selector", css)
    }

    /// Waits for a button that can be pressed, by what stands on it, or by its label when it bears only a picture.
    /// Behind an open dialog nothing can be pressed.
    pub fn button(&self, name: &str) -> Element<'_> {
        assert!(!name.contains('"'), "XPath 1.0 cannot quote a double quote: {name}");
        let path = format!(
            r#"//*[self::button or self::a or @role="button" or @role="menuitem" or @role="tab" or @role="radio"][normalize-space(.)="{name}" or @aria-label="{name}"][not(@disabled or @aria-disabled="true")][ancestor::dialog or not(//dialog[@open])]"#
        );
        wait::until(&format!("a button {name:?}"), || self.elements("xpath", &path).into_iter().next())
    }

    /// Waits until a CSS selector finds nothing any more.
    pub fn gone(&self, css: &str) {
        wait::until(&format!("{css} to be gone"), || self.find_all(css).is_empty().then_some(()));
    }

    /// Waits until an element's text is as wanted, and returns it.
    pub fn text_when(&self, css: &str, wanted: impl Fn(&str) -> bool) -> String {
        let mut last = None;
        let seen = wait::within(wait::DEADLINE, || {
            // Asked for in one script: between two commands the page may have drawn the element anew.
            let text =
                self.js("return document.querySelector(arguments[0])?.innerText ?? null", &[json!(css)]);
            last = text.as_str().map(str::to_owned);
            last.clone().filter(|text| wanted(text))
        });
        seen.unwrap_or_else(|| panic!("the text of {css} stayed {last:?}"))
    }

    /// The texts of all elements that a CSS selector finds now, as a person sees them.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(found => found.innerText)";
        let texts = self.js(script, &[json!(css)]);
        texts.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// Waits until the texts of all elements that a CSS selector finds are these.
    pub fn texts_when(&self, css: &str, wanted: &[&str]) {
        let mut last = Vec::new();
        let seen = wait::within(wait::DEADLINE, || {
            last = self.texts(css);
            (last == wanted).then_some(())
        });
        assert!(seen.is_some(), "{css} should read {wanted:?} and stayed {last:?}");
    }

    /// Clicks as soon as the click reaches the element: what lies over it may be on its way out.
    pub fn click(&self, css: &str) {
        let mut last = Value::Null;
        let clicked = wait::within(wait::DEADLINE, || {
            let reference = self.find_all(css).first()?.reference();
            let id = reference.as_object()?.values().next()?.as_str()?.to_owned();
            self.driver
                .post(&format!("/element/{id}/click"), &json!({}))
                .map_err(|refused| last = refused)
                .ok()
        });
        clicked.unwrap_or_else(|| panic!("{css} could not be clicked: {last}"));
    }

    /// Types into whatever has the focus, key by key.
    pub fn keys(&self, text: &str) {
        let strokes = text.chars().flat_map(|key| [stroke("keyDown", key), stroke("keyUp", key)]);
        self.keyboard(strokes.collect());
    }

    /// Presses keys together, such as `[CONTROL, "b"]`, and lets them go.
    pub fn chord(&self, keys: &[&str]) {
        let keys: Vec<char> = keys.iter().flat_map(|key| key.chars()).collect();
        let down = keys.iter().map(|key| stroke("keyDown", *key));
        let up = keys.iter().rev().map(|key| stroke("keyUp", *key));
        self.keyboard(down.chain(up).collect());
    }

    /// Drags with the mouse inside the page, from the middle of one element to where the middle of another stands now:
    /// what is dragged over may make room.
    pub fn drag_within(&self, from: &Element<'_>, to: &Element<'_>) {
        let to_middle = |of: &Element<'_>| {
            let middle = self.js(
                "const box = arguments[0].getBoundingClientRect(); \
                 return [box.left + box.width / 2, box.top + box.height / 2].map(Math.round)",
                &[of.reference()],
            );
            json!({"type": "pointerMove", "duration": 120, "origin": "viewport", "x": middle[0], "y": middle[1]})
        };
        let nudge = json!({"type": "pointerMove", "duration": 60, "origin": "pointer", "x": 6, "y": 6});
        self.perform(
            &json!([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
                to_middle(from), {"type": "pointerDown", "button": 0}, nudge, to_middle(to),
                {"type": "pointerUp", "button": 0},
            ]}]),
        );
    }

    /// Runs a script in the page; its `return` value comes back.
    pub fn js(&self, script: &str, arguments: &[Value]) -> Value {
        self.script("sync", script, arguments)
    }

    /// Runs a script that awaits; its `return` value comes back.
    pub fn js_async(&self, script: &str, arguments: &[Value]) -> Value {
        let body = format!(
            "const done = arguments[arguments.length - 1]; \
             (async (...arguments) => {{ {script} }})(...arguments).then(done, e => done({{thrown: String(e)}}))"
        );
        self.script("async", &body, arguments)
    }

    /// Calls one of Galley's commands as the page does. The error is the command's own.
    pub fn invoke(&self, command: &str, arguments: &Value) -> Result<Value, Value> {
        let script = "try { return { ok: await window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]) } } \
                      catch (error) { return { error } }";
        let mut answer = self.js_async(script, &[json!(command), arguments.clone()]);
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["ok"].take()),
        }
    }

    /// Makes the page this large, in CSS pixels, and waits until it is.
    pub fn resize(&self, width: u32, height: u32) {
        let asked = json!({"x": 0, "y": 0, "width": width, "height": height});
        self.driver.post("/window/rect", &asked).expect("a window can be resized");
        wait::until(&format!("a page of {width}×{height}"), || {
            (self.js("return [innerWidth, innerHeight]", &[]) == json!([width, height])).then_some(())
        });
    }

    /// What the page has complained of since it was opened: errors, and breaches of its security policy.
    pub fn complaints(&self) -> Vec<String> {
        complaints::heard(self)
    }

    /// The process of the program itself.
    pub fn process(&self) -> u32 {
        let started = process::children(self.driver_process);
        *started.first().expect("the driver has started Galley")
    }

    /// Waits until the program has ended by itself.
    pub fn closed(self) {
        let ended = || process::children(self.driver_process).is_empty().then_some(());
        wait::until("the program to end", ended);
    }

    /// Ends the process of the page, as a fault in a graphics driver does. Nobody can drive the page after that.
    pub fn kill_page(&self) {
        let page = process::children(self.process())
            .into_iter()
            .find(|id| process::is_called(*id, "WebKitWebProcess"));
        assert!(process::kill(page.expect("a page has a process")), "the page outlived its end");
    }

    /// Ends the program as a power cut would.
    pub fn kill(self) {
        assert!(process::kill(self.process()), "Galley outlived its end");
    }

    pub(super) fn perform(&self, actions: &Value) {
        self.driver
            .post("/actions", &json!({"actions": actions}))
            .unwrap_or_else(|refused| panic!("actions: {refused}"));
    }

    fn keyboard(&self, strokes: Vec<Value>) {
        self.perform(&json!([{"type": "key", "id": "keyboard", "actions": strokes}]));
    }

    fn elements(&self, using: &str, value: &str) -> Vec<Element<'_>> {
        let found = self.driver.post("/elements", &json!({"using": using, "value": value}));
        let found = found.unwrap_or_else(|refused| panic!("elements {value}: {refused}"));
        found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|found| Element::read(&self.driver, found))
            .collect()
    }

    fn script(&self, kind: &str, script: &str, arguments: &[Value]) -> Value {
        let done: Result<Value, Refused> =
            self.driver.post(&format!("/execute/{kind}"), &json!({"script": script, "args": arguments}));
        done.unwrap_or_else(|refused| panic!("script {script}: {refused}"))
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The desk takes a picture of the screen next.
            return;
        }
        // A killed program has no session any more.
        let _ = self.driver.delete("");
    }
}

fn stroke(kind: &str, key: char) -> Value {
    json!({"type": kind, "value": key})
}
