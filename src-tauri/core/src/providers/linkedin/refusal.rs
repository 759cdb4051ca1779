//! LinkedIn said no: what it said, and what it means.

use super::wire::ErrorBody;
use crate::post::Urn;

/// A clear refusal: nothing happened at LinkedIn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub kind: RefusalKind,
    /// LinkedIn's own words, cut to a readable length; empty when the body was no JSON.
    pub message: String,
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
    /// 409: something else changed at the same moment.
    Conflict,
    /// 422 `DUPLICATE_POST`; the URN is that of the post it repeats.
    Duplicate(Option<Urn>),
    /// 426: the API version is not active.
    VersionInactive,
    /// 429 until the next 00:00 UTC.
    DailyLimit,
    /// 429 for a short time.
    Throttled,
    /// 400 `MEDIA_ASSET_WAITING_UPLOAD`: a file is not ready; nothing was created.
    MediaNotReady,
    /// 400 `MEDIA_ASSET_PROCESSING_FAILED`; the URN is the file's, where the message names it.
    MediaFailed(Option<Urn>),
    /// 400 `EXPIRED_UPLOAD_URL`, or 401 or 403 from an address that is signed.
    UploadExpired,
    /// 400 or 422 with the fields at fault: JSON path and reason.
    Invalid(Vec<(String, String)>),
}

impl Refusal {
    /// Reads an answer of 4xx. Code and status both count: some bodies carry only one of them.
    pub fn read(status: u16, body: &[u8]) -> Refusal {
        let ErrorBody { message, codes } = ErrorBody::read(body);
        let has = |code: &str| codes.iter().any(|it| it == code) || message.contains(code);
        let kind = match status {
            _ if has("NONEXISTENT_VERSION") => RefusalKind::VersionInactive,
            _ if has("DUPLICATE_POST") => RefusalKind::Duplicate(urn_in(&message)),
            _ if has("MEDIA_ASSET_WAITING_UPLOAD") => RefusalKind::MediaNotReady,
            _ if has("MEDIA_ASSET_PROCESSING_FAILED") => RefusalKind::MediaFailed(urn_in(&message)),
            _ if has("EXPIRED_UPLOAD_URL") => RefusalKind::UploadExpired,
            401 => RefusalKind::TokenRefused,
            403 => RefusalKind::NotAllowed,
            404 => RefusalKind::NotFound,
            409 => RefusalKind::Conflict,
            426 => RefusalKind::VersionInactive,
            429 if message.contains("DAY") => RefusalKind::DailyLimit,
            429 => RefusalKind::Throttled,
            _ => RefusalKind::Invalid(fields(&message)),
        };
        Refusal { status, kind, message: message.chars().take(600).collect() }
    }

    /// The same said by an address that is signed: what would mean a bad token elsewhere means that it has expired.
    pub fn of_signed_address(self) -> Refusal {
        let kind = match self.kind {
            RefusalKind::TokenRefused | RefusalKind::NotAllowed => RefusalKind::UploadExpired,
            kind => kind,
        };
        Refusal { kind, ..self }
    }
}

/// Lines of the form `ERROR :: /path :: reason`.
fn fields(message: &str) -> Vec<(String, String)> {
    message
        .lines()
        .filter_map(|line| {
            let (path, reason) = line.trim().strip_prefix("ERROR :: ")?.split_once(" :: ")?;
            Some((path.to_owned(), reason.to_owned()))
        })
        .collect()
}

fn urn_in(message: &str) -> Option<Urn> {
    let from = message.find("urn:li:")?;
    let end = message[from..].find(|c: char| c.is_whitespace() || "\"',;".contains(c));
    let written = end.map_or(&message[from..], |end| &message[from..from + end]);
    written.trim_end_matches('.').parse().ok()
}

impl Refusal {
    /// The file that LinkedIn could not process, where it says which.
    pub fn unprocessed_file(&self) -> Option<&Urn> {
        match &self.kind {
            RefusalKind::MediaFailed(urn) => urn.as_ref(),
            _ => None,
        }
    }

    /// What LinkedIn said no to, and what mends it at its root, in whole sentences: true of whatever was asked. With
    /// LinkedIn's own words where they may help.
    pub fn cause(&self) -> String {
        let said = match self.message.as_str() {
            "" => String::new(),
            message => format!(" (LinkedIn: “{message}”)"),
        };
        match &self.kind {
            RefusalKind::TokenRefused => {
                "LinkedIn does not accept the sign-in any more. Renew it under Accounts.".to_owned()
            }
            RefusalKind::NotAllowed => format!(
                "LinkedIn does not allow this: the sign-in lacks a permission, or you have no posting role on the page.{said}"
            ),
            RefusalKind::NotFound => {
                format!("LinkedIn does not know the address or the thing asked for.{said}")
            }
            RefusalKind::Conflict => "Something else changed this at LinkedIn at the same moment.".to_owned(),
            RefusalKind::Duplicate(urn) => {
                let named = urn.as_ref().map_or(String::new(), |urn| format!(" ({urn})"));
                format!("LinkedIn already has a post with this text{named}.")
            }
            RefusalKind::VersionInactive => format!(
                "LinkedIn has switched off the API version in use. Choose a newer one under Settings.{said}"
            ),
            RefusalKind::DailyLimit => format!(
                "The day's number of LinkedIn requests is used up. It starts anew at 00:00 UTC.{said}"
            ),
            RefusalKind::Throttled => "LinkedIn takes no more requests for now.".to_owned(),
            RefusalKind::MediaNotReady => "LinkedIn is not done with a file of this post.".to_owned(),
            RefusalKind::MediaFailed(_) => "LinkedIn could not process a file of this post.".to_owned(),
            RefusalKind::UploadExpired => "The upload address has expired.".to_owned(),
            RefusalKind::Invalid(fields) => {
                let fields: String =
                    fields.iter().map(|(path, reason)| format!(" {path}: {reason}.")).collect();
                let detail = if fields.is_empty() { said } else { fields };
                format!("LinkedIn refuses the request as it is written.{detail}")
            }
        }
    }

    /// What to do about the post that was refused, as a whole sentence; empty where [`Refusal::cause`] says it all.
    pub fn remedy(&self) -> &'static str {
        match self.kind {
            RefusalKind::TokenRefused => "Then publish again.",
            RefusalKind::Conflict => "Publish again.",
            RefusalKind::Duplicate(_) => {
                "Change the text; after deleting a post, LinkedIn can go on refusing its text for a day or two."
            }
            RefusalKind::Throttled => "Publish again in some minutes.",
            RefusalKind::MediaNotReady => "Publish again in a minute.",
            RefusalKind::MediaFailed(_) => "Save the file anew in the program that made it and replace it.",
            RefusalKind::UploadExpired => "Publish again to get a new one.",
            RefusalKind::NotAllowed
            | RefusalKind::NotFound
            | RefusalKind::VersionInactive
            | RefusalKind::DailyLimit
            | RefusalKind::Invalid(_) => "",
        }
    }
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
        assert_eq!(fields.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["/author", "/x"]);
    }

    #[test]
    fn a_dead_version_is_known_by_status_or_by_code() {
        let body = r#"{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 20241101 is not active"}"#;
        assert_eq!(kind(426, body), RefusalKind::VersionInactive);
        assert_eq!(kind(400, body), RefusalKind::VersionInactive);
        assert_eq!(kind(426, ""), RefusalKind::VersionInactive);
    }

    #[test]
    fn a_daily_limit_differs_from_a_short_one() {
        let day = r#"{"message":"Resource level throttle APPLICATION DAY limit for calls to this resource is reached.","status":429}"#;
        assert_eq!(kind(429, day), RefusalKind::DailyLimit);
        assert_eq!(kind(429, "<html>"), RefusalKind::Throttled);
    }
}
