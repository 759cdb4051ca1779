//! The body of `POST /rest/posts` (LinkedIn Posts API schema).

use super::Shape::{Flag, Link, List, Record, Symbol, Text, TextUpTo, Union, Urn};
use super::{Field, content, optional, read_only, required};

/// Longest commentary, in UTF-16 units of what readers see. The unit is LinkedIn's secret; this is the safe reading.
pub(crate) const COMMENTARY_LIMIT: usize = 3000;

/// Kinds of URN a post can have.
pub(crate) const POST_KINDS: &[&str] = &["share", "ugcPost"];

pub(crate) const CREATE: &[Field] = &[
    required("author", Urn(&["person", "organization"])),
    required("commentary", Text),
    required("visibility", Symbol(&["PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER"])),
    required("distribution", Record(DISTRIBUTION)),
    required("lifecycleState", Symbol(&["PUBLISHED", "DRAFT", "PUBLISH_REQUESTED", "PUBLISH_FAILED"])),
    optional("isReshareDisabledByAuthor", Flag),
    optional("content", Union(content::FIELDS)),
    optional("reshareContext", Record(&[required("parent", Urn(POST_KINDS)), read_only("root")])),
    optional("container", Urn(&["event", "group"])),
    optional("adContext", Record(AD_CONTEXT)),
    optional("contentLandingPage", Link),
    optional("contentCallToActionLabel", CALL_TO_ACTION),
    read_only("id"),
    read_only("createdAt"),
    read_only("publishedAt"),
    read_only("lastModifiedAt"),
    read_only("lifecycleStateInfo"),
    read_only("origin"),
];

const DISTRIBUTION: &[Field] = &[
    required("feedDistribution", Symbol(&["MAIN_FEED", "NONE"])),
    optional("targetEntities", List(&Record(TARGET))),
    optional("thirdPartyDistributionChannels", List(&Text)),
];

/// The facets of an audience (share targeting).
const TARGET: &[Field] = &[
    optional("geoLocations", List(&Urn(&["geo"]))),
    optional(
        "interfaceLocales",
        List(&Record(&[required("language", TextUpTo(2)), optional("country", TextUpTo(2))])),
    ),
    optional("seniorities", List(&Urn(&["seniority"]))),
    optional("industries", List(&Urn(&["industry"]))),
    optional("jobFunctions", List(&Urn(&["function"]))),
    optional("degrees", List(&Urn(&["degree"]))),
    optional("fieldsOfStudy", List(&Urn(&["fieldOfStudy"]))),
    optional("schools", List(&Urn(&["school"]))),
    optional("organizations", List(&Urn(&["organization"]))),
    optional(
        "staffCountRanges",
        List(&Symbol(&[
            "SIZE_1",
            "SIZE_2_TO_10",
            "SIZE_11_TO_50",
            "SIZE_51_TO_200",
            "SIZE_201_TO_500",
            "SIZE_501_TO_1000",
            "SIZE_1001_TO_5000",
            "SIZE_5001_TO_10000",
            "SIZE_10001_OR_MORE",
        ])),
    ),
];

pub(super) const AD_CONTEXT: &[Field] = &[
    optional("dscAdAccount", Urn(&["sponsoredAccount"])),
    optional("dscStatus", Symbol(&["ACTIVE", "ARCHIVED"])),
    optional("dscName", Text),
    read_only("dscAdType"),
    read_only("isDsc"),
];

pub(super) const CALL_TO_ACTION: super::Shape = Symbol(&[
    "APPLY",
    "DOWNLOAD",
    "VIEW_QUOTE",
    "LEARN_MORE",
    "SIGN_UP",
    "SUBSCRIBE",
    "REGISTER",
    "JOIN",
    "ATTEND",
    "REQUEST_DEMO",
    "SEE_MORE",
    "BUY_NOW",
    "SHOP_NOW",
]);
