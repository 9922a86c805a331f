//! Ids in a path. A malformed one is answered like an absent one.

use crate::http::problem::Problem;
use actix_web::HttpMessage;
use domain::words::Step;
use uuid::Uuid;

/// The named parts of the path that was matched.
#[derive(Clone, Debug, Default)]
pub struct PathIds(Vec<(&'static str, String)>);

impl FromIterator<(&'static str, String)> for PathIds {
    fn from_iter<T: IntoIterator<Item = (&'static str, String)>>(parts: T) -> Self {
        Self(parts.into_iter().collect())
    }
}

impl PathIds {
    /// The parts of a request's path, as the edge has found them.
    pub fn of(request: &actix_web::HttpRequest) -> Self {
        let found = request.extensions().get::<Self>().cloned();
        found.unwrap_or_default()
    }

    /// The id of that name, as `PersonId`.
    ///
    /// # Errors
    /// 404 when it is no id.
    pub fn id<T: From<Uuid>>(&self, name: &str) -> Result<T, Problem> {
        let text = self.text(name)?;
        let id = Some(text).filter(|text| text.len() == 36);
        let id = id.and_then(|text| Uuid::try_parse(text).ok());
        id.map(T::from).ok_or_else(Problem::not_found)
    }

    /// The `{step}` of the path.
    ///
    /// # Errors
    /// 404 when it is no step.
    pub fn step(&self) -> Result<Step, Problem> {
        Step::parse(self.text("step")?).ok_or_else(Problem::not_found)
    }

    /// The number of that name, from 1, in digits only: a resource has one address.
    ///
    /// # Errors
    /// 404 when it is no such number.
    pub fn number(&self, name: &str) -> Result<u32, Problem> {
        let text = self.text(name)?;
        let number = text.parse().ok().filter(|number: &u32| *number > 0);
        let number = number.filter(|number| number.to_string() == text);
        number.ok_or_else(Problem::not_found)
    }

    /// The text of that name.
    ///
    /// # Errors
    /// 404 when the path has none.
    pub fn text(&self, name: &str) -> Result<&str, Problem> {
        let mut parts = self.0.iter();
        let found = parts.find(|(known, _)| *known == name);
        let (_, word) = found.ok_or_else(Problem::not_found)?;
        Ok(word)
    }
}
