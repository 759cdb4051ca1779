use serde_json::{Map, Value};

/// What a report says otherwise than expected, a line each. A time may differ by a frame of picture or of sound,
/// which is what players differ by too.
pub fn differences(name: &str, expected: &Map<String, Value>, report: &Value) -> Vec<String> {
    let tolerance = expected.get(FRAME).and_then(Value::as_f64).unwrap_or(0.0);
    let differ = expected.iter().filter(|(key, _)| *key != FRAME).filter(|(key, value)| match key.as_str() {
        "duration_ms" => match (value.as_f64(), report["duration_ms"].as_f64()) {
            (Some(expected), Some(told)) => (expected - told).abs() > tolerance,
            (expected, told) => expected.is_some() || told.is_some(),
        },
        // An average, over times that players round in their own ways.
        "frame_rate" => match (value.as_f64(), report["frame_rate"].as_f64()) {
            (Some(expected), Some(told)) => (expected - told).abs() > expected / 50.0,
            (expected, told) => expected.is_some() || told.is_some(),
        },
        key => report[key] != **value,
    });
    let line =
        |(key, value): (&String, &Value)| format!("{name}: {key} is {}, others say {value}", report[key]);
    differ.map(line).collect()
}

/// Under this key: how long a frame takes, in milliseconds.
pub const FRAME: &str = "frame";
