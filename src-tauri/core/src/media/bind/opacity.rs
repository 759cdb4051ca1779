use super::rows::Layout;
use crate::media::samples::{on_white, on_white_deep};

/// The colours of a row with opacity, over white.
pub(super) fn flattened(row: &[u8], layout: Layout, into: &mut Vec<u8>) {
    into.clear();
    for pixel in row.chunks_exact(layout.pixel()) {
        let (colors, alpha) = pixel.split_at(layout.pixel() - layout.sample());
        match *alpha {
            [alpha] => into.extend(colors.iter().map(|sample| on_white(*sample, alpha))),
            [high, low] => {
                let alpha = u16::from_be_bytes([high, low]);
                let deep = colors.as_chunks::<2>().0.iter().map(|sample| u16::from_be_bytes(*sample));
                into.extend(deep.flat_map(|sample| on_white_deep(sample, alpha).to_be_bytes()));
            }
            _ => {}
        }
    }
}

/// The colours of a row with opacity, without it.
pub(super) fn colors(row: &[u8], layout: Layout, into: &mut Vec<u8>) {
    into.clear();
    let length = layout.pixel() - layout.sample();
    row.chunks_exact(layout.pixel()).for_each(|pixel| into.extend_from_slice(&pixel[..length]));
}

/// The opacity of a row.
pub(super) fn alphas(row: &[u8], layout: Layout, into: &mut Vec<u8>) {
    into.clear();
    let start = layout.pixel() - layout.sample();
    row.chunks_exact(layout.pixel()).for_each(|pixel| into.extend_from_slice(&pixel[start..]));
}

#[cfg(test)]
mod tests {
    use super::super::book::Samples;
    use super::*;

    #[test]
    fn rows_are_laid_over_white_or_parted_into_colours_and_opacity() {
        let layout = Layout { size: (2, 1), color: Samples::Rgb, opacity: true, deep: false };
        let row = [10, 20, 30, 255, 40, 50, 60, 0];
        let mut out = Vec::new();
        flattened(&row, layout, &mut out);
        assert_eq!(out, [10, 20, 30, 255, 255, 255]);
        colors(&row, layout, &mut out);
        assert_eq!(out, [10, 20, 30, 40, 50, 60]);
        alphas(&row, layout, &mut out);
        assert_eq!(out, [255, 0]);
    }
}
