//! Which packages Galley needs, and what each package manager calls them.

use super::Sign::{self, File, Font, Library, Program, Python, Registry};

/// Something a machine can have, and its names. An empty name: this manager has nothing for it, because it is part
/// of another package or of the system.
#[derive(Debug)]
pub struct Package {
    /// What it is, as a person would say it.
    pub gives: &'static str,
    pub sign: Sign,
    pub apt: &'static str,
    pub dnf: &'static str,
    pub pacman: &'static str,
    pub brew: &'static str,
    pub winget: &'static str,
}

const fn linux(
    gives: &'static str,
    sign: Sign,
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
) -> Package {
    Package { gives, sign, apt, dnf, pacman, brew: "", winget: "" }
}

/// To build and open Galley. Node is looked at apart, because its version matters.
pub const BUILD: &[Package] = if cfg!(target_os = "linux") {
    BUILD_ON_LINUX
} else if cfg!(windows) {
    BUILD_ON_WINDOWS
} else {
    // The C compiler, the linker and WebKit come with Xcode's command line tools, as does what built this program.
    &[]
};

const BUILD_ON_LINUX: &[Package] = &[
    linux("pkg-config", Program("pkg-config"), "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    linux("a C compiler", Program("cc"), "build-essential", "gcc", "base-devel"),
    linux(
        "WebKitGTK, which shows the window's page",
        Library("webkit2gtk-4.1"),
        "libwebkit2gtk-4.1-dev",
        "webkit2gtk4.1-devel",
        "webkit2gtk-4.1",
    ),
    linux("GTK, which draws the window", Library("gtk+-3.0"), "libgtk-3-dev", "gtk3-devel", "gtk3"),
];

const BUILD_ON_WINDOWS: &[Package] = &[Package {
    gives: "WebView2, which shows the window's page",
    sign: Registry(
        r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    ),
    apt: "",
    dnf: "",
    pacman: "",
    brew: "",
    winget: "Microsoft.EdgeWebView2Runtime",
}];

const FFMPEG: Package = Package {
    gives: "ffmpeg and ffprobe, which make films and tell us what they see in them",
    sign: Program("ffprobe"),
    apt: "ffmpeg",
    dnf: "ffmpeg-free",
    pacman: "ffmpeg",
    brew: "ffmpeg",
    winget: "Gyan.FFmpeg",
};

const IMAGEMAGICK: Package = Package {
    gives: "ImageMagick, which makes images and tells us what it sees in them",
    sign: Program("identify"),
    apt: "imagemagick",
    dnf: "ImageMagick ImageMagick-heic",
    pacman: "imagemagick",
    brew: "imagemagick",
    winget: "ImageMagick.ImageMagick",
};

const EXIFTOOL: Package = Package {
    gives: "exiftool",
    sign: Program("exiftool"),
    apt: "libimage-exiftool-perl",
    dnf: "perl-Image-ExifTool",
    pacman: "perl-image-exiftool",
    brew: "exiftool",
    winget: "OliverBetz.ExifTool",
};

const POPPLER: Package = Package {
    gives: "pdfinfo and pdfimages",
    sign: Program("pdfinfo"),
    apt: "poppler-utils",
    dnf: "poppler-utils",
    pacman: "poppler",
    brew: "poppler",
    winget: "oschwartz10612.Poppler",
};

const QPDF: Package = Package {
    gives: "qpdf",
    sign: Program("qpdf"),
    apt: "qpdf",
    dnf: "qpdf",
    pacman: "qpdf",
    brew: "qpdf",
    winget: "QPDF.QPDF",
};

const PIP: Package = Package {
    gives: "pip, which brings tools that are on PyPI",
    sign: Program("pip3"),
    apt: "python3-pip",
    dnf: "python3-pip",
    pacman: "python-pip",
    brew: "python",
    winget: "Python.Python.3.13",
};

/// To run every test but those of the window.
pub const TEST: &[Package] = &[
    FFMPEG,
    IMAGEMAGICK,
    EXIFTOOL,
    POPPLER,
    QPDF,
    PIP,
    Package {
        gives: "jpegtran",
        sign: Program("jpegtran"),
        apt: "libjpeg-turbo-progs",
        dnf: "libjpeg-turbo-utils",
        pacman: "libjpeg-turbo",
        brew: "jpeg-turbo",
        winget: "libjpeg-turbo.libjpeg-turbo.GCC",
    },
    Package {
        gives: "cwebp, gif2webp and webpmux",
        sign: Program("webpmux"),
        apt: "webp",
        dnf: "libwebp-tools",
        pacman: "libwebp-utils",
        brew: "webp",
        winget: "Google.Libwebp",
    },
    Package {
        gives: "heif-enc, with what it encodes by",
        sign: Program("heif-enc"),
        // Debian 12 and Ubuntu 22.04 have the encoders in the library. Later ones have them apart, under these names,
        // and a pattern that finds nothing is no error.
        apt: "libheif-examples ~n^libheif-plugin-x265$ ~n^libheif-plugin-aomenc$",
        dnf: "libheif-tools",
        pacman: "libheif",
        brew: "libheif",
        winget: "",
    },
    Package {
        gives: "rsvg-convert",
        sign: Program("rsvg-convert"),
        apt: "librsvg2-bin",
        dnf: "librsvg2-tools",
        pacman: "librsvg",
        brew: "librsvg",
        winget: "",
    },
    Package {
        gives: "LibreOffice's Writer, which makes documents",
        sign: File(WRITER),
        apt: "libreoffice-writer-nogui",
        dnf: "libreoffice-writer",
        pacman: "libreoffice-still",
        brew: "libreoffice",
        winget: "TheDocumentFoundation.LibreOffice",
    },
    Package {
        gives: "LibreOffice's Impress, which makes slides",
        sign: File(IMPRESS),
        apt: "libreoffice-impress-nogui",
        dnf: "libreoffice-impress",
        pacman: "libreoffice-still",
        brew: "libreoffice",
        winget: "TheDocumentFoundation.LibreOffice",
    },
];

/// `soffice` is there with any part of LibreOffice; these are the parts.
const WRITER: &[&str] = &[
    "/usr/lib/libreoffice/program/libswlo.so",
    "/usr/lib64/libreoffice/program/libswlo.so",
    "/Applications/LibreOffice.app/Contents/Frameworks/libswlo.dylib",
    r"C:\Program Files\LibreOffice\program\swlo.dll",
];
const IMPRESS: &[&str] = &[
    "/usr/lib/libreoffice/program/libsdlo.so",
    "/usr/lib64/libreoffice/program/libsdlo.so",
    "/Applications/LibreOffice.app/Contents/Frameworks/libsdlo.dylib",
    r"C:\Program Files\LibreOffice\program\sdlo.dll",
];

/// To measure Galley against other programs.
pub const MEASURE: &[Package] = &[
    Package {
        gives: "curl",
        sign: Program("curl"),
        apt: "curl",
        dnf: "curl",
        pacman: "curl",
        brew: "",
        winget: "",
    },
    Package {
        gives: "vipsthumbnail",
        sign: Program("vipsthumbnail"),
        apt: "libvips-tools",
        dnf: "vips-tools",
        pacman: "libvips",
        brew: "vips",
        winget: "",
    },
    FFMPEG,
    IMAGEMAGICK,
    EXIFTOOL,
    POPPLER,
    QPDF,
    PIP,
];

/// To drive the real window on a desk of its own: a screen, a bus, a keyring, fonts, and hands.
pub const WINDOW: &[Package] = &[
    linux("Xvfb, a screen in memory", Program("Xvfb"), "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    linux(
        "WebKitWebDriver",
        Program("WebKitWebDriver"),
        "webkit2gtk-driver",
        "webkit2gtk-driver",
        "webkitgtk-6.0",
    ),
    linux("the D-Bus daemon", Program("dbus-daemon"), "dbus", "dbus-daemon", "dbus"),
    linux(
        "GNOME's keyring",
        Program("gnome-keyring-daemon"),
        "gnome-keyring",
        "gnome-keyring",
        "gnome-keyring",
    ),
    linux("secret-tool", Program("secret-tool"), "libsecret-tools", "libsecret", "libsecret"),
    linux("xdotool", Program("xdotool"), "xdotool", "xdotool", "xdotool"),
    linux("xclip", Program("xclip"), "xclip", "xclip", "xclip"),
    linux("Openbox, a small window manager", Program("openbox"), "openbox", "openbox", "openbox"),
    linux(
        "xprop and xwininfo",
        Program("xwininfo"),
        "x11-utils",
        "xwininfo xprop",
        "xorg-xwininfo xorg-xprop",
    ),
    linux("the Inter font", Font("Inter"), "fonts-inter", "rsms-inter-fonts", "inter-font"),
    linux(
        "emoji in colour",
        Font("Noto Color Emoji"),
        "fonts-noto-color-emoji",
        "google-noto-color-emoji-fonts",
        "noto-fonts-emoji",
    ),
    linux("the DejaVu fonts", Font("DejaVu Sans"), "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    linux(
        "icons for file dialogs",
        File(&["/usr/share/icons/Adwaita/index.theme"]),
        "adwaita-icon-theme",
        "adwaita-icon-theme",
        "adwaita-icon-theme",
    ),
    linux(
        "the accessibility bus",
        File(&["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher"]),
        "at-spi2-core",
        "at-spi2-core",
        "at-spi2-core",
    ),
    linux(
        "GTK for Python, from which files are dragged",
        Python("import gi; gi.require_version('Gtk', '3.0'); from gi.repository import Gtk"),
        "python3-gi gir1.2-gtk-3.0",
        "python3-gobject gtk3",
        "python-gobject gtk3",
    ),
];
