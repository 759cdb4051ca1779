//! The two pages a browser sees while signing in.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::ledger::Asked;
use crate::feed::{Escaped, page};
use crate::world::People;

/// Asks the member; the buttons answer with the ticket.
pub(super) fn consent(asked: &Asked, ticket: &str, people: &People) -> Response {
    let mut body = format!(
        "<main class=\"consent card\"><h1>Sign in to the sandbox</h1>\
         <p><b>{}</b> asks for:</p><ul>",
        Escaped(&asked.client_id)
    );
    for scope in &asked.scopes {
        body.push_str(&format!("<li><code>{}</code></li>", Escaped(scope)));
    }
    body.push_str("</ul><form action=\"/oauth/v2/authorization/decision\" method=\"get\">");
    body.push_str(&format!("<input type=\"hidden\" name=\"ticket\" value=\"{}\">", Escaped(ticket)));
    body.push_str("<label>As <select name=\"member\">");
    for member in &people.members {
        body.push_str(&format!(
            "<option value=\"{}\">{}</option>",
            Escaped(member.urn.id()),
            Escaped(&member.name)
        ));
    }
    body.push_str(
        "</select></label><p class=\"choices\">\
         <button name=\"answer\" value=\"deny\">Cancel</button>\
         <button name=\"answer\" value=\"allow\" class=\"main\">Allow</button></p></form></main>",
    );
    page("Sign in to the sandbox", &body).into_response()
}

/// For requests so wrong that sending the browser back would not be safe.
pub(super) fn mistake(words: &str) -> Response {
    let body = format!(
        "<main class=\"consent card\"><h1>Something is not right</h1><p>{}</p></main>",
        Escaped(words)
    );
    (StatusCode::BAD_REQUEST, page("Sign-in failed", &body)).into_response()
}
