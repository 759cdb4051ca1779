use std::io::{Cursor, Read, Seek, SeekFrom};

use ::image::codecs::ico::IcoDecoder;

use super::{DecodeError, Rows, png, whole};
use crate::media::image::ico;
use crate::media::source::{Source, Stop};

/// The longest picture of an icon that is read; one of 256 by 256 pixels without packing has 270 KB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The largest picture, which an icon's decoder would choose by its list's word alone.
pub(super) fn decode(mut file: impl Read + Seek, rows: &mut dyn Rows) -> Result<(), DecodeError> {
    let length = file.seek(SeekFrom::End(0))?;
    let picture = match ico::largest(&mut Source::new(&mut file, length, MAX_BYTES)) {
        Ok(picture) => picture.ok_or(DecodeError::Damaged)?,
        Err(Stop::Io(error)) => return Err(error.into()),
        Err(Stop::End { .. } | Stop::Spent) => return Err(DecodeError::Damaged),
    };
    let bytes = picture.place.end - picture.place.start;
    if bytes > MAX_BYTES || picture.place.end > length {
        return Err(DecodeError::Damaged);
    }
    file.seek(SeekFrom::Start(picture.place.start))?;
    let mut content = Vec::new();
    file.take(bytes).read_to_end(&mut content)?;
    if picture.png {
        return png::decode(Cursor::new(content), rows);
    }
    // As the only picture of an icon, with the sides and depth that its own header says.
    let side = |side: u32| u8::try_from(side).unwrap_or(0);
    let mut icon = vec![0, 0, 1, 0, 1, 0, side(picture.width), side(picture.height), 0, 0, 1, 0, 32, 0];
    icon.extend(u32::try_from(content.len()).map_err(|_| DecodeError::Damaged)?.to_le_bytes());
    icon.extend(22_u32.to_le_bytes());
    icon.extend(content);
    whole::read(IcoDecoder::new(Cursor::new(icon))?, 1, false, rows)
}
