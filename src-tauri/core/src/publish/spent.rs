//! What LinkedIn takes no more of today, so that it is not asked for again before its day ends.
//!
//! Source: API rate limiting: a daily limit answers 429 until midnight UTC, and holds for one resource.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{press::Press, send::Failure};
use crate::{
    accounts::counted_day,
    providers::{
        Method, Plan, Request,
        linkedin::{Refusal, RefusalKind},
    },
};

/// What was refused for the rest of a day, by method and resource (`POST posts`), with LinkedIn's words.
#[derive(Debug, Default)]
pub(super) struct Spent(Mutex<BTreeMap<String, Told>>);

#[derive(Debug)]
struct Told {
    day: Date,
    message: String,
    /// It is in the library.
    kept: bool,
}

impl Spent {
    /// What the library has of this day.
    pub fn of(day: Date, told: BTreeMap<String, String>) -> Spent {
        let told = told.into_iter().map(|(resource, message)| (resource, Told { day, message, kept: true }));
        Spent(Mutex::new(told.collect()))
    }

    /// LinkedIn's words of this day about a resource.
    fn told(&self, resource: &str, today: Date) -> Option<String> {
        self.all().get(resource).filter(|told| told.day == today).map(|told| told.message.clone())
    }

    fn note(&self, resource: String, day: Date, message: String) {
        self.all().insert(resource, Told { day, message, kept: false });
    }

    /// What was told on this day and is not in the library yet; it is taken to be from now on.
    pub fn unkept(&self, today: Date) -> Vec<(String, String)> {
        let mut all = self.all();
        let unkept = all.iter_mut().filter(|(_, told)| told.day == today && !told.kept);
        unkept
            .map(|(resource, told)| {
                told.kept = true;
                (resource.clone(), told.message.clone())
            })
            .collect()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Told>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Press {
    /// The refusal of this day that a request would meet again.
    pub(super) fn spent(&self, request: &Request) -> Option<Failure> {
        let now = self.clock.now();
        let message = self.spent.told(&resource(request)?, counted_day(now))?;
        let refusal = Refusal::read(429, json!({"message": message}).to_string().as_bytes());
        let refusal = refusal.heard(now.to_zoned(self.clock.zone()));
        Some(Failure::Refused { refusal, retry_after: None })
    }

    /// Takes note of a refusal that holds until the day ends.
    pub(super) fn note_spent<T>(&self, request: &Request, answer: &Result<T, Failure>, sent: Timestamp) {
        if let Err(Failure::Refused { refusal, .. }) = answer
            && matches!(refusal.kind, RefusalKind::DailyLimit(_))
            && let Some(resource) = resource(request)
        {
            self.spent.note(resource, counted_day(sent), refusal.message.clone());
        }
    }
}

/// LinkedIn's words about the first thing that a plan asks for and that is `spent` today, by method and resource.
pub fn spent_for<'a>(plan: &Plan, spent: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let mut asked = plan.steps.iter().filter_map(|step| resource(step.call.request()?));
    asked.find_map(|resource| spent.get(&resource)).map(String::as_str)
}

/// `POST posts` of `POST https://api.linkedin.com/rest/posts/urn…`; `None` for an upload.
fn resource(request: &Request) -> Option<String> {
    let (_, path) = request.url.split_once("/rest/")?;
    let name = path.split(['/', '?']).next()?;
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    };
    Some(format!("{method} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_holds_for_its_day() {
        let [today, tomorrow] = ["2026-11-22", "2026-11-23"].map(|day| day.parse().unwrap());
        let spent = Spent::default();
        spent.note("POST posts".into(), today, "DAY".into());
        assert_eq!(spent.told("POST posts", today).as_deref(), Some("DAY"));
        assert_eq!(spent.told("POST posts", tomorrow), None);
        assert_eq!(spent.told("GET posts", today), None);
        assert!(spent.unkept(tomorrow).is_empty());
        assert_eq!(spent.unkept(today), [("POST posts".to_owned(), "DAY".to_owned())]);
        assert!(spent.unkept(today).is_empty());
    }

    #[test]
    fn a_resource_is_named_by_its_method_and_the_first_word_of_its_path() {
        let of = |method, url: &str| {
            resource(&Request { method, url: url.into(), headers: Vec::new(), body: None, fills: Vec::new() })
        };
        let api = "https://api.linkedin.com/rest";
        assert_eq!(of(Method::Post, &format!("{api}/posts")).as_deref(), Some("POST posts"));
        assert_eq!(of(Method::Get, &format!("{api}/posts?ids=List(1)")).as_deref(), Some("GET posts"));
        assert_eq!(of(Method::Get, &format!("{api}/images/urn%3Ali")).as_deref(), Some("GET images"));
        assert_eq!(of(Method::Put, "https://www.linkedin.com/dms-uploads/1"), None);
    }
}
