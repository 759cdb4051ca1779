//! What LinkedIn says when a file is announced: its name, and where its bytes go.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::wire::{InitializedUpload, UploadTicket};
use crate::post::Urn;

/// A file's name at LinkedIn, and the addresses to send it to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    pub urn: Urn,
    pub addresses: Addresses,
}

/// Where the bytes of a file go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "send", rename_all = "snake_case")]
pub enum Addresses {
    /// All to one address.
    Whole {
        address: String,
    },
    Parts(Parts),
}

/// A video, part by part, and what comes beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// In the order in which their answers are to be named.
    pub parts: Vec<Part>,
    /// To be said again, as it is, when all of them were sent.
    pub token: String,
    pub captions: Option<String>,
    pub thumbnail: Option<String>,
}

/// The address for some of a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub address: String,
    pub first: u64,
    /// Included. Of the last part it may lie behind the end of the file.
    pub last: u64,
}

/// Reads the answer to `initializeUpload`. `None` where it makes no sense.
pub fn registered(body: &[u8]) -> Option<Registered> {
    let UploadTicket { urn, upload_url, upload_instructions, upload_token, captions, thumbnail } =
        serde_json::from_slice::<InitializedUpload>(body).ok()?.value;
    let addresses = match (upload_url, upload_instructions) {
        (Some(address), None) => Addresses::Whole { address },
        (_, Some(instructions)) => {
            let parts = instructions.into_iter().map(|it| Part {
                address: it.upload_url,
                first: it.first_byte,
                last: it.last_byte,
            });
            let (parts, token) = (parts.collect(), upload_token.unwrap_or_default());
            Addresses::Parts(Parts { parts, token, captions, thumbnail })
        }
        (None, None) => return None,
    };
    Some(Registered { urn, addresses })
}

impl Parts {
    /// The bytes of each part of a file of so many: without gaps, up to its end. `None` where LinkedIn's parts are not
    /// those of this file.
    pub fn ranges(&self, bytes: u64) -> Option<Vec<Range<u64>>> {
        let mut end = 0;
        let range = |part: &Part| {
            let range = part.first..part.last.checked_add(1)?.min(bytes);
            (range.start == end && range.start < range.end).then(|| {
                end = range.end;
                range
            })
        };
        let ranges = self.parts.iter().map(range).collect::<Option<Vec<_>>>()?;
        (end == bytes).then_some(ranges)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_image_and_a_document_have_one_address() {
        for kind in ["image", "document"] {
            let urn = format!("urn:li:{kind}:C5");
            let body = json!({"value": {"uploadUrl": "https://x", (kind): urn, "uploadUrlExpiresAt": 1}});
            let read = registered(body.to_string().as_bytes()).unwrap();
            assert_eq!(String::from(read.urn), urn);
            assert_eq!(read.addresses, Addresses::Whole { address: "https://x".into() });
        }
        assert_eq!(registered(br#"{"value":{"uploadUrl":"https://x"}}"#), None);
        assert_eq!(registered(br#"{"value":{"image":"urn:li:image:C5"}}"#), None);
        assert_eq!(registered(b"<html>"), None);
    }

    #[test]
    fn a_video_has_an_address_for_each_part_and_for_what_was_asked_for() {
        let body = json!({"value": {
            "video": "urn:li:video:C5", "uploadToken": "", "uploadUrlsExpireAt": 1,
            "thumbnailUploadUrl": "https://t",
            "uploadInstructions": [{"uploadUrl": "https://1", "firstByte": 0, "lastByte": 9}],
        }});
        let read = registered(body.to_string().as_bytes()).unwrap();
        let part = Part { address: "https://1".into(), first: 0, last: 9 };
        let thumbnail = Some("https://t".to_owned());
        let parts = Parts { parts: vec![part], token: String::new(), captions: None, thumbnail };
        assert_eq!(read.addresses, Addresses::Parts(parts));
    }

    fn parts(bounds: &[(u64, u64)]) -> Parts {
        let part = |(first, last): &(u64, u64)| Part { address: String::new(), first: *first, last: *last };
        Parts {
            parts: bounds.iter().map(part).collect(),
            token: String::new(),
            captions: None,
            thumbnail: None,
        }
    }

    #[test]
    fn the_last_part_ends_where_the_file_does() {
        assert_eq!(parts(&[(0, 9), (10, 19)]).ranges(15), Some(vec![0..10, 10..15]));
        assert_eq!(parts(&[(0, 9), (10, 19)]).ranges(20), Some(vec![0..10, 10..20]));
    }

    #[test]
    fn parts_of_another_file_are_none_of_this_one() {
        for (bounds, bytes) in [
            (&[(0, 9), (11, 19)][..], 20),
            (&[(0, 9), (9, 19)], 20),
            (&[(0, 9)], 20),
            (&[(0, 9), (10, 19)], 10),
            (&[(10, 19), (0, 9)], 20),
            (&[(9, 0)], 9),
            (&[(0, u64::MAX)], 9),
            (&[], 9),
        ] {
            assert_eq!(parts(bounds).ranges(bytes), None, "{bounds:?}");
        }
    }
}
