use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use memchr::memmem;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::drawing::size;
use super::words::Answer;

/// An SVG that is drawn.
pub(super) struct Vector {
    tree: Tree,
    /// Pictures that it names outside itself, each once; those that an SVG within it names are not counted.
    left_out: u32,
}

impl Vector {
    /// Nothing that it names outside itself is looked for, but for the system's fonts where it has words.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let named = Mutex::new(HashSet::new());
        let mut options = Options {
            image_href_resolver: ImageHrefResolver {
                // Asked for as often as a picture is placed.
                resolve_string: Box::new(|name, _| {
                    named.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
                    None
                }),
                ..ImageHrefResolver::default()
            },
            ..Options::default()
        };
        // Finding fonts takes longer than drawing most pictures.
        if memmem::find(bytes, b"text").is_some() {
            find_fonts(options.fontdb_mut());
        }
        let tree = Tree::from_data(bytes, &options).ok()?;
        drop(options);
        let named = named.into_inner().unwrap_or_else(PoisonError::into_inner);
        Some(Self { tree, left_out: u32::try_from(named.len()).unwrap_or(u32::MAX) })
    }

    /// Over nothing, which shows through. Takes as long and as much memory as it asks for.
    pub fn draw(&self, edge: u32) -> Answer {
        let whole = self.tree.size();
        let sides = size(whole.width(), whole.height(), edge);
        let Some((width, height)) = sides.map(|(width, height)| (u32::from(width), u32::from(height))) else {
            return Answer::Unreadable;
        };
        let Some(mut canvas) = Pixmap::new(width, height) else { return Answer::Unreadable };
        let scale = Transform::from_scale(width as f32 / whole.width(), height as f32 / whole.height());
        resvg::render(&self.tree, scale, &mut canvas.as_mut());
        let straight = canvas.pixels().iter().map(|pixel| pixel.demultiply());
        let pixels = straight.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
        Answer::Picture { width, height, left_out: self.left_out, pixels: pixels.collect() }
    }
}

/// The system's fonts. A family that a system lacks is stood in for by any other, so that no words are left out.
fn find_fonts(fonts: &mut Database) {
    fonts.load_system_fonts();
    let any = fonts.faces().find_map(|face| face.families.first().map(|(name, _)| name.clone()));
    let Some(any) = any else { return };
    let lacks =
        |fonts: &Database, family| fonts.query(&Query { families: &[family], ..Query::default() }).is_none();
    if lacks(fonts, Family::SansSerif) {
        fonts.set_sans_serif_family(any.clone());
    }
    if lacks(fonts, Family::Monospace) {
        fonts.set_monospace_family(any.clone());
    }
    if lacks(fonts, Family::Serif) {
        fonts.set_serif_family(any);
    }
}
