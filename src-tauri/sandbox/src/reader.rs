//! What readers see of a commentary, without a server and without a post.

use crate::config::Config;
use crate::little;
use crate::urn::Urn;
use crate::world::{ConfigError, People, ReaderSegment, World, reader_segments, visible_text};

/// Reads commentaries as the posts of a sandbox with this config are read.
#[derive(Debug)]
pub struct Reader {
    people: People,
}

/// A commentary as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// All of the text that was not cut off.
    pub visible: String,
    /// Words of the hashtags, without their signs.
    pub hashtags: Vec<String>,
    /// Names that link, and to whom.
    pub mentions: Vec<(String, Urn)>,
    /// Byte offset in the commentary from which the text was dropped.
    pub cut_at: Option<usize>,
}

impl Reader {
    /// # Errors
    /// When the config names people or pages it does not have.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        Ok(Self { people: World::new(config)?.people })
    }

    /// Reads a commentary. Never fails: what cannot be read cuts the text, as on LinkedIn.
    pub fn read(&self, commentary: &str) -> Reading {
        let reading = little::parse(commentary);
        let segments = reader_segments(&reading, &self.people);
        let (mut hashtags, mut mentions) = (Vec::new(), Vec::new());
        for segment in &segments {
            match segment {
                ReaderSegment::Text { .. } => {}
                ReaderSegment::Hashtag { word } => hashtags.push(word.clone()),
                ReaderSegment::Mention { name, urn } => mentions.push((name.clone(), urn.clone())),
            }
        }
        Reading { visible: visible_text(&segments), hashtags, mentions, cut_at: reading.cut_at }
    }
}
