//! A film in the pieces that a player asks for, so that one of any length is never in memory.

use std::io::{self, Read, Seek, SeekFrom};

use galley_core::{
    desk::{Desk, Film},
    post::MediaId,
};
use tauri::http::{HeaderValue, Response, StatusCode, header};

use super::nothing;

/// Whether this platform's window plays what comes by `media://`. WebKitGTK leaves playing to GStreamer, which knows
/// no such addresses.
pub const PLAYS: bool = cfg!(any(windows, target_os = "macos"));

/// Longest answer. A player asks for the next piece before it has played this one.
const PIECE: u64 = 4 * 1024 * 1024;

/// A piece of the film, as HTTP's range requests have it (RFC 9110, section 14).
pub fn answer(desk: &Desk, id: MediaId, range: Option<&HeaderValue>) -> Response<Vec<u8>> {
    match desk.film(id) {
        Some(film) => respond(film, range.and_then(|range| range.to_str().ok())).unwrap_or_else(|error| {
            tracing::warn!(%error, "a film cannot be read");
            nothing()
        }),
        None => nothing(),
    }
}

fn respond(mut film: Film, range: Option<&str>) -> io::Result<Response<Vec<u8>>> {
    let response = Response::builder()
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CACHE_CONTROL, "no-store");
    let all = film.bytes;
    let response = match asked(range, all) {
        Asked::Whole => response.header(header::CONTENT_TYPE, film.media_type).body(read(&mut film, 0, all)?),
        Asked::Piece { from, length } => {
            let last = from + length - 1;
            response
                .status(StatusCode::PARTIAL_CONTENT)
                .header(header::CONTENT_TYPE, film.media_type)
                .header(header::CONTENT_RANGE, format!("bytes {from}-{last}/{all}"))
                .body(read(&mut film, from, length)?)
        }
        Asked::TooMuch => response
            .status(StatusCode::RANGE_NOT_SATISFIABLE)
            .header(header::CONTENT_RANGE, format!("bytes */{all}"))
            .body(Vec::new()),
    };
    response.map_err(io::Error::other)
}

/// A file that became shorter ends the reading with an error, never with fewer bytes than promised.
fn read(film: &mut Film, from: u64, length: u64) -> io::Result<Vec<u8>> {
    film.file.seek(SeekFrom::Start(from))?;
    let mut piece = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    film.file.read_exact(&mut piece)?;
    Ok(piece)
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    /// At least one byte, at most [`PIECE`].
    Piece {
        from: u64,
        length: u64,
    },
    /// Bytes that are not there, or a whole film that is longer than one piece.
    TooMuch,
}

/// What is asked of a file of `all` bytes. Several ranges at once count as none, as RFC 9110 allows.
fn asked(range: Option<&str>, all: u64) -> Asked {
    let single = range.and_then(|range| range.strip_prefix("bytes=")?.trim().split_once('-'));
    let number =
        |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())?;
    let (from, to) = match single {
        Some(("", last)) => match number(last) {
            Some(last) => (all.saturating_sub(last), all),
            None => return whole(all),
        },
        Some((from, to)) => match (number(from), to, number(to)) {
            (Some(from), "", _) => (from, all),
            (Some(from), _, Some(to)) if from <= to => (from, to.saturating_add(1).min(all)),
            _ => return whole(all),
        },
        None => return whole(all),
    };
    match to.saturating_sub(from) {
        0 => Asked::TooMuch,
        length => Asked::Piece { from, length: length.min(PIECE) },
    }
}

fn whole(all: u64) -> Asked {
    if all <= PIECE { Asked::Whole } else { Asked::TooMuch }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const LONG: u64 = 3 * PIECE;

    #[test]
    fn a_single_range_is_a_piece_and_never_a_long_one() {
        let piece = |from, length| Asked::Piece { from, length };
        for (range, wanted) in [
            ("bytes=0-", piece(0, PIECE)),
            ("bytes=0-1", piece(0, 2)),
            ("bytes=100-199", piece(100, 100)),
            ("bytes=0-99999999999", piece(0, PIECE)),
            ("bytes=-500", piece(LONG - 500, 500)),
            ("bytes=-99999999999", piece(0, PIECE)),
            ("bytes=0-18446744073709551615", piece(0, PIECE)),
        ] {
            assert_eq!(asked(Some(range), LONG), wanted, "{range}");
        }
        assert_eq!(asked(Some(&format!("bytes={}-", LONG - 1)), LONG), piece(LONG - 1, 1));
    }

    #[test]
    fn what_is_not_there_is_not_promised() {
        for range in [format!("bytes={LONG}-"), format!("bytes={}-{}", LONG + 5, LONG + 9), "bytes=-0".into()]
        {
            assert_eq!(asked(Some(&range), LONG), Asked::TooMuch, "{range}");
        }
        assert_eq!(asked(Some("bytes=0-"), 0), Asked::TooMuch);
    }

    #[test]
    fn no_range_or_none_that_is_understood_asks_for_the_whole() {
        for range in [
            None,
            Some("bytes=0-1,5-9"),
            Some("bytes=x-"),
            Some("bytes=9-5"),
            Some("bytes=+1-2"),
            Some("lines=1-2"),
        ] {
            assert_eq!(asked(range, PIECE), Asked::Whole, "{range:?}");
            assert_eq!(asked(range, LONG), Asked::TooMuch, "{range:?}");
        }
    }

    #[test]
    fn an_answer_says_which_bytes_it_holds() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"0123456789").unwrap();
        let film = || Film { file: file.try_clone().unwrap(), bytes: 10, media_type: "video/mp4" };
        let told = |response: &Response<Vec<u8>>, name| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
        };

        let piece = respond(film(), Some("bytes=2-4")).unwrap();
        assert_eq!(
            (piece.status(), piece.body().as_slice()),
            (StatusCode::PARTIAL_CONTENT, b"234".as_slice())
        );
        assert_eq!(told(&piece, header::CONTENT_RANGE).as_deref(), Some("bytes 2-4/10"));
        assert_eq!(told(&piece, header::CONTENT_TYPE).as_deref(), Some("video/mp4"));
        let whole = respond(film(), None).unwrap();
        assert_eq!((whole.status(), whole.body().as_slice()), (StatusCode::OK, b"0123456789".as_slice()));
        assert_eq!(told(&whole, header::ACCEPT_RANGES).as_deref(), Some("bytes"));
        let beyond = respond(film(), Some("bytes=10-")).unwrap();
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(told(&beyond, header::CONTENT_RANGE).as_deref(), Some("bytes */10"));
        assert!(beyond.body().is_empty());
    }

    #[test]
    fn a_film_that_became_shorter_is_no_answer() {
        let film = Film { file: tempfile::tempfile().unwrap(), bytes: 10, media_type: "video/mp4" };
        assert!(respond(film, Some("bytes=0-")).is_err());
    }
}
