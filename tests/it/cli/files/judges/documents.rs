use std::{collections::BTreeSet, process::Command};

use serde_json::{Map, Value, json};

use super::run;
use crate::cli::{
    files::{Told, documents::office, make::side_by_side},
    home::Home,
};

/// What Poppler says of PDFs, qpdf of those that are locked, and LibreOffice of the others, by printing them.
pub fn documents(home: &Home, names: &[String]) -> Told {
    let (files, others): (Vec<_>, Vec<_>) = names.iter().cloned().partition(|name| name.ends_with(".pdf"));
    let mut told: Told = side_by_side(&files, |name| (name.clone(), pdf(home, name))).into_iter().collect();
    for format in ["docx", "doc", "pptx", "ppt"] {
        let those: Vec<_> =
            others.iter().filter(|name| name.ends_with(&format!(".{format}"))).cloned().collect();
        office(home, "pdf", &format!("_{format}"), &those);
        for name in those {
            let printed = format!("_{format}/{}.pdf", name.split('.').next().unwrap());
            let figures = json!({"kind": "document", "format": format, "pages": pages(home, &printed, "")});
            told.insert(name, figures.as_object().unwrap().clone());
        }
    }
    told
}

fn pdf(home: &Home, name: &str) -> Map<String, Value> {
    let key = if name.contains("locked") && !name.starts_with("un") { "user" } else { "" };
    let mut figures = json!({"pages": pages(home, name, key)});
    let locked =
        Command::new("qpdf").args(["--is-encrypted", name]).current_dir(home.file("")).status().unwrap();
    figures["encrypted"] = json!(locked.success());
    let told = pdfinfo(home, name, key);
    let lines = told.lines().filter_map(|line| line.split_once(':'));
    let lines: Vec<(Vec<&str>, &str)> =
        lines.map(|(name, value)| (name.split_whitespace().collect(), value.trim())).collect();
    assert!(
        lines
            .iter()
            .any(|(key, value)| key == &["Encrypted"] && value.starts_with("yes") == locked.success())
    );
    let of = |wanted: &str, number: &str| {
        let line = lines.iter().find(|(key, _)| key == &["Page", number, wanted]);
        line.map(|(_, value)| *value).unwrap_or_default()
    };
    let sizes: BTreeSet<String> = lines
        .iter()
        .filter_map(
            |(key, size)| if let ["Page", number, "size"] = key[..] { Some((number, *size)) } else { None },
        )
        .map(|(number, size)| {
            let (width, rest) = size.split_once(" x ").unwrap();
            let height = rest.split(' ').next().unwrap();
            let turned = ["90", "270"].contains(&of("rot", number));
            if turned { format!("{height} × {width}") } else { format!("{width} × {height}") }
        })
        .collect();
    figures["page_sizes"] = json!(if sizes.len() == 1 { "uniform" } else { "mixed" });
    figures.as_object().unwrap().clone()
}

fn pages(home: &Home, name: &str, key: &str) -> u32 {
    let mut command = Command::new("qpdf");
    command.args(["--show-npages", &format!("--password={key}"), name]);
    String::from_utf8_lossy(&run(home, command).stdout).trim().parse().unwrap()
}

/// With the size and the turn of every page.
fn pdfinfo(home: &Home, name: &str, key: &str) -> String {
    let mut command = Command::new("pdfinfo");
    command.args(["-f", "1", "-l", "100000", "-upw", key, name]);
    String::from_utf8_lossy(&run(home, command).stdout).into_owned()
}
