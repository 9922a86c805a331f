//! The issuers of tokens, and their keys.

use super::Finding;
use crate::auth::{Issuers, OwnKey};
use crate::config::{Config, Issuer};
use std::slice::from_ref;

const ON: &str = "issuers";

/// A finding for each issuer.
pub(super) fn all(config: &Config) -> Vec<Finding> {
    if config.issuers.is_empty() {
        let words = "none is trusted, so nobody can log in; set MENTORING_JWT_ISSUER and its key";
        return vec![Finding::wrong(ON, words)];
    }
    // The service's own key is kept in the database, which may not be there yet.
    let own = OwnKey::fresh().and_then(|key| OwnKey::read(&key, &config.own_url()));
    match own {
        Ok(own) => {
            let issuers = config.issuers.iter();
            issuers.map(|issuer| check(issuer, &own)).collect()
        }
        Err(error) => vec![Finding::wrong(ON, error)],
    }
}

fn check(issuer: &Issuer, own: &OwnKey) -> Finding {
    match Issuers::read(from_ref(issuer), own, false) {
        Ok(_) => Finding::good(ON, format!("{} is trusted", issuer.issuer)),
        Err(error) => Finding::wrong(ON, error.to_string()),
    }
}
