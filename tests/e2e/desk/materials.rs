//! Films, documents and odd pictures for a test, made by the programs that people make them with.

use super::start::Desk;
use std::{fs, path::PathBuf, process::Command};

impl Desk {
    /// Makes a film of so many seconds with sound, in which a clock runs; its name says of which kind.
    pub fn film(&self, name: &str, seconds: u32) -> PathBuf {
        let file = self.files().join(name);
        let mut command = self.command("ffmpeg");
        command.args(["-v", "error", "-nostdin", "-f", "lavfi"]);
        command.args(["-i", &format!("testsrc=size=640x360:rate=25:duration={seconds}")]);
        command.args(["-f", "lavfi", "-i", &format!("sine=duration={seconds}")]);
        command.args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]);
        made(command.arg(&file), name);
        file
    }

    /// Makes a PDF whose pages each have a colour of their own; qpdf gives it its order.
    pub fn paper(&self, name: &str, pages: u32) -> PathBuf {
        let (draft, file) = (self.files().join("objects.pdf"), self.files().join(name));
        let kids: String = (0..pages).map(|page| format!("{} 0 R ", 10 + 2 * page)).collect();
        let mut objects = format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
             2 0 obj\n<< /Type /Pages /Count {pages} /Kids [ {kids}] /MediaBox [0 0 540 675] >>\nendobj\n"
        );
        for page in 0..pages {
            let (number, red) = (10 + 2 * page, f64::from(page + 1) / f64::from(pages));
            let drawn = format!("{red:.3} 0.3 0.5 rg 0 0 540 675 re f");
            objects += &format!(
                "{number} 0 obj\n<< /Type /Page /Parent 2 0 R /Contents {next} 0 R >>\nendobj\n\
                 {next} 0 obj\n<< /Length {length} >>\nstream\n{drawn}\nendstream\nendobj\n",
                next = number + 1,
                length = drawn.len()
            );
        }
        objects += &format!("trailer\n<< /Root 1 0 R /Size {} >>\n%%EOF\n", 10 + 2 * pages);
        fs::write(&draft, objects).expect("the folder is there");
        // It warns of the missing table, and makes one.
        made(self.command("qpdf").args(["--warning-exit-0", "--linearize"]).arg(&draft).arg(&file), name);
        fs::remove_file(draft).expect("just written");
        file
    }

    /// Makes a document that has no pages.
    pub fn no_pages(&self, name: &str) -> PathBuf {
        let file = self.files().join(name);
        made(self.command("qpdf").arg("--empty").arg(&file), name);
        file
    }

    /// Makes an animation of two pictures.
    pub fn animation(&self, name: &str, width: u32, height: u32) -> PathBuf {
        let file = self.files().join(name);
        let mut command = self.command("/usr/bin/convert");
        command.args(["-size", &format!("{width}x{height}"), "-delay", "20"]);
        made(command.args(["gradient:navy-teal", "gradient:teal-navy"]).arg(&file), name);
        file
    }

    /// Makes a picture in a format that LinkedIn does not take.
    pub fn webp(&self, name: &str, width: u32, height: u32) -> PathBuf {
        let drawn = self.picture("drawn for webp.png", width, height);
        let file = self.files().join(name);
        made(self.command("cwebp").arg("-quiet").arg(&drawn).arg("-o").arg(&file), name);
        fs::remove_file(drawn).expect("just made");
        file
    }
}

fn made(command: &mut Command, name: &str) {
    let ended = command.status().expect("the program is there");
    assert!(ended.success(), "{name} could not be made: {command:?}");
}
