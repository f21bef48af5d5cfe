import type { Picture } from "../model/types";
import type { FileIdea } from "./scenario";

type Drawn = (fill: (text: string) => string, seed: number) => Picture;

function picture(name: string, format: "png" | "jpeg" | "webp", draw: Drawn): FileIdea {
  return {
    name,
    make: ({ fill, random }) => ({ kind: "picture", picture: draw(fill, random.int(1, 9999)), format }),
  };
}

/** A window with bad news. */
export function dialog(name: string, title: string, message: string, code: string): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "dialog",
    title: fill(title),
    message: fill(message),
    code: fill(code),
    seed,
  }));
}

/** A console with output. */
export function terminal(name: string, title: string, ...lines: string[]): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "terminal",
    title: fill(title),
    lines: lines.map(fill),
    seed,
  }));
}

/** A spreadsheet or list in a window; columns and rows are written with `;` between the cells. */
export function table(name: string, title: string, columns: string, ...rows: string[]): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "table",
    title: fill(title),
    columns: columns.split(";"),
    rows: rows.map((row) => fill(row).split(";")),
    seed,
  }));
}

/** A browser that could not show the page. */
export function browser(name: string, address: string, heading: string, message: string): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "browser",
    address: fill(address),
    heading: fill(heading),
    message: fill(message),
    seed,
  }));
}

/** A form with a complaint in red. */
export function form(name: string, title: string, fields: string, problem: string): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "form",
    title: fill(title),
    fields: fields.split(";"),
    problem: fill(problem),
    seed,
  }));
}

/** A line that goes over its limit. */
export function chart(name: string, title: string, unit: string, limit: number): FileIdea {
  return picture(name, "webp", (fill, seed) => ({ scene: "chart", title: fill(title), unit, limit, seed }));
}

/** A floor plan with a mark. */
export function floorPlan(name: string): FileIdea {
  return picture(name, "png", (fill, seed) => ({
    scene: "floor",
    floor: fill("{floor}"),
    room: fill("{room}"),
    seed,
  }));
}

/** Something photographed in a hurry. */
export function photo(name: string, scene: "printer" | "monitor" | "rack"): FileIdea {
  return picture(name, "jpeg", (_, seed) => ({ scene, seed }));
}

/** A laptop that has had an accident. */
export function laptopPhoto(name: string, damage: "cracked" | "coffee" | "keys"): FileIdea {
  return picture(name, "jpeg", (_, seed) => ({ scene: "laptop", damage, seed }));
}

/** An identity badge on a table. */
export function badgePhoto(name: string): FileIdea {
  return picture(name, "jpeg", (fill, seed) => ({ scene: "badge", name: fill("{first}"), seed }));
}

/** A crumpled receipt. */
export function receiptPhoto(name: string, place: string, amount: string): FileIdea {
  return picture(name, "jpeg", (fill, seed) => ({
    scene: "receipt",
    place: fill(place),
    amount: fill(amount),
    seed,
  }));
}

/** A log; in its lines `@` at the start becomes the time, a few seconds apart. */
export function log(name: string, ...lines: string[]): FileIdea {
  return {
    name,
    make: ({ fill, at, random }) => {
      let clock = at.getTime() - random.int(20, 200) * 60_000;
      const text = lines.map((line) => {
        clock += random.int(200, 9_000);
        return fill(line).replace(/^@/, new Date(clock).toISOString());
      });
      return { kind: "text", text: `${text.join("\n")}\n` };
    },
  };
}

/** Comma separated values. */
export function csv(name: string, ...lines: string[]): FileIdea {
  return {
    name,
    make: ({ fill }) => ({
      kind: "text",
      text: `${lines.map(fill).join("\r\n")}\r\n`,
    }),
  };
}

/** A page of paper. */
export function pdf(name: string, title: string, ...lines: string[]): FileIdea {
  return { name, make: ({ fill }) => ({ kind: "pdf", title: fill(title), lines: lines.map(fill) }) };
}
