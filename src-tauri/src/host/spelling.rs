//! Marks misspelled words while they are typed.

use tauri::WebviewWindow;

/// Switches spell checking on; WebKitGTK has it off, and a page's `spellcheck` attribute does not change that.
/// The words are those of the user's languages, as far as a dictionary is installed.
#[cfg(target_os = "linux")]
pub fn switch_on(window: &WebviewWindow) {
    use webkit2gtk::{WebContextExt, WebViewExt};

    let switched = window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            let languages = languages();
            context.set_spell_checking_enabled(true);
            context.set_spell_checking_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
        }
    });
    if let Err(error) = switched {
        tracing::warn!(%error, "spelling is not checked");
    }
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
