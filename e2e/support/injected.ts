import { expect, type Page } from "@playwright/test";
import { ELSEWHERE, HOOK, MARK } from "@/testing/corpus/injections";
import type { Visitor } from "./visitor";

/** What a text did in a page that it should not have done, by where that was seen. */
export interface Executions {
  /** Calls of the hook, dialogs and requests to elsewhere. */
  ran: string[];
  /** Elements of a text's, handlers in attributes, addresses that run. */
  made: string[];
  /** What the content policy had to forbid. */
  forbidden: string[];
}

const SAFE_SCHEMES = ["http:", "https:", "mailto:", "tel:", "blob:"];

/** Watches a window for texts that run; call it before the first page is opened. */
export class InjectionWatch {
  private readonly ran: string[] = [];
  private readonly made: string[] = [];

  private constructor(private readonly visitor: Visitor) {}

  /** Begins to watch. */
  static async begin(visitor: Visitor): Promise<InjectionWatch> {
    const watch = new InjectionWatch(visitor);
    await watchPage(visitor.page, watch.ran);
    return watch;
  }

  /** Looks at what is there now, and what happened since the last look. */
  async look(where: string): Promise<void> {
    (await findMade(this.visitor.page)).forEach((what) => this.made.push(`${where}: ${what}`));
  }

  /** All of it so far; what the page's policy forbade stands on its console. */
  found(): Executions {
    return {
      ran: this.ran,
      made: this.made,
      forbidden: this.visitor.lines.filter((line) => line.startsWith("Content policy:")),
    };
  }
}

/** Records calls of the hook, dialogs and requests to elsewhere. */
export async function watchPage(page: Page, ran: string[]): Promise<void> {
  await page.exposeFunction(
    HOOK,
    (what: unknown) => void ran.push(`${page.url()}: the hook, ${String(what)}`),
  );
  page.on("dialog", (dialog) => {
    ran.push(`${page.url()}: a dialog, ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().startsWith("http") && new URL(request.url()).hostname === ELSEWHERE) {
      ran.push(`${page.url()}: a request to ${request.url()}`);
    }
  });
  page.on("popup", (popup) => void ran.push(`${page.url()}: a window, ${popup.url()}`));
}

/** Elements of a text's, handlers in attributes, addresses that run: none of it is ever there in a page of ours. */
export async function findMade(page: Page): Promise<string[]> {
  return await page.evaluate(
    ({ mark, schemes }) => {
      const all = [...document.querySelectorAll("*")];
      const addresses = ["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster"];
      const runs = (address: string): boolean => {
        try {
          return !schemes.includes(new URL(address, location.href).protocol);
        } catch {
          return false;
        }
      };
      return all
        .filter((element) => {
          const attributes = [...element.attributes];
          const isImage = element instanceof HTMLImageElement && element.src.startsWith("data:image/");
          return (
            element.hasAttribute(mark) ||
            attributes.some(({ name }) => name.startsWith("on")) ||
            (!isImage && attributes.some(({ name, value }) => addresses.includes(name) && runs(value)))
          );
        })
        .map((element) => element.outerHTML.slice(0, 300));
    },
    { mark: MARK, schemes: SAFE_SCHEMES },
  );
}

/** Nothing ran, nothing was made, and nothing had to be forbidden. */
export function expectInert(found: Executions): void {
  expect(found).toEqual({ ran: [], made: [], forbidden: [] });
}
