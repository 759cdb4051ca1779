use proptest::prelude::*;

use super::*;

/// An animation of so many frames of 8 × 8 pixels: a dot that goes its way, on a ground or on nothing.
fn film(frames: u16, delay: u16, ground: bool, dispose: DisposalMethod) -> Vec<u8> {
    let mut out = Vec::new();
    let palette = [0, 0, 0, 255, 0, 0, 0, 0, 255];
    let mut encoder = Encoder::new(&mut out, 8, 8, &palette).unwrap();
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..frames {
        let place = usize::from(number) % 64;
        let buffer: Vec<u8> = (0..64).map(|at| if at == place { 1 } else { 2 * u8::from(ground) }).collect();
        let transparent = (!ground).then_some(0);
        let frame = Frame {
            width: 8,
            height: 8,
            buffer: buffer.into(),
            transparent,
            delay,
            dispose,
            ..Frame::default()
        };
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    out
}

/// What a player shows: each picture and for how long.
fn played(bytes: &[u8]) -> Vec<(Vec<u8>, u16)> {
    let mut source = Source::open(bytes).unwrap();
    let (width, height) = source.size;
    let mut canvas = Canvas::new(width, height);
    let mut shown = Vec::new();
    while let Some(delay) = source.draw(&mut canvas).unwrap() {
        shown.push((canvas.part(canvas.whole(), None), seen(delay)));
    }
    shown
}

fn thinned(bytes: &[u8], most: u32) -> Vec<u8> {
    let mut out = Vec::new();
    thin(bytes, u32::try_from(played(bytes).len()).unwrap(), most, &mut out).unwrap();
    out
}

#[test]
fn frames_are_left_out_evenly_and_the_others_stand_for_them() {
    for ground in [true, false] {
        for dispose in [DisposalMethod::Keep, DisposalMethod::Background, DisposalMethod::Previous] {
            for delay in [0, 1, 5] {
                let original = film(30, delay, ground, dispose);
                let (before, after) = (played(&original), played(&thinned(&original, 20)));
                assert_eq!(after.len(), 20);
                let length =
                    |shown: &[(Vec<u8>, u16)]| shown.iter().map(|(_, delay)| u32::from(*delay)).sum::<u32>();
                assert_eq!(length(&after), length(&before), "{ground} {dispose:?} {delay}");
                // Two of three.
                let kept: Vec<_> = (0..30).filter(|at| at % 3 != 1).collect();
                for (after, at) in after.iter().zip(kept) {
                    assert!(after.0 == before[at].0, "{ground} {dispose:?}: frame {at}");
                }
            }
        }
    }
}

#[test]
fn an_animation_that_is_short_enough_looks_as_before() {
    let original = film(9, 4, false, DisposalMethod::Background);
    assert_eq!(played(&thinned(&original, 20)), played(&original));
}

#[test]
fn an_animation_without_a_screen_is_as_large_as_its_first_frame() {
    let mut screenless = film(30, 4, true, DisposalMethod::Keep);
    screenless[6..10].fill(0);
    let thinned = thinned(&screenless, 20);
    assert_eq!(thinned[6..10], [8, 0, 8, 0]);
    assert_eq!(played(&thinned).len(), 20);
}

#[test]
fn it_repeats_as_before_and_keeps_its_profile() {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, 1, 1, &[1, 2, 3]).unwrap();
    encoder.set_repeat(Repeat::Finite(3)).unwrap();
    let profile = vec![7_u8; 600];
    let blocks: Vec<&[u8]> = std::iter::once(PROFILE).chain(profile.chunks(255)).collect();
    encoder.write_raw_extension(AnyExtension(0xFF), &blocks).unwrap();
    for _ in 0..4 {
        encoder
            .write_frame(&Frame { width: 1, height: 1, buffer: vec![0].into(), ..Frame::default() })
            .unwrap();
    }
    drop(encoder);
    let thinned = thinned(&out, 2);
    let mut source = Source::open(thinned.as_slice()).unwrap();
    source.draw(&mut Canvas::new(1, 1)).unwrap();
    assert_eq!(source.decoder.repeat(), Repeat::Finite(3));
    assert_eq!(source.decoder.icc_profile(), Some(profile.as_slice()));
}

#[test]
fn a_screen_that_is_too_large_is_refused_before_anything_is_held() {
    let head =
        b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\0\x3B".to_vec();
    assert!(matches!(thin(head.as_slice(), 300, 250, std::io::sink()), Err(MendError::TooManyPixels { .. })));
}

proptest! {
    #[test]
    fn as_many_are_kept_as_are_allowed(frames in 1..3_000_u32, most in 1..400_u32) {
        let kept = (0..frames).filter(|number| is_kept(*number, frames, most)).count();
        prop_assert_eq!(kept, frames.min(most) as usize);
    }

    #[test]
    fn no_mangled_animation_panics(
        at in 0..2_000_usize, byte in any::<u8>(), cut in 20..2_000_usize, ground in any::<bool>(),
    ) {
        let mut bytes = film(30, 3, ground, DisposalMethod::Previous);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(cut.min(length));
        let _ = thin(bytes.as_slice(), 30, 20, std::io::sink());
    }
}
