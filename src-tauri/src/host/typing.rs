//! What typing needs of the webview: misspelled words are marked, and input methods show what they compose.

use tauri::WebviewWindow;

/// Switches both on. WebKitGTK has spell checking off, and a page's `spellcheck` attribute does not change that; the
/// words are those of the user's languages, as far as a dictionary is installed.
///
/// `wry` has composing in place off, for the sake of older WebKitGTK, whose candidates then lay elsewhere; from 2.50 on
/// they lie at the caret, and without it people who write Chinese, Japanese or Korean do not see what they compose.
#[cfg(target_os = "linux")]
pub fn switch_on(window: &WebviewWindow) {
    use webkit2gtk::{InputMethodContextExt, WebContextExt, WebViewExt};

    let switched = window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            let languages = languages();
            context.set_spell_checking_enabled(true);
            context.set_spell_checking_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
        }
        if let Some(input) = webview.inner().input_method_context().filter(|_| composes_at_the_caret()) {
            input.set_enable_preedit(true);
        }
    });
    if let Err(error) = switched {
        tracing::warn!(%error, "spelling is not checked, and input methods compose out of sight");
    }
}

#[cfg(target_os = "linux")]
fn composes_at_the_caret() -> bool {
    let version = tauri::webview_version().unwrap_or_default();
    let mut numbers = version.split('.').map_while(|number| number.parse().ok());
    (numbers.next(), numbers.next()) >= (Some(2), Some(50))
}

/// Elsewhere the webview follows the system's own setting.
#[cfg(not(target_os = "linux"))]
pub fn switch_on(_: &WebviewWindow) {}

/// `LANGUAGE=de:en` or `LANG=de_DE.UTF-8`, as gettext reads them; English where they say nothing.
#[cfg(target_os = "linux")]
fn languages() -> Vec<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let wanted = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let names = wanted.split(':').map(|locale| locale.split(['.', '@']).next().unwrap_or_default());
    let spoken: Vec<String> =
        names.filter(|name| !matches!(*name, "" | "C" | "POSIX")).map(str::to_owned).collect();
    if spoken.is_empty() { vec!["en_US".to_owned()] } else { spoken }
}
