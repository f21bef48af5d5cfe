import { CODE } from "./code";
import { CONFIGURATION } from "./configuration";
import { LOGS } from "./logs";
import { ANSWERS, MAILS } from "./mails";
import { PATHS } from "./paths";
import { SCRIPTS } from "./scripts";
import { SECRETS } from "./secrets";
import { SHELL } from "./shell";
import { TABLES } from "./tables";
import { TRACES } from "./traces";
import { NOTES, WRITTEN } from "./written";

/** A text as somebody might type or paste it. */
export interface CorpusText {
  name: string;
  text: string;
  /** It has no marks of formatting: nothing of it may be altered. */
  isPlain: boolean;
}

const PLAIN = { LOGS, PATHS, TRACES, MAILS, SECRETS, SHELL, CONFIGURATION, CODE, TABLES, SCRIPTS, NOTES };
const MARKED = { ANSWERS, WRITTEN };

const WORDS: Readonly<Record<string, readonly string[]>> = {
  host: ["srv-print01", "fs2", "desk_db", "intra", "NAS-07"],
  user: ["p.smith", "jdoe2", "o_brien", "müller", "svc_backup"],
  service: ["printqd", "order_sync", "mailrelay", "Helpd", "cups2"],
  name: ["Pat Smith", "Ada Nuñez", "Siobhán O'Brien", "Jörg Lüders", "Li Wei"],
  three: ["417", "903", "128", "550", "731"],
  digit: ["3", "7", "1", "9", "4"],
  day: ["12", "23", "17", "28", "10"],
};

/** Three hundred texts that look real: each template as it is, and within a message with other names and other line ends. */
export const CORPUS: readonly CorpusText[] = [
  ...Object.entries(PLAIN).flatMap(([family, texts]) => bothForms(family, texts, true)),
  ...Object.entries(MARKED).flatMap(([family, texts]) => bothForms(family, texts, false)),
];

function bothForms(family: string, templates: readonly string[], isPlain: boolean): CorpusText[] {
  return templates.flatMap((template, index) => {
    const name = `${family.toLowerCase()} ${index + 1}`;
    const within = `Hello, this is what I get:\n\n${template}\n\nCan you help? ‹name›`;
    return [
      { name, text: fill(template, 2 * index), isPlain },
      { name: `${name} in a message`, text: fill(within, 2 * index + 1).replaceAll("\n", "\r\n"), isPlain },
    ];
  });
}

/** The template with words of its own at each blank; which ones follows from the seed alone. */
function fill(template: string, seed: number): string {
  let blank = seed;
  return template.replace(/‹([a-z]+)›/g, (whole, kind: string) => {
    const words = WORDS[kind] ?? [];
    blank = (blank * 7 + 3) % 1_009;
    return words[blank % words.length] ?? whole;
  });
}
