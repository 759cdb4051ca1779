use super::{Bounds, Crop, MendError, Size, Target, Wish, strip, thin};
use crate::media::page::MAX_DOCUMENT;
use crate::media::{Coding, Color, Facts, Format, ImageFacts, Orientation, decode};

/// What has to be done with a picture, as far as its facts tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// A copy of the file will not do.
    pub redraw: bool,
    /// An animation that nobody asked to make a still of.
    pub moves: bool,
    /// How many frames it has, and how many it is to keep.
    pub thinned: Option<(u32, u32)>,
    pub orientation: Orientation,
    /// The whole picture as displayed.
    pub displayed: Size,
    /// As displayed; the whole picture if nothing is cut off.
    pub crop: Crop,
    /// As displayed; no side is longer than the crop's.
    pub to: Option<Size>,
    /// `None` until it is known whether anything shows through.
    pub target: Option<Target>,
    pub fit: Option<Bounds>,
    pub keep_private: bool,
}

impl Plan {
    pub fn new(facts: &Facts, wish: &Wish, bounds: &Bounds) -> Result<Self, MendError> {
        let not_decoded = MendError::NotDecoded { format: facts.format };
        let (Some(image), Some(format)) = (facts.image(), facts.format) else { return Err(not_decoded) };
        if !decode::decodes(format) {
            return Err(not_decoded);
        }
        let (Some(width), Some(height), false) = (image.width, image.height, facts.broken()) else {
            return Err(MendError::Damaged);
        };
        let displayed = Size { width, height };
        let part = wish.crop.unwrap_or(Crop::whole(displayed));
        if !part.lies_in(displayed) {
            return Err(MendError::Outside { size: displayed });
        }
        let crop = wish.to.map_or(part, |to| part.shaped(to));
        if let Some(to) = wish.to
            && !to.lies_in(crop.size())
        {
            return Err(MendError::TooSmall { size: part.size(), to });
        }
        let orientation = image.orientation.unwrap_or(Orientation::UPRIGHT);
        let too_many = wish.fit && displayed.pixels() >= bounds.pixels;
        let redraw = crop != Crop::whole(displayed)
            || wish.to.is_some_and(|to| to != displayed)
            || wish.upright && orientation != Orientation::UPRIGHT
            || !strip::strips(facts.format)
            || wish.format.is_some_and(|target| Format::from(target) != format)
            || too_many
            || unseen(format, image);
        let moves = format == Format::Gif && image.animated != Some(false) && wish.format.is_none();
        if redraw && moves {
            return Err(MendError::Moves);
        }
        Ok(Self {
            redraw,
            moves,
            thinned: image
                .frames
                .filter(|frames| moves && wish.fit && *frames > bounds.frames)
                .map(|frames| (frames, bounds.frames)),
            orientation,
            displayed,
            crop,
            to: wish.to,
            target: wish.format.or(own(format, image)),
            fit: wish.fit.then_some(*bounds),
            keep_private: wish.keep_private,
        })
    }
}

/// Whether [`mend`](super::mend) can draw the picture anew, as far as its facts tell: of an animation, its first frame.
pub fn can_mend(facts: &Facts) -> bool {
    let (Some(image), Some(format)) = (facts.image(), facts.format) else { return false };
    let plain = |deepest: u8| image.bit_depth.is_none_or(|bits| bits <= deepest);
    let known = match format {
        Format::Jpeg => plain(8),
        // The decoder of HEVC knows no opacity and no gray, and of ten bits only what films have; that of TIFF no
        // palettes and few kinds of colour.
        Format::Heic => plain(8) && matches!(image.color, Some(Color::Rgb)),
        Format::Tiff => plain(16) && image.color.is_some_and(|color| color != Color::Palette),
        Format::Psd => {
            matches!(image.bit_depth, Some(8 | 16))
                && image.color.is_some_and(|color| color != Color::Palette)
        }
        _ => true,
    } && image.coding.is_none_or(Coding::is_decoded);
    // Drawn by another process before, and only a little of it is known by then.
    let drawn = format == Format::Svg && facts.bytes <= MAX_DOCUMENT;
    let sides = image.width.zip(image.height);
    let small_enough = sides.is_some_and(|(width, height)| decode::within_limits(width, height).is_ok());
    known && (drawn || decode::decodes(format) && small_enough) && !facts.broken() && image.pixels().is_some()
}

/// Whether [`mend`](super::mend) can leave frames of the picture out.
pub fn can_thin(facts: &Facts) -> bool {
    let pixels = facts.image().filter(|image| image.frames.is_some()).and_then(ImageFacts::pixels);
    facts.format == Some(Format::Gif)
        && !facts.broken()
        && pixels.is_some_and(|pixels| pixels <= thin::MOST_PIXELS)
}

/// Whether others would not see the picture as it is meant, however it is copied: printing inks, and a PNG that only
/// some programs turn.
fn unseen(format: Format, image: &ImageFacts) -> bool {
    let inks = matches!(image.color, Some(Color::Cmyk | Color::Ycck));
    let turned = image.orientation.is_some_and(|orientation| orientation != Orientation::UPRIGHT);
    inks || format == Format::Png && turned && image.animated != Some(true)
}

/// The format that a picture keeps or gets by its own.
fn own(format: Format, image: &ImageFacts) -> Option<Target> {
    match format {
        Format::Jpeg => Some(Target::Jpeg),
        Format::Png => Some(Target::Png),
        _ if image.color == Some(Color::Palette) => Some(Target::Png),
        _ => None,
    }
}
