//! Ids in a path. A malformed one is answered like an absent one.

use crate::http::problem::Problem;
use domain::words::Step;
use std::collections::HashMap;
use uuid::Uuid;

/// The named parts of the path that was matched.
#[derive(Clone, Debug, Default)]
pub struct PathIds(HashMap<String, String>);

impl PathIds {
    /// Takes the parts of a request's path.
    pub fn of(request: &actix_web::HttpRequest) -> Self {
        let parts = request.match_info().iter();
        Self(
            parts
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    /// The id of that name, as `PersonId`.
    ///
    /// # Errors
    /// 404 when it is no id.
    pub fn id<T: From<Uuid>>(&self, name: &str) -> Result<T, Problem> {
        let text = self.word(name)?;
        let id = Some(text).filter(|text| text.len() == 36);
        let id = id.and_then(|text| Uuid::try_parse(text).ok());
        id.map(T::from).ok_or_else(Problem::not_found)
    }

    /// The `{step}` of the path.
    ///
    /// # Errors
    /// 404 when it is no step.
    pub fn step(&self) -> Result<Step, Problem> {
        Step::parse(self.word("step")?).ok_or_else(Problem::not_found)
    }

    /// The number of that name, from 1, in digits only: a resource has one address.
    ///
    /// # Errors
    /// 404 when it is no such number.
    pub fn number(&self, name: &str) -> Result<u32, Problem> {
        let text = self.word(name)?;
        let number = text.parse().ok().filter(|number: &u32| *number > 0);
        let number = number.filter(|number| number.to_string() == text);
        number.ok_or_else(Problem::not_found)
    }

    fn word(&self, name: &str) -> Result<&str, Problem> {
        self.0
            .get(name)
            .map(String::as_str)
            .ok_or_else(Problem::not_found)
    }
}
