/** How long a provider may take for one answer, its body included. */
const LONGEST_MILLISECONDS = 4_000;
/** Far more than any provider's document, key set or answer with tokens. */
const LARGEST_BYTES = 512 * 1024;

/** A provider did not answer, or with something that is no answer; the message is for the log and for admins. */
export class ProviderError extends Error {
  constructor(
    /** "away": it cannot be reached, or is slow or broken; trying again later makes sense. */
    readonly kind: "away" | "invalid",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ProviderError";
  }
}

/** Whether a provider could not be reached, by an error of either module graph. */
export function isProviderAway(error: unknown): boolean {
  return error instanceof Error && error.name === "ProviderError" && Reflect.get(error, "kind") === "away";
}

/** The answer of a provider, read whole. */
export interface ProviderAnswer {
  status: number;
  body: string;
  isJson: boolean;
}

/**
 * Asks a provider: no redirect is followed, and time and size are bounded, so that a provider that hangs holds nothing here but
 * this one request. Throws ProviderError "away".
 */
export async function askProvider(
  url: string | URL,
  init: { method?: string; headers?: HeadersInit; body?: BodyInit } = {},
): Promise<ProviderAnswer> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST_MILLISECONDS),
    });
    const body = await readBounded(response);
    if (response.status >= 500 || response.status === 0) {
      throw new ProviderError("away", `The provider answered with status ${response.status}.`);
    }
    const type = response.headers.get("content-type") ?? "";
    return { status: response.status, body, isJson: /^application\/(\S+\+)?json\b/i.test(type) };
  } catch (error) {
    throw error instanceof ProviderError
      ? error
      : new ProviderError("away", `The provider did not answer: ${reasonOf(error)}.`, { cause: error });
  }
}

/** The same, and its answer as what its JSON means. Throws ProviderError "invalid" for another status than 200, and for what is no JSON. */
export async function askProviderJson(
  url: string | URL,
  init?: Parameters<typeof askProvider>[1],
): Promise<unknown> {
  const answer = await askProvider(url, init);
  if (answer.status !== 200) {
    throw new ProviderError("invalid", `The provider answered with status ${answer.status}.`);
  }
  return readJson(answer);
}

/** What the JSON of an answer means. Throws ProviderError "invalid". */
export function readJson({ body }: ProviderAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ProviderError("invalid", "The provider's answer is no JSON.");
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) {
      throw new ProviderError("invalid", "The provider's answer is too large.");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) {
    return "unknown";
  }
  return cause.name === "TimeoutError" ? `nothing within ${LONGEST_MILLISECONDS / 1000} s` : cause.message;
}
