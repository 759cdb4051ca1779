//! What publishing would send, printed: the requests of the wire view.

use std::path::Path;

use galley_core::{
    desk::{Proof, WireRequest, wire_view},
    providers::{Call, FileRef, Manner, Plan},
};
use serde_json::{Map, Value, json};

use super::{Output, Placed, one_line};

pub(super) fn print(plan: &Plan, proof: &Proof, findings: &[Placed], output: Output) {
    let requests = wire_view(plan);
    let steps = requests.iter().zip(&plan.steps).map(|(request, step)| match &step.call {
        Call::Upload { file, manner, .. } => {
            (request, Some(Upload { file, manner, path: proof.path(file.media) }))
        }
        _ => (request, None),
    });
    if output.json {
        output.value(&json!({
            "outcome": "planned",
            "author": plan.author,
            "requests": steps.map(|(request, upload)| value(request, upload)).collect::<Vec<_>>(),
            "upload_bytes": plan.files().map(|file| file.bytes).sum::<u64>(),
            "findings": findings,
        }));
    } else {
        steps.for_each(|(request, upload)| say(request, upload, output));
        output.say("Nothing was sent.");
    }
}

/// The file that a step sends.
struct Upload<'a> {
    file: &'a FileRef,
    manner: &'a Manner,
    path: Option<&'a Path>,
}

impl Upload<'_> {
    fn path(&self) -> String {
        self.path.map_or_else(|| self.file.name.clone(), |path| path.display().to_string())
    }

    /// The first and the last byte of each part, counted from 0; of a file that goes in one piece there is none.
    fn parts(&self) -> Vec<(u64, u64)> {
        let Manner::Parts { likely } = *self.manner else { return Vec::new() };
        let size = likely.max(1);
        let parts = self.file.bytes.div_ceil(size);
        (0..parts).map(|part| (part * size, ((part + 1) * size).min(self.file.bytes) - 1)).collect()
    }
}

/// A step as data. `first_byte` and `last_byte` count from 0, both included.
fn value(request: &WireRequest, upload: Option<Upload<'_>>) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let body: Option<Value> = request.body.as_ref().and_then(|body| serde_json::from_str(body).ok());
    let file = upload.map(|upload| {
        let mut file = json!({
            "name": upload.file.name,
            "path": upload.path(),
            "first_byte": 0,
            "last_byte": upload.file.bytes.saturating_sub(1),
            "bytes": upload.file.bytes,
        });
        let parts = upload.parts();
        if !parts.is_empty() {
            let part = |(first, last)| json!({"first_byte": first, "last_byte": last});
            file["parts"] = parts.into_iter().map(part).collect();
        }
        file
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

fn say(request: &WireRequest, upload: Option<Upload<'_>>, output: Output) {
    output.say(format_args!("{}. {}", request.step, request.title));
    output.say(format_args!("   {} {}", request.method, request.url));
    for (name, value) in &request.headers {
        output.say(format_args!("   {name}: {value}"));
    }
    if let Some(upload) = &upload {
        let path = one_line(&upload.path());
        match upload.parts().as_slice() {
            [] => output.say(format_args!("\n   bytes 0–{} of {path}", upload.file.bytes.saturating_sub(1))),
            parts => parts.iter().zip(1..).for_each(|((first, last), part)| {
                output.say(format_args!("   part {part}: bytes {first}–{last} of {path}"));
            }),
        }
    }
    if let Some(body) = &request.body {
        output.say(format_args!("\n   {}", body.replace('\n', "\n   ")));
    }
    output.say("");
}
