//! The command line as a script meets it: the real program, real files, a sandbox in a process of its own.

mod check;
mod dry_run;
mod files;
mod home;
#[path = "../e2e/desk/http.rs"]
mod http;
mod interrupted;
mod publish;
mod refused;
mod running;
mod sandbox;
mod settle;
mod settle_below;
mod wrong_use;
