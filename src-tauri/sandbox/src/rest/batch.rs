//! The answer to a `BATCH_GET`: every key in exactly one of `results` and `errors`.

use axum::Json;
use serde_json::{Map, Value, json};

use crate::wire::Refusal;

/// Looks every key up, whatever becomes of the others.
pub(super) fn answer(
    keys: Vec<String>,
    mut look_up: impl FnMut(&str) -> Result<Value, Refusal>,
) -> Json<Value> {
    let (mut results, mut statuses, mut errors) = (Map::new(), Map::new(), Map::new());
    for key in keys {
        match look_up(&key) {
            Ok(entity) => {
                statuses.insert(key.clone(), json!(200));
                results.insert(key, entity);
            }
            Err(refusal) => {
                statuses.insert(key.clone(), json!(refusal.status().as_u16()));
                errors.insert(key, refusal.body());
            }
        }
    }
    Json(json!({"results": results, "statuses": statuses, "errors": errors}))
}
