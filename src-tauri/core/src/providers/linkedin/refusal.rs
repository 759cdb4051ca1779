//! LinkedIn said no: what it said, and what it means.

use jiff::{Timestamp, Zoned};

use super::wire::ErrorBody;
use crate::{
    accounts::{end_of_day, next_counted_day},
    checks::{field_name, sentence},
    post::Urn,
};

mod fields;
mod table;

pub use fields::RefusedField;
pub use table::{Cap, unclear};
use table::{REST, ROWS, Row};

/// A clear refusal: nothing happened at LinkedIn.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub status: u16,
    pub kind: RefusalKind,
    /// LinkedIn's own words, cut to a readable length; empty when the body was no JSON.
    pub message: String,
    row: &'static Row,
    /// When it was said, by the clock of whoever reads it.
    heard: Option<Box<Zoned>>,
}

/// The refusals that Galley acts on or explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalKind {
    /// 401
    TokenRefused,
    /// 403: a scope, a product or a page role is missing.
    NotAllowed,
    /// 404
    NotFound,
    /// A new post cannot be commented on yet; nothing was said. One public client met it as a 404.
    ActivityNotReady,
    /// 409: something else changed at the same moment.
    Conflict,
    /// 422 `DUPLICATE_POST`; the URN is that of the post it repeats.
    Duplicate(Option<Urn>),
    /// 426: the API version is not active.
    VersionInactive,
    /// 429 until the next 00:00 UTC.
    DailyLimit(Cap),
    /// 429 for a short time.
    Throttled,
    /// 400 `MEDIA_ASSET_WAITING_UPLOAD`: a file is not ready; nothing was created.
    MediaNotReady,
    /// 400 `MEDIA_ASSET_PROCESSING_FAILED`; the URN is the file's, where the message names it.
    MediaFailed(Option<Urn>),
    /// 400 `EXPIRED_UPLOAD_URL`, or 401 or 403 from an address that is signed.
    UploadExpired,
    /// 400 or 422, with the fields at fault where they are named; or any other 4xx.
    Invalid(Vec<RefusedField>),
}

/// Longest piece of LinkedIn's own words that is shown, in characters.
const SHOWN: usize = 600;

impl Refusal {
    /// Reads an answer of 4xx. Code and status both count: some bodies carry only one of them.
    pub fn read(status: u16, body: &[u8]) -> Refusal {
        let ErrorBody { message, codes } = ErrorBody::read(body);
        let has = |mark: &str| codes.iter().any(|it| it == mark) || message.contains(mark);
        let fits =
            |row: &&Row| (row.status == 0 || row.status == status) && (row.mark.is_empty() || has(row.mark));
        let row = ROWS.iter().find(fits).unwrap_or(&REST);
        let kind = match &row.kind {
            RefusalKind::Duplicate(_) => RefusalKind::Duplicate(urn_in(&message)),
            RefusalKind::MediaFailed(_) => RefusalKind::MediaFailed(urn_in(&message)),
            RefusalKind::Invalid(_) => RefusalKind::Invalid(fields::read(&message, body)),
            kind => kind.clone(),
        };
        Refusal { status, kind, message: message.chars().take(SHOWN).collect(), row, heard: None }
    }

    /// The same, with the moment it was said: what it is that a day's limit ends at.
    pub fn heard(self, at: Zoned) -> Refusal {
        Refusal { heard: Some(Box::new(at)), ..self }
    }

    /// The same said by an address that is signed: what would mean a bad token elsewhere means that it has expired.
    pub fn of_signed_address(self) -> Refusal {
        let expired = ROWS.iter().find(|row| row.kind == RefusalKind::UploadExpired);
        match (&self.kind, expired) {
            (RefusalKind::TokenRefused | RefusalKind::NotAllowed, Some(row)) => {
                Refusal { kind: RefusalKind::UploadExpired, row, ..self }
            }
            _ => self,
        }
    }

    /// The fields at fault, where LinkedIn names them.
    pub fn fields(&self) -> &[RefusedField] {
        match &self.kind {
            RefusalKind::Invalid(fields) => fields,
            _ => &[],
        }
    }

    /// The file that LinkedIn could not process, where it says which.
    pub fn unprocessed_file(&self) -> Option<&Urn> {
        match &self.kind {
            RefusalKind::MediaFailed(urn) => urn.as_ref(),
            _ => None,
        }
    }

    /// When LinkedIn's day ends, where a limit of the day was met and it is known when.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self.kind {
            RefusalKind::DailyLimit(_) => next_counted_day(self.heard.as_ref()?.timestamp()),
            _ => None,
        }
    }

    /// What LinkedIn said no to, and what mends it at its root, in whole sentences: true of whatever was asked. With
    /// LinkedIn's own words where they may help.
    pub fn cause(&self) -> String {
        let duplicate = match &self.kind {
            RefusalKind::Duplicate(Some(urn)) => format!(" ({urn})"),
            _ => String::new(),
        };
        let cause = self.row.cause.replace("{duplicate}", &duplicate);
        let detail = match (&self.kind, self.fields()) {
            (RefusalKind::DailyLimit(_), _) => {
                let end =
                    self.heard.as_ref().map_or_else(|| "00:00 UTC".to_owned(), |heard| end_of_day(heard));
                format!(" A new day begins at {end}.")
            }
            (_, []) if self.row.quoted && !self.message.is_empty() => {
                format!(" (LinkedIn: “{}”)", self.message)
            }
            (_, fields) => fields.iter().map(told).collect(),
        };
        format!("{cause}{detail}")
    }

    /// What to do about the post that was refused, as a whole sentence; empty where [`Refusal::cause`] says it all.
    pub fn remedy(&self) -> &'static str {
        self.row.remedy
    }
}

/// ` The alt text of image 2: “field is required”.`
fn told(field: &RefusedField) -> String {
    let name = field_name(&field.path).unwrap_or_else(|| field.path.clone());
    format!(" {}", sentence(&format!("{name}: “{}”", field.reason)))
}

fn urn_in(message: &str) -> Option<Urn> {
    let from = message.find("urn:li:")?;
    let end = message[from..].find(|c: char| c.is_whitespace() || "\"',;".contains(c));
    let written = end.map_or(&message[from..], |end| &message[from..from + end]);
    written.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, body: &str) -> RefusalKind {
        Refusal::read(status, body.as_bytes()).kind
    }

    #[test]
    fn a_duplicate_names_the_post_it_repeats() {
        let body = r#"{"errorDetailType":"com.linkedin.common.error.BadRequest","message":"com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of urn:li:share:1","errorDetails":{"inputErrors":[{"description":"Duplicate post is detected","input":{},"code":"DUPLICATE_POST"}]},"status":422}"#;
        assert_eq!(kind(422, body), RefusalKind::Duplicate(Some("urn:li:share:1".parse().unwrap())));
    }

    #[test]
    fn what_is_null_or_of_another_type_hides_nothing_else() {
        for body in [
            r#"{"message":null,"errorDetails":{"inputErrors":[null,{"description":7,"code":"DUPLICATE_POST"}]}}"#,
            r#"{"message":"Content is a duplicate (DUPLICATE_POST)","code":17,"errorDetails":null}"#,
            r#"{"code":"DUPLICATE_POST","errorDetails":{"inputErrors":null}}"#,
        ] {
            assert_eq!(kind(422, body), RefusalKind::Duplicate(None), "{body}");
        }
        let described = br#"{"message":null,"errorDetails":{"inputErrors":[{"description":"Too long"}]}}"#;
        assert_eq!(Refusal::read(422, described).message, "Too long");
    }

    #[test]
    fn each_error_line_is_a_field() {
        let body = r#"{"message":"ERROR :: /author :: field is required but not found and has no default value\n ERROR :: /x :: unrecognized field found but not allowed","status":422}"#;
        let RefusalKind::Invalid(fields) = kind(422, body) else { panic!("another kind") };
        assert_eq!(fields.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["/author", "/x"]);
        let cause = Refusal::read(422, body.as_bytes()).cause();
        assert_eq!(
            cause,
            "LinkedIn refuses the request as it is written. Who posts: “field is required but not found and has no \
             default value”. /x: “unrecognized field found but not allowed”."
        );
    }

    #[test]
    fn a_dead_version_is_known_by_status_or_by_code() {
        let body = r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20241101 is not active"}"#;
        assert_eq!(kind(426, body), RefusalKind::VersionInactive);
        assert_eq!(kind(400, body), RefusalKind::VersionInactive);
        assert_eq!(kind(426, ""), RefusalKind::VersionInactive);
    }

    #[test]
    fn a_post_too_new_to_be_commented_on_is_not_taken_for_one_that_is_gone() {
        let body = r#"{"message":"Unable to obtain activity for urn:li:share:1","status":404}"#;
        assert_eq!(kind(404, body), RefusalKind::ActivityNotReady);
        assert_eq!(kind(400, body), RefusalKind::ActivityNotReady);
    }

    #[test]
    fn a_daily_limit_differs_from_a_short_one_and_says_whose_it_is_and_when_it_ends() {
        let day = |whose: &str| {
            format!(
                r#"{{"message":"Resource level throttle {whose} limit for calls to this resource is reached.","status":429}}"#
            )
        };
        for (whose, cap, words) in [
            ("APPLICATION DAY", Cap::Application, "everybody who uses it"),
            ("MEMBER DAY", Cap::Member, "for all pages"),
            ("DAY", Cap::Unsaid, "no more requests today"),
        ] {
            let now = "2026-11-22T20:00:00+02:00[+02:00]".parse().unwrap();
            let refusal = Refusal::read(429, day(whose).as_bytes()).heard(now);
            assert_eq!(refusal.kind, RefusalKind::DailyLimit(cap));
            let cause = refusal.cause();
            assert!(cause.contains(words), "{cause}");
            assert!(
                cause.ends_with(
                    "A new day begins at 00:00 UTC, which is 02:00 on 23 November here (UTC+02:00)."
                )
            );
        }
        assert_eq!(kind(429, "<html>"), RefusalKind::Throttled);
    }

    #[test]
    fn every_row_has_a_body_that_it_is_found_by_and_a_sentence_with_a_way_out() {
        for row in ROWS {
            let status = if row.status == 0 { 418 } else { row.status };
            let code = serde_json::json!({"status": status, "code": row.mark}).to_string();
            let message =
                serde_json::json!({"status": status, "message": format!("x {} y", row.mark)}).to_string();
            let spelt = if row.mark.contains(' ') { vec![message] } else { vec![code, message] };
            for body in spelt {
                let refusal = Refusal::read(status, body.as_bytes());
                assert!(std::ptr::eq(refusal.row, row), "{body}: {:?}", refusal.row);
                let said = format!("{} {}", refusal.cause(), refusal.remedy());
                assert!(said.contains("LinkedIn") || said.contains("upload address"), "{said}");
                assert!(!refusal.cause().to_lowercase().contains("publish again"), "{said}");
            }
        }
    }

    #[test]
    fn whatever_comes_has_a_row() {
        for status in 400..500 {
            for body in ["", "<html>", "null", "[]", r#"{"message":7}"#, r#"{"code":"NEW"}"#] {
                let refusal = Refusal::read(status, body.as_bytes());
                assert!(!refusal.cause().is_empty(), "{status} {body}");
            }
        }
    }
}
