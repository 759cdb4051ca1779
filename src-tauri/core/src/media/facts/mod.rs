//! What is known of a file, one shape for each kind. A figure that cannot be had is `None`: never 0, never a guess.

mod captions;
mod document;
mod image;
mod video;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use captions::{CaptionsFacts, CueFlaw, CueTrouble, LineEnds, TextEncoding};
pub use document::{DocumentFacts, PageSize, PageSizes, PagesCounted};
pub use image::{Coding, Color, ImageFacts};
pub use video::{Location, VideoFacts};

use super::{Fault, Format, Kind, Stamp};

/// What a file's own structure says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Facts {
    /// `None` when no known signature matches.
    pub format: Option<Format>,
    /// Length of the file.
    pub bytes: u64,
    #[serde(flatten)]
    pub figures: Figures,
    /// What is wrong with the file itself, gravest first; once it was drawn, also what only that shows.
    pub faults: Vec<Fault>,
    /// The file's state when it was examined.
    pub stamp: Stamp,
}

/// The figures of a kind of file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figures {
    Image(ImageFacts),
    Video(VideoFacts),
    Document(DocumentFacts),
    Captions(CaptionsFacts),
    Unknown,
}

impl Facts {
    pub fn kind(&self) -> Kind {
        match &self.figures {
            Figures::Image(_) => Kind::Image,
            Figures::Video(_) => Kind::Video,
            Figures::Document(_) => Kind::Document,
            Figures::Captions(_) => Kind::Captions,
            Figures::Unknown => Kind::Unknown,
        }
    }

    /// The figures of a picture; `None` for everything else.
    pub fn image(&self) -> Option<&ImageFacts> {
        match &self.figures {
            Figures::Image(image) => Some(image),
            _ => None,
        }
    }

    /// The figures of a film; `None` for everything else.
    pub fn video(&self) -> Option<&VideoFacts> {
        match &self.figures {
            Figures::Video(video) => Some(video),
            _ => None,
        }
    }

    /// The figures of a document; `None` for everything else.
    pub fn document(&self) -> Option<&DocumentFacts> {
        match &self.figures {
            Figures::Document(document) => Some(document),
            _ => None,
        }
    }

    /// The figures of a file of captions; `None` for everything else.
    pub fn captions(&self) -> Option<&CaptionsFacts> {
        match &self.figures {
            Figures::Captions(captions) => Some(captions),
            _ => None,
        }
    }

    /// The same facts after the picture was drawn, or could not be because its data is damaged.
    #[must_use]
    pub fn damaged(mut self, damaged: bool) -> Self {
        self.faults.retain(|fault| *fault != Fault::DamagedData);
        if damaged && !self.broken() {
            self.faults.insert(0, Fault::DamagedData);
        }
        self
    }

    /// Whether whoever opens this file would miss part or all of it.
    pub fn broken(&self) -> bool {
        self.faults.iter().any(Fault::breaks)
    }
}
