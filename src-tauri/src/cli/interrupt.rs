//! Ctrl-C, and on Unix the system's polite request to end.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

/// Requests to end, kept from [`Interrupts::listen`] on, so that none is lost between two waits.
pub(super) struct Interrupts {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(windows)]
    ctrl_c: CtrlC,
}

impl Interrupts {
    /// From here on a request to end no longer ends the process by itself. Needs a tokio runtime.
    #[cfg(unix)]
    pub(super) fn listen() -> io::Result<Interrupts> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Interrupts { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    /// From here on a request to end no longer ends the process by itself. Needs a tokio runtime.
    #[cfg(windows)]
    pub(super) fn listen() -> io::Result<Interrupts> {
        Ok(Interrupts { ctrl_c: ctrl_c()? })
    }

    /// Returns at the next request to end, at once if it came since the last wait.
    pub(super) async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.ctrl_c.recv().await;
    }
}
