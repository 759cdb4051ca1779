//! How each API spells a post: drafts in, requests out; answers in, meanings out. A provider decides nothing about
//! when to send, repeat or give up; `publish` does.

pub mod linkedin;
mod plan;
mod request;

pub use plan::{Call, FileRef, FollowUp, Manner, Plan, Step, StepId};
pub use request::{Fill, Method, Obtained, Request};
