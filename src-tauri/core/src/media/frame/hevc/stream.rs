//! The decoder of HEVC, asked only for what was allowed: it counts nothing itself. It must not know what the pictures
//! are for, or how many of them are wanted.

use rusty_h265::bits::BitReader;
use rusty_h265::nal::{NalHeader, unescape};
use rusty_h265::ps::{Pps, Sps, parse_pps, parse_sps};
use rusty_h265::slice::{SliceHeader, parse_slice_header};
use rusty_h265::{Decoder, Error, Frame};

/// Slices of a picture, at most what the largest level has (ITU-T H.265, table A.8). Decoders keep the head of each.
const MAX_SLICES: u32 = 600;
/// The longest head of a slice: with the places of 20 columns of tiles in each row of blocks some 12 KB.
const HEAD: usize = 16 * 1024;

/// Units of HEVC decoded one by one, each after it was asked for.
pub(in crate::media) struct Stream {
    decoder: Decoder,
    sequences: Vec<Option<Sps>>,
    parameters: Vec<Option<Pps>>,
    /// Of the current picture.
    slices: u32,
    last: Option<SliceHeader>,
    /// Matrix coefficients (ITU-T H.273) and whether black is 0, if the stream says.
    pub colors: Option<(u8, bool)>,
}

/// What a sequence of pictures asks for.
pub(in crate::media) struct Sequence {
    /// Stored pixels, those that are cut off for display too.
    pub width: u64,
    pub height: u64,
    /// Pictures that are to be held at once.
    pub held: u64,
}

/// What a slice asks for.
pub(in crate::media) struct Slice {
    /// It begins a picture.
    pub first: bool,
    /// Pixels of the whole picture.
    pub pixels: u64,
    /// Pixels from where it begins to the end of the picture: nothing else bounds what it goes through.
    pub reach: u64,
    /// Other pictures that the picture names. Those that are missing are made.
    pub named: u64,
    /// Bytes it is stored in.
    pub bytes: u64,
}

/// Who says how much is decoded. Everything is asked before it is done, and what is refused is not done.
pub(in crate::media) trait Allowance {
    type Refusal: From<Error>;
    /// Any unit at all.
    fn unit(&mut self) -> Result<(), Self::Refusal>;
    fn sequence(&mut self, sequence: &Sequence) -> Result<(), Self::Refusal>;
    fn slice(&mut self, slice: &Slice) -> Result<(), Self::Refusal>;
}

impl Stream {
    pub fn new() -> Self {
        Self {
            decoder: Decoder::new(),
            sequences: (0..16).map(|_| None).collect(),
            parameters: (0..64).map(|_| None).collect(),
            slices: 0,
            last: None,
            colors: None,
        }
    }

    /// Decodes a unit; the picture that it begins gets the number. Panics where the decoder does.
    pub fn push<A: Allowance>(
        &mut self,
        unit: &[u8],
        number: Option<i64>,
        allowance: &mut A,
    ) -> Result<(), A::Refusal> {
        allowance.unit()?;
        let [first, second, payload @ ..] = unit else { return Ok(()) };
        // Another view, depth or transparency; the picture decodes without it.
        if (first & 1) << 5 | second >> 3 != 0 {
            return Ok(());
        }
        // ITU-T H.265, table 7-1.
        match kind(unit) {
            0..=21 => allowance.slice(&self.slice(unit, payload)?)?,
            33 => {
                let sequence = parse_sps(&unescape(payload).data)?;
                allowance.sequence(&asked(&sequence))?;
                let display = sequence.vui.as_ref();
                let colors = display.map(|display| (display.matrix_coeffs, display.video_full_range_flag));
                self.colors = colors.or(self.colors);
                keep(&mut self.sequences, sequence.id, sequence);
            }
            34 => {
                let parameters = parse_pps(&unescape(payload).data)?;
                keep(&mut self.parameters, parameters.id, parameters);
            }
            // The parameters of the film, and ends.
            32 | 36 | 37 => {}
            _ => return Ok(()),
        }
        Ok(self.decoder.push_nal(unit, number)?)
    }

    /// Ends what is being decoded. Panics where the decoder does.
    pub fn flush(&mut self) {
        self.decoder.flush();
    }

    /// The next picture that is done. One that nobody takes stays in memory.
    pub fn next(&mut self) -> Option<Frame> {
        self.decoder.next_frame().ok()
    }

    fn slice(&mut self, unit: &[u8], payload: &[u8]) -> Result<Slice, Error> {
        let unit_head = NalHeader::parse(unit).ok_or_else(|| Error::invalid("unit"))?;
        let head = unescape(payload.get(..HEAD).unwrap_or(payload));
        let lookup = |id: u8| {
            let parameters = self.parameters.get(usize::from(id))?.as_ref()?;
            let sequence = self.sequences.get(usize::from(parameters.sps_id))?.as_ref()?;
            Some((sequence, parameters))
        };
        let mut bits = BitReader::new(&head.data);
        let header = parse_slice_header(&mut bits, &unit_head, &lookup, self.last.as_ref())?;
        let (sequence, _) = lookup(header.pps_id).ok_or_else(|| Error::invalid("parameters"))?;
        let pixels = u64::from(sequence.width) * u64::from(sequence.height);
        let blocks = u64::from(sequence.pic_size_in_ctbs).saturating_sub(header.segment_address.into());
        let named = header.st_rps.neg.len() + header.st_rps.pos.len() + header.long_term.len();
        let slice = Slice {
            first: header.first_slice_segment_in_pic,
            pixels,
            reach: (blocks << (2 * sequence.log2_ctb_size)).min(pixels),
            named: named as u64,
            bytes: unit.len() as u64,
        };
        self.slices = if slice.first { 1 } else { self.slices + 1 };
        if self.slices > MAX_SLICES {
            return Err(Error::invalid("slices"));
        }
        if !header.dependent_slice_segment {
            self.last = Some(header);
        }
        Ok(slice)
    }
}

fn asked(sequence: &Sps) -> Sequence {
    let ordering = sequence.ordering.get(usize::from(sequence.max_sub_layers_minus1));
    let held =
        ordering.map_or(0, |most| (most.max_dec_pic_buffering_minus1 + 1).max(most.max_num_reorder_pics));
    Sequence { width: sequence.width.into(), height: sequence.height.into(), held: held.into() }
}

fn keep<T>(sets: &mut [Option<T>], id: u8, set: T) {
    if let Some(place) = sets.get_mut(usize::from(id)) {
        *place = Some(set);
    }
}

pub(super) fn kind(unit: &[u8]) -> u8 {
    unit.first().map_or(u8::MAX, |head| head >> 1 & 0x3F)
}
