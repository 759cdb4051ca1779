use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// How ImageMagick's `convert` is called here. Its name is also that of other programs, so whoever
/// answers is asked who it is.
static CONVERT: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let candidates: [&[&str]; 5] =
        [&["magick"], &["/usr/bin/convert"], &["convert-im7.q16"], &["convert-im6.q16"], &["convert"]];
    let known = |call: &&[&str]| {
        let answer = Command::new(call[0]).arg("-version").output();
        answer.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("ImageMagick"))
    };
    let call = candidates.into_iter().find(known);
    call.expect("ImageMagick is missing: `cargo xtask test` installs it (Debian package imagemagick)")
        .to_vec()
});

/// Runs ImageMagick's convert; paths are relative to `folder`.
pub fn convert(folder: &Path, arguments: &[&str]) {
    run(folder, "imagemagick", CONVERT[0], arguments);
}

/// What `identify -format` says of the first frame.
pub fn identify(folder: &Path, format: &str, file: &str) -> String {
    let (program, first): (&str, &[&str]) =
        if CONVERT[0] == "magick" { ("magick", &["identify"]) } else { ("identify", &[]) };
    let format = format!("{format}\n");
    let lines = run(folder, "imagemagick", program, &[first, &["-format", &format, file]].concat());
    lines.lines().next().unwrap_or_default().to_owned()
}

pub fn exiftool(folder: &Path, arguments: &[&str]) {
    run(
        folder,
        "libimage-exiftool-perl",
        "exiftool",
        &[&["-q", "-overwrite_original", "-n"], arguments].concat(),
    );
}

/// What exiftool says of one tag; empty where the file has none.
pub fn tag(folder: &Path, name: &str, file: &str) -> String {
    let arguments = ["-s3", "-n", &format!("-{name}"), file];
    run(folder, "libimage-exiftool-perl", "exiftool", &arguments).trim().to_owned()
}

/// Every tag that exiftool knows of a file, each in a line after the name of its group.
pub fn tags(folder: &Path, file: &str) -> String {
    run(folder, "libimage-exiftool-perl", "exiftool", &["-a", "-G", "-s", file])
}

/// The embedded profile; empty where there is none.
pub fn icc(folder: &Path, file: &str) -> Vec<u8> {
    let output = Command::new("exiftool").args(["-b", "-ICC_Profile", file]).current_dir(folder).output();
    output.expect("exiftool is in the Debian package libimage-exiftool-perl").stdout
}

/// Makes a WEBP.
pub fn cwebp(folder: &Path, arguments: &[&str]) {
    run(folder, "webp", "cwebp", &[&["-quiet"], arguments].concat());
}

/// Makes an animated WEBP.
pub fn img2webp(folder: &Path, arguments: &[&str]) {
    run(folder, "webp", "img2webp", arguments);
}

/// Makes a HEIC.
pub fn heif_enc(folder: &Path, arguments: &[&str]) {
    run(folder, "libheif-examples", "heif-enc", arguments);
}

pub fn ffmpeg(folder: &Path, arguments: &[&str]) {
    run(folder, "ffmpeg", "ffmpeg", &[&["-loglevel", "error", "-y"], arguments].concat());
}

pub fn jpegtran(folder: &Path, arguments: &[&str]) {
    run(folder, "libjpeg-turbo-progs", "jpegtran", arguments);
}

/// What `ffprobe` says of a film and its streams.
pub fn ffprobe(folder: &Path, file: &str) -> serde_json::Value {
    let arguments = ["-v", "error", "-of", "json", "-show_format", "-show_streams", file];
    serde_json::from_str(&run(folder, "ffmpeg", "ffprobe", &arguments)).unwrap()
}

/// What another program says on its standard output; `package` is where Debian has it.
pub fn run(folder: &Path, package: &str, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; it is in the Debian package {package}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What pdfinfo says under each name; nothing where it cannot read the file.
pub fn pdfinfo(folder: &Path, file: &str) -> HashMap<String, String> {
    let output = Command::new("pdfinfo")
        .arg(file)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("pdfinfo: {error}; it is in the Debian package poppler-utils"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = said.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// Makes one PDF of another.
pub fn qpdf(folder: &Path, arguments: &[&str]) {
    run(folder, "qpdf", "qpdf", arguments);
}

/// How many pages qpdf walks to.
pub fn qpdf_pages(folder: &Path, file: &str) -> Option<u32> {
    run(folder, "qpdf", "qpdf", &["--show-npages", file]).trim().parse().ok()
}

/// Has LibreOffice convert files, into the same folder. It keeps its settings there too, so that nobody's are touched
/// and none that is running is asked to do it.
pub fn libreoffice(folder: &Path, format: &str, files: &[&str]) {
    let settings = format!("-env:UserInstallation=file://{}/settings", folder.display());
    let arguments = [settings.as_str(), "--headless", "--convert-to", format];
    run(folder, "libreoffice", "soffice", &[&arguments, files].concat());
}

/// Draws pages of a PDF.
pub fn pdftoppm(folder: &Path, arguments: &[&str]) {
    run(folder, "poppler-utils", "pdftoppm", arguments);
}
