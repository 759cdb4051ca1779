//! Opens links in the user's browser.

use galley_core::desk::Problem;
use tauri::Url;

/// Opens a web page. Only https, and the sandbox on this computer; nothing else that a text may hold.
pub fn open(address: &str) -> Result<(), Problem> {
    match Url::parse(address).is_ok_and(|url| may_be_opened(&url)) {
        true => open::that_detached(address)
            .map_err(|_| Problem::other(format!("The browser did not open. The address is {address}"))),
        false => Err(Problem::other(format!("Galley opens https addresses only, and {address} is none"))),
    }
}

fn may_be_opened(url: &Url) -> bool {
    let sandbox = url.scheme() == "http" && url.host_str() == Some("127.0.0.1");
    (url.scheme() == "https" || sandbox) && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_the_sandbox_are_opened() {
        let may = |address| Url::parse(address).is_ok_and(|url| may_be_opened(&url));
        assert!(may("https://www.linkedin.com/feed/"));
        assert!(may("http://127.0.0.1:4000/feed/"));
        for address in [
            "http://127.0.0.1:x@evil.example/",
            "http://127.0.0.1@evil.example/",
            "https://a:b@example.com/",
            "http://example.com/",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert!(!may(address), "{address}");
        }
    }
}
