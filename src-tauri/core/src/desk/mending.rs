//! Better files made of others: mended pictures, pictures out of films, documents of pictures.

use std::{
    ops::{ControlFlow, RangeInclusive},
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::{Desk, MediaState, MediaView, Mended, Problem, lock, problem::Code};
use crate::{
    checks::{Examined, LINKEDIN},
    library::{MediaRecord, Origin},
    media::{
        self, BindError, Binding, Bounds, Color, Cue, Done, Facts, Format, Kind, Size, Stamp, TextEncoding,
        Wish, captions, frame_picture,
    },
    post::MediaId,
};

impl Desk {
    /// Makes a copy of a picture that LinkedIn takes, as wished; or of captions, as the plain SRT that it takes.
    ///
    /// # Errors
    /// [`Code::NotFound`] when the file is gone; otherwise why it cannot be done. No file is left behind then.
    pub fn mend(&self, id: MediaId, wish: &Wish) -> Result<Mended, Problem> {
        self.mend_as_seen(id, wish, None)
    }

    /// The same, where it matters of the file that was `seen` when the wish was made: the part to keep is of that.
    ///
    /// # Errors
    /// [`Code::Changed`] when the file is another by now; as [`Desk::mend`].
    pub fn mend_as_seen(&self, id: MediaId, wish: &Wish, seen: Option<&Stamp>) -> Result<Mended, Problem> {
        let (record, facts) = self.file(id)?;
        if seen.is_some_and(|seen| *seen != facts.stamp) {
            let why =
                "the file changed on the disk after you began; look at it as it is now, and begin again";
            return Err(Problem::new(Code::Changed, why));
        }
        if facts.kind() == Kind::Captions {
            return self.mend_captions(&record, &facts);
        }
        let (media, mended) = match facts.format {
            Some(Format::Svg) => self.mend_drawn(&record.path, &facts, wish)?,
            _ => self.mend_file(&stem(&record.path), &record.path, &facts, wish)?,
        };
        let of = self.source(&record, &facts);
        let media = self.made_of(media, &Origin::Copy { of, wish: *wish, done: mended.done.clone() });
        Ok(Mended { media, before: facts.bytes, after: mended.bytes, done: mended.done, read_as: None })
    }

    /// An SVG: a picture is drawn of it first, and the part to keep is that of the picture.
    fn mend_drawn(
        &self,
        path: &Path,
        facts: &Facts,
        wish: &Wish,
    ) -> Result<(MediaView, media::Mended), Problem> {
        let drawing = self.drawn(path, facts)?;
        let size = |facts: &Facts| {
            let (width, height) = facts.image().and_then(|image| image.width.zip(image.height))?;
            Some(Size { width, height })
        };
        let crop = match (wish.crop, size(facts), size(&drawing.facts)) {
            (Some(crop), Some(from), Some(to)) => Some(crop.scaled(from, to)),
            (crop, ..) => crop,
        };
        let (media, mended) =
            self.mend_file(&stem(path), &drawing.path, &drawing.facts, &Wish { crop, ..*wish })?;
        let drawn = Done::Converted { from: Format::Svg, to: mended.format };
        let pictures = drawing.left_out;
        let left_out = (pictures > 0).then_some(Done::LeftOut { pictures });
        let more = mended.done.into_iter().filter(|done| !matches!(done, Done::Converted { .. }));
        let done = std::iter::once(drawn).chain(left_out).chain(more).collect();
        Ok((media, media::Mended { done, ..mended }))
    }

    fn drawn(&self, path: &Path, facts: &Facts) -> Result<Drawing, Problem> {
        let folder = tempfile::tempdir().map_err(Problem::other)?;
        let into = folder.path().join("drawn.png");
        let left_out = self.thumbnails.draw_svg(path, facts, &into).map_err(Problem::other)?;
        let facts = media::examine(&into).map_err(Problem::other)?;
        Ok(Drawing { _folder: folder, path: into, facts, left_out })
    }

    fn mend_file(
        &self,
        stem: &str,
        path: &Path,
        facts: &Facts,
        wish: &Wish,
    ) -> Result<(MediaView, media::Mended), Problem> {
        let bounds = image_bounds();
        self.make(stem, |into| media::mend(path, facts, wish, &bounds, into).map_err(Problem::other))
    }

    fn mend_captions(&self, record: &MediaRecord, facts: &Facts) -> Result<Mended, Problem> {
        let (path, before) = (&record.path, facts.bytes);
        let (media, written) =
            self.make(&stem(path), |into| captions::as_srt(path, into).map_err(Problem::other))?;
        let media = self.made_of(media, &Origin::Captions { of: self.source(record, facts) });
        let after = match &media.state {
            MediaState::Present { facts } => facts.bytes,
            MediaState::Gone { why } => return Err(Problem::other(why)),
        };
        let guessed = written.encoding == TextEncoding::CodePage;
        let read_as = guessed.then(|| written.read_as.to_owned());
        Ok(Mended { media, before, after, done: Vec::new(), read_as })
    }

    /// Makes a picture of what a film shows at a moment.
    ///
    /// # Errors
    /// As [`Desk::mend`].
    pub fn take_frame(&self, video: MediaId, at_ms: u64) -> Result<MediaView, Problem> {
        let (record, facts) = self.file(video)?;
        let name = format!("{} at {}", stem(&record.path), moment(at_ms));
        let (media, ()) = self
            .make(&name, |into| frame_picture(&record.path, &facts, at_ms, into).map_err(Problem::other))?;
        let of = self.source(&record, &facts);
        // The frame is of the film as it is now, whatever it was when last looked at.
        lock(&self.examined).insert(video, Examined::Present(facts));
        Ok(self.made_of(media, &Origin::Frame { of, at_ms }))
    }

    /// The new file, with what it was made of.
    fn made_of(&self, media: MediaView, origin: &Origin) -> MediaView {
        self.note_origin(media.id, origin);
        MediaView { copy_of: self.copy_of(media.id), ..media }
    }

    /// Makes a PDF of pictures, in their order; `told` hears before each page how many there are already. One is made
    /// after the other, and pictures are mended meanwhile: of most no more than a part is in memory.
    ///
    /// # Errors
    /// As [`Desk::mend`]; also when `stop` is cancelled, or LinkedIn takes no document of so many pages.
    pub fn bind(
        &self,
        images: &[MediaId],
        binding: &Binding,
        stop: &CancellationToken,
        told: impl Fn(u32),
    ) -> Result<MediaView, Problem> {
        few_enough(images.len())?;
        let pages = images.iter().map(|id| self.file(*id).map(|(record, facts)| (record.path, facts)));
        let mut pages: Vec<(PathBuf, Facts)> = pages.collect::<Result<_, _>>()?;
        let name = pages.first().map_or_else(String::new, |(path, _)| stem(path));
        let mut drawings = Vec::new();
        for (number, page) in
            (1..).zip(&mut pages).filter(|(_, (_, facts))| facts.format == Some(Format::Svg))
        {
            if stop.is_cancelled() {
                return Err(Problem::other(BindError::Stopped));
            }
            let of_page =
                |why: Problem| Problem { message: format!("page {number}: {}", why.message), ..why };
            let drawing = self.drawn(&page.0, &page.1).map_err(of_page)?;
            *page = (drawing.path.clone(), drawing.facts.clone());
            drawings.push(drawing);
        }
        let go_on = |done: usize| {
            told(u32::try_from(done).unwrap_or(u32::MAX));
            if stop.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let _turn = lock(&self.binding);
        let (media, ()) =
            self.make_now(&name, |into| media::bind(&pages, binding, into, go_on).map_err(Problem::other))?;
        let many = |pages: usize| u32::try_from(pages).unwrap_or(u32::MAX);
        let in_inks = many(pages.iter().filter(|(_, facts)| keeps_inks(facts)).count());
        let lacking = many(drawings.iter().filter(|drawing| drawing.left_out > 0).count());
        Ok(self.made_of(media, &Origin::Pages { in_inks, lacking }))
    }

    /// What [`Desk::stop_binding`] cancels.
    pub fn stop_of_binding(&self) -> CancellationToken {
        lock(&self.binding_stop).clone()
    }

    /// Stops every document that is being made of pictures.
    pub fn stop_binding(&self) {
        std::mem::take(&mut *lock(&self.binding_stop)).cancel();
    }

    /// The captions in a file, to be shown.
    pub fn captions(&self, id: MediaId) -> Result<Vec<Cue>, Problem> {
        let (record, facts) = self.file(id)?;
        match facts.kind() {
            Kind::Captions => media::cues(&record.path).map_err(Problem::other),
            _ => Err(Problem::new(Code::Other, "this is no file of captions")),
        }
    }
}

/// A picture of an SVG, in a folder that goes with the value.
struct Drawing {
    _folder: TempDir,
    path: PathBuf,
    facts: Facts,
    /// Pictures that the SVG only names.
    left_out: u32,
}

/// Only a JPEG can hold inks and is copied as it is; other formats with inks are converted.
fn keeps_inks(facts: &Facts) -> bool {
    let inks = facts.image().is_some_and(|image| matches!(image.color, Some(Color::Cmyk | Color::Ycck)));
    inks && facts.format == Some(Format::Jpeg)
}

/// What an image has to stay under to be taken.
pub(super) fn image_bounds() -> Bounds {
    let limits = &LINKEDIN.files.image;
    Bounds {
        pixels: limits.pixels.first_too_many(),
        bytes: limits.bytes.first_too_many() - 1,
        frames: limits.gif_frames.map_or(u32::MAX, |most| u32::try_from(most.value).unwrap_or(u32::MAX)),
    }
}

/// Pages of a document that is made of pictures: as many as LinkedIn takes, and of one there is nothing to leaf
/// through.
pub(super) fn bound_pages() -> RangeInclusive<usize> {
    let most = LINKEDIN.files.document.as_ref().map_or(u64::MAX, |limits| limits.pages.value);
    2..=usize::try_from(most).unwrap_or(usize::MAX)
}

fn few_enough(pages: usize) -> Result<(), Problem> {
    let allowed = bound_pages();
    if allowed.contains(&pages) {
        return Ok(());
    }
    let (least, most) = allowed.into_inner();
    let why = format!(
        "a document of pictures has {least} to {most} pages, not {pages}; add pictures or leave some out"
    );
    Err(Problem::new(Code::Other, why))
}

/// A file's name without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// `1.02.50`, to the hundredth as on the screen: a colon cannot stand in a file's name everywhere.
fn moment(ms: u64) -> String {
    let (hours, minutes) = (ms / 3_600_000, ms / 60_000 % 60);
    let minutes = if hours > 0 { format!("{hours}.{minutes:02}") } else { minutes.to_string() };
    format!("{minutes}.{:02}.{:02}", ms / 1000 % 60, ms % 1000 / 10)
}
