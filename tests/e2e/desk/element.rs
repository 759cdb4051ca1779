//! Something on the page.

use super::driver::{Driver, ELEMENT};
use serde_json::{Value, json};

/// An element of the page. It panics when the page has dropped it since.
pub struct Element<'a> {
    driver: &'a Driver,
    id: String,
}

impl<'a> Element<'a> {
    pub(super) fn read(driver: &'a Driver, reference: &Value) -> Option<Self> {
        Some(Self { driver, id: reference.get(ELEMENT)?.as_str()?.to_owned() })
    }

    /// As an argument for a script.
    pub fn reference(&self) -> Value {
        json!({ELEMENT: self.id})
    }

    /// Scrolls there and clicks in its middle, as a person would; fails when something lies over it.
    pub fn click(&self) {
        self.post("click", &json!({}));
    }

    /// Types at the end of what is there, as a person would.
    pub fn type_text(&self, text: &str) {
        self.post("value", &json!({"text": text}));
    }

    /// The text that stands on it. Not what WebDriver calls so: that is empty for what is scrolled out of sight.
    pub fn text(&self) -> String {
        let script = json!({"script": "return arguments[0].innerText", "args": [self.reference()]});
        let text = self.driver.post("/execute/sync", &script);
        let text = text.unwrap_or_else(|refused| panic!("the text of an element: {refused}"));
        text.as_str().unwrap_or_default().to_owned()
    }

    pub fn attribute(&self, name: &str) -> Option<String> {
        self.get(&format!("attribute/{name}")).as_str().map(str::to_owned)
    }

    /// What stands in a text field.
    pub fn value(&self) -> String {
        self.get("property/value").as_str().unwrap_or_default().to_owned()
    }

    fn get(&self, what: &str) -> Value {
        let asked = self.driver.get(&format!("/element/{}/{what}", self.id));
        asked.unwrap_or_else(|refused| panic!("{what} of an element: {refused}"))
    }

    fn post(&self, what: &str, body: &Value) {
        let done = self.driver.post(&format!("/element/{}/{what}", self.id), body);
        done.unwrap_or_else(|refused| panic!("{what} on an element: {refused}"));
    }
}
