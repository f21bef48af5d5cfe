import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sentenceOfIssue } from "./issues";
import { said } from "./keys";
import { say, sayStored, speak } from "./say";

describe("a sentence", () => {
  it("is put into the language of its reader, and has its English for the log", () => {
    const sentence = say("refusals.limits.writes", { wait: 3 });
    expect(sentence.english).toBe("That was too much at once. Please wait 3 seconds and try again.");
    expect(speak(sentence, "en")).toBe(sentence.english);
    expect(speak(sentence, "de")).toBe(
      "Das war zu viel auf einmal. Bitte warten Sie 3 Sekunden und versuchen Sie es noch einmal.",
    );
    expect(speak(say("refusals.limits.writes", { wait: 1 }), "de")).toContain("eine Sekunde");
  });

  it("takes what is put into it as it stands, whatever it looks like in a message's syntax", () => {
    const name = "{name} '{' <b>#</b> %s";
    expect(speak(say("refusals.uploads.empty", { name }), "de")).toBe(`Die Datei „${name}“ ist leer.`);
  });

  it("that another release stored is not known here: null, also where its key is the name of something else", () => {
    expect(sayStored("refusals.tickets.unknown", {})?.english).toContain("This ticket does not exist");
    for (const key of ["refusals.tickets.of.tomorrow", "refusals", "", "constructor", "refusals.__proto__"]) {
      expect(sayStored(key, {}), key).toBeNull();
    }
  });
});

describe("what a schema says of a value", () => {
  const schema = z.object({
    title: z.string(said("fields.titleMissing")),
    tags: z.string().max(2, said("fields.longest", { most: 2 })),
    count: z.number().min(3),
    kind: z.enum(["a", "b"]),
  });
  const spoken = (value: unknown, language: "en" | "de") =>
    schema
      .safeParse(value, { reportInput: true })
      .error?.issues.map((issue) => speak(sentenceOfIssue(issue), language));
  const value = { tags: "abc", count: "2", kind: "c" };

  it("is ours where it says so, and else zod's, in the reader's language", () => {
    expect(spoken(value, "en")).toEqual([
      "Please give it a title.",
      "Use at most 2 characters.",
      "Invalid input: expected number, received string",
      'Invalid option: expected one of "a"|"b"',
    ]);
    expect(spoken(value, "de")).toEqual([
      "Bitte geben Sie einen Titel an.",
      "Verwenden Sie höchstens 2 Zeichen.",
      "Ungültige Eingabe: erwartet Zahl, erhalten string",
      'Ungültige Option: erwartet eine von "a"|"b"',
    ]);
    expect(spoken({ ...value, count: 1 }, "de")).toContain("Zu klein: erwartet, dass number >=3 ist");
  });

  it("changes nothing for the next answer", () => {
    expect([spoken(value, "de"), spoken(value, "en")]).toEqual([spoken(value, "de"), spoken(value, "en")]);
  });

  it("holds nothing of what was sent", () => {
    const issue = schema.safeParse({ ...value, count: "hunter2 is my password" }, { reportInput: true }).error
      ?.issues[2];
    expect(issue && JSON.stringify(sentenceOfIssue(issue))).not.toContain("hunter2");
  });
});
