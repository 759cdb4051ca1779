use std::collections::BTreeMap;

use rusty_h264_decoder::{Decoder, Pps, Sps};

use super::sequence::{self, Bits, unescaped};
use crate::media::frame::Undrawn;
use crate::media::frame::own::{Budget, longest};
use crate::media::video::isobmff::Colors;

/// Slices of a frame. Encoders write one for each thread, at most one for each row of blocks; decoders keep some of
/// each.
const MAX_SLICES: u32 = 600;
/// Numbers of sets of parameters, and frames that are held and may be named in a list (ITU-T H.264, sections 7.4.2 and
/// 7.4.3, annex A).
const MAX_SEQUENCE: u32 = 31;
const MAX_PARAMETERS: u32 = 255;
const MAX_FRAMES: u32 = 16;
const MAX_LIST: u32 = 32;
/// Bytes in which a slice says how many frames it names.
const HEAD: usize = 128;
/// Keeps two units apart where one follows the other.
const START: [u8; 3] = [0, 0, 1];

/// A decoded frame: brightness, and the two differences of colour for every second pixel and row.
pub(in crate::media::frame) struct Picture {
    pub width: usize,
    pub height: usize,
    pub planes: [Vec<u8>; 3],
}

/// The decoder of H.264, asked only for what the budget allows. It believes what a film says of its own numbers, so
/// that they are looked at here first. Panics where the decoder does.
#[derive(Default)]
pub(in crate::media::frame) struct Stream {
    decoder: Decoder,
    sequences: BTreeMap<u32, Sps>,
    parameters: BTreeMap<u32, Pps>,
    /// Of the current frame.
    slices: u32,
    bytes: Vec<u8>,
    pub colors: Option<Colors>,
}

impl Stream {
    /// Decodes a unit, and answers the frame that it ends.
    pub fn push(&mut self, unit: &[u8], budget: &mut Budget) -> Result<Option<Picture>, Undrawn> {
        budget.in_time()?;
        let [head, payload @ ..] = unit else { return Ok(None) };
        // No unit has this inside (ITU-T H.264, section 7.4.1): the decoder would go on with another that nobody saw.
        if unit.windows(START.len()).any(|three| three == START) {
            return Err(Undrawn::Damaged);
        }
        match head & 0x1F {
            kind @ (1 | 5) => self.slice(kind == 5, payload, budget)?,
            2..=4 => return Err(Undrawn::NotMine),
            7 => self.sequence(unit, payload, budget)?,
            8 => {
                let parameters = Pps::parse(&unescaped(payload))?;
                let lists = parameters.num_ref_idx_l0_default.max(parameters.num_ref_idx_l1_default);
                if parameters.pic_parameter_set_id > MAX_PARAMETERS || lists > MAX_LIST {
                    return Err(Undrawn::Damaged);
                }
                self.parameters.insert(parameters.pic_parameter_set_id, parameters);
            }
            _ => return Ok(None),
        }
        self.bytes.clear();
        self.bytes.extend(START);
        self.bytes.extend(unit);
        let frame = self.decoder.decode(&self.bytes)?;
        Ok(frame.map(|frame| Picture {
            width: frame.width,
            height: frame.height,
            planes: [frame.y, frame.u, frame.v],
        }))
    }

    fn sequence(&mut self, unit: &[u8], payload: &[u8], budget: &Budget) -> Result<(), Undrawn> {
        let told = sequence::read(unit).ok_or(Undrawn::NotMine)?;
        budget.frame(told.width, told.height)?;
        let sequence = Sps::parse(&unescaped(payload))?;
        if sequence.seq_parameter_set_id > MAX_SEQUENCE || sequence.max_num_ref_frames > MAX_FRAMES {
            return Err(Undrawn::Damaged);
        }
        self.colors = told.colors;
        self.sequences.insert(sequence.seq_parameter_set_id, sequence);
        Ok(())
    }

    fn slice(&mut self, refresh: bool, payload: &[u8], budget: &mut Budget) -> Result<(), Undrawn> {
        let head = unescaped(payload.get(..HEAD).unwrap_or(payload));
        let slice = self.head(refresh, &mut Bits::new(&head)).ok_or(Undrawn::Damaged)?;
        if slice.first {
            budget.spend(slice.pixels)?;
            self.slices = 0;
        }
        self.slices += 1;
        if self.slices > MAX_SLICES || slice.list > MAX_LIST || payload.len() as u64 > longest(slice.pixels) {
            return Err(Undrawn::Damaged);
        }
        Ok(())
    }

    /// The head of a slice up to the lengths of its lists (ITU-T H.264, section 7.3.3).
    fn head(&self, refresh: bool, bits: &mut Bits<'_>) -> Option<Slice> {
        let first = bits.number()? == 0;
        let kind = bits.number()? % 5;
        let parameters = self.parameters.get(&bits.number()?)?;
        let sequence = self.sequences.get(&parameters.seq_parameter_set_id)?;
        let pixels = sequence.coded_width() as u64 * sequence.coded_height() as u64;
        bits.take(sequence.log2_max_frame_num)?;
        // A field, which the decoder refuses.
        if !sequence.frame_mbs_only && bits.flag()? {
            return Some(Slice { first, pixels, list: 0 });
        }
        if refresh {
            bits.number()?;
        }
        let orders = match sequence.pic_order_cnt_type {
            0 => {
                bits.take(sequence.log2_max_pic_order_cnt_lsb)?;
                u32::from(parameters.bottom_field_pic_order_present)
            }
            1 if !sequence.delta_pic_order_always_zero => {
                1 + u32::from(parameters.bottom_field_pic_order_present)
            }
            _ => 0,
        };
        for _ in 0..orders + u32::from(parameters.redundant_pic_cnt_present_flag) {
            bits.number()?;
        }
        let both = kind == 1;
        if both {
            bits.flag()?;
        }
        let mut list = parameters.num_ref_idx_l0_default.max(parameters.num_ref_idx_l1_default);
        if kind < 2 && bits.flag()? {
            list = bits.number()?.checked_add(1)?;
            if both {
                list = list.max(bits.number()?.checked_add(1)?);
            }
        }
        Some(Slice { first, pixels, list })
    }
}

struct Slice {
    /// It begins a frame.
    first: bool,
    /// Pixels of the whole frame.
    pixels: u64,
    /// Frames in the longer of its lists.
    list: u32,
}
