use std::collections::{HashMap, HashSet};
use std::io::{Read, Seek};

use super::file::File;
use super::object::{Dictionary, Object};
use crate::media::source::Stop;
use crate::media::{PageSize, PageSizes};

/// Sizes closer than this are one size: writers round differently.
const SAME: f64 = 1.0;

/// What a place in the tree counts as work, because it is remembered until it is its turn.
const KID: u64 = 32;

/// What may be read more for each page: with links or pictures by the dozen it has some kilobytes, and only the whole
/// of it tells its size.
const PAGE: u64 = 8 * 1024;
/// Of a document that says it has so many pages at most, which is then worth 3.4 MB of reading and no more. For a
/// longer one the megabyte has to do that every file is worth.
const PAGES: u32 = 300;

/// What walking the page tree showed, up to where it ended.
#[derive(Default)]
pub(super) struct Pages {
    /// Pages walked to.
    pub count: u32,
    /// Places in the tree at which nothing can be read.
    pub missing: u32,
    /// What the root of the tree says.
    pub declared: Option<u32>,
    /// The tree was walked to its end.
    pub whole: bool,
    /// The root of the tree lists what is below it.
    lists: bool,
    pub first: Option<PageSize>,
    mixed: bool,
    unsized_pages: bool,
}

impl Pages {
    /// Whether there is a sound tree without a page in it.
    pub fn are_none(&self) -> bool {
        self.whole && self.lists && self.count == 0 && self.missing == 0 && self.declared == Some(0)
    }

    /// `None` unless every page was seen and has a size.
    pub fn sizes(&self) -> Option<PageSizes> {
        let known = self.whole && self.count > 0 && self.missing == 0 && !self.unsized_pages;
        known.then_some(if self.mixed { PageSizes::Mixed } else { PageSizes::Uniform })
    }

    fn add(&mut self, size: Option<PageSize>) {
        if self.count == 0 {
            self.first = size;
        }
        self.count = self.count.saturating_add(1);
        match (self.first, size) {
            (Some(first), Some(size)) => {
                self.mixed |=
                    (first.width - size.width).abs() > SAME || (first.height - size.height).abs() > SAME;
            }
            _ => self.unsized_pages = true,
        }
    }
}

/// Goes through the page tree, as far as the budget allows.
pub(super) fn walk<R: Read + Seek>(file: &mut File<R>, pages: &mut Pages) -> Result<(), Stop> {
    go_through(file, pages)?;
    pages.whole = true;
    Ok(())
}

/// In reading order. Each node is entered once, so that circles end and what is shared
/// does not multiply; a page that stands in the tree twice is two pages, as readers take it.
fn go_through<R: Read + Seek>(file: &mut File<R>, pages: &mut Pages) -> Result<(), Stop> {
    let Object::Dictionary(catalog) = file.in_trailer(b"Root")? else { return Ok(()) };
    let Some(Object::Dictionary(root)) = file.value(&catalog, b"Pages")? else { return Ok(()) };
    let declared = file.value(&root, b"Count")?.as_ref().and_then(Object::unsigned);
    pages.declared = declared.and_then(|count| u32::try_from(count).ok());
    let few = pages.declared.filter(|declared| *declared <= PAGES).unwrap_or(0);
    file.extend_budget(PAGE * u64::from(few));
    let mut known: HashMap<u32, Own> = HashMap::new();
    let mut entered: HashSet<u32> = HashSet::new();
    if let Some(Object::Reference(number)) = catalog.get(b"Pages") {
        entered.insert(*number);
    }
    let Some(kids) = kids(file, &root)? else { return Ok(()) };
    pages.lists = true;
    let mut stack = vec![(kids, Own::of(file, &root)?)];
    while let Some((kids, inherited)) = stack.last_mut() {
        let inherited = *inherited;
        let Some(kid) = kids.next() else {
            stack.pop();
            continue;
        };
        let number = match kid {
            Object::Reference(number) => Some(number),
            _ => None,
        };
        if let Some(own) = number.and_then(|number| known.get(&number)) {
            pages.add(own.over(inherited).size());
            continue;
        }
        if number.is_some_and(|number| !entered.insert(number)) {
            continue;
        }
        let Object::Dictionary(node) = file.resolve(kid)? else {
            pages.missing += 1;
            continue;
        };
        let own = Own::of(file, &node)?;
        if let Some(kids) = self::kids(file, &node)? {
            stack.push((kids, own.over(inherited)));
        } else if !node.is(b"Type", b"Pages") {
            pages.add(own.over(inherited).size());
            known.extend(number.map(|number| (number, own)));
        }
    }
    Ok(())
}

type Kids = std::vec::IntoIter<Object>;

fn kids<R: Read + Seek>(file: &mut File<R>, node: &Dictionary) -> Result<Option<Kids>, Stop> {
    let Some(Object::Array(kids)) = file.value(node, b"Kids")? else { return Ok(None) };
    let numbers = kids.iter().filter_map(|kid| match kid {
        Object::Reference(number) => Some(*number),
        _ => None,
    });
    file.foresee(numbers)?;
    file.spend(KID * kids.len() as u64)?;
    Ok(Some(kids.into_iter()))
}

/// What a node or a page says of sizes.
#[derive(Clone, Copy, Default)]
struct Own {
    media: Option<Rectangle>,
    crop: Option<Rectangle>,
    turn: Option<i64>,
    /// Not inherited (ISO 32000-2, table 31).
    unit: Option<f64>,
}

impl Own {
    fn of<R: Read + Seek>(file: &mut File<R>, node: &Dictionary) -> Result<Self, Stop> {
        Ok(Self {
            media: Rectangle::of(file, node, b"MediaBox")?,
            crop: Rectangle::of(file, node, b"CropBox")?,
            turn: file.value(node, b"Rotate")?.as_ref().and_then(Object::integer),
            unit: file.value(node, b"UserUnit")?.as_ref().and_then(Object::number),
        })
    }

    /// With what comes from above where it says nothing itself.
    fn over(self, inherited: Self) -> Self {
        Self {
            media: self.media.or(inherited.media),
            crop: self.crop.or(inherited.crop),
            turn: self.turn.or(inherited.turn),
            unit: self.unit,
        }
    }

    /// As displayed: what is cut off is not, and turned pages are.
    fn size(self) -> Option<PageSize> {
        let media = self.media?;
        let shown = self.crop.map_or(media, |crop| crop.within(media));
        let unit = self.unit.filter(|unit| *unit > 0.0).unwrap_or(1.0);
        let (width, height) = ((shown.right - shown.left) * unit, (shown.top - shown.bottom) * unit);
        if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
            return None;
        }
        let across = matches!(self.turn.unwrap_or(0).rem_euclid(360), 90 | 270);
        let (width, height) = if across { (height, width) } else { (width, height) };
        Some(PageSize { width, height })
    }
}

#[derive(Clone, Copy)]
struct Rectangle {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl Rectangle {
    fn of<R: Read + Seek>(file: &mut File<R>, node: &Dictionary, name: &[u8]) -> Result<Option<Self>, Stop> {
        let Some(Object::Array(corners)) = file.value(node, name)? else { return Ok(None) };
        let mut numbers = [0.0; 4];
        for (number, corner) in numbers.iter_mut().zip(corners.iter().take(4)) {
            let Some(value) = file.resolve(corner.clone())?.number() else { return Ok(None) };
            *number = value;
        }
        // Any two opposite corners may be given.
        let [a, b, c, d] = numbers;
        let rectangle = Self { left: a.min(c), bottom: b.min(d), right: a.max(c), top: b.max(d) };
        Ok((corners.len() >= 4).then_some(rectangle))
    }

    fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }
}
