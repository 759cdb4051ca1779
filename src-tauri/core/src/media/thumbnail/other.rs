use std::io::{Read, Seek};

use ::image::DynamicImage;

use super::area::{AreaAverage, fit};
use super::{ThumbnailError, undecoded};
use crate::media::Format;
use crate::media::decode::{self, DecodeError, Head, Rows, Samples, ink};

/// Averages a picture down that its decoder holds whole.
pub(super) fn decode(
    format: Format,
    file: impl Read + Seek,
    edge: u32,
) -> Result<DynamicImage, ThumbnailError> {
    let mut averaged = Averaged { edge, average: None };
    decode::decode(Some(format), file, (edge, edge), &mut averaged).map_err(undecoded(format))?;
    averaged.average.and_then(|average| average.0.finish()).ok_or(ThumbnailError::Damaged)
}

struct Averaged {
    edge: u32,
    /// With the kind of samples, and the number of the row that comes next.
    average: Option<(AreaAverage, Samples, u32)>,
}

impl Rows for Averaged {
    fn begin(&mut self, head: &Head) -> Result<(), DecodeError> {
        let size = (head.width, head.height);
        let average = AreaAverage::new(size, 1, fit(size.0, size.1, self.edge));
        self.average = Some((average, head.samples, 0));
        Ok(())
    }

    fn row(&mut self, row: &[u8]) {
        let Some((average, samples, y)) = &mut self.average else { return };
        match samples {
            Samples::Gray => average.add(*y, (0..).zip(row.iter().map(|gray| [*gray, *gray, *gray, 255]))),
            Samples::GrayAlpha => {
                let pixels = row.as_chunks().0.iter();
                average.add(*y, (0..).zip(pixels.map(|[gray, alpha]| [*gray, *gray, *gray, *alpha])));
            }
            Samples::Rgb => {
                let pixels = row.as_chunks().0.iter();
                average.add(*y, (0..).zip(pixels.map(|[red, green, blue]| [*red, *green, *blue, 255])));
            }
            Samples::Rgba => average.add(*y, (0..).zip(row.as_chunks().0.iter().copied())),
            Samples::Cmyk => {
                let pixels = row.chunks_exact(4).map(ink);
                average.add(*y, (0..).zip(pixels.map(|[red, green, blue]| [red, green, blue, 255])));
            }
        }
        *y += 1;
    }
}
