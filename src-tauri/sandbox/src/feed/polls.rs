//! A poll as it begins: the question, its answers, how long it runs.

use super::card::put;
use super::html::Escaped;
use crate::world::Post;

pub(super) fn push(post: &Post, page: &mut String) {
    let poll = &post.fields["content"]["poll"];
    let question = poll["question"].as_str().unwrap_or_default();
    put(page, format_args!("<div class=\"poll\"><b>{}</b><ul>", Escaped(question)));
    for option in poll["options"].as_array().into_iter().flatten() {
        put(page, format_args!("<li>{}</li>", Escaped(option["text"].as_str().unwrap_or_default())));
    }
    let left = match poll["settings"]["duration"].as_str() {
        Some("ONE_DAY") => "1 day",
        Some("THREE_DAYS") => "3 days",
        Some("SEVEN_DAYS") => "1 week",
        _ => "2 weeks",
    };
    put(page, format_args!("</ul><span class=\"quiet\">0 votes · {left} left</span></div>"));
}
