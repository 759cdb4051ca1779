use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::vector::Vector;
use super::words::{Answer, MAX_EDGE, Request};
use crate::media::Format;
use crate::media::format::{HEAD, recognise};

/// A document that pages are drawn of.
pub(super) enum Document {
    Pdf(Pdf),
    /// An SVG, which is a page.
    Vector(Box<Vector>),
    /// Why there are none.
    Unopened(Answer),
}

impl Document {
    pub fn open(bytes: Vec<u8>) -> Self {
        let head = bytes.get(..HEAD).unwrap_or(&bytes);
        if recognise(head) == Some(Format::Svg) {
            return Vector::open(&bytes)
                .map_or(Self::Unopened(Answer::Unreadable), |vector| Self::Vector(Box::new(vector)));
        }
        match Pdf::new(bytes) {
            Ok(pdf) => Self::Pdf(pdf),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                Self::Unopened(Answer::NeedsPassword)
            }
            Err(LoadPdfError::Decryption(_) | LoadPdfError::Invalid) => Self::Unopened(Answer::Unreadable),
        }
    }

    /// The page: of a PDF over white paper. Takes as long and as much memory as the page asks for.
    pub fn draw(&self, request: Request) -> Answer {
        let pdf = match self {
            Self::Pdf(pdf) => pdf,
            Self::Vector(vector) if request.page == 1 => return vector.draw(request.edge),
            Self::Vector(_) => return Answer::NoSuchPage { pages: 1 },
            Self::Unopened(answer) => return answer.clone(),
        };
        let pages = pdf.pages();
        let index = (request.page as usize).wrapping_sub(1);
        let Some(page) = pages.get(index) else {
            // More than 4 billion pages do not fit into any document that is drawn.
            return Answer::NoSuchPage { pages: pages.len() as u32 };
        };
        let (page_width, page_height) = page.render_dimensions();
        let Some((width, height)) = size(page_width, page_height, request.edge) else {
            return Answer::Unreadable;
        };
        let scale = Affine::scale_non_uniform(
            f64::from(width) / f64::from(page_width),
            f64::from(height) / f64::from(page_height),
        );
        let mut context = RenderContext::new(width, height);
        let settings = InterpreterSettings::default();
        let place = scale * page.initial_transform(true).to_kurbo();
        render_into(page, &RenderCache::new(), &settings, &RenderSettings::default(), &mut context, place);
        context.flush();
        let mut canvas = Pixmap::new(width, height);
        let paper =
            RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(&mut canvas, &mut Resources::default(), paper);
        // Over white, nothing shows through.
        let pixels = canvas.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b, u8::MAX]).collect();
        Answer::Picture { width: width.into(), height: height.into(), left_out: 0, pixels }
    }
}

/// Width and height with the page's proportions, the longer one as long as asked for.
pub(super) fn size(width: f32, height: f32, edge: u32) -> Option<(u16, u16)> {
    let longer = width.max(height);
    if !(width > 0.0 && height > 0.0 && longer.is_finite()) {
        return None;
    }
    let scale = edge.clamp(1, MAX_EDGE) as f32 / longer;
    // A cast from a float saturates, and both are at most the edge.
    let shrink = |side: f32| ((side * scale).round() as u16).max(1);
    Some((shrink(width), shrink(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKED: &[u8] = include_bytes!("../../../tests/fixtures/media/locked.pdf");

    #[test]
    fn pages_keep_their_proportions_however_odd_they_are() {
        assert_eq!(size(612.0, 792.0, 320), Some((247, 320)));
        assert_eq!(size(100.0, 50.0, 1000), Some((1000, 500)));
        assert_eq!(size(1e30, 1.0, 320), Some((320, 1)));
        assert_eq!(size(1.0, 1.0, u32::MAX), Some((2048, 2048)));
        assert_eq!(size(1.0, 1.0, 0), Some((1, 1)));
        for (width, height) in [(0.0, 5.0), (-1.0, 5.0), (f32::NAN, 5.0), (f32::INFINITY, 5.0)] {
            assert_eq!(size(width, height, 320), None);
        }
    }

    #[test]
    fn a_page_is_drawn_over_white_and_turned_as_it_says() {
        let document = Document::open(LOCKED.to_vec());
        let Answer::Picture { width: 200, height: 100, left_out: 0, pixels } =
            document.draw(Request { page: 1, edge: 200 })
        else {
            panic!()
        };
        let at = |x: usize, y: usize| &pixels[(y * 200 + x) * 4..][..4];
        assert_eq!((at(70, 60), at(5, 5)), ([255, 0, 0, 255].as_slice(), [255; 4].as_slice()));
        let turned = document.draw(Request { page: 2, edge: 200 });
        assert!(matches!(turned, Answer::Picture { width: 100, height: 200, .. }));
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let document = Document::open(LOCKED.to_vec());
        for page in [0, 3, u32::MAX] {
            assert_eq!(document.draw(Request { page, edge: 9 }), Answer::NoSuchPage { pages: 2 });
        }
        assert_eq!(Document::open(b"%PDF-".to_vec()).draw(Request { page: 1, edge: 9 }), Answer::Unreadable);
    }
}
