use ::image::RgbImage;

use super::film::Film;
use super::{Moment, Size, draw};
use crate::media::ThumbnailError;
use crate::media::thumbnail::Gates;

/// Darker than this on average, of 255, a picture shows nothing: films begin with a fade.
const DARK: u64 = 24;
/// Where else to look, in parts of the film.
const LATER: [u64; 2] = [10, 3];

/// A picture to know the film by: its first frame or, if that is black, one a little later, of those that are drawn at
/// the cost of a single frame.
pub(in crate::media) fn poster(
    film: &Film<'_>,
    size: Size,
    gates: Option<&Gates>,
) -> Result<RgbImage, ThumbnailError> {
    let first = draw(film, Moment::Key(0), size, gates)?;
    if !is_dark(&first) {
        return Ok(first);
    }
    let length = film.video().and_then(|video| video.duration_ms).unwrap_or(0);
    let later = LATER.iter().filter_map(|part| draw(film, Moment::Key(length / part), size, gates).ok());
    Ok(later.into_iter().find(|picture| !is_dark(picture)).unwrap_or(first))
}

fn is_dark(picture: &RgbImage) -> bool {
    let sum: u64 = picture.as_raw().iter().map(|level| u64::from(*level)).sum();
    sum < DARK * picture.as_raw().len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_dark_when_next_to_nothing_is_on_it() {
        let mut picture = RgbImage::new(10, 10);
        assert!(is_dark(&picture));
        for x in 0..5 {
            picture.put_pixel(x, 5, ::image::Rgb([255; 3]));
        }
        assert!(is_dark(&picture));
        assert!(!is_dark(&RgbImage::from_pixel(10, 10, ::image::Rgb([30; 3]))));
    }
}
