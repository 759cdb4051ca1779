//! What publishing would send, printed: the requests of the wire view.

use galley_core::{
    desk::{Proof, WireRequest, wire_view},
    providers::Plan,
};
use serde_json::{Map, Value, json};

use super::{Output, Placed, one_line};

pub(super) fn print(plan: &Plan, proof: &Proof, findings: &[Placed], output: Output) {
    let requests = wire_view(plan);
    let files: Vec<String> = proof.paths().map(|path| path.display().to_string()).collect();
    let mut uploads = files.iter();
    // Uploads stand in the order of the images.
    let requests = requests.iter().map(|request| {
        let file = request.file.as_ref().and_then(|_| uploads.next());
        (request, file.map(String::as_str))
    });
    if output.json {
        output.value(&json!({
            "outcome": "planned",
            "author": plan.author,
            "requests": requests.map(|(request, file)| value(request, file)).collect::<Vec<_>>(),
            "upload_bytes": plan.files().map(|file| file.bytes).sum::<u64>(),
            "findings": findings,
        }));
    } else {
        requests.for_each(|(request, file)| say(request, file, output));
        output.say("Nothing was sent.");
    }
}

/// A step as data. `first_byte` and `last_byte` count from 0, both included.
fn value(request: &WireRequest, path: Option<&str>) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let body: Option<Value> = request.body.as_ref().and_then(|body| serde_json::from_str(body).ok());
    let file = request.file.as_ref().map(|file| {
        json!({
            "name": file.name,
            "path": path,
            "first_byte": 0,
            "last_byte": file.bytes.saturating_sub(1),
            "bytes": file.bytes,
        })
    });
    json!({
        "step": request.step,
        "title": request.title,
        "method": request.method,
        "url": request.url,
        "headers": headers,
        "body": body,
        "file": file,
    })
}

fn say(request: &WireRequest, path: Option<&str>, output: Output) {
    output.say(format_args!("{}. {}", request.step, request.title));
    output.say(format_args!("   {} {}", request.method, request.url));
    for (name, value) in &request.headers {
        output.say(format_args!("   {name}: {value}"));
    }
    if let Some(file) = &request.file {
        let last = file.bytes.saturating_sub(1);
        output.say(format_args!("\n   bytes 0–{last} of {}", one_line(path.unwrap_or(&file.name))));
    }
    if let Some(body) = &request.body {
        output.say(format_args!("\n   {}", body.replace('\n', "\n   ")));
    }
    output.say("");
}
