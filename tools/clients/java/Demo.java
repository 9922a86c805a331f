import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** What a demo server has beside its API: ready accounts, and a clock that can be set. */
final class Demo {
    static final String URL = System.getenv().getOrDefault("MENTORING_URL", "http://127.0.0.1:8080");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Demo() {}

    /** Somebody of the demo, with a ready token. */
    record Account(String name, String role, String external_id, String shows, String token) {
        String firstName() {
            return name.split(" ", 2)[0];
        }

        String lastName() {
            return name.split(" ", 2)[1];
        }

        String email() {
            return external_id + "@example.org";
        }
    }

    /** The last account of a role. */
    static Account last(String role) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(URL + "/demo/accounts")).build();
        var body = HTTP.send(request, BodyHandlers.ofString()).body();
        var accounts = new ObjectMapper().readValue(body, Account[].class);
        return Arrays.stream(accounts).filter(account -> account.role().equals(role))
                .reduce((former, later) -> later).orElseThrow();
    }

    /** Makes it that moment for the server. */
    static void setClock(OffsetDateTime now) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(URL + "/demo/clock"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"now\": \"" + now.toInstant() + "\"}")).build();
        var status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("the clock can't be set to " + now + ": " + status);
        }
    }
}
