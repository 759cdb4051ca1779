//! How far the reading of many files is.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use tauri::{Manager, WebviewWindow};

use super::news::{Listener, News};

/// Files that are read faster than anybody could look at a number.
const FEW: u32 = 8;
/// How often the page is told.
const OFTEN: Duration = Duration::from_millis(50);

/// Tells the page how many files were read, of how many; not too often, and not of a few.
pub fn told_to(window: &WebviewWindow, drop: Option<u32>) -> impl Fn(u32, u32) + Send + Sync + 'static {
    let window = window.clone();
    let last = Mutex::new(None);
    move |done, of| {
        if of > FEW && is_due(&last, Instant::now()) {
            window.state::<Listener>().tell(News::Reading { drop, done, of });
        }
    }
}

fn is_due(last: &Mutex<Option<Instant>>, now: Instant) -> bool {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let due = last.is_none_or(|last| now.saturating_duration_since(last) >= OFTEN);
    if due {
        *last = Some(now);
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_told_and_then_one_in_a_while() {
        let (last, start) = (Mutex::new(None), Instant::now());
        let told: Vec<u32> = (0..12).filter(|tenth| is_due(&last, start + OFTEN / 10 * *tenth)).collect();
        assert_eq!(told, [0, 10]);
    }
}
