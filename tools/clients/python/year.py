"""One mentorship's whole year, from the first of January to the last form, with the client that
openapi-python-client makes of openapi.yaml."""

from dataclasses import dataclass
from datetime import date, datetime, timezone
from uuid import UUID

from demo import Account, etag_of, last_account, need, refused, set_clock
from mentoring_client import AuthenticatedClient
from mentoring_client.api.appointments import (
    confirm_appointment,
    hold_appointment,
    list_appointments,
    propose_appointment,
    reschedule_appointment,
)
from mentoring_client.api.charter import accept_charter, get_charter
from mentoring_client.api.evaluations import (
    acknowledge_evaluation,
    get_evaluation,
    give_evaluation,
    update_evaluation,
)
from mentoring_client.api.interviews import get_interview
from mentoring_client.api.me import get_me
from mentoring_client.api.mentors import get_mentor_facets, import_mentors, list_mentors
from mentoring_client.api.mentorships import choose_mentor, get_mentorship, list_mentorships
from mentoring_client.api.programmes import close_programme, create_programme, open_programme
from mentoring_client.api.roadbooks import (
    get_edition,
    get_roadbook,
    mark_edition_read,
    send_roadbook,
    update_roadbook,
)
from mentoring_client.api.students import import_students
from mentoring_client.models import (
    Appointment,
    AppointmentCreate,
    AppointmentPage,
    AppointmentReschedule,
    AppointmentState,
    Charter,
    CharterAcceptance,
    Evaluation,
    EvaluationAcknowledge,
    EvaluationRatingUpdate,
    EvaluationState,
    EvaluationUpdate,
    ImportReport,
    Interview,
    InterviewState,
    Me,
    MeansKind,
    MeansPhone,
    MeansVideo,
    MentorFacets,
    MentorImport,
    MentorImportRow,
    MentorPage,
    Mentorship,
    MentorshipCreate,
    MentorshipState,
    MentorshipSummaryPage,
    NextStepCode,
    PoliciesUpdate,
    ProblemCode,
    Programme,
    ProgrammeClose,
    ProgrammeCreate,
    ProgrammeStatus,
    Rating,
    Roadbook,
    RoadbookAnswers,
    RoadbookEdition,
    RoadbookSend,
    RoadbookUpdate,
    Situation,
    Step,
    StudentImport,
    StudentImportRow,
)

YEAR = 2030


def at(month: int, day: int, hour: int) -> datetime:
    """A moment of the year."""
    return datetime(YEAR, month, day, hour, tzinfo=timezone.utc)


def create_and_open(admin: AuthenticatedClient, mentor: Account, student: Account) -> Programme:
    """A programme with one mentor and one student."""
    wanted = ProgrammeCreate(
        year=YEAR,
        name=f"Alumni Mentoring {YEAR}",
        policies=PoliciesUpdate(mentor_capacity=2),
    )
    draft = need(
        Programme,
        create_programme.sync(client=admin, body=wanted, idempotency_key=f"programme-{YEAR}"),
    )
    assert draft.status is ProgrammeStatus.DRAFT
    assert draft.calendar.action_plan.from_ == date(YEAR, 4, 1)
    first, _, last = mentor.name.partition(" ")
    mentor_row = MentorImportRow(
        external_id=mentor.external_id,
        first_name=first,
        last_name=last,
        email=f"{mentor.external_id}@example.org",
        headline="Head of operations",
        sector="Transport",
        means=[MeansKind.PHONE, MeansKind.VIDEO],
    )
    first, _, last = student.name.partition(" ")
    student_row = StudentImportRow(
        external_id=student.external_id,
        first_name=first,
        last_name=last,
        email=f"{student.external_id}@example.org",
        degree="Master in Engineering",
    )
    mentors = import_mentors.sync(draft.id, client=admin, body=MentorImport(rows=[mentor_row]))
    assert need(ImportReport, mentors).created == 1
    students = import_students.sync(draft.id, client=admin, body=StudentImport(rows=[student_row]))
    assert need(ImportReport, students).created == 1
    return need(Programme, open_programme.sync(draft.id, client=admin))


@dataclass(frozen=True)
class Pair:
    """A student and the mentor they choose."""

    programme_id: UUID
    roadbook_id: UUID
    student: AuthenticatedClient
    mentor: AuthenticatedClient

    @classmethod
    def of(cls, programme: Programme, student: AuthenticatedClient, mentor: AuthenticatedClient) -> "Pair":
        """The two in their programme, before anything has happened."""
        me = need(Me, get_me.sync(client=student))
        enrolment = next(one for one in me.enrolments if one.programme_id == programme.id)
        steps = [one.code for one in me.next_steps if one.programme_id == programme.id]
        assert steps == [NextStepCode.ACCEPT_CHARTER, NextStepCode.CHOOSE_MENTOR], steps
        return cls(programme.id, need(UUID, enrolment.roadbook_id), student, mentor)

    def accept_charter(self) -> None:
        """Both accept the rules of behaviour."""
        for person in (self.student, self.mentor):
            charter = need(Charter, get_charter.sync(self.programme_id, client=person))
            acceptance = CharterAcceptance(version=charter.version)
            accepted = accept_charter.sync(self.programme_id, client=person, body=acceptance)
            assert need(Charter, accepted).accepted_at is not None

    def choose_mentor(self) -> Mentorship:
        """The student finds the mentor in the list and chooses; a repetition changes nothing."""
        facets = need(MentorFacets, get_mentor_facets.sync(self.programme_id, client=self.student))
        assert [(one.value, one.count) for one in facets.sectors] == [("Transport", 1)]
        page = list_mentors.sync(
            self.programme_id, client=self.student, available=True, means=MeansKind.PHONE, limit=10
        )
        (found,) = need(MentorPage, page).items
        assert (found.places_left, found.contact) == (2, None)
        wanted, key = MentorshipCreate(mentor_id=found.person.id), f"choice-{YEAR}"
        chosen = need(
            Mentorship,
            choose_mentor.sync(self.programme_id, client=self.student, body=wanted, idempotency_key=key),
        )
        again = choose_mentor.sync_detailed(
            self.programme_id, client=self.student, body=wanted, idempotency_key=key
        )
        assert again.headers["idempotency-replayed"] == "true"
        assert need(Mentorship, again.parsed).id == chosen.id
        assert chosen.contacts is not None and "@" in chosen.contacts.mentor.email
        return chosen


@dataclass(frozen=True)
class InterviewOfPair:
    """One of the three interviews, from the first date to the acknowledged form."""

    pair: Pair
    mentorship_id: UUID
    step: Step

    def play(self, starts_at: datetime, proposed_at: datetime) -> None:
        """Everything in its order."""
        set_clock(proposed_at)
        appointment = self.agree_on(starts_at)
        self.send_roadbook()
        self.read_roadbook()
        set_clock(appointment.ends_at)
        held = need(Appointment, hold_appointment.sync(appointment.id, client=self.pair.mentor))
        assert held.state is AppointmentState.HELD
        self.give_evaluation()
        self.acknowledge_evaluation()
        assert self.read().state is InterviewState.CONCLUDED

    def read(self) -> Interview:
        """The interview as the student sees it."""
        interview = get_interview.sync(self.mentorship_id, self.step, client=self.pair.student)
        return need(Interview, interview)

    def agree_on(self, starts_at: datetime) -> Appointment:
        """The student proposes, the mentor would rather meet by video, the student confirms."""
        wanted = AppointmentCreate(
            starts_at=starts_at,
            duration_minutes=45,
            means=MeansPhone(kind="phone", number="+33 1 98 76 54 32"),
        )
        proposed = need(
            Appointment,
            propose_appointment.sync(
                self.mentorship_id, self.step, client=self.pair.student, body=wanted
            ),
        )
        assert isinstance(proposed.means, MeansPhone)
        video = MeansVideo(kind="video", link="https://meet.example.org/year")
        other = AppointmentReschedule(starts_at=starts_at, means=video)
        moved = need(
            Appointment,
            reschedule_appointment.sync(proposed.id, client=self.pair.mentor, body=other),
        )
        assert moved.replaces == proposed.id and moved.means == video
        not_theirs = confirm_appointment.sync(moved.id, client=self.pair.mentor)
        assert refused(not_theirs) is ProblemCode.NOT_YOUR_TURN
        return need(Appointment, confirm_appointment.sync(moved.id, client=self.pair.student))

    def send_roadbook(self) -> None:
        """The student answers this step's questions and sends them; a stale tag is refused."""
        student, roadbook_id = self.pair.student, self.pair.roadbook_id
        read = get_roadbook.sync_detailed(roadbook_id, client=student)
        parts = need(Roadbook, read.parsed).parts
        questions = [question for part in parts for question in part.questions]
        wanted = {one.key: f"What I think of {one.key}." for one in questions if self.step in one.steps}
        body = RoadbookUpdate(answers=RoadbookAnswers.from_dict(wanted))
        etag = etag_of(read)
        saved = update_roadbook.sync(roadbook_id, client=student, body=body, if_match=etag)
        complete = next(one for one in need(Roadbook, saved).completeness if one.step is self.step)
        assert complete.answered == complete.required
        stale = update_roadbook.sync(roadbook_id, client=student, body=body, if_match=etag)
        assert refused(stale) is ProblemCode.STALE
        message = RoadbookSend(step=self.step, message="I look forward to our talk.")
        edition = need(RoadbookEdition, send_roadbook.sync(roadbook_id, client=student, body=message))
        assert (edition.step, edition.late) == (self.step, False)

    def read_roadbook(self) -> None:
        """The mentor reads what was sent."""
        number = need(int, self.read().roadbook.sent_edition)
        mentor, roadbook_id = self.pair.mentor, self.pair.roadbook_id
        edition = need(RoadbookEdition, get_edition.sync(roadbook_id, number, client=mentor))
        assert edition.parts and all(one.text for part in edition.parts for one in part.questions)
        read = mark_edition_read.sync(roadbook_id, number, client=mentor)
        assert need(RoadbookEdition, read).read_at is not None

    def give_evaluation(self) -> None:
        """The mentor fills in the form and gives it; nobody sees it before."""
        mentor, of = self.pair.mentor, (self.mentorship_id, self.step)
        assert refused(get_evaluation.sync(*of, client=self.pair.student)) is ProblemCode.NOT_FOUND
        empty = get_evaluation.sync_detailed(*of, client=mentor)
        form = need(Evaluation, empty.parsed)
        assert form.state is EvaluationState.NONE
        assert form.facts is not None and not form.facts.roadbook_late
        filled = EvaluationUpdate(
            ratings=[
                EvaluationRatingUpdate(criterion_key=one.criterion_key, rating=Rating.GOOD)
                for one in form.ratings
            ],
            situation=Situation.EMPLOYED if self.step is Step.FOLLOW_UP else None,
            advice="Meet two people who do the job you want.",
            career_department_recommended=self.step is Step.ACTION_PLAN,
        )
        draft = update_evaluation.sync(*of, client=mentor, body=filled, if_match=etag_of(empty))
        assert need(Evaluation, draft).state is EvaluationState.DRAFT
        given = need(Evaluation, give_evaluation.sync(*of, client=mentor))
        assert given.state is EvaluationState.GIVEN

    def acknowledge_evaluation(self) -> None:
        """The student reads the form and says thank you."""
        student, of = self.pair.student, (self.mentorship_id, self.step)
        form = need(Evaluation, get_evaluation.sync(*of, client=student))
        assert form.ratings and all(one.rating is Rating.GOOD for one in form.ratings)
        thanks = EvaluationAcknowledge(comment="Thank you.")
        thanked = need(Evaluation, acknowledge_evaluation.sync(*of, client=student, body=thanks))
        assert thanked.acknowledgement == "Thank you."


def see_it_completed(admin: AuthenticatedClient, pair: Pair, mentorship_id: UUID) -> None:
    """All three see that the mentorship is over."""
    end = need(Mentorship, get_mentorship.sync(mentorship_id, client=pair.student))
    assert (end.state, end.current_step) == (MentorshipState.COMPLETED, None)
    page = need(AppointmentPage, list_appointments.sync(mentorship_id, client=pair.mentor))
    held = [one for one in page.items if one.state is AppointmentState.HELD]
    assert len(held) == 3
    completed = list_mentorships.sync(
        pair.programme_id, client=admin, state=MentorshipState.COMPLETED
    )
    assert [one.id for one in need(MentorshipSummaryPage, completed).items] == [mentorship_id]


def main() -> None:
    """The year."""
    admin = last_account("admin").client()
    mentor, student = last_account("mentor"), last_account("student")
    set_clock(at(1, 2, 8))
    programme = create_and_open(admin, mentor, student)
    pair = Pair.of(programme, student.client(), mentor.client())
    pair.accept_charter()
    mentorship = pair.choose_mentor()
    dates = [
        (Step.PROJECT, at(2, 5, 17), at(1, 15, 18)),
        (Step.ACTION_PLAN, at(5, 14, 16), at(4, 10, 18)),
        (Step.FOLLOW_UP, at(10, 8, 16), at(9, 10, 18)),
    ]
    for step, starts_at, proposed_at in dates:
        InterviewOfPair(pair, mentorship.id, step).play(starts_at, proposed_at)
    see_it_completed(admin, pair, mentorship.id)
    set_clock(at(12, 31, 12))
    close = ProgrammeClose(end_live_mentorships=False)
    closed = need(Programme, close_programme.sync(programme.id, client=admin, body=close))
    assert closed.status is ProgrammeStatus.CLOSED
    print(f"Python, openapi-python-client: the year {YEAR} is played")


main()
