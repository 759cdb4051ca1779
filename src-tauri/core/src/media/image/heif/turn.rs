use crate::media::Orientation;

/// How a stored picture is turned for display: first mirrored left to right or not, then rotated clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
    mirrored: bool,
    /// Quarter turns clockwise, 0 to 3.
    quarters: u8,
}

impl Turn {
    /// By an `irot` box: quarter turns against the clock (ISO/IEC 23008-12, section 6.5.10).
    pub fn rotate(&mut self, angle: u8) {
        self.quarters = (self.quarters + 4 - (angle & 3)) % 4;
    }

    /// By an `imir` box: top and bottom exchanged (0), or left and right (ISO/IEC 23008-12:2022, section 6.5.12, which
    /// settles what the first edition left open).
    pub fn mirror(&mut self, axis: u8) {
        // Mirroring left to right after a rotation is mirroring before the opposite one.
        self.quarters = (4 - self.quarters) % 4;
        self.mirrored = !self.mirrored;
        if axis & 1 == 0 {
            self.quarters = (self.quarters + 2) % 4;
        }
    }

    /// The same as EXIF calls it (CIPA DC-008, tag 0x0112).
    pub fn orientation(self) -> Orientation {
        const PLAIN: [u8; 4] = [1, 6, 3, 8];
        const MIRRORED: [u8; 4] = [2, 7, 4, 5];
        let row = if self.mirrored { MIRRORED } else { PLAIN };
        let value = row.get(usize::from(self.quarters)).copied().unwrap_or(1);
        Orientation::try_from(value).unwrap_or(Orientation::UPRIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(steps: &[(char, u8)]) -> u8 {
        let mut turn = Turn::default();
        for (step, value) in steps {
            if *step == 'r' { turn.rotate(*value) } else { turn.mirror(*value) }
        }
        turn.orientation().get()
    }

    #[test]
    fn turns_are_told_as_exif_tells_them() {
        let cases: &[(&[(char, u8)], u8)] = &[
            (&[], 1),
            (&[('m', 1)], 2),
            (&[('r', 2)], 3),
            (&[('m', 0)], 4),
            (&[('r', 3)], 6),
            (&[('r', 1)], 8),
            // A quarter clockwise, then mirrored left to right: the transpose, EXIF 5.
            (&[('r', 3), ('m', 1)], 5),
            (&[('r', 1), ('m', 1)], 7),
            (&[('r', 1), ('r', 3)], 1),
            (&[('m', 0), ('m', 1)], 3),
            (&[('m', 1), ('m', 1)], 1),
        ];
        for (steps, expected) in cases {
            assert_eq!(turned(steps), *expected, "{steps:?}");
        }
    }
}
