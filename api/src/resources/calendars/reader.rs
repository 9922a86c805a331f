//! Reader of a feed: whoever has the secret of its address.

use crate::access::{PathIds, Visitor};
use crate::app::App;
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use domain::career::CareerInterview;
use domain::words::CareerInterviewState;
use persistence::{CareerFilter, CareerViewer, HomeRecord};

/// Most career interviews that an adviser has ahead.
const MOST: i64 = 200;

/// Permission to read a feed, with what is in it.
pub struct FeedReader {
    /// The person's home page.
    pub home: HomeRecord,
    /// Career interviews that they hold, as staff.
    pub holds: Vec<CareerInterview>,
}

impl Visitor for FeedReader {
    async fn admit(app: &App, path: &PathIds, now: DateTime<Utc>) -> Result<Self, Problem> {
        let known = app.feeds.read(path.text("feed_key")?);
        let (person, generation) = known.ok_or_else(Problem::not_found)?;
        let home = app.store.home(person, now).await?;
        if !home.person.active || home.person.calendar_generation != generation {
            return Err(Problem::not_found());
        }
        let filter = CareerFilter {
            viewer: CareerViewer::Staff(person),
            state: Some(CareerInterviewState::Scheduled),
            programme: None,
            adviser: Some(person),
            student: None,
        };
        let holds = app.store.career_interviews(filter, None, MOST).await?;
        Ok(Self { home, holds })
    }
}
