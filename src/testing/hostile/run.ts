import type { Attack, Family } from "./attack";
import type { Bystander } from "./bystander";
import { judgeAnswer, judgeKept } from "./judge";
import type { Listeners } from "./listeners";
import type { Outcome } from "./report";
import type { SocketFamily } from "./sockets";
import { sendWire } from "./wire";

/** What runs are carried out on and measured with. */
export interface Range {
  url: string;
  bystander: Bystander;
  listeners: Listeners;
  /** What went wrong; the first hundred are kept. */
  problems: string[];
}

type Work = Pick<Outcome, "requests" | "answers" | "largestAnswer" | "slowest">;

/** One at a time shows whose request it is that takes long: HOSTILE_AT_ONCE=1 HOSTILE_FAMILY="killer texts". */
const ATTACKERS_AT_ONCE = Number(process.env["HOSTILE_AT_ONCE"] ?? 6);
const MEMORY_MILLISECONDS = 250;

/** Sends a family's requests, several at once, and judges every answer. */
export async function runFamily(range: Range, family: Family): Promise<Outcome> {
  const answers: Record<string, number> = {};
  let largest = 0;
  let slowest = { milliseconds: 0, what: "" };
  return await measured(range, family.name, async () => {
    const left = [...family.attacks];
    const attacker = async (): Promise<void> => {
      for (let attack = left.pop(); attack; attack = left.pop()) {
        const began = performance.now();
        const { kind, bytes } = await applyDelivery(range, attack);
        const milliseconds = performance.now() - began;
        slowest = milliseconds > slowest.milliseconds ? { milliseconds, what: attack.what } : slowest;
        answers[kind] = (answers[kind] ?? 0) + 1;
        largest = Math.max(largest, bytes);
      }
    };
    await Promise.all(Array.from({ length: ATTACKERS_AT_ONCE }, attacker));
    return { requests: family.attacks.length, answers, largestAnswer: largest, slowest };
  });
}

/** Carries a family's attacks out over sockets. */
export async function runSocketFamily(range: Range, family: SocketFamily): Promise<Outcome> {
  return await measured(range, family.name, async () => {
    const problems: string[] = [];
    const requests = await family.run(problems);
    problems.forEach((problem) => note(range, `${family.name}: ${problem}`));
    return { requests, answers: {}, largestAnswer: 0 };
  });
}

/** Measures what happens to others while `work` is done. */
export async function measured(
  { url, bystander, listeners }: Pick<Range, "url" | "bystander" | "listeners">,
  family: string,
  work: () => Promise<Work>,
): Promise<Outcome> {
  await bystander.take();
  listeners.take();
  let memory = await readMemory(url);
  const timer = setInterval(() => {
    readMemory(url).then(
      (bytes) => (memory = Math.max(memory, bytes)),
      () => undefined,
    );
  }, MEMORY_MILLISECONDS);
  const began = performance.now();
  try {
    const done = await work();
    const seconds = (performance.now() - began) / 1_000;
    const waits = await bystander.take();
    return { family, seconds, waits, memory, largestEvent: listeners.take(), ...done };
  } finally {
    clearInterval(timer);
  }
}

async function applyDelivery(range: Range, attack: Attack): Promise<{ kind: string; bytes: number }> {
  const answer = await sendWire(range.url, attack.request);
  const wrong = [...judgeAnswer(attack, answer), ...(await judgeKept(attack, answer))];
  wrong.forEach((problem) => note(range, `${attack.by?.label ?? "nobody"} ${attack.what}: ${problem}`));
  const { status, bytes } = answer;
  return { kind: status <= 0 ? "cut" : status === 429 ? "429" : `${Math.floor(status / 100)}xx`, bytes };
}

function note({ problems }: Range, problem: string): void {
  if (problems.length < 100) {
    problems.push(problem);
  }
}

async function readMemory(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) })).text();
  return Number(/^process_resident_memory_bytes ([\d.e+]+)/m.exec(text)?.[1] ?? 0);
}
