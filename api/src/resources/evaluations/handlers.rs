//! Evaluation forms: the mentor's draft, given to the student, corrected and acknowledged (R21).

use super::{
    Evaluation, EvaluationAcknowledge, EvaluationCorrect, EvaluationGiveOutside, EvaluationRetract,
    EvaluationRetractor, EvaluationUpdate, EvaluationView,
};
use super::{EvaluationReader, EvaluationVersionReader};
use crate::access::{Access, As, Mentor, Student};
use crate::auth::Staff;
use crate::http::answer::{Listed, Paged, Resource};
use crate::http::call::{
    Call, Json, NoBody, Nothing, OptionalJson, Query, RequestBody, RequestQuery,
};
use crate::http::problem::Problem;
use domain::text::Note;
use persistence::{EvaluationRecord, GivenRecord, NO_VERSION};

type Result<T> = std::result::Result<T, Problem>;

/// Read a form
///
/// Labels in the caller's language. Its author reads it before the first save too, empty, together
/// with the facts on the interview's organisation. For all others it is absent until it is given;
/// staff then see it without content (`content_withheld`), unless the student shares it with the advisers,
/// or this admin has opened it in an emergency (R31). The mentor with whom the student goes on reads what is
/// shared with them.
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
        &view(&call, &call.access).form(&record),
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
    call: Call<As<Mentor, EvaluationReader>, Json<EvaluationUpdate>>,
) -> Result<Resource<Evaluation>> {
    let (of, form) = (*call.access, call.body.0.clone().into());
    call.save(
        |store, meta, render| {
            store.save_evaluation(meta, of.mentorship, of.step, of.acting, form, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    call: Call<As<Mentor, EvaluationReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Evaluation>> {
    let of = *call.access;
    call.save(
        |store, meta, render| {
            store.give_evaluation(meta, of.mentorship, of.step, of.acting, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    call: Call<As<Mentor, EvaluationReader>, Json<EvaluationGiveOutside>>,
) -> Result<Resource<Evaluation>> {
    let of = *call.access;
    let note = call.body.note.clone().map(Note::into_string);
    let handed_over = (call.body.given_on, note);
    call.save(
        |store, meta, render| {
            let (id, step, acting) = (of.mentorship, of.step, of.acting);
            store.give_evaluation_outside(meta, id, step, acting, handed_over, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    let EvaluationRetractor(of) = call.access;
    let reason = call.body.reason.clone().into_string();
    call.save(
        |store, meta, render| {
            store.retract_evaluation(meta, of.mentorship, of.step, of.acting, reason, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    call: Call<As<Mentor, EvaluationReader>, Json<EvaluationCorrect>>,
) -> Result<Resource<Evaluation>> {
    let (of, body) = (*call.access, call.body.0.clone());
    let reason = body.reason.clone().into_string();
    let correction = (body.into(), reason);
    call.save(
        |store, meta, render| {
            store.correct_evaluation(meta, of.mentorship, of.step, of.acting, correction, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    call: Call<As<Student, EvaluationReader>, OptionalJson<Nothing>>,
) -> Result<Resource<Evaluation>> {
    let of = *call.access;
    call.save(
        |store, meta, render| {
            store.mark_evaluation_read(meta, of.mentorship, of.step, of.acting, render)
        },
        form_of(view(&call, &of)),
    )
    .await
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
    call: Call<As<Student, EvaluationReader>, OptionalJson<EvaluationAcknowledge>>,
) -> Result<Resource<Evaluation>> {
    let of = *call.access;
    let comment = call.body.comment.clone().map(Note::into_string);
    call.save(
        |store, meta, render| {
            store.acknowledge_evaluation(meta, of.mentorship, of.step, of.acting, comment, render)
        },
        form_of(view(&call, &of)),
    )
    .await
}

/// List the given versions of a form
///
/// Oldest first; empty for its author before it is given. Where the form is open to others than the two,
/// it is its version in force (R31).
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
        call.access.mentorship.id,
        call.access.step,
        part.after.unwrap_or(0),
    );
    let rows = call
        .app
        .store
        .evaluation_versions(id, step, after, part.rows())
        .await?;
    let view = view(&call, &call.access);
    let shape = |row: GivenRecord| view.version(id, step, &row);
    Ok(call.page(&part, rows, |row| row.number, shape))
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
    let shape = view(&call, form).version(form.mentorship.id, form.step, given);
    Ok(Resource::of(NO_VERSION, &shape))
}

fn view<A: Access, B: RequestBody, Q: RequestQuery>(
    call: &Call<A, B, Q>,
    of: &EvaluationReader,
) -> EvaluationView {
    EvaluationView {
        acting: of.acting,
        opened: of.opened,
        is_admin: call.caller.staff == Some(Staff::Admin),
        language: call.caller.language,
        now: call.now,
    }
}

fn form_of(view: EvaluationView) -> impl Fn(&EvaluationRecord) -> (i32, Evaluation) {
    move |record| (record.version, view.form(record))
}
