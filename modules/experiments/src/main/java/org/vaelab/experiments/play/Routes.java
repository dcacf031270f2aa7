package org.vaelab.experiments.play;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.use.NumberRows;
import org.vaelab.experiments.use.ResultFormat;
import org.vaelab.experiments.use.ResultWriter;
import org.vaelab.experiments.use.SampleSheet;

/** What can be asked for, by path. No thread waits for what is still on its way. */
final class Routes {
  private static final String API = "/api/";
  private static final int LARGEST_JSON = 512 << 10;
  private static final Set<String> DECODE = Set.of("model", "codes", "label");
  private static final Set<String> SAMPLE =
      Set.of("model", "count", "seed", "temperature", "class");

  private final Pages pages = new Pages();
  private final Played played;
  private final Duration patience;
  private final RunLog log;

  Routes(Played played, Duration patience, RunLog log) {
    this.played = played;
    this.patience = patience;
    this.log = log;
  }

  /** Answers, now or later. */
  boolean handle(Request request, Response response, Callback callback) {
    CompletableFuture<Void> unused =
        answer(request)
            .exceptionally(this::refused)
            .thenAccept(
                answer -> {
                  if (answer.status() == 408 || answer.status() == 413) {
                    // What is still to come of the body is not waited for.
                    response.getHeaders().put(HttpHeader.CONNECTION, "close");
                  }
                  answer.send(response, callback);
                });
    return true;
  }

  private CompletableFuture<Answer> answer(Request request) {
    try {
      String path = Request.getPathInContext(request);
      return switch (request.getMethod()) {
        case "GET", "HEAD" -> CompletableFuture.completedFuture(found(path, request));
        case "POST" -> computed(path, request);
        default -> throw new Refusal(405, "Only GET and POST are answered.");
      };
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private Answer refused(Throwable failure) {
    Throwable reason =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (reason instanceof Refusal refusal) {
      return Answer.of(refusal);
    }
    if (reason instanceof TimeoutException) {
      return Answer.sentence(408, "The request did not arrive in time.");
    }
    log.add("a fault of vaelab, in the page to play", reason);
    return Answer.sentence(500, "This is a fault of vaelab; the log in its terminal says more.");
  }

  private Answer found(String path, Request request) {
    Answer page = pages.at(path);
    if (page != null) {
      return page;
    }
    Fields query = Request.extractQueryParameters(request);
    return switch (path) {
      case API + "models" -> json(played.models().stream().map(PlayedModel::summary).toList());
      case API + "points" -> played.set(whole(query, "model")).points();
      case API + "image" -> played.set(whole(query, "model")).image(whole(query, "row"));
      case API + "training" -> json(training(query).read());
      case API + "figure" -> training(query).figure(String.valueOf(query.getValue("name")));
      case API + "decode", API + "sample", API + "encode" ->
          throw new Refusal(405, "This is asked for with POST.");
      default -> throw new Refusal(404, "There is nothing here.");
    };
  }

  private TrainingView training(Fields query) {
    PlayedModel model = played.model(whole(query, "model"));
    if (!TrainingView.isRun(model.run().path())) {
      throw new Refusal(404, "This model has no run beside it.");
    }
    return new TrainingView(model.run().path());
  }

  private CompletableFuture<Answer> computed(String path, Request request) {
    Fields query = Request.extractQueryParameters(request);
    boolean picture = "png".equals(query.getValue("as"));
    return switch (path) {
      case API + "decode" ->
          body(request, Answer.JSON, LARGEST_JSON)
              .thenCompose(text -> images(JsonFields.parse(text, DECODE), picture, Drawing.DECODE));
      case API + "sample" ->
          body(request, Answer.JSON, LARGEST_JSON)
              .thenCompose(text -> images(JsonFields.parse(text, SAMPLE), picture, Drawing.SAMPLE));
      case API + "encode" -> {
        PlayedModel model = played.model(whole(query, "model"));
        @Nullable Integer label = query.get("class") == null ? null : whole(query, "class");
        int size = model.model().description().image().size();
        yield body(request, Answer.BYTES, size)
            .thenCompose(
                bytes ->
                    later(
                        () ->
                            picture
                                ? png(model, model.reconstruct(bytes, label))
                                : model.encode(bytes, label)));
      }
      default -> throw new Refusal(pages.at(path) == null ? 404 : 405, "Nothing is sent here.");
    };
  }

  /** Which images are asked for. */
  private enum Drawing {
    DECODE,
    SAMPLE
  }

  private CompletableFuture<Answer> images(JsonFields asked, boolean picture, Drawing drawing) {
    PlayedModel model = played.model(asked.whole("model", 0, Integer.MAX_VALUE, 0));
    return later(
        () -> {
          NumberRows rows = drawing == Drawing.DECODE ? model.decode(asked) : model.sample(asked);
          return picture
              ? png(model, rows)
              : Answer.bytes(Pixels.of(rows, model.model().description().image()));
        });
  }

  /** The very file that the command writes. */
  private static Answer png(PlayedModel model, NumberRows rows) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    new ResultWriter(model.model().manager(), SampleSheet.COLUMNS, Duration.ZERO)
        .write(rows, ResultFormat.PNG, stream);
    return new Answer(200, "image/png", stream.toByteArray());
  }

  private CompletableFuture<Answer> later(Callable<Answer> task) {
    return played.worker().submit(task);
  }

  private CompletableFuture<byte[]> body(Request request, String type, int most) {
    String given = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (given == null || !given.split(";", 2)[0].strip().equalsIgnoreCase(type)) {
      throw new Refusal(415, "What is sent must be " + type + ".");
    }
    if (request.getLength() > most) {
      throw tooLarge(most);
    }
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(
        request,
        most,
        new Promise.Invocable<>() {
          @Override
          public void succeeded(byte[] bytes) {
            body.complete(bytes);
          }

          @Override
          public void failed(Throwable failure) {
            boolean full = failure instanceof IllegalStateException;
            body.completeExceptionally(full ? tooLarge(most) : failure);
          }
        });
    return body.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(413, "What is sent may have " + most + " bytes at most.");
  }

  private static Answer json(Object value) {
    byte[] text = JsonFields.text(value).getBytes(StandardCharsets.UTF_8);
    return new Answer(200, Answer.JSON, text);
  }

  private static int whole(Fields query, String name) {
    List<String> values = query.getValuesOrEmpty(name);
    if (values.size() != 1 || !values.get(0).matches("\\d{1,9}")) {
      throw Refusal.wrong(name + " must be a whole number.");
    }
    return Integer.parseInt(values.get(0));
  }
}
