//! Every way in which LinkedIn says no: how it is told, what it means, and what to do.

use super::RefusalKind::{self, *};

/// Whose daily limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// All requests of the app, whoever uses it.
    Application,
    /// One member's, as all the pages that they post for share it.
    Member,
    /// LinkedIn did not say.
    Unsaid,
}

/// One way. Sentences speak of whatever was asked; only `remedy` is about a post.
#[derive(Debug)]
pub struct Row {
    /// 0 for any of 4xx.
    pub status: u16,
    /// A code, or a part of the message; empty for any.
    pub mark: &'static str,
    pub kind: RefusalKind,
    /// What happened, and whose rule it is. `{duplicate}` is the name of the post that there is already.
    pub cause: &'static str,
    /// What to do about the post that was refused; empty where the cause says it.
    pub remedy: &'static str,
    /// Whether LinkedIn's own words help.
    pub quoted: bool,
}

const fn row(
    status: u16,
    mark: &'static str,
    kind: RefusalKind,
    cause: &'static str,
    remedy: &'static str,
) -> Row {
    Row { status, mark, kind, cause, remedy, quoted: false }
}

/// The same, where LinkedIn's own words help.
const fn quoting(
    status: u16,
    mark: &'static str,
    kind: RefusalKind,
    cause: &'static str,
    remedy: &'static str,
) -> Row {
    Row { status, mark, kind, cause, remedy, quoted: true }
}

const SIGN_IN_AGAIN: &str = "Then publish again.";
const BY_HAND: &str = "Change that, then publish again.";

/// The narrower before the wider: the first that fits counts.
///
/// Sources: LinkedIn, Error handling, Posts API and Videos API for status and codes; issue reports for the marks in
/// messages (docs/LINKEDIN.md, *Refusals*).
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    quoting(0, "NONEXISTENT_VERSION", VersionInactive, "LinkedIn has switched off the API version in use. Choose another under Settings.", ""),
    quoting(426, "", VersionInactive, "LinkedIn has switched off the API version in use. Choose another under Settings.", ""),
    row(0, "DUPLICATE_POST", Duplicate(None), "LinkedIn already has a post with this text{duplicate}.", CHANGE_THE_TEXT),
    row(0, "Content is a duplicate of", Duplicate(None), "LinkedIn already has a post with this text{duplicate}.", CHANGE_THE_TEXT),
    row(0, "MEDIA_ASSET_WAITING_UPLOAD", MediaNotReady, "LinkedIn is not done with a file of this post.", "Publish again in a minute."),
    row(0, "MEDIA_ASSET_PROCESSING_FAILED", MediaFailed(None), "LinkedIn could not process a file of this post.", "Save the file anew in the program that made it and replace it."),
    row(0, "Unable to obtain activity", ActivityNotReady, "LinkedIn is not done with the new post.", ""),
    row(0, "EXPIRED_UPLOAD_URL", UploadExpired, "The upload address has expired.", "Publish again to get a new one."),

    quoting(400, "INVALID_VIDEO_ID", Invalid(Vec::new()), "LinkedIn does not know the video it was sent.", "Take the video out, add it again, and publish again."),
    quoting(400, "INVALID_URN_TYPE", Invalid(Vec::new()), "LinkedIn does not take something that is named here: it is of the wrong kind.", "Look at the author, at mentions and at what is reshared, then publish again."),
    quoting(400, "INVALID_URN_ID", Invalid(Vec::new()), "LinkedIn does not know something that is named here.", "Look at the author, at mentions and at what is reshared, then publish again."),
    quoting(400, "MISSING_FIELD", Invalid(Vec::new()), "LinkedIn asks for something that was not sent.", BY_HAND),
    quoting(400, "FIELD_LENGTH_TOO_LONG", Invalid(Vec::new()), "Something is longer than LinkedIn takes.", "Shorten it, then publish again."),
    quoting(400, "INVALID_VALUE_BLANK_FIELD", Invalid(Vec::new()), "Something is empty that LinkedIn wants filled in.", "Fill it in, then publish again."),
    quoting(400, "INVALID_VALUE_FOR_FIELD", Invalid(Vec::new()), "LinkedIn does not take something that was sent.", BY_HAND),
    row(400, "VERSION_MISSING", Invalid(Vec::new()), "LinkedIn saw no API version in the request, though Galley sends one with each: something between this computer and LinkedIn takes it out. Ask whoever runs your network or proxy.", ""),
    quoting(400, "ILLEGAL_ARGUMENT", Invalid(Vec::new()), "LinkedIn could not read the request, as if something on the way had changed it. Try without a proxy; if that does not help, look for an update of Galley.", ""),
    quoting(400, "", Invalid(Vec::new()), "LinkedIn refuses the request as it is written.", BY_HAND),

    row(401, "EMPTY_ACCESS_TOKEN", TokenRefused, "LinkedIn saw no token with the request. Renew the sign-in under Accounts; if that does not help, something between this computer and LinkedIn takes it out.", SIGN_IN_AGAIN),
    row(401, "Empty oauth2_access_token", TokenRefused, "LinkedIn saw no token with the request. Renew the sign-in under Accounts; if that does not help, something between this computer and LinkedIn takes it out.", SIGN_IN_AGAIN),
    row(401, "EXPIRED_ACCESS_TOKEN", TokenRefused, "The sign-in has ended: LinkedIn lets a token live 60 days. Renew it under Accounts.", SIGN_IN_AGAIN),
    row(401, "has expired", TokenRefused, "The sign-in has ended: LinkedIn lets a token live 60 days. Renew it under Accounts.", SIGN_IN_AGAIN),
    row(401, "REVOKED_ACCESS_TOKEN", TokenRefused, "The sign-in was taken back, in the member’s settings at LinkedIn or by the app. Renew it under Accounts.", SIGN_IN_AGAIN),
    row(401, "been revoked", TokenRefused, "The sign-in was taken back, in the member’s settings at LinkedIn or by the app. Renew it under Accounts.", SIGN_IN_AGAIN),
    row(401, "", TokenRefused, "LinkedIn does not accept the sign-in any more. Renew it under Accounts.", SIGN_IN_AGAIN),

    quoting(403, "", NotAllowed, "LinkedIn does not allow this: the sign-in lacks a permission, the app lacks a product, or you have no posting role on the page. Look under Accounts what the sign-in may do, and ask a page’s administrator for a role.", ""),
    quoting(404, "", NotFound, "LinkedIn does not know the address or the thing asked for. Something that is named here may have been deleted there.", ""),
    quoting(405, "", Invalid(Vec::new()), "LinkedIn does not take such a request at this address. Look for an update of Galley.", ""),
    row(409, "", Conflict, "Something else changed this at LinkedIn at the same moment.", "Publish again."),
    row(411, "", Invalid(Vec::new()), "LinkedIn was not told how long the request is, though Galley says so with each: something between this computer and LinkedIn takes it out. Try without a proxy.", SIGN_IN_AGAIN),
    quoting(413, "", Invalid(Vec::new()), "A file is larger than LinkedIn takes.", "Make it smaller, then publish again."),
    quoting(415, "", Invalid(Vec::new()), "A file is of a kind that LinkedIn does not take.", "Convert it, then publish again."),
    quoting(422, "", Invalid(Vec::new()), "LinkedIn refuses the request as it is written.", BY_HAND),

    row(429, "APPLICATION DAY", DailyLimit(Cap::Application), "The app’s requests of this day are used up: LinkedIn counts those of everybody who uses it together.", AFTER_THAT),
    row(429, "MEMBER DAY", DailyLimit(Cap::Member), "Your requests of this day are used up: LinkedIn counts those of a member together, for all pages.", AFTER_THAT),
    row(429, "DAY", DailyLimit(Cap::Unsaid), "LinkedIn takes no more requests today.", AFTER_THAT),
    row(429, "", Throttled, "LinkedIn takes no more requests for now.", "Publish again in some minutes."),
];

/// Any other 4xx.
pub static REST: Row = quoting(0, "", Invalid(Vec::new()), "LinkedIn refuses the request.", "");

const CHANGE_THE_TEXT: &str =
    "Change the text; after deleting a post, LinkedIn can go on refusing its text for a day or two.";
const AFTER_THAT: &str = "Publish again after that.";

/// What a status that is no clear answer says by itself, without a full stop. Sources: LinkedIn, Error handling; tables
/// made from its pages.
const UNCLEAR: &[(u16, &str)] = &[
    (500, "LinkedIn answered 500: something failed there, which can also be its look at the sign-in"),
    (503, "LinkedIn answered 503: it is not at hand at this moment"),
    (504, "LinkedIn answered 504: it took too long there"),
];

/// What happened where LinkedIn answered with a status that says neither yes nor no.
pub fn unclear(status: u16) -> String {
    let known = UNCLEAR.iter().find(|(of, _)| *of == status);
    known.map_or_else(|| format!("LinkedIn answered {status}"), |(_, words)| (*words).to_owned())
}
