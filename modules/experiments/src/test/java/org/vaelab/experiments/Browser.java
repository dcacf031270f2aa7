package org.vaelab.experiments;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The system's Chromium without a window, for tests of pages: what a page says on the console, what
 * it asks the network for, how it looks, and what axe-core finds. Starting it takes two seconds:
 * one for all tests of a class.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> USUAL =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, Path executable) {
    this.playwright = playwright;
    chromium =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable));
  }

  /**
   * Starts it, or skips the tests where there is no Chromium.
   *
   * @return to be closed after the last test
   */
  public static Browser start() {
    Optional<Path> executable =
        Stream.concat(Stream.ofNullable(System.getProperty("vaelab.chromium")), USUAL.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        executable.isPresent(),
        "There is no Chromium at " + USUAL + " nor at -Dvaelab.chromium: no page is looked at.");
    assumeTrue(
        Browser.class.getClassLoader().getResource("driver") != null,
        "Playwright's driver is not on the class path: the build was called with -DskipTests.");
    Map<String, String> ownBrowser = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return new Browser(
        Playwright.create(new Playwright.CreateOptions().setEnv(ownBrowser)),
        executable.orElseThrow());
  }

  /**
   * A window.
   *
   * @param width in CSS pixels
   * @param height in CSS pixels
   * @param dark whether its owner prefers dark pages
   */
  public record Window(int width, int height, boolean dark) {
    /** As on a desk. */
    public static final Window DESKTOP = new Window(1280, 800, false);

    /** As on a phone. */
    public static final Window PHONE = new Window(390, 844, false);

    /** The same for who prefers dark pages. */
    public Window inDark() {
      return new Window(width, height, true);
    }
  }

  /** Opens a file in a window. */
  public View open(Path file, Window window) {
    return open(file.toUri().toString(), window);
  }

  /** Opens an address in a window, and waits until the page and its pictures are there. */
  public View open(String address, Window window) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(window.width(), window.height())
                .setColorScheme(window.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
    Page page = context.newPage();
    List<String> complaints = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest((Request request) -> requests.add(request.url()));
    page.navigate(address);
    return new View(page, complaints, requests);
  }

  /**
   * An open page.
   *
   * @param page to be driven
   * @param complaints errors and warnings on its console and exceptions of its scripts, so far
   * @param requests the addresses that it asked for, itself included
   */
  public record View(Page page, List<String> complaints, List<String> requests)
      implements AutoCloseable {

    /** The pictures that could not be shown, scrolled to first where they load late. */
    public List<String> brokenPictures() {
      Object broken =
          page.evaluate(
              """
              async () => {
                const broken = [];
                for (const image of document.images) {
                  image.loading = 'eager';
                  try { await image.decode(); } catch (failure) { broken.push(image.src.slice(0, 200)); }
                }
                return broken;
              }
              """);
      return ((List<?>) broken).stream().map(String::valueOf).toList();
    }

    /** What axe-core finds that keeps people out: serious or critical, a line for each element. */
    public List<String> graveFaults() {
      List<String> faults = new ArrayList<>();
      for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
        if (GRAVE.contains(rule.getImpact())) {
          rule.getNodes()
              .forEach(
                  node ->
                      faults.add(rule.getId() + ": " + node.getHtml() + " " + node.getTarget()));
        }
      }
      return faults;
    }

    /** Whether something is wider than the window, so that the page scrolls sideways. */
    public boolean isTooWide() {
      return (Boolean)
          page.evaluate(
              "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** A picture of the whole page. */
    public byte[] screenshot() {
      return page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
    }

    /** Closes the window. */
    @Override
    public void close() {
      page.context().close();
    }
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
