use super::{Flaw, Parser, hex};

/// Strings, in both spellings (ISO 32000-2, 7.3.4).
impl Parser<'_> {
    /// `(a \(nested\) text)`.
    pub(super) fn literal(&mut self) -> Result<Vec<u8>, Flaw> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escape()?);
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(text);
            }
            text.push(byte);
        }
    }

    fn escape(&mut self) -> Result<Option<u8>, Flaw> {
        Ok(match self.next()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                None
            }
            first @ b'0'..=b'7' => {
                let mut code = u16::from(first - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => code = code << 3 | u16::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                // High bits beyond a byte are ignored (7.3.4.2).
                Some((code & 0xFF) as u8)
            }
            other => Some(other),
        })
    }

    pub(super) fn hexadecimal(&mut self) -> Result<Vec<u8>, Flaw> {
        self.at += 1;
        let (mut bytes, mut high) = (Vec::new(), None);
        loop {
            let byte = self.next()?;
            match (hex(byte), high.take()) {
                (Some(digit), None) => high = Some(digit),
                (Some(digit), Some(first)) => bytes.push(first << 4 | digit),
                (None, first) if byte == b'>' => {
                    bytes.extend(first.map(|first| first << 4));
                    return Ok(bytes);
                }
                (None, first) => high = first,
            }
        }
    }
}
