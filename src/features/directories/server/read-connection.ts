import { connect, isIP, type Socket } from "node:net";
import { Client, InvalidCredentialsError, ResultCodeError } from "ldapts";
import { Semaphore } from "@/server/concurrency/semaphore";
import { shareOnce } from "@/server/process/globals";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { readDirectoryAddress, type DirectoryAddress } from "@/shared/directory/address";
import type { DirectorySettings, DirectoryStep } from "@/features/directories/schema";
import { askStartTls } from "./read-start-tls";

/** Is called at each step of a conversation with a directory. */
export type StepListener = (step: DirectoryStep, isFine: boolean, sentence: Sentence) => void;

/** A conversation with a directory that came to nothing, at which step, and why; the listener knows it. */
export class DirectoryError extends Error {
  constructor(
    readonly step: DirectoryStep,
    readonly sentence: Sentence,
  ) {
    super(`${step}: ${sentence.english}`);
    this.name = "DirectoryError";
  }
}

const CONNECT_MILLISECONDS = 4_000;
const ANSWER_MILLISECONDS = 5_000;
/** The whole of a conversation; a directory that answers a word at a time is away, too. */
const LONGEST_MILLISECONDS = 10_000;
/** Connections of this process at once, and how many may wait for one. */
const BOUNDS = { inAll: 8, waitingPerKey: 100 };

/**
 * Connects to a directory, encrypted unless it is this machine itself, signs in by the name of the settings, and lets `work` ask.
 * Everything has an end: the connection, each answer, and the whole. Throws DirectoryError.
 */
export async function withDirectory<T>(
  settings: DirectorySettings,
  listener: StepListener,
  work: (directory: Directory) => Promise<T>,
): Promise<T> {
  return await conversations().run(async () => {
    const directory = new Directory(settings, listener);
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error("the directory takes too long"));
        void directory.close();
      }, LONGEST_MILLISECONDS);
    });
    try {
      return await Promise.race([directory.open().then(() => work(directory)), tooLong]);
    } catch (error) {
      throw directory.toFailure(error);
    } finally {
      clearTimeout(timer);
      await directory.close();
    }
  });
}

/** A connection to a directory. */
export class Directory {
  /** The step under way: what fails, fails there. */
  step: DirectoryStep = "connect";
  private socket: Socket | null = null;
  private connected: Client | null = null;
  private readonly address: DirectoryAddress;

  constructor(
    readonly settings: DirectorySettings,
    private readonly listener: StepListener,
  ) {
    const address = readDirectoryAddress(settings.url);
    if (!address) {
      throw new Error("This is no address of a directory.");
    }
    this.address = address;
  }

  /** The connection, once it is there. */
  get client(): Client {
    if (!this.connected) {
      throw new Error("The connection is not there.");
    }
    return this.connected;
  }

  async open(): Promise<void> {
    const { host, port, isTls, isLoopback } = this.address;
    const { certificate, isPlain } = this.settings;
    const socket = await connectTo(host, port);
    this.socket = socket;
    this.report(say("directories.connected", { host, port }));
    const timeouts = { timeout: ANSWER_MILLISECONDS, connectTimeout: CONNECT_MILLISECONDS };
    const url = `ldap://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    if (isPlain && isLoopback && !isTls) {
      socket.destroy();
      this.connected = new Client({ url, ...timeouts });
      await this.bind();
      return;
    }
    this.step = "tls";
    const refusal = isTls ? null : await askStartTls(socket, ANSWER_MILLISECONDS);
    if (refusal !== null) {
      throw this.failure(
        refusal === "refused" ? say("directories.startTlsRefused") : say("directories.startTlsStrange"),
      );
    }
    this.connected = new Client({
      url,
      ...timeouts,
      tlsOptions: {
        socket,
        host,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(certificate === null ? {} : { ca: certificate }),
        minVersion: "TLSv1.2",
      },
    });
    await this.bind();
  }

  /** Signs in by the name of the settings; without one, without. */
  async bind(): Promise<void> {
    const { bindDn, bindPassword } = this.settings;
    try {
      await this.client.bind(bindDn ?? "", bindPassword ?? "");
    } catch (error) {
      if (error instanceof ResultCodeError) {
        this.reportEncrypted();
        this.step = "bind";
        const name = bindDn ?? "";
        throw this.failure(
          error instanceof InvalidCredentialsError
            ? say("directories.bindWrong", { name })
            : say("directories.bindRefused", { name, reason: reasonOf(error) }),
        );
      }
      throw error;
    }
    if (this.step === "connect" || this.step === "tls") {
      this.reportEncrypted();
      this.step = "bind";
      this.report(
        bindDn === null ? say("directories.boundNameless") : say("directories.bound", { name: bindDn }),
      );
    }
  }

  /** Reports that the step under way went well. */
  report(sentence: Sentence): void {
    this.listener(this.step, true, sentence);
  }

  /** Reports that it did not, and makes the error that says so. */
  failure(sentence: Sentence): DirectoryError {
    this.listener(this.step, false, sentence);
    return new DirectoryError(this.step, sentence);
  }

  /** The same for whatever was thrown on the way. */
  toFailure(error: unknown): DirectoryError {
    if (error instanceof DirectoryError) {
      return error;
    }
    const reason = reasonOf(error);
    const { host, port } = this.address;
    switch (this.step) {
      case "connect":
        return this.failure(say("directories.noConnection", { host, port, reason }));
      case "tls":
        return this.failure(say("directories.noTls", { reason }));
      default:
        return this.failure(say("directories.noAnswer", { reason }));
    }
  }

  async close(): Promise<void> {
    await this.connected?.unbind().catch(() => undefined);
    this.socket?.destroy();
  }

  /** TLS begins with the first question, so it is known to work once that was answered. */
  private reportEncrypted(): void {
    const isEncrypted = this.step === "tls";
    this.step = "tls";
    this.report(
      isEncrypted ? say("directories.encrypted", { host: this.address.host }) : say("directories.plain"),
    );
  }
}

function connectTo(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(CONNECT_MILLISECONDS, () => fail(new Error("no answer in time")));
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.off("error", fail);
      // Whatever becomes of it later, an error without a listener would end the process.
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}

/** What a program says of its failure, on one line and bounded: for admins and the log. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  const reason = text.replace(/\s+/g, " ").trim().slice(0, 200);
  return typeof code === "string" && !reason.includes(code) ? `${code} ${reason}` : reason;
}

function conversations(): Semaphore {
  return shareOnce("directory-conversations", () => new Semaphore(BOUNDS));
}
