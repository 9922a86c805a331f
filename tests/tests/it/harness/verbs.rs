//! The verbs of the cycle, as its people say them.

use super::actor::Actor;
use super::answer::Answer;
use super::school::School;
use serde_json::{Value, json};

impl School {
    /// Gives a staff person an address, as their token may do; their id.
    pub async fn address(&self, staff: &Actor, email: &str) -> String {
        let me = staff.get("/v1/me").await.ok().text("/person/id");
        let path = format!("/v1/people/{me}");
        let change = json!({ "email": email, "language": "en" });
        self.admin().change(&path, change).await.ok();
        me
    }
}

impl Actor {
    /// An appointment as this caller sees it.
    pub async fn appointment(&self, id: &str) -> Answer {
        self.get(format!("/v1/appointments/{id}")).await.ok()
    }

    /// An action on an appointment, with what it says.
    pub async fn on(&self, appointment: &str, action: &str, body: Value) -> Answer {
        let path = format!("/v1/appointments/{appointment}/{action}");
        self.post(path, body).await
    }

    pub async fn confirm(&self, appointment: &str) -> Answer {
        self.on(appointment, "confirm", json!({})).await
    }

    pub async fn decline(&self, appointment: &str) -> Answer {
        self.on(appointment, "decline", json!({})).await
    }

    pub async fn withdraw(&self, appointment: &str) -> Answer {
        self.on(appointment, "withdraw", json!({})).await
    }

    pub async fn reschedule(&self, appointment: &str, starts_at: &str) -> Answer {
        let body = json!({ "starts_at": starts_at });
        self.on(appointment, "reschedule", body).await
    }

    pub async fn cancel(&self, appointment: &str, reason: &str) -> Answer {
        let body = json!({ "reason": reason });
        self.on(appointment, "cancel", body).await
    }

    /// Records that it took place.
    pub async fn hold(&self, appointment: &str) -> Answer {
        self.on(appointment, "hold", json!({})).await
    }

    /// Records that it didn't: `student`, `mentor` or `both` weren't there.
    pub async fn no_show(&self, appointment: &str, missed_by: &str) -> Answer {
        let body = json!({ "missed_by": missed_by });
        self.on(appointment, "no-show", body).await
    }

    pub async fn dispute(&self, appointment: &str, reason: &str) -> Answer {
        let body = json!({ "reason": reason });
        self.on(appointment, "dispute", body).await
    }

    /// Ends a mentorship; staff say why.
    pub async fn end(&self, mentorship: &str, body: Value) -> Answer {
        let path = format!("/v1/mentorships/{mentorship}/end");
        self.post(path, body).await
    }
}
