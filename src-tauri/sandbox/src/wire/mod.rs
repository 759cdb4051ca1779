//! How LinkedIn's API is spoken: refusals and their bodies, Rest.li queries, tokens, versions and headers. It must not
//! know what any one resource does.

mod call;
mod operation;
mod query;
mod refusal;
mod version;

pub(crate) use call::{Caller, Parcel, RestCall, SignedCall, V2Call, bearer, urn_in_path};
pub(crate) use operation::{Operation, POSTING_ROLES};
pub(crate) use query::Query;
pub(crate) use refusal::{Refusal, SchemaFlaw, ValueCode, ValueFlaw};
pub(crate) use version::{Version, VersionTable};
