use std::io::Read;

use super::bits::Bits;
use super::frame::{Component, Frame};
use super::huffman::Table;
use super::{Halt, Tables};

/// What a scan carries of the means.
#[derive(Clone, Copy)]
enum Part {
    /// All of it, and then the block's other coefficients.
    Block,
    /// All but the lowest bits.
    First { shift: u32 },
    /// One more bit.
    Refinement { shift: u32 },
}

impl Part {
    /// Low bits of the means that are to come after it.
    fn to_come(self) -> u32 {
        match self {
            Self::Block => 0,
            Self::First { shift } | Self::Refinement { shift } => shift,
        }
    }

    /// Whether it tells more of a component of which this much is to come. Every scan of a sound file does (T.81,
    /// G.1.1.1.2), and so none has more than 16 for a component.
    fn tells_more(self, to_come: Option<u32>) -> bool {
        match self {
            Self::Block | Self::First { .. } => to_come.is_none(),
            Self::Refinement { shift } => to_come.is_some_and(|bits| shift < bits),
        }
    }
}

/// One component's part in a scan.
struct Share<'a> {
    component: &'a mut Component,
    dc: Option<&'a Table>,
    ac: Option<&'a Table>,
    /// Blocks in a row and rows of each unit.
    across: u32,
    down: u32,
    previous: i32,
}

/// Reads the scan whose marker was just passed (T.81, B.2.3). One that tells nothing new of the means is left where
/// it is: looking for the next marker passes it. So the work is bounded by the pixels, however many scans there are.
pub(super) fn read<R: Read>(bits: &mut Bits<R>, frame: &mut Frame, tables: &Tables) -> Result<(), Halt> {
    let header = bits.segment()?;
    let (count, rest) = header.split_first().ok_or(Halt::Damaged)?;
    let (chosen, rest) = rest.split_at_checked(2 * usize::from(*count)).ok_or(Halt::Damaged)?;
    let (chosen, _) = chosen.as_chunks::<2>();
    let [first_coefficient, _, approximation, ..] = *rest else { return Err(Halt::Damaged) };
    let part = match (frame.progressive, approximation >> 4, u32::from(approximation & 15)) {
        (false, _, _) => Part::Block,
        (true, _, _) if first_coefficient > 0 => return Ok(()),
        (true, 0, shift) => Part::First { shift },
        (true, _, shift) => Part::Refinement { shift },
    };
    if chosen.is_empty() {
        return Err(Halt::Damaged);
    }
    let selected = |id: u8| chosen.iter().find(|[chosen, _]| *chosen == id).map(|[_, tables]| *tables);
    if !frame
        .components
        .iter()
        .filter(|one| selected(one.id).is_some())
        .all(|one| part.tells_more(one.to_come))
    {
        return Ok(());
    }
    let alone = chosen.len() == 1;
    let mut units = frame.units;
    let mut shares = Vec::new();
    for component in &mut frame.components {
        let Some(selected) = selected(component.id) else { continue };
        let quantiser = tables.quantisers[component.quantiser_table].ok_or(Halt::NotForUs)?;
        component.quantiser.get_or_insert(quantiser);
        component.to_come = Some(part.to_come());
        let dc = tables.dc.get(usize::from(selected >> 4)).ok_or(Halt::Damaged)?;
        let ac = tables.ac.get(usize::from(selected & 15)).ok_or(Halt::Damaged)?;
        if alone {
            units = component.blocks;
        }
        shares.push(Share {
            dc: dc.as_ref(),
            ac: ac.as_ref(),
            across: if alone { 1 } else { component.across },
            down: if alone { 1 } else { component.down },
            previous: 0,
            component,
        });
    }
    if shares.len() != chosen.len() {
        return Err(Halt::Damaged);
    }
    blocks(bits, &mut shares, units, tables.restart_interval, part)
}

#[cfg(test)]
thread_local! {
    /// Units gone through by this thread, a row at a time.
    pub(in crate::media::thumbnail) static UNITS_READ: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

fn blocks<R: Read>(
    bits: &mut Bits<R>,
    shares: &mut [Share<'_>],
    units: (u32, u32),
    restart_interval: u32,
    part: Part,
) -> Result<(), Halt> {
    let mut until_restart = restart_interval;
    for y in 0..units.1 {
        #[cfg(test)]
        UNITS_READ.with(|read| read.set(read.get() + u64::from(units.0)));
        for x in 0..units.0 {
            if restart_interval > 0 {
                if until_restart == 0 {
                    // The marker would hide that the bits before it were made up.
                    if bits.overrun() || !bits.restart()? {
                        return Err(Halt::Damaged);
                    }
                    shares.iter_mut().for_each(|share| share.previous = 0);
                    until_restart = restart_interval;
                }
                until_restart -= 1;
            }
            for share in &mut *shares {
                for row in 0..share.down {
                    let start = (y * share.down + row) as usize * share.component.stride;
                    for column in 0..share.across {
                        share.block(bits, start + (x * share.across + column) as usize, part)?;
                    }
                }
            }
        }
        if bits.overrun() {
            return Err(Halt::Damaged);
        }
    }
    Ok(())
}

impl Share<'_> {
    #[inline]
    fn block<R: Read>(&mut self, bits: &mut Bits<R>, index: usize, part: Part) -> Result<(), Halt> {
        let mean = self.component.means.get_mut(index).ok_or(Halt::Damaged)?;
        match part {
            Part::Refinement { shift } => {
                bits.fill()?;
                *mean |= (bits.number(1) << shift) as i16;
            }
            Part::Block | Part::First { .. } => {
                let size = self.dc.ok_or(Halt::NotForUs)?.symbol(bits)?.filter(|size| *size <= 15);
                let size = u32::from(size.ok_or(Halt::Damaged)?);
                bits.fill()?;
                self.previous = self.previous.wrapping_add(extended(bits.number(size), size));
                match part {
                    Part::First { shift } => *mean = (self.previous << shift) as i16,
                    _ => {
                        *mean = self.previous as i16;
                        if !self.ac.ok_or(Halt::NotForUs)?.pass_block(bits)? {
                            return Err(Halt::Damaged);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// The signed number that `size` bits stand for (T.81, F.2.2.1).
fn extended(number: i32, size: u32) -> i32 {
    if size > 0 && number < 1 << (size - 1) { number - (1 << size) + 1 } else { number }
}
