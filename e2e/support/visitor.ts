import { expect, type BrowserContext, type Page } from "@playwright/test";

/** A message from the server to a browser: a frame of its socket, or the text of an answer. */
export interface Received {
  by: string;
  text: string;
}

// What the browser itself says about requests that were refused or found nobody: journeys cause these on purpose.
const ABOUT_THE_LINE = /^Failed to load resource|^WebSocket connection to|net::ERR_/;
const TEXT = /json|html|text|javascript/;

/** One person at one browser window, with a record of what the window received and of everything that went wrong in it. */
export class Visitor {
  /** Page errors, errors on the console, violations of the page's content policy, broken answers. */
  readonly problems: string[] = [];
  /** Every line of the console. */
  readonly lines: string[] = [];
  private readonly frames: Received[] = [];
  private readonly answers: Promise<Received | null>[] = [];
  private documents = 0;
  private visits = 0;
  /** Where on the console the open document began. */
  private firstLine = 0;

  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens a window in `context`. */
  static async open(context: BrowserContext, url: string): Promise<Visitor> {
    const visitor = new Visitor(await context.newPage(), url);
    await visitor.listen();
    return visitor;
  }

  /** Goes to an address of the product. */
  async goTo(path: string): Promise<void> {
    await this.untilCounted();
    this.visits += 1;
    this.firstLine = this.lines.length;
    await this.page.goto(`${this.url}${path}`);
  }

  /** Loads the page again, as a person does who presses F5. */
  async reload(): Promise<void> {
    await this.untilCounted();
    this.visits += 1;
    this.firstLine = this.lines.length;
    await this.page.reload();
  }

  /** What is read of a document shows before all of it is there: one that is left before would not be counted. */
  private async untilCounted(): Promise<void> {
    await this.page.waitForLoadState("domcontentloaded");
  }

  /** Says that the page is about to be left for another document by itself, as after signing in. */
  expectsAnotherPage(): void {
    this.visits += 1;
    this.firstLine = this.lines.length;
  }

  /** How many documents were loaded that nobody asked for: 0, for a page that stays alive is never reloaded. */
  unaskedReloads(): number {
    return this.documents - this.visits;
  }

  /** Waits until the socket of the document that is open now was connected, by the words on its console. */
  async untilConnected(): Promise<void> {
    // Nearly every journey waits here again and again: a look costs nothing.
    await expect
      .poll(() => this.lines.slice(this.firstLine), { intervals: [25] })
      .toContain("[Socket.IO] Connected successfully");
  }

  /** Puts another window before this one, as far as the page can tell. */
  async hide(): Promise<void> {
    await this.setHidden(true);
  }

  /** Brings it back to the front. */
  async show(): Promise<void> {
    await this.setHidden(false);
  }

  /** Everything that this window has received so far, in the words of the wire. */
  async received(): Promise<Received[]> {
    const answers = await Promise.all(this.answers);
    return [...this.frames, ...answers.filter((answer) => answer !== null)];
  }

  private async setHidden(isHidden: boolean): Promise<void> {
    await this.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      Object.defineProperty(document, "visibilityState", {
        configurable: true,
        get: () => (hidden ? "hidden" : "visible"),
      });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  }

  private async listen(): Promise<void> {
    // The browser writes violations to its console as well, but not those of every directive.
    await this.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(
          `Content policy: ${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`,
        );
      });
    });
    this.page.on("domcontentloaded", () => (this.documents += 1));
    this.page.on("pageerror", (error) => this.problems.push(`page error: ${error.message}`));
    this.page.on("console", (message) => {
      this.lines.push(message.text());
      if (message.type() === "error" && !ABOUT_THE_LINE.test(message.text())) {
        this.problems.push(`console: ${message.text()}`);
      }
    });
    this.page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) =>
        this.frames.push({ by: "socket", text: payload.toString() }),
      );
    });
    this.page.on("response", (response) => {
      // 503 is what a server says honestly while it starts.
      if (response.status() >= 500 && response.status() !== 503) {
        this.problems.push(
          `${response.request().method()} ${response.url()} was answered ${response.status()}`,
        );
      }
      const isText =
        TEXT.test(response.headers()["content-type"] ?? "") && !response.url().includes("/_next/static/");
      if (isText) {
        const text = response.text().then((body) => ({ by: response.url(), text: body }));
        this.answers.push(text.catch(() => null));
      }
    });
  }
}
