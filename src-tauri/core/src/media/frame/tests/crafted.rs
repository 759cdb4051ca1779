//! Films that ask their decoders for more than a film has.

use std::fs::{self, File};
use std::time::Duration;

use super::{drawn, facts_of, fixture};
use crate::media::ThumbnailError;
use crate::media::frame::config::Config;
use crate::media::frame::h264::stream::Stream;
use crate::media::frame::hevc::{Allowance, Sequence, Slice};
use crate::media::frame::own::{Budget, find};
use crate::media::frame::{MAX_PIXELS, Moment, Size, Undrawn};

type Read = fn(&[u8]) -> Option<Config>;
const FILMS: [(&str, Read); 2] = [("h264.mp4", Config::avc), ("hevc10.mp4", Config::hevc)];

/// The parameters of a film, and its first sample.
fn first_sample(name: &str, read: Read) -> (Config, Vec<u8>) {
    let (path, facts) = facts_of(name);
    let mut file = File::open(path).unwrap();
    let mut found = find(&mut file, &facts, Moment::Key(0), read).ok().unwrap();
    let mut bytes = Vec::new();
    found.budget.read(&mut file, found.samples[0], &mut bytes).unwrap();
    (found.config, bytes)
}

/// What is drawn of the film when its first sample is this one.
fn drawn_with(name: &str, sample: &[u8]) -> Result<(), ThumbnailError> {
    let mut film = fs::read(fixture(name)).unwrap();
    let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let at = film.len() + 8;
    let mut put = |kind: &[u8; 4], field: usize, value: usize| {
        let place = film.windows(4).position(|four| four == kind).unwrap() + field;
        film[place..place + 4].copy_from_slice(&number(value));
    };
    put(b"stsz", 16, sample.len());
    put(b"stco", 12, at);
    film.extend([&number(sample.len() + 8), b"free".as_slice(), sample].concat());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, film).unwrap();
    drawn(&path, Moment::Key(0), Size::Full).map(drop)
}

#[test]
fn pictures_are_counted_however_many_a_sample_holds() {
    for (name, read) in FILMS {
        let (_, sample) = first_sample(name, read);
        assert!(drawn_with(name, &sample.repeat(3)).is_ok(), "{name}");
        let refused = drawn_with(name, &sample.repeat(2001));
        assert!(matches!(refused, Err(ThumbnailError::TooFar)), "{name}: {refused:?}");
    }
}

#[test]
fn a_picture_has_no_more_slices_than_the_largest_level() {
    for (name, read) in [("slices.mp4", Config::avc as Read), ("slices_hevc.mp4", Config::hevc)] {
        let (config, sample) = first_sample(name, read);
        let units: Vec<&[u8]> = config.units_of(&sample).collect();
        let [before @ .., middle, last] = units.as_slice() else { panic!("{name}") };
        let unit = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
        let with = |times: usize| {
            let before: Vec<u8> = before.iter().flat_map(|bytes| unit(bytes)).collect();
            drawn_with(name, &[before, unit(middle).repeat(times), unit(last)].concat())
        };
        assert!(with(1).is_ok(), "{name}");
        let refused = with(700);
        assert!(matches!(refused, Err(ThumbnailError::Damaged)), "{name}: {refused:?}");
    }
}

#[test]
fn no_unit_hides_another() {
    let (config, sample) = first_sample("h264.mp4", Config::avc);
    let parameters = config.units.iter().find(|unit| unit[0] & 0x1F == 8).unwrap();
    let slice = config.units_of(&sample).find(|unit| unit[0] & 0x1F == 5).unwrap();
    let unit = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    assert!(drawn_with("h264.mp4", &[unit(parameters), unit(slice)].concat()).is_ok());
    let hidden = [parameters.as_slice(), &[0, 0, 1], slice].concat();
    assert!(matches!(drawn_with("h264.mp4", &unit(&hidden)), Err(ThumbnailError::Damaged)));
}

#[test]
fn a_frame_is_given_up_when_its_time_is_over() {
    let mut late = Budget::new(MAX_PIXELS, Duration::ZERO);
    assert!(matches!(Stream::default().push(&[0x67], &mut late), Err(Undrawn::TooSlow)));
    assert!(matches!(late.unit(), Err(Undrawn::TooSlow)));
}

/// Bytes of these bits, numbers among them as Exp-Golomb codes.
fn coded(parts: &[Result<&str, u32>]) -> Vec<u8> {
    let bits: String = parts
        .iter()
        .map(|part| match part {
            Ok(bits) => (*bits).to_owned(),
            Err(number) => {
                let code = format!("{:b}", u64::from(*number) + 1);
                "0".repeat(code.len() - 1) + &code
            }
        })
        .collect();
    let padded = format!("{bits}1{}", "0".repeat(7 - bits.len() % 8));
    padded.as_bytes().chunks(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | (bit - b'0'))).collect()
}

/// Sets of parameters of H.264 with these figures.
fn sequence(id: u32, frames: u32) -> Vec<u8> {
    let profile = "010000100000000000011110";
    let rest = [Ok("1"), Err(3), Err(3), Ok("1100")];
    let head = [Ok("01100111"), Ok(profile), Err(id), Err(0), Err(2), Err(frames)];
    coded(&[head.as_slice(), &rest].concat())
}

fn parameters(id: u32, list: u32) -> Vec<u8> {
    let head = [Ok("01101000"), Err(id), Err(0), Ok("00"), Err(0), Err(list), Err(0)];
    coded(&[head.as_slice(), &[Ok("100"), Err(0), Err(0), Err(0), Ok("100")]].concat())
}

#[test]
fn parameters_beyond_their_codec_are_refused_before_the_decoder_believes_them() {
    let push = |units: &[Vec<u8>]| {
        let mut budget = Budget::new(MAX_PIXELS, Duration::from_secs(60));
        let mut stream = Stream::default();
        units.iter().try_for_each(|unit| stream.push(unit, &mut budget).map(drop))
    };
    assert!(push(&[sequence(31, 16), parameters(255, 31)]).is_ok());
    for beyond in
        [sequence(32, 1), sequence(0, 17), sequence(0, 60_000), parameters(256, 0), parameters(0, 32)]
    {
        assert!(matches!(push(std::slice::from_ref(&beyond)), Err(Undrawn::Damaged)), "{beyond:?}");
    }
    // A slice of a frame from others that overrides the length of its list.
    let slice = |list: u32| coded(&[Ok("01000001"), Err(0), Err(0), Err(0), Ok("00001"), Err(list)]);
    let (sequence, parameters) = (sequence(0, 1), parameters(0, 0));
    let with = |list| push(&[sequence.clone(), parameters.clone(), slice(list)]);
    assert!(matches!(with(2_000_000_000), Err(Undrawn::Damaged)));
}

#[test]
fn hevc_names_and_holds_no_more_frames_than_fit() {
    let mut budget = Budget::new(MAX_PIXELS, Duration::from_secs(60));
    let slice = |pixels, named| Slice { first: true, pixels, reach: pixels, named, bytes: 100 };
    assert!(budget.slice(&slice(1920 * 1080, 16)).is_ok());
    assert!(matches!(budget.slice(&slice(1920 * 1080, 17)), Err(Undrawn::Damaged)));
    assert!(budget.slice(&slice(MAX_PIXELS, 8)).is_ok());
    assert!(matches!(budget.slice(&slice(MAX_PIXELS, 9)), Err(Undrawn::Damaged)));
    let sequence = |held| Sequence { width: 4096, height: 2304, held };
    assert!(budget.sequence(&sequence(8)).is_ok());
    assert!(matches!(budget.sequence(&sequence(9)), Err(Undrawn::NotMine)));
}
