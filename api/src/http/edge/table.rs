//! Table of the API's addresses: a path is looked up segment by segment, where actix would try the
//! pattern of each address in turn.

use super::address::{allow, nothing_here, other};
use crate::access::PathIds;
use crate::http::operation::Operation;
use actix_web::http::Method;
use actix_web::web::Payload;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use std::collections::HashMap;

/// Addresses below a segment.
#[derive(Default)]
pub struct Table {
    by_name: HashMap<&'static str, Self>,
    by_value: Option<Box<Self>>,
    here: Option<Known>,
}

/// An address with its operations.
pub(super) struct Known {
    pub(super) template: &'static str,
    operations: Vec<(Method, &'static Operation)>,
}

/// The address of a request.
#[derive(Clone, Copy)]
pub(super) struct Matched(pub(super) &'static Known);

impl Table {
    /// Adds an operation of an address, as `/v1/programmes/{programme_id}`.
    pub fn add(&mut self, template: &'static str, method: Method, operation: &'static Operation) {
        let mut at = self;
        for segment in template.split('/') {
            at = if is_value(segment) {
                at.by_value.get_or_insert_default()
            } else {
                at.by_name.entry(segment).or_default()
            };
        }
        let fresh = || Known {
            template,
            operations: Vec::new(),
        };
        let known = at.here.get_or_insert_with(fresh);
        known.operations.push((method, operation));
    }

    /// Finds the address of a path, with the ids in it. A name goes before a value.
    pub(super) fn find(&'static self, path: &str) -> Option<(Matched, PathIds)> {
        let mut values = Vec::new();
        let known = self.below(Some(path), &mut values)?;
        let names = known.template.split('/').filter(|part| is_value(part));
        let names = names.map(|part| part.trim_matches(['{', '}']));
        let values = values.into_iter().map(str::to_owned);
        Some((Matched(known), names.zip(values).collect()))
    }

    fn below<'p>(&self, path: Option<&'p str>, values: &mut Vec<&'p str>) -> Option<&Known> {
        let Some(path) = path else {
            return self.here.as_ref();
        };
        let (segment, rest) = match path.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (path, None),
        };
        let named = self.by_name.get(segment);
        if let Some(found) = named.and_then(|below| below.below(rest, values)) {
            return Some(found);
        }
        let below = self.by_value.as_ref().filter(|_| !segment.is_empty())?;
        values.push(segment);
        let found = below.below(rest, values);
        if found.is_none() {
            values.pop();
        }
        found
    }
}

fn is_value(segment: &str) -> bool {
    segment.starts_with('{')
}

/// Serves the address that the edge has found.
pub async fn served(request: HttpRequest, payload: Payload) -> HttpResponse {
    let matched = request.extensions().get::<Matched>().copied();
    let Some(Matched(known)) = matched else {
        return nothing_here().await;
    };
    // the server leaves out the body
    let asked = match *request.method() {
        Method::HEAD => &Method::GET,
        ref method => method,
    };
    let mut operations = known.operations.iter();
    match operations.find(|(method, _)| method == asked) {
        Some((_, operation)) => operation.run(request, payload).await,
        None => {
            let methods = known.operations.iter().map(|(method, _)| method);
            other(request.method(), allow(methods))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::operations;

    fn table() -> &'static Table {
        let mut table = Table::default();
        let operation: &'static Operation = Box::leak(Box::new(operations().remove(0)));
        for template in [
            "/a",
            "/a/import",
            "/a/import/run",
            "/a/{id}",
            "/a/{id}/b/{step}",
        ] {
            table.add(template, Method::GET, operation);
        }
        Box::leak(Box::new(table))
    }

    #[test]
    fn a_name_goes_before_a_value_unless_only_the_value_leads_on() {
        for (path, template) in [
            ("/a", Some("/a")),
            ("/a/import", Some("/a/import")),
            ("/a/7", Some("/a/{id}")),
            ("/a/7/b/8", Some("/a/{id}/b/{step}")),
            ("/a/import/b/8", Some("/a/{id}/b/{step}")),
            ("/a/", None),
            ("/a/7/", None),
            ("/a//b/8", None),
            ("/A", None),
            ("a", None),
            ("", None),
            ("/a/7/b", None),
        ] {
            let found = table().find(path);
            assert_eq!(found.map(|(found, _)| found.0.template), template, "{path}");
        }
    }
}
