/// A frame and the block means read into it so far.
pub(super) struct Frame {
    width: u32,
    height: u32,
    pub progressive: bool,
    /// Units of interleaved scans across and down.
    pub units: (u32, u32),
    widest: u32,
    tallest: u32,
    pub components: Vec<Component>,
    colors: Colors,
}

pub(super) struct Component {
    pub id: u8,
    /// Blocks of one interleaved unit.
    pub across: u32,
    pub down: u32,
    /// Blocks that hold picture, the extent of a scan of this component alone.
    pub blocks: (u32, u32),
    pub quantiser_table: usize,
    pub quantiser: Option<u16>,
    /// Blocks in a row of `means`.
    pub stride: usize,
    /// The DC coefficient of every block, before dequantisation.
    pub means: Vec<i16>,
    /// How many low bits of them are still to come; `None` before the first scan.
    pub to_come: Option<u32>,
}

#[derive(Clone, Copy)]
enum Colors {
    Gray,
    YCbCr,
    Rgb,
    /// Inverted, as Adobe and so everyone stores them.
    Cmyk,
    Ycck,
}

impl Frame {
    /// From a frame header (T.81, B.2.2). `None` for what the general decoder has to take: broken or
    /// rare headers, and pictures that do not fill `edge` at an eighth.
    pub fn parse(header: &[u8], progressive: bool, edge: u32) -> Option<Self> {
        let ([8, h1, h0, w1, w0, count @ (1 | 3 | 4)], specified) = header.split_first_chunk()? else {
            return None;
        };
        let width = u32::from(u16::from_be_bytes([*w1, *w0]));
        let height = u32::from(u16::from_be_bytes([*h1, *h0]));
        if width == 0 || height == 0 || width.max(height) / 8 < edge {
            return None;
        }
        crate::media::thumbnail::within_limits(width, height).ok()?;
        let (specified, _) = specified.as_chunks::<3>();
        let specified = specified.get(..usize::from(*count))?;
        let factors = |sampling: u8| (u32::from(sampling >> 4), u32::from(sampling & 15));
        if specified.iter().any(|[_, sampling, table]| {
            let (across, down) = factors(*sampling);
            !(1..=4).contains(&across) || !(1..=4).contains(&down) || *table > 3
        }) {
            return None;
        }
        let widest = specified.iter().map(|[_, sampling, _]| factors(*sampling).0).max()?;
        let tallest = specified.iter().map(|[_, sampling, _]| factors(*sampling).1).max()?;
        let units = (width.div_ceil(8 * widest), height.div_ceil(8 * tallest));
        let component = |[id, sampling, table]: &[u8; 3]| {
            let (across, down) = factors(*sampling);
            let stride = units.0 as usize * across as usize;
            Component {
                id: *id,
                across,
                down,
                blocks: (
                    (width * across).div_ceil(widest).div_ceil(8),
                    (height * down).div_ceil(tallest).div_ceil(8),
                ),
                quantiser_table: usize::from(*table),
                quantiser: None,
                stride,
                means: vec![0; stride * units.1 as usize * down as usize],
                to_come: None,
            }
        };
        let components = specified.iter().map(component).collect();
        Some(Self { width, height, progressive, units, widest, tallest, components, colors: Colors::Gray })
    }

    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Every block's mean is exact.
    pub fn complete(&self) -> bool {
        self.components.iter().all(|component| component.to_come == Some(0))
    }

    /// Every block's mean is there, if coarsely.
    pub fn begun(&self) -> bool {
        self.components.iter().all(|component| component.quantiser.is_some())
    }

    /// What the components are, by the rules of libjpeg.
    pub fn settle_colors(&mut self, jfif: bool, adobe: Option<u8>) {
        self.colors = match *self.components.as_slice() {
            [_] => Colors::Gray,
            [Component { id: 1, .. }, Component { id: 2, .. }, Component { id: 3, .. }] => Colors::YCbCr,
            [Component { id: b'R', .. }, Component { id: b'G', .. }, Component { id: b'B', .. }] => {
                Colors::Rgb
            }
            [_, _, _] if !jfif && adobe == Some(0) => Colors::Rgb,
            [_, _, _] => Colors::YCbCr,
            _ if adobe == Some(2) => Colors::Ycck,
            _ => Colors::Cmyk,
        };
    }

    /// Gives each row of the picture at an eighth, from the top: column and colour of every pixel.
    pub fn show(&self, mut give: impl FnMut(u32, &mut dyn Iterator<Item = (u32, [u8; 4])>)) {
        for y in 0..self.height.div_ceil(8) {
            let mut row = (0..self.width.div_ceil(8)).map(|x| (x, self.color(x, y)));
            give(y, &mut row);
        }
    }

    fn color(&self, x: u32, y: u32) -> [u8; 4] {
        let sample = |index: usize| {
            self.components.get(index).map_or(0, |one| {
                let (column, row) = (x * one.across / self.widest, y * one.down / self.tallest);
                one.sample(row as usize * one.stride + column as usize)
            })
        };
        let [red, green, blue] = match self.colors {
            Colors::Gray => [sample(0); 3],
            Colors::Rgb => [sample(0), sample(1), sample(2)],
            Colors::YCbCr => rgb(sample(0), sample(1), sample(2)),
            Colors::Cmyk => [sample(0), sample(1), sample(2)].map(|light| mixed(light, sample(3))),
            Colors::Ycck => rgb(sample(0), sample(1), sample(2)).map(|ink| mixed(255 - ink, sample(3))),
        };
        [red, green, blue, 255]
    }
}

impl Component {
    /// The mean of a block as a sample; the transform's factor for it is an eighth.
    fn sample(&self, block: usize) -> u8 {
        let mean = i32::from(self.means[block]) * i32::from(self.quantiser.unwrap_or(1));
        (((mean + 4) >> 3) + 128).clamp(0, 255) as u8
    }
}

/// Light that passes two inks.
fn mixed(one: u8, other: u8) -> u8 {
    ((u16::from(one) * u16::from(other) + 127) / 255) as u8
}

/// ITU-R BT.601 at full range, as JFIF prescribes. A cast from a float saturates.
fn rgb(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue]
        .map(|value| (value + 0.5) as u8)
}
