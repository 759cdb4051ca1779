//! What files look like: pictures, pages and frames for the screen, and films to play.

use std::fs::File;

use serde::Deserialize;
use specta::Type;

use super::Desk;
use crate::{
    checks::{Examined, sentence},
    media::{Format, Kind, Thumbnail, ThumbnailError, open_unchanged, quick_thumbnail},
    post::MediaId,
};

/// Which picture of a file is wanted. An edge is the length of its longer side in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// The small one a camera put into the file; there at once, where there is one.
    Quick,
    /// Of an image itself, of a film its poster, of a document its first page.
    Edge(u32),
    /// A page of a document, counted from 1.
    Page { page: u32, edge: u32 },
    /// What a film shows at a moment.
    Frame { at_ms: u64, edge: u32 },
}

/// What of a file is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// Of an image itself, of a film its poster, of a document its first page.
    Whole,
    /// A page of a document, counted from 1.
    Page { page: u32 },
    /// What a film shows at a moment.
    Frame { at_ms: u64 },
}

/// A film that is open to be played.
#[derive(Debug)]
pub struct Film {
    pub file: File,
    pub bytes: u64,
    /// What HTTP calls it.
    pub media_type: &'static str,
}

/// A picture this large is mostly there already.
const USUAL_EDGE: u32 = 320;

impl Desk {
    /// A picture of a file, to be shown; nothing where it cannot be drawn.
    pub fn picture(&self, id: MediaId, picture: Picture) -> Option<Thumbnail> {
        let record = self.library.media(id).ok()?;
        let Examined::Present(facts) = self.look_at(&record) else { return None };
        match picture {
            Picture::Quick => quick_thumbnail(&record.path, &facts).ok().flatten(),
            Picture::Page { page, edge } => self.thumbnails.page(&record.path, &facts, page, edge).ok(),
            Picture::Frame { at_ms, edge } => self.thumbnails.frame(&record.path, &facts, at_ms, edge).ok(),
            Picture::Edge(edge) => {
                let drawn = self.thumbnails.thumbnail(&record.path, &facts, edge);
                // One frame or one page that cannot be drawn here says nothing of the others.
                if facts.kind() == Kind::Image {
                    match drawn {
                        Ok(_) => self.note_damage(id, facts, false),
                        Err(ThumbnailError::Damaged) => self.note_damage(id, facts, true),
                        Err(_) => {}
                    }
                }
                drawn.ok()
            }
        }
    }

    /// Why there is no picture of a part of a file, as a whole sentence; nothing where there is one.
    pub fn why_undrawn(&self, id: MediaId, part: Part) -> Option<String> {
        let record = self.library.media(id).ok()?;
        let path = &record.path;
        let facts = match self.look_at(&record) {
            Examined::Gone(why) => return Some(sentence(&why)),
            Examined::Present(facts) => facts,
        };
        let drawn = match part {
            Part::Whole => self.thumbnails.thumbnail(path, &facts, USUAL_EDGE),
            Part::Page { page } => self.thumbnails.page(path, &facts, page, USUAL_EDGE),
            Part::Frame { at_ms } => self.thumbnails.frame(path, &facts, at_ms, USUAL_EDGE),
        };
        drawn.err().map(|why| sentence(&why.to_string()))
    }

    /// A film, to be played; nothing for files of every other kind.
    pub fn film(&self, id: MediaId) -> Option<Film> {
        let record = self.library.media(id).ok()?;
        let Examined::Present(facts) = self.look_at(&record) else { return None };
        if facts.kind() != Kind::Video {
            return None;
        }
        let file = open_unchanged(&record.path, &facts.stamp).ok()?;
        Some(Film {
            file,
            bytes: facts.bytes,
            media_type: facts.format.map_or("video/mp4", Format::media_type),
        })
    }
}
