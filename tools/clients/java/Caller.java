import java.io.IOException;
import java.io.UncheckedIOException;
import mentoring.ApiClient;
import mentoring.ApiException;
import mentoring.api.*;
import mentoring.model.Problem;

/** One person's way to the API: the generated classes, with their token. */
final class Caller {
    private final ApiClient client = new ApiClient();

    Caller(Demo.Account account) {
        client.updateBaseUri(Demo.URL);
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + account.token()));
    }

    AppointmentsApi appointments() {
        return new AppointmentsApi(client);
    }

    CharterApi charter() {
        return new CharterApi(client);
    }

    EvaluationsApi evaluations() {
        return new EvaluationsApi(client);
    }

    InterviewsApi interviews() {
        return new InterviewsApi(client);
    }

    MeApi me() {
        return new MeApi(client);
    }

    MentorsApi mentors() {
        return new MentorsApi(client);
    }

    MentorshipsApi mentorships() {
        return new MentorshipsApi(client);
    }

    ProgrammesApi programmes() {
        return new ProgrammesApi(client);
    }

    RoadbooksApi roadbooks() {
        return new RoadbooksApi(client);
    }

    StudentsApi students() {
        return new StudentsApi(client);
    }

    /** The problem document of a refusal. */
    static Problem problem(ApiException refusal) {
        try {
            return new ApiClient().getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
