import static java.time.ZoneOffset.UTC;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import mentoring.ApiException;
import mentoring.ApiResponse;
import mentoring.model.*;

/** One mentorship's whole year with the client that openapi-generator makes of openapi.yaml. */
public final class Year {
    private static final int YEAR = 2031;
    /** The generated client writes `null` for a body that is left out; an empty object is right. */
    private static final Map<String, Object> NOTHING = Map.of();

    private final Caller student;
    private final Caller mentor;
    private final UUID programme;
    private final UUID roadbook;
    private UUID mentorship;

    private Year(Caller student, Caller mentor, Enrolment enrolment) {
        this.student = student;
        this.mentor = mentor;
        this.programme = enrolment.getProgrammeId();
        this.roadbook = enrolment.getRoadbookId();
    }

    public static void main(String[] arguments) throws Exception {
        var admin = new Caller(Demo.last("admin"));
        var mentor = Demo.last("mentor");
        var student = Demo.last("student");
        Demo.setClock(at(1, 2, 8));
        var programme = openProgramme(admin, mentor, student);
        var me = new Caller(student).me().getMe(null);
        var enrolment = me.getEnrolments().stream()
                .filter(one -> one.getProgrammeId().equals(programme.getId())).findFirst().orElseThrow();
        var year = new Year(new Caller(student), new Caller(mentor), enrolment);
        year.acceptCharter();
        year.chooseMentor();
        year.holdInterview(Step.PROJECT, at(2, 4, 17), at(1, 15, 18));
        year.holdInterview(Step.ACTION_PLAN, at(5, 13, 16), at(4, 10, 18));
        year.holdInterview(Step.FOLLOW_UP, at(10, 7, 16), at(9, 10, 18));
        var end = year.student.mentorships().getMentorship(year.mentorship, null);
        expect(MentorshipState.COMPLETED, end.getState());
        System.out.println("Java, openapi-generator: the year " + YEAR + " is played");
    }

    private static OffsetDateTime at(int month, int day, int hour) {
        return OffsetDateTime.of(YEAR, month, day, hour, 0, 0, 0, UTC);
    }

    private static void expect(Object wanted, Object found) {
        if (!Objects.equals(wanted, found)) {
            throw new AssertionError("expected " + wanted + ", found " + found);
        }
    }

    private static Programme openProgramme(Caller admin, Demo.Account mentor, Demo.Account student)
            throws ApiException {
        var wanted = new ProgrammeCreate().year(YEAR).name("Alumni Mentoring " + YEAR);
        var programme = admin.programmes().createProgramme(wanted, null);
        expect(ProgrammeStatus.DRAFT, programme.getStatus());
        var mentors = new MentorImport().addRowsItem(new MentorImportRow()
                .externalId(mentor.external_id()).email(mentor.email())
                .firstName(mentor.firstName()).lastName(mentor.lastName())
                .headline("Head of operations").means(List.of(MeansKind.PHONE)));
        expect(1, admin.mentors()
                .importMentors(programme.getId(), mentors, null, null, null, null).getCreated());
        var students = new StudentImport().addRowsItem(new StudentImportRow()
                .externalId(student.external_id()).email(student.email())
                .firstName(student.firstName()).lastName(student.lastName())
                .degree("Master in Engineering"));
        expect(1, admin.students()
                .importStudents(programme.getId(), students, null, null, null, null).getCreated());
        return admin.programmes().openProgramme(programme.getId(), null, null, NOTHING);
    }

    private void acceptCharter() throws ApiException {
        for (var person : List.of(student, mentor)) {
            var charter = person.charter().getCharter(programme, null);
            var acceptance = new CharterAcceptance().version(charter.getVersion());
            person.charter().acceptCharter(programme, acceptance, null, null);
        }
    }

    private void chooseMentor() throws ApiException {
        var page = student.mentors().listMentors(
                programme, null, null, null, null, MeansKind.PHONE, true, null, null, 10, null, null);
        var chosen = page.getItems().get(0);
        expect(null, chosen.getContact());
        var wanted = new MentorshipCreate().mentorId(chosen.getPerson().getId());
        mentorship = student.mentorships().chooseMentor(programme, wanted, null, "choice").getId();
        expect(mentorship, student.mentorships().chooseMentor(programme, wanted, null, "choice").getId());
    }

    private void holdInterview(Step step, OffsetDateTime startsAt, OffsetDateTime proposedAt)
            throws Exception {
        Demo.setClock(proposedAt);
        var appointment = agreeOn(step, startsAt);
        sendRoadbook(step);
        Demo.setClock(appointment.getEndsAt());
        var held = mentor.appointments().holdAppointment(appointment.getId(), null, null, new OptionalReason());
        expect(AppointmentState.HELD, held.getState());
        giveEvaluation(step);
        var interview = student.interviews().getInterview(mentorship, step, null);
        expect(InterviewState.CONCLUDED, interview.getState());
    }

    private Appointment agreeOn(Step step, OffsetDateTime startsAt) throws ApiException {
        var phone = new MeansPhone().kind(MeansPhone.KindEnum.PHONE).number("+33 1 98 76 54 32");
        var wanted = new AppointmentCreate().startsAt(startsAt).durationMinutes(45).means(new Means(phone));
        var proposed = student.appointments().proposeAppointment(mentorship, step, wanted, null, null);
        expect(phone, proposed.getMeans().getActualInstance());
        try {
            student.appointments().confirmAppointment(proposed.getId(), null, null, new AppointmentConfirm());
            throw new AssertionError("one's own proposal can be confirmed");
        } catch (ApiException refusal) {
            expect(ProblemCode.NOT_YOUR_TURN, Caller.problem(refusal).getCode());
        }
        return mentor.appointments().confirmAppointment(proposed.getId(), null, null, new AppointmentConfirm());
    }

    private void sendRoadbook(Step step) throws ApiException {
        var read = student.roadbooks().getRoadbookWithHttpInfo(roadbook, null);
        Map<String, String> answers = new HashMap<>();
        read.getData().getParts().stream().flatMap(part -> part.getQuestions().stream())
                .filter(question -> question.getSteps().contains(step))
                .forEach(question -> answers.put(question.getKey(), "What I think of it."));
        var changes = new RoadbookUpdate().answers(answers);
        student.roadbooks().updateRoadbook(roadbook, etagOf(read), changes);
        var edition = student.roadbooks()
                .sendRoadbook(roadbook, new RoadbookSend().step(step).message("Here it is."), null, null);
        var opened = mentor.roadbooks().markEditionRead(roadbook, edition.getNumber(), null, null, NOTHING);
        expect(false, opened.getReadAt() == null);
    }

    private void giveEvaluation(Step step) throws ApiException {
        var empty = mentor.evaluations().getEvaluationWithHttpInfo(mentorship, step, null);
        var filled = new EvaluationUpdate().advice("Meet two people who do the job you want.")
                .situation(step == Step.FOLLOW_UP ? Situation.EMPLOYED : null);
        for (var criterion : empty.getData().getRatings()) {
            filled.addRatingsItem(new EvaluationRatingUpdate()
                    .criterionKey(criterion.getCriterionKey()).rating(Rating.GOOD));
        }
        mentor.evaluations().updateEvaluation(mentorship, step, etagOf(empty), filled);
        var given = mentor.evaluations().giveEvaluation(mentorship, step, null, null, NOTHING);
        expect(EvaluationState.GIVEN, given.getState());
        var thanks = new EvaluationAcknowledge().comment("Thank you.");
        var thanked = student.evaluations().acknowledgeEvaluation(mentorship, step, null, null, thanks);
        expect("Thank you.", thanked.getAcknowledgement());
    }

    private static String etagOf(ApiResponse<?> response) {
        return response.getHeaders().get("etag").get(0);
    }
}
