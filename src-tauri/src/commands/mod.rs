//! Commands for the page, one file a screen. Each is three lines: input, one call, view.

mod accounts;
mod compose;
mod drafts;
mod publish;
mod settings;

use galley_core::desk::{Desk, Problem};
use serde::Serialize;
use specta::Type;
use tauri::{State, Wry};
use tauri_specta::{Builder, ErrorHandlingMode, Event, collect_commands, collect_events};

use crate::host::drops::Drop;

/// The accounts are no longer what they were: ask for them again.
#[derive(Debug, Clone, Serialize, Type, Event)]
pub struct AccountsChanged;

type OnDesk<'a> = State<'a, Desk>;
type Answer<T> = Result<T, Problem>;

/// Every command and event: what the page may call, and what `ui/src/host/bindings.ts` is made from.
pub fn bindings() -> Builder<Wry> {
    Builder::new()
        .disable_serde_phases()
        // Sizes and times stay far below 2^53, so a JSON number is exact.
        .dangerously_cast_bigints_to_number()
        .error_handling(ErrorHandlingMode::Throw)
        .commands(collect_commands![
            compose::resume,
            compose::new_draft,
            compose::open_draft,
            compose::edit,
            compose::pick_media,
            compose::paste_media,
            compose::reexamine,
            drafts::drafts,
            drafts::delete_draft,
            drafts::restore_draft,
            publish::review,
            publish::publish,
            publish::cancel,
            publish::runs,
            publish::open_run,
            publish::reconcile,
            publish::settle,
            accounts::accounts,
            accounts::add_token,
            accounts::refresh_account,
            accounts::remove_account,
            accounts::retry_vault,
            settings::settings,
            settings::change_settings,
            settings::open_link,
        ])
        .events(collect_events![Drop, AccountsChanged])
}
