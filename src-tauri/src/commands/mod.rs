//! Commands for the page, one file a screen. Each is three lines: input, one call, view.

mod accounts;
mod address_book;
mod compose;
mod drafts;
mod media;
mod publish;
mod published;
mod settings;

use galley_core::desk::{Desk, Problem};
use tauri::{State, Wry, ipc::Channel};
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::host::news::{Listener, News};

type OnDesk<'a> = State<'a, Desk>;
type Answer<T> = Result<T, Problem>;

/// Every command: what the page may call, and what `ui/src/host/bindings.ts` is made from.
pub fn bindings() -> Builder<Wry> {
    Builder::new()
        .disable_serde_phases()
        // Sizes and times stay far below 2^53, so a JSON number is exact.
        .dangerously_cast_bigints_to_number()
        .error_handling(ErrorHandlingMode::Throw)
        .constant("known", galley_core::desk::known())
        .commands(collect_commands![
            hear,
            compose::resume,
            compose::new_draft,
            compose::open_draft,
            compose::edit,
            compose::pick_media,
            compose::paste_media,
            media::reexamine,
            media::acknowledge,
            media::why_undrawn,
            media::mend,
            media::take_frame,
            media::captions,
            media::bind,
            media::stop_binding,
            media::read_page,
            media::open_file,
            media::plays,
            drafts::drafts,
            drafts::delete_draft,
            drafts::restore_draft,
            publish::review,
            publish::publish,
            publish::watch_publishing,
            publish::cancel,
            publish::runs,
            publish::open_run,
            publish::open_feed,
            publish::reconcile,
            publish::settle,
            publish::settle_at,
            published::post,
            published::check_post,
            published::assess_change,
            published::keep_change,
            published::change_text,
            published::delete_post,
            published::settle_change,
            published::duplicate_post,
            published::read_figures,
            publish::follow_up,
            publish::settle_below,
            publish::open_shared,
            accounts::accounts,
            accounts::add_token,
            accounts::refresh_account,
            accounts::remove_account,
            accounts::retry_vault,
            address_book::mentionable,
            address_book::contacts,
            address_book::keep_contact,
            address_book::restore_contact,
            address_book::remove_contact,
            address_book::mentioned,
            address_book::find_page,
            settings::settings,
            settings::change_settings,
            settings::api_version,
            settings::open_link,
        ])
}

/// From now on the page hears news through this channel.
#[tauri::command]
#[specta::specta]
async fn hear(listener: State<'_, Listener>, on_news: Channel<News>) -> Answer<()> {
    listener.is(on_news);
    Ok(())
}
