//! The rules between one field of a new post and another (LinkedIn Posts API).

use serde_json::{Map, Value};

use crate::schema::content;
use crate::urn::Urn;
use crate::wire::ValueFlaw;
use crate::world::Posts;

/// Kinds of content that a dark post may carry, and an organic one may not (LinkedIn Posts API, "content types").
const SPONSORED_ONLY: &[&str] = &["carousel"];
/// And the other way round.
const ORGANIC_ONLY: &[&str] = &["multiImage", "poll"];

type Rule = fn(&Map<String, Value>, &Urn) -> Result<(), ValueFlaw>;

const RULES: &[Rule] = &[lifecycle, visibility, of_a_person, dark, reshare];

/// # Errors
/// The first rule that the body breaks.
pub(super) fn check(body: &Map<String, Value>, author: &Urn) -> Result<(), ValueFlaw> {
    RULES.iter().try_for_each(|rule| rule(body, author))
}

fn lifecycle(body: &Map<String, Value>, _: &Urn) -> Result<(), ValueFlaw> {
    match text(body, "lifecycleState") {
        "PUBLISHED" => Ok(()),
        _ => Err(ValueFlaw::invalid("/lifecycleState", "only PUBLISHED can be created")),
    }
}

fn visibility(body: &Map<String, Value>, author: &Urn) -> Result<(), ValueFlaw> {
    let visibility = text(body, "visibility");
    if (visibility == "CONTAINER") != body.contains_key("container") {
        return Err(ValueFlaw::invalid("/visibility", "CONTAINER and a container go together"));
    }
    if author.is_organization() && visibility != "PUBLIC" && visibility != "CONTAINER" {
        return Err(ValueFlaw::invalid("/visibility", "posts of an organization must be PUBLIC"));
    }
    Ok(())
}

fn of_a_person(body: &Map<String, Value>, author: &Urn) -> Result<(), ValueFlaw> {
    if !author.is_person() {
        return Ok(());
    }
    if is_dark(body) {
        let message = "NONE is for posts of an organization";
        return Err(ValueFlaw::invalid("/distribution/feedDistribution", message));
    }
    if body.contains_key("adContext") {
        return Err(ValueFlaw::invalid("/adContext", "only posts of an organization can be sponsored"));
    }
    if body["distribution"]["targetEntities"].as_array().is_some_and(|targets| !targets.is_empty()) {
        let message = "only posts of an organization can be targeted";
        return Err(ValueFlaw::invalid("/distribution/targetEntities", message));
    }
    Ok(())
}

fn dark(body: &Map<String, Value>, _: &Urn) -> Result<(), ValueFlaw> {
    let kind = content::kind(body);
    let sponsored = body.contains_key("adContext");
    if SPONSORED_ONLY.contains(&kind) {
        if !sponsored {
            return Err(ValueFlaw::invalid("/adContext", format!("a {kind} is for sponsored posts only")));
        }
        if !is_dark(body) {
            let message = format!("a {kind} cannot be shown in the feed; this must be NONE");
            return Err(ValueFlaw::invalid("/distribution/feedDistribution", message));
        }
    }
    if ORGANIC_ONLY.contains(&kind) && (sponsored || is_dark(body)) {
        return Err(ValueFlaw::invalid("/content", format!("a {kind} cannot be sponsored")));
    }
    if sponsored && body["adContext"].get("dscAdAccount").is_none() {
        return Err(ValueFlaw::invalid("/adContext/dscAdAccount", "a sponsored post needs an ad account"));
    }
    Ok(())
}

fn reshare(body: &Map<String, Value>, _: &Urn) -> Result<(), ValueFlaw> {
    if body.contains_key("reshareContext") && body.contains_key("content") {
        return Err(ValueFlaw::invalid("/reshareContext", "a reshare cannot carry content"));
    }
    Ok(())
}

/// Whether the post that a reshare names can be shared. LinkedIn has more posts than a sandbox, so that one unknown
/// here is taken to be there, unless it `must_be_here`.
///
/// # Errors
/// A parent that was deleted here, or whose author forbids it.
pub(super) fn check_parent(
    body: &Map<String, Value>,
    posts: &Posts,
    must_be_here: bool,
) -> Result<(), ValueFlaw> {
    let Some(reshare) = body.get("reshareContext") else { return Ok(()) };
    let invalid = |message: String| Err(ValueFlaw::invalid("/reshareContext/parent", message));
    let parent: Urn = match reshare["parent"].as_str().unwrap_or_default().parse() {
        Ok(parent) => parent,
        Err(error) => return invalid(error.to_string()),
    };
    match posts.get(&parent) {
        Some(parent) if parent.fields.get("isReshareDisabledByAuthor") == Some(&Value::Bool(true)) => {
            invalid(format!("the author of {} does not allow it to be reshared", parent.urn))
        }
        None if must_be_here || posts.had(&parent) => invalid(format!("{parent} does not exist")),
        Some(_) | None => Ok(()),
    }
}

fn is_dark(body: &Map<String, Value>) -> bool {
    body["distribution"]["feedDistribution"] == "NONE"
}

fn text<'body>(body: &'body Map<String, Value>, field: &str) -> &'body str {
    body.get(field).and_then(Value::as_str).unwrap_or_default()
}
