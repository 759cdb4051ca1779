//! What goes wrong in the page without anybody seeing it.

use super::window::Window;

/// A page's console cannot be read from outside in WebKitGTK; so the page is asked to remember. The observer also
/// hears of breaches that happened before it was made.
const LISTEN: &str = r#"
    const heard = (window.__complaints = []);
    addEventListener("error", e => heard.push(`error: ${e.message || "a resource did not load: " + (e.target.src || e.target.href)}`), true);
    addEventListener("unhandledrejection", e => heard.push(`unhandled rejection: ${e.reason?.stack || e.reason}`));
    const error = console.error;
    console.error = (...words) => { heard.push(`console.error: ${words.map(String).join(" ")}`); error(...words); };
    if (window.ReportingObserver) {
        new ReportingObserver(
            reports => reports.forEach(r => heard.push(`policy: ${r.body?.effectiveDirective} ${r.body?.blockedURL}`)),
            { types: ["csp-violation"], buffered: true },
        ).observe();
    }
    addEventListener("securitypolicyviolation", e => heard.push(`policy: ${e.effectiveDirective} ${e.blockedURI}`));
"#;

pub fn listen(window: &Window<'_>) {
    window.js(LISTEN, &[]);
}

pub fn heard(window: &Window<'_>) -> Vec<String> {
    let heard = window.js("return window.__complaints", &[]);
    heard.as_array().into_iter().flatten().filter_map(|words| words.as_str().map(str::to_owned)).collect()
}
