//! Lists of a programme as files (R28), read and sent page by page.

use super::pages::{List, Pages};
use crate::access::{As, Staff};
use crate::app::App;
use crate::http::answer::Download;
use crate::http::call::{Call, NoBody, Query};
use crate::http::problem::Problem;
use crate::http::sheet::{FileFormat, Separator, Writer};
use crate::resources::programmes::ProgrammeReader;
use actix_web::web::Bytes;
use futures_util::StreamExt;
use futures_util::stream;
use serde::Deserialize;
use std::io;
use utoipa::ToSchema;

type Result = std::result::Result<Download, Problem>;
type Exporting = Call<As<Staff, ProgrammeReader>, NoBody, Query<ExportQuery>>;

/// Form of an export.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct ExportQuery {
    /// Form of the file; `csv` unless given.
    pub format: Option<FileFormat>,
    /// Separator of the columns of a CSV file; `comma` unless given. Where the comma stands in
    /// numbers, as in France, Excel opens files with `semicolon` as they are.
    pub separator: Option<Separator>,
}

/// Export students
///
/// Students who take part, by name, with the columns of an import: an export can be changed and
/// imported again. CSV is in UTF-8 with a byte order mark (RFC 4180); a text that a spreadsheet would
/// take for a formula has an apostrophe before it, which an import takes off again. In XLSX texts,
/// dates and numbers are typed, so that phone numbers keep their zero.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/exports/students",
    tag = "exports",
    responses((status = 200, description = "The students as a file"))
)]
pub async fn export_students(call: Exporting) -> Result {
    export(&call, List::Students).await
}

/// Export mentors
///
/// Mentors who take part, by name, with the columns of an import (lists joined by `|`). The rest is
/// as in the export of students.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/exports/mentors",
    tag = "exports",
    responses((status = 200, description = "The mentors as a file"))
)]
pub async fn export_mentors(call: Exporting) -> Result {
    export(&call, List::Mentors).await
}

/// Export mentorships
///
/// One row a mentorship, newest choice first, ended ones too: the two people, and for each interview
/// state, whether it is overdue, the day on which it was last held, the day of its conclusion, and
/// the last day of an extension. Days are local to the programme. The rest is as in the export of
/// students.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/exports/mentorships",
    tag = "exports",
    responses((status = 200, description = "The mentorships as a file"))
)]
pub async fn export_mentorships(call: Exporting) -> Result {
    export(&call, List::Mentorships).await
}

/// Export appointments
///
/// One row an appointment, in the order of the mentorships: its two people, day, time, means and
/// outcome, without place, number, link and notes. Days and times are local to the programme. The
/// rest is as in the export of students.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/exports/appointments",
    tag = "exports",
    responses((status = 200, description = "The appointments as a file"))
)]
pub async fn export_appointments(call: Exporting) -> Result {
    export(&call, List::Appointments).await
}

/// Export evaluations
///
/// One row for each interview that was held or has a form, in the order of the mentorships: whether
/// the form is given and when, whether it was read, acknowledged or retracted, and whether it
/// recommends the Career Department. Never what it says (R31). The rest is as in the export of
/// students.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/exports/evaluations",
    tag = "exports",
    responses((status = 200, description = "The states of the forms as a file"))
)]
pub async fn export_evaluations(call: Exporting) -> Result {
    export(&call, List::Evaluations).await
}

/// The list as a file. Its first page is read before the answer begins, so that a failure is told as
/// a problem.
async fn export(call: &Exporting, list: List) -> Result {
    let format = call.query.format.unwrap_or(FileFormat::Csv);
    let separator = call.query.separator.unwrap_or(Separator::Comma);
    let programme = &call.access.programme.programme;
    let writer = Writer::begin(format, separator, list.columns()).map_err(Problem::internal)?;
    let mut sheet = Sheet {
        pages: Pages::of(list, call.app.store.clone(), programme, call.now),
        writer,
    };
    let first = sheet.piece().await?;
    let app = call.app.clone();
    let rest = stream::try_unfold(sheet, move |sheet| {
        let app = app.clone();
        async move {
            sheet.go_on(&app).await.map_err(|problem| {
                io::Error::other(format!("an export broke off: {}", problem.code.as_str()))
            })
        }
    });
    let first = stream::iter(first.map(Ok));
    let day = programme.day(call.now);
    Ok(Download {
        name: format!("{}-{}-{day}.{format}", list.name(), programme.year),
        format,
        pieces: first.chain(rest).boxed_local(),
    })
}

/// A list on its way into a file.
struct Sheet {
    pages: Pages,
    writer: Writer,
}

impl Sheet {
    /// A further piece, in its turn among all reads: the request's own turn ended with the first one.
    async fn go_on(mut self, app: &App) -> std::result::Result<Option<(Bytes, Self)>, Problem> {
        let _turn = app.load.read(app.config.request_timeout).await?;
        Ok(self.piece().await?.map(|piece| (piece, self)))
    }

    /// The file's next piece; the last one is its end. Never an empty one, which would be the end of
    /// a chunked body: a page may have no rows, and what is packed may wait for more.
    async fn piece(&mut self) -> std::result::Result<Option<Bytes>, Problem> {
        while !self.pages.is_over() {
            for row in self.pages.next().await? {
                self.writer.row(&row).map_err(Problem::internal)?;
            }
            if self.pages.is_over() {
                self.writer.end().map_err(Problem::internal)?;
            }
            let piece = self.writer.take();
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }
}
