use std::path::Path;

use ::image::{DynamicImage, RgbImage};

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
    /// Blocks: for reading the file to hash it, once, for a process to start, once for a while, and for drawing, at most
    /// some twenty seconds.
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

    /// What draws it, after the checks that need no drawing.
    fn drawer(&self, facts: &Facts, page: u32) -> Result<&PageDrawer, ThumbnailError> {
        let (Some(Format::Pdf), Some(document)) = (facts.format, facts.document()) else {
            return Err(ThumbnailError::NotDecoded { format: facts.format });
        };
        if document.needs_password == Some(true) {
            return Err(ThumbnailError::NeedsPassword);
        }
        if let Some(pages) = document.pages.filter(|pages| page > *pages) {
            return Err(ThumbnailError::NoSuchPage { page, pages });
        }
        if facts.bytes > MAX_DOCUMENT {
            return Err(ThumbnailError::DocumentTooLarge { bytes: facts.bytes, limit: MAX_DOCUMENT });
        }
        self.pages.get().ok_or(ThumbnailError::NotDecoded { format: facts.format })
    }
}

fn picture(drawn: Drawn) -> Option<DynamicImage> {
    RgbImage::from_raw(drawn.width, drawn.height, drawn.pixels).map(DynamicImage::ImageRgb8)
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
