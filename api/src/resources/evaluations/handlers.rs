//! Evaluation forms: the mentor's draft, given to the student, corrected and acknowledged (R21).

use super::{
    Evaluation, EvaluationAcknowledge, EvaluationCorrect, EvaluationGiveOutside, EvaluationRetract,
    EvaluationRetractor, EvaluationUpdate, EvaluationView,
};
use super::{EvaluationAuthor, EvaluationReader, EvaluationReceiver, EvaluationVersionReader};
use crate::access::Access;
use crate::auth::Staff;
use crate::http::answer::{Listed, Paged, Resource, shown};
use crate::http::call::{
    Call, Json, NoBody, Nothing, OptionalJson, Query, RequestBody, RequestQuery,
};
use crate::http::problem::Problem;
use domain::text::Note;
use persistence::{Acting, EvaluationRecord, GivenRecord, NO_VERSION, Render};

type Result<T> = std::result::Result<T, Problem>;

/// Read a form
///
/// Labels in the caller's language. Its author reads it before the first save too, empty, together
/// with the facts on the interview's organisation. For all others it is absent until it is given;
/// staff then see it without content (`content_withheld`).
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation",
    tag = "evaluations"
)]
pub async fn get_evaluation(call: Call<EvaluationReader>) -> Result<Resource<Evaluation>> {
    let (id, step) = (call.access.mentorship, call.access.step);
    let record = call.app.store.evaluation(id, step, call.now).await?;
    Ok(Resource::of(
        record.version,
        &view(&call, call.access.acting).form(&record),
    ))
}

/// Fill in a form
///
/// Replaces the whole draft, which may be incomplete: omitted fields are empty. Only its author
/// sees it until it is given. A confirmed appointment of the interview has begun (R21).
#[utoipa::path(
    put,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation",
    tag = "evaluations"
)]
pub async fn update_evaluation(
    call: Call<EvaluationAuthor, Json<EvaluationUpdate>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationAuthor {
        mentorship,
        step,
        acting,
    } = call.access;
    let store = &call.app.store;
    let (form, render) = (call.body.0.clone().into(), render(view(&call, acting)));
    let answer = store
        .save_evaluation(call.meta(), mentorship, step, acting, form, render)
        .await?;
    Ok(answer.into())
}

/// Give a form
///
/// The draft becomes immutable, the interview is concluded, the next one opens, and the student
/// gets the form by mail. It has at least one rating or text, and everything its template requires;
/// the interview has been held, and no confirmed appointment of it lies ahead (R21).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/give",
    tag = "evaluations"
)]
pub async fn give_evaluation(
    call: Call<EvaluationAuthor, OptionalJson<Nothing>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationAuthor {
        mentorship,
        step,
        acting,
    } = call.access;
    let (store, render) = (&call.app.store, render(view(&call, acting)));
    let answer = store
        .give_evaluation(call.meta(), mentorship, step, acting, render)
        .await?;
    Ok(answer.into())
}

/// Record a form given outside
///
/// For a form that was handed over on paper: its day, between the first held appointment and today,
/// and a note. The interview is concluded; the form has no content here. The student is told by
/// mail (R21).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/give-outside",
    tag = "evaluations"
)]
pub async fn give_evaluation_outside(
    call: Call<EvaluationAuthor, Json<EvaluationGiveOutside>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationAuthor {
        mentorship,
        step,
        acting,
    } = call.access;
    let (store, render) = (&call.app.store, render(view(&call, acting)));
    let note = call.body.note.clone().map(Note::into_string);
    let handed_over = (call.body.given_on, note);
    let answer = store
        .give_evaluation_outside(call.meta(), mentorship, step, acting, handed_over, render)
        .await?;
    Ok(answer.into())
}

/// Retract a form
///
/// Takes back a form that was given by mistake: its author within 7 days, an admin at any time. The
/// student no longer reads its content, its author finds it as a draft, the interview is held again,
/// and both are told the reason by mail. Giving it again makes a new version (R21).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/retract",
    tag = "evaluations"
)]
pub async fn retract_evaluation(
    call: Call<EvaluationRetractor, Json<EvaluationRetract>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationRetractor(of) = &call.access;
    let (store, render) = (&call.app.store, render(view(&call, of.acting)));
    let reason = call.body.reason.clone().into_string();
    let answer = store
        .retract_evaluation(
            call.meta(),
            of.mentorship,
            of.step,
            of.acting,
            reason,
            render,
        )
        .await?;
    Ok(answer.into())
}

/// Correct a given form
///
/// The whole form again, with the reason: a new version that the student gets by mail. The one
/// before stays readable to both (R21).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/correct",
    tag = "evaluations"
)]
pub async fn correct_evaluation(
    call: Call<EvaluationAuthor, Json<EvaluationCorrect>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationAuthor {
        mentorship,
        step,
        acting,
    } = call.access;
    let (store, render) = (&call.app.store, render(view(&call, acting)));
    let (meta, body) = (call.meta(), call.body.0.clone());
    let reason = body.reason.clone().into_string();
    let form = body.into();
    let answer = store
        .correct_evaluation(meta, mentorship, step, acting, (form, reason), render)
        .await?;
    Ok(answer.into())
}

/// Mark a form read
///
/// Called by the website when the student opens it; the mentor sees `read_at`. Doing it again
/// changes nothing.
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/mark-read",
    tag = "evaluations"
)]
pub async fn mark_evaluation_read(
    call: Call<EvaluationReceiver, OptionalJson<Nothing>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationReceiver {
        mentorship,
        step,
        acting,
    } = call.access;
    let (store, render) = (&call.app.store, render(view(&call, acting)));
    let answer = store
        .mark_evaluation_read(call.meta(), mentorship, step, acting, render)
        .await?;
    Ok(answer.into())
}

/// Acknowledge a form
///
/// Tells the mentor that the student has received it (not: agreed), with an optional comment. Again
/// within 7 days replaces the comment.
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/acknowledge",
    tag = "evaluations"
)]
pub async fn acknowledge_evaluation(
    call: Call<EvaluationReceiver, OptionalJson<EvaluationAcknowledge>>,
) -> Result<Resource<Evaluation>> {
    let EvaluationReceiver {
        mentorship,
        step,
        acting,
    } = call.access;
    let (store, render) = (&call.app.store, render(view(&call, acting)));
    let comment = call.body.comment.clone().map(Note::into_string);
    let answer = store
        .acknowledge_evaluation(call.meta(), mentorship, step, acting, comment, render)
        .await?;
    Ok(answer.into())
}

/// List the given versions of a form
///
/// Oldest first; empty for its author before it is given.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/versions",
    tag = "evaluations"
)]
pub async fn list_evaluation_versions(
    call: Call<EvaluationReader, NoBody, Query<Paged>>,
) -> Result<Listed<Evaluation>> {
    let part = call.part::<u32>()?;
    let (id, step, after) = (
        call.access.mentorship,
        call.access.step,
        part.after.unwrap_or(0),
    );
    let rows = call
        .app
        .store
        .evaluation_versions(id, step, after, part.rows())
        .await?;
    let view = view(&call, call.access.acting);
    let shape = |row: &GivenRecord| view.version(id, step, row);
    Ok(call.page(&part, &rows, |row| row.number, shape))
}

/// Read a given version of a form
///
/// Returns the form as worded when it was given.
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/versions/{version}",
    tag = "evaluations"
)]
pub async fn get_evaluation_version(
    call: Call<EvaluationVersionReader>,
) -> Result<Resource<Evaluation>> {
    let EvaluationVersionReader { form, given } = &call.access;
    let shape = view(&call, form.acting).version(form.mentorship, form.step, given);
    Ok(Resource::of(NO_VERSION, &shape))
}

fn view<A: Access, B: RequestBody, Q: RequestQuery>(
    call: &Call<A, B, Q>,
    acting: Acting,
) -> EvaluationView {
    EvaluationView {
        acting,
        is_admin: call.caller.staff == Some(Staff::Admin),
        language: call.caller.language,
        now: call.now,
    }
}

fn render(view: EvaluationView) -> Render<EvaluationRecord> {
    shown(move |record: &EvaluationRecord| (record.version, view.form(record)))
}
