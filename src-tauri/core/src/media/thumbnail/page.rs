use std::path::Path;

use ::image::{DynamicImage, ImageError, ImageFormat, RgbaImage};

use super::gate::By;
use super::{MAX_EDGE, Thumbnail, ThumbnailError, Thumbnailer, encode};
use crate::media::page::{DrawError, Drawn, MAX_DOCUMENT};
use crate::media::{Facts, Format, PageDrawer, open_unchanged};

impl Thumbnailer {
    /// Has pages drawn by this drawer; the first one that is given stays. Without one they are not drawn.
    pub fn draw_pages_with(&self, drawer: PageDrawer) {
        let _ = self.pages.set(drawer);
    }

    /// A page of the PDF at `path`, counted from 1, as displayed, its longer side `max_edge` pixels. `facts` are those
    /// of this file.
    ///
    /// Blocks: for reading the file to hash it, once, for a process to start, once for a while, and for drawing, at
    /// most some twenty seconds.
    pub fn page(
        &self,
        path: &Path,
        facts: &Facts,
        page: u32,
        max_edge: u32,
    ) -> Result<Thumbnail, ThumbnailError> {
        let edge = max_edge.clamp(1, MAX_EDGE);
        let drawer = self.drawer(facts, page)?;
        let file = open_unchanged(path, &facts.stamp)?;
        let content = self.contents.of_opened(&file, path, &facts.stamp)?;
        let view = format_args!("{page}p{edge}");
        if let Some(kept) = self.cache.get(&content, view) {
            return Ok(kept);
        }
        let turn = self.gates.enter(By::Child);
        let drawn = drawer.draw(file, &content, page, edge).map_err(|error| undrawn(error, page))?;
        drop(turn);
        let made = encode(picture(drawn).ok_or(ThumbnailError::PageNotDrawn)?)?;
        self.cache.put(&content, view, &made);
        Ok(made)
    }

    /// Writes the SVG at `path` as a PNG, so large that a picture of a post is sharp: its longer side as it says, but from
    /// 1,200 pixels to 2,048. What shows through, shows through. Tells how many pictures are left out, because the SVG only
    /// names them: nothing outside itself is looked for.
    ///
    /// Blocks as [`Thumbnailer::page`].
    pub fn draw_svg(&self, path: &Path, facts: &Facts, into: &Path) -> Result<u32, ThumbnailError> {
        const LEAST: u32 = 1200;
        const MOST: u32 = 2048;
        let own = facts.image().and_then(|image| image.width.max(image.height)).unwrap_or(0);
        let drawer = self.drawer(facts, 1)?;
        let file = open_unchanged(path, &facts.stamp)?;
        let content = self.contents.of_opened(&file, path, &facts.stamp)?;
        let _turn = self.gates.enter(By::Child);
        let drawn =
            drawer.draw(file, &content, 1, own.clamp(LEAST, MOST)).map_err(|error| undrawn(error, 1))?;
        let left_out = drawn.left_out;
        let picture = picture(drawn).ok_or(ThumbnailError::PageNotDrawn)?;
        picture.save_with_format(into, ImageFormat::Png).map_err(|error| match error {
            ImageError::IoError(error) => ThumbnailError::NotWritten(error),
            _ => ThumbnailError::PageNotDrawn,
        })?;
        Ok(left_out)
    }

    /// What draws it, after the checks that need no drawing.
    fn drawer(&self, facts: &Facts, page: u32) -> Result<&PageDrawer, ThumbnailError> {
        let not_decoded = || ThumbnailError::NotDecoded { format: facts.format };
        if facts.bytes > MAX_DOCUMENT {
            return Err(ThumbnailError::DocumentTooLarge { bytes: facts.bytes, limit: MAX_DOCUMENT });
        }
        if facts.format == Some(Format::Svg) {
            return if page == 1 { self.pages.get().ok_or_else(not_decoded) } else { Err(not_decoded()) };
        }
        let (Some(Format::Pdf), Some(document)) = (facts.format, facts.document()) else {
            return Err(not_decoded());
        };
        if document.needs_password == Some(true) {
            return Err(ThumbnailError::NeedsPassword);
        }
        if let Some(pages) = document.pages.filter(|pages| page > *pages) {
            return Err(ThumbnailError::NoSuchPage { page, pages });
        }
        self.pages.get().ok_or_else(not_decoded)
    }
}

/// With opacity only where something shows through.
fn picture(drawn: Drawn) -> Option<DynamicImage> {
    let picture = RgbaImage::from_raw(drawn.width, drawn.height, drawn.pixels)?;
    let covered = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    let picture = DynamicImage::ImageRgba8(picture);
    Some(if covered { picture.into_rgb8().into() } else { picture })
}

fn undrawn(error: DrawError, page: u32) -> ThumbnailError {
    match error {
        DrawError::NotStarted(error) => ThumbnailError::NoDrawer(error),
        DrawError::NeedsPassword => ThumbnailError::NeedsPassword,
        DrawError::NoSuchPage { pages } => ThumbnailError::NoSuchPage { page, pages },
        DrawError::TooSlow(seconds) => ThumbnailError::PageTooSlow { seconds },
        DrawError::Unreadable | DrawError::Died => ThumbnailError::PageNotDrawn,
    }
}
