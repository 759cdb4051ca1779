//! Accessibility, as axe-core judges it in the real page.

use super::window::Window;
use serde_json::{Value, json};
use std::{fmt, fs, path::Path};

/// A rule that the page breaks.
#[derive(Debug)]
pub struct Violation {
    /// The rule's name in axe-core.
    pub rule: String,
    /// What it asks for.
    pub help: String,
    /// The elements that break it: their selectors, and why.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n    {}", self.rule, self.help, self.places.join("\n    "))
    }
}

impl Window<'_> {
    /// Every violation on the screen as it is now. Drive the page there first; what is not shown is not judged.
    pub fn violations(&self) -> Vec<Violation> {
        self.load_axe();
        let report = self.js_async(
            "return await axe.run(document, { resultTypes: ['violations'], elementRef: false })",
            &[],
        );
        let found = report["violations"].as_array();
        found.unwrap_or_else(|| panic!("axe-core: {report}")).iter().map(violation).collect()
    }

    fn load_axe(&self) {
        if self.js("return typeof axe === 'object'", &[]) == true {
            return;
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&file).expect("`npm ci` in ui/ brings axe-core");
        // As a WebDriver script it is not held to the page's policy, which allows no foreign script.
        self.js(&format!("{source}\nwindow.axe = axe;"), &[]);
    }
}

fn violation(found: &Value) -> Violation {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = |node: &Value| {
        let why = word(&node["failureSummary"]).replace('\n', " ");
        let target = node["target"].as_array().map(|target| json!(target).to_string()).unwrap_or_default();
        format!("{target} {why}")
    };
    Violation {
        rule: word(&found["id"]),
        help: word(&found["help"]),
        places: found["nodes"].as_array().into_iter().flatten().map(place).collect(),
    }
}
