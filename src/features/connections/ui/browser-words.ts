import type { Translate } from "@/messages/translation";

const BROWSERS: readonly [mark: RegExp, name: string][] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+ .*Safari\//, "Safari"],
];

const SYSTEMS: readonly [mark: RegExp, name: string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

const NAME_MAX = 30;
const READ_CHARACTERS = 500;

/** A User-Agent in words: "Firefox on Windows"; a program by its own name. */
export function browserWords(t: Translate, userAgent: string | null): string {
  // A real User-Agent is shorter; of a longer one the rest is ignored.
  const text = userAgent?.slice(0, READ_CHARACTERS).trim() ?? "";
  if (text === "") {
    return t("connections.browser.program");
  }
  const browser = BROWSERS.find(([mark]) => mark.test(text))?.[1];
  const system = SYSTEMS.find(([mark]) => mark.test(text))?.[1];
  if (browser !== undefined) {
    return system === undefined ? browser : t("connections.browser.on", { browser, system });
  }
  if (/^node\b/i.test(text)) {
    return t("connections.browser.programNamed", { name: "Node.js" });
  }
  const name = text.split(/[/\s]/, 1)[0] ?? text;
  return name === "Mozilla"
    ? system
      ? t("connections.browser.someOn", { system })
      : t("connections.browser.some")
    : t("connections.browser.programNamed", { name: name.slice(0, NAME_MAX) });
}
